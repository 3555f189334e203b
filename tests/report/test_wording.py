"""Numbers, times and sentences as every report words them, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from docs.messages import messages
from forensics.findings.reasons.why import ceiling, floor
from forensics.language.catalogue import language
from forensics.model import Bounds, Coverage, FileFindings, NearName, Reason, Share, Window
from forensics.model.schema import VERDICTS
from forensics.report import wording
from forensics.report.page.interpretation import STANDING, readings
from forensics.report.plots.marks import MARKS
from forensics.rulebook.vocabulary import FLAGS, GRADES, MEANINGS, Meaning
from tests.support.report_fixture import crowd, findings
from tests.support.report_tables import FILE, WINDOWS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ENGLISH, DUTCH = language("en"), language("nl")
WHOLE = Coverage("access.log", None, None, (), 1.0, ("s1",))


def _file(downloads: Bounds, addresses: Bounds) -> FileFindings:
    file = findings().files[0]
    return replace(file, total=replace(file.total, downloads=downloads, addresses=addresses))


def _sentence(
    file: FileFindings, coverage: tuple[Coverage, ...] = (WHOLE,), windows: tuple[Window, ...] = WINDOWS
) -> str:
    return "".join(wording.answer(ENGLISH, file, coverage, windows))


def test_answer_says_the_number_and_its_bounds() -> None:
    """The sentence of the reference case, word for word."""
    made = findings()
    assert "".join(wording.answer(ENGLISH, made.files[0], made.coverage, made.case.windows)) == (
        "The server handed over “Lijst signalen.xlsx” 11 times to 7 IP addresses while it was exposed"
        " (established: 11; at least 9, at most 13)."
    )


def test_answer_keeps_the_name_apart() -> None:
    """The name stands alone in the middle, so that a page can isolate its direction."""
    assert wording.answer(ENGLISH, findings().files[0], (WHOLE,), WINDOWS)[1] == FILE


def test_answer_uses_the_singular() -> None:
    """One time, one address."""
    assert "1 time to 1 IP address while" in _sentence(_file(Bounds(1, 1, 1), Bounds(1, 1, 1)))


def test_answer_says_when_there_is_no_lower_bound() -> None:
    """Not determinable is never printed as 0."""
    sentence = _sentence(_file(Bounds(None, 3, 4), Bounds(None, 2, 3)))
    assert sentence.endswith("(established: 3; at least: not determinable from these logs, at most 4).")


def test_answer_says_or_more() -> None:
    """An open upper bound is named as such."""
    assert _sentence(_file(Bounds(1, 2, 3, open_ended=True), Bounds(1, 1, 2))).endswith("at most 3 or more).")


def test_nothing_seen_is_said_with_what_was_looked_at() -> None:
    """Zero stands beside the coverage, with the hours that are missing."""
    seen = _sentence(crowd(0, 1).files[0], (WHOLE, replace(WHOLE, fraction=0.9)))
    assert seen == (
        "No downloads of “Lijst signalen.xlsx” were seen while it was exposed; the least complete log covers"
        " 90% of the exposure windows, 15 hours and 24 minutes not covered."
    )


def test_nothing_seen_without_logs() -> None:
    """Without coverage nothing is claimed."""
    assert "no log covers the exposure windows" in _sentence(crowd(0, 1).files[0], ())


def test_nothing_seen_keeps_the_upper_bound() -> None:
    """That nothing was seen is said only where nothing is possible; else the number lies between 0 and at most."""
    assert "between 0 and 3 times while" in _sentence(_file(Bounds(0, 0, 3), Bounds(0, 0, 2)))
    assert "between 0 and 3 times, or more, while" in _sentence(
        _file(Bounds(0, 0, 3, open_ended=True), Bounds(0, 0, 2))
    )
    assert "at most 0 or more" in _sentence(_file(Bounds(0, 0, 0, open_ended=True), Bounds(0, 0, 0)))
    for downloads in (Bounds(0, 0, 3), Bounds(None, 0, 3), Bounds(0, 0, 1, open_ended=True)):
        assert "No downloads" not in _sentence(_file(downloads, Bounds(0, 0, 2)))


def test_a_name_that_no_line_holds_is_told_first() -> None:
    """With names close to it, and the bound that other lines leave (counting.md 4b.6)."""
    file = replace(_file(Bounds(0, 0, 0), Bounds(0, 0, 0)), named=0)
    assert _sentence(file).startswith("No line of these logs names “Lijst signalen.xlsx”: no download while it was")
    near = (NearName("lijst-signalen.xlsx", 4, "spelling"), NearName("a\x1b.xlsx", 1, "part"))
    open_ended = replace(_file(Bounds(0, 0, 3), Bounds(0, 0, 2)), named=0, near_names=near)
    assert "; between 0 and 3 downloads while it was exposed; " in _sentence(open_ended)
    assert _sentence(open_ended).endswith(r"Close to it: “lijst-signalen.xlsx” (4 lines), “a\x1b.xlsx” (1 line).")


def test_unstated_window_is_not_called_exposure() -> None:
    """Without a start and an end the sentence holds for the logs, not for a time of exposure."""
    always = (Window("all", datetime(1970, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC), (FILE,)),)
    assert "in the time of these logs" in _sentence(findings().files[0], windows=always)
    assert not wording.exposure(always)


def test_overlapping_windows_expose_once() -> None:
    """Time in two windows is counted once."""
    first, second = WINDOWS
    inner = replace(first, start=first.start + timedelta(hours=1), end=first.end - timedelta(hours=1))
    assert wording.exposure([second, inner, first]) == first.end - first.start + second.end - second.start


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (datetime(2020, 6, 8, 7, 12, 44, tzinfo=UTC), "2020-06-08 09:12:44 +02:00"),
        (datetime(2020, 12, 8, 7, 12, 44, 120_000, tzinfo=UTC), "2020-12-08 08:12:44.120 +01:00"),
        (datetime(2020, 12, 8, 7, 12, 44, 7, tzinfo=UTC), "2020-12-08 08:12:44.000007 +01:00"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "9999-12-31 23:59:00 +00:00"),
    ],
)
def test_local_time_shows_its_offset(time: datetime, text: str) -> None:
    """A time without its offset is no evidence; a time at the end of the calendar is no crash."""
    assert wording.local(time, AMSTERDAM) == text


def test_repeated_hour_is_told_apart() -> None:
    """The two readings of half past two in October differ by their offsets."""
    first = datetime(2020, 10, 25, 0, 30, tzinfo=UTC)
    shown = [wording.local(first + timedelta(hours=h), AMSTERDAM) for h in (0, 1)]
    assert shown == ["2020-10-25 02:30:00 +02:00", "2020-10-25 02:30:00 +01:00"]


def test_sizes() -> None:
    """Large numbers can be read; one byte is one byte; not known is never 0."""
    assert wording.size(ENGLISH, 183_296) == "183,296 bytes"
    assert wording.size(ENGLISH, 1) == "1 byte"
    assert wording.size(ENGLISH, None) == "not known"
    assert wording.size(DUTCH, 183_296).startswith("183.296 ")


def test_bounds() -> None:
    """As each language writes numbers."""
    bounds = Bounds(1_200, 1_300, 1_400, open_ended=True)
    assert (wording.at_least(ENGLISH, bounds), wording.at_most(ENGLISH, bounds)) == ("1,200", "1,400 or more")
    assert wording.at_least(DUTCH, bounds) == "1.200"
    assert wording.at_most(DUTCH, replace(bounds, open_ended=False)) == "1.400"


@pytest.mark.parametrize("file", [findings().files[0], crowd(0, 1).files[0]], ids=["seen", "nothing seen"])
def test_answer_is_cut_around_the_name_only(file: FileFindings) -> None:
    """In each language: the name once, in quotation marks, whatever it holds; and a sentence around it."""
    named = replace(file, name="{when} “x” {0} %s.xlsx")
    for spoken in (ENGLISH, DUTCH):
        before, name, after = wording.answer(spoken, named, (WHOLE,), WINDOWS)
        assert name == named.name
        assert before.endswith("“")
        assert after.startswith("”")
        assert after.endswith(".")
        assert not re.search(r"[{}\0]", before + after)


def test_answer_counts_in_the_language() -> None:
    """Thousands and plural forms are those of the language, not of the source."""
    file = _file(Bounds(1_000, 1_200, 1_400), Bounds(1, 1, 1))
    for spoken in (ENGLISH, DUTCH):
        sentence = "".join(wording.answer(spoken, file, (WHOLE,), WINDOWS))
        numbers = [spoken.number(n) for n in (1_000, 1_200, 1_400)]
        one = spoken.plural("{count} IP address", "{count} IP addresses", 1)
        assert all(text in sentence for text in [*numbers, one])


def test_labels_of_visitors_are_worded_and_addresses_are_not() -> None:
    """Only the whole label is one; what merely looks like it stays as it stands."""
    assert wording.visitor(ENGLISH, "Visitor 3") == ENGLISH.text("Visitor {number}", number="3")
    assert wording.visitor(DUTCH, "Visitor 1204").endswith(" 1204")
    for client in ("192.0.2.1", "2001:db8::1", "Visitor 3x", "a Visitor 3", ""):
        assert wording.visitor(DUTCH, client) == client


def _held(value: object) -> Iterator[str]:
    """Every text in a constant of explanations; verdicts, grades, flags and marks are not explained but named."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Meaning):
        yield from (value.word, value.says, value.counts)
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _held(part))
    elif isinstance(value, tuple):
        yield from (text for part in value for text in _held(part))


def test_every_explanation_is_in_the_catalogues() -> None:
    """What the constants of the report say is found by the tool that writes the catalogues."""
    known = {found for found, _ in messages()}
    texts = [text for constant in (STANDING, MEANINGS, GRADES, FLAGS) for text in _held(constant)]
    assert len(texts) == 2 * len(STANDING) + 3 * len(MEANINGS) + len(GRADES) + len(FLAGS)
    assert set(texts) <= known
    assert {mark.name for mark in MARKS.values()} <= known


def _every_reading() -> FileFindings:
    """Findings whose numbers call for every reading that there is."""
    file = findings().files[0]
    verdicts = dict.fromkeys(VERDICTS, 1)
    total = replace(
        file.total,
        downloads=Bounds(9, 1_200, 1_300),
        addresses=Bounds(6, 7, 8, by_64=5),
        partial=1,
        own=1,
        robots=2,
        verdicts=verdicts,
        grades={"G2": 1_000, "G3": 100},
    )
    shares = (Share("link preview", 1, 1),)
    outside = replace(file.outside, downloads=Bounds(1, 1, 1))
    return replace(
        file,
        size_source="inferred",
        total=total,
        outside=outside,
        by_class=shares,
        floor=floor([Reason("proxied", 1_191)], total.downloads),
        ceiling=ceiling([Reason("parts", 100)], total.downloads),
    )


def test_readings_are_sentences_in_the_numbers_of_the_language() -> None:
    """Each part of each reading is a sentence, with nothing left to fill in."""
    for spoken in (ENGLISH, DUTCH):
        found = readings(spoken, _every_reading())
        assert len(found) == 13
        texts = [text for one in found for text in (one.seen, one.may_mean, one.settled_by)]
        assert [text for text in texts if not text.endswith(".") or re.search(r"[{}]|  ", text)] == []
        assert spoken.number(1_191) in found[0].seen
        assert spoken.number(1_300) in found[1].seen
        assert spoken.number(183_296) in found[2].seen


def test_readings_use_the_singular() -> None:
    """One download, one request, one delivery."""
    seen = " ".join(one.seen for one in readings(ENGLISH, _every_reading()))
    assert "1 download came from" in seen
    assert "2 downloads were made by programs" in seen
    assert "1 partial delivery: part" in seen
    assert "1 request was answered 304" in seen


@pytest.mark.parametrize(
    ("size_source", "size", "text"),
    [("unknown", None, "the logs do not give it away"), ("inferred", 183_296, "183,296 bytes is inferred")],
)
def test_reading_of_a_size_that_nobody_stated(size_source: str, size: int | None, text: str) -> None:
    """An inferred size is a number; one that is not known is none."""
    file = replace(_every_reading(), size_source=size_source, size=size)
    assert text in readings(ENGLISH, file)[2].seen


def test_no_download_has_one_reading() -> None:
    """Nothing seen is not nothing there."""
    assert [one.seen for one in readings(ENGLISH, crowd(0, 1).files[0])] == ["No download was seen inside the windows."]


@pytest.mark.parametrize(("most", "open_ended"), [(2, False), (2, True), (0, True)])
def test_what_may_have_been_is_not_called_nothing(most: int, open_ended: bool) -> None:  # noqa: FBT001 - a case
    """Where the first page says "between 0 and 2", chapter 6 does not say that nobody fetched it."""
    file = crowd(0, 1).files[0]
    bounds = Bounds(0, 0, most, open_ended=open_ended)
    reasons = [*([Reason("parts", most)] if most else []), *([Reason("gap", None)] if open_ended else [])]
    told = replace(file, total=replace(file.total, downloads=bounds), ceiling=ceiling(reasons, bounds))
    first = readings(ENGLISH, told)[0]
    assert first.seen == f"No download is established inside the windows. {told.ceiling.text}"
    assert "Nobody fetched the file" not in first.may_mean
