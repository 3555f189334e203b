"""The 24 fields: each with its source, nothing guessed, nothing missing unmarked; the clock in real hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from forensics.errors import CaseError, SourceError
from forensics.language.languages import LANGUAGES
from forensics.notification import FIELDS, PROFILES, profile, visitors
from forensics.notification.clock import clock
from forensics.notification.saved import read_findings
from forensics.parties.agents import CLASSES
from tests.support.notification_fixture import changed, notification, stated_case

IDS = [name for _, name, _, _, _ in FIELDS]


def test_there_are_the_24_fields() -> None:
    """Numbered from 1, each id once."""
    assert [number for number, *_ in FIELDS] == list(range(1, 25))
    assert len(set(IDS)) == 24


@pytest.mark.parametrize("name", PROFILES)
def test_a_form_holds_each_field_once_in_both_languages(name: str) -> None:
    """A form that forgets a field would lose an answer."""
    form = profile(name)
    assert sorted(field for section in form.sections for field in section.fields) == sorted(IDS)
    assert set(form.wording) <= set(IDS)
    texts = [form.title, form.authority, form.where, form.clock_note, *form.wording.values()]
    for words in (*texts, *(section.title for section in form.sections)):
        assert tuple(words) == LANGUAGES
        assert all(text.strip() for text in words.values())
    assert form.hours == 72


def test_every_form_is_listed() -> None:
    """A new form is a new file, and its name."""
    folder = Path(__file__).parents[2] / "forensics" / "notification" / "profiles"
    assert {path.stem for path in folder.glob("*.toml")} == set(PROFILES)
    with pytest.raises(ValueError, match="none of ap, ico, edpb"):
        profile("cnil")


@pytest.mark.parametrize("form", PROFILES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_says_where_it_is_from(form: str, lang: str, tmp_path: Path) -> None:
    """Whatever is filled in has a basis and a source; what is automatic also a method and a caveat."""
    found = notification(form, lang, case=stated_case(tmp_path))
    for field in found.fields:
        assert field.content.sources, field.id
        assert field.title, field.id
        assert (field.content.value is None) == (not field.content.text), field.id
        if field.content.text:
            assert field.content.basis, field.id
        if field.grade == "auto" and field.id != "register":
            assert field.content.method, field.id
            assert field.content.caveats, field.id


def test_without_a_statement_what_people_know_is_missing(tmp_path: Path) -> None:
    """Each field that only people can fill says with which key; none of them is filled by a default, where no
    document is at hand."""
    found = notification(of=changed(tmp_path, lambda document: document.update(documents=[])))
    asked = [field for field in found.fields if field.grade == "ask" and field.id != "trust"]
    assert [field.status for field in asked] == ["missing"] * len(asked)
    for field in found.open:
        assert all(key.startswith(("notification.", "case.")) for key in field.content.needs), field.id
    assert {field.id for field in found.fields} - {field.id for field in found.open} == {
        "nature", "period", "ongoing", "downloads", "recipients", "parties", "spread", "evidence", "register",
    }  # fmt: skip


def test_a_proposal_is_to_be_confirmed(tmp_path: Path) -> None:
    """A published document is proposed as a breach of confidentiality; once stated it is no proposal."""
    assert notification().field("nature").status == "proposed"
    assert notification(case=stated_case(tmp_path)).field("nature").status == "filled"


def test_an_explicit_none_is_an_answer(tmp_path: Path) -> None:
    """[] says that there is none; a key that is left out says nothing."""
    field = notification(case=stated_case(tmp_path)).field("borders")
    assert field.status == "filled"
    assert field.content.value == {"countries": (), "authorities": (), "recipients": []}
    field = notification(case=stated_case(tmp_path, ("countries = []\n", ""))).field("borders")
    assert field.content.needs == ("notification.countries",)


def test_every_program_has_a_name() -> None:
    """All classes of agents that the count knows."""
    assert set(visitors._COPIERS) < set(CLASSES)


def test_downloads_carry_their_bounds() -> None:
    """11 downloads, at least 9, at most 13, by 7 IP addresses; never a number alone."""
    found = notification()
    assert found.field("downloads").content.text[0] == "“Lijst signalen.xlsx”: 11 downloads (at least 9, at most 13)."
    assert found.field("recipients").content.text[0] == "“Lijst signalen.xlsx”: 7 IP addresses (at least 6, at most 8)."


def _nothing(document: dict[str, Any], *, fraction: float) -> None:
    for file in document["files"]:
        file["addresses"] = []
        for tally in (*file["windows"], file["total"]):
            tally["downloads"] |= {"at_least": 0, "headline": 0, "at_most": 0}
            tally["addresses"] |= {"at_least": 0, "headline": 0, "at_most": 0, "by_64": 0}
            tally |= {"partial": 0, "requests": 0, "verdicts": {}, "observed": {}}
    document["coverage"] = document["coverage"][:1] if fraction >= 0 else []
    for series in document["coverage"]:
        series["fraction"] = fraction


@pytest.mark.parametrize(
    ("fraction", "words"),
    [
        (1.0, "no downloads seen; the logs cover 100% of the exposure."),
        (0.5, "no downloads seen; the logs cover 50% of the exposure, 3 days and 8 hours are not covered."),
        (-1, "no downloads seen; no log covers the exposure."),
    ],
)
def test_none_seen_is_never_said_without_coverage(tmp_path: Path, fraction: float, words: str) -> None:
    """How much was looked at stands beside it."""
    of = changed(tmp_path, lambda document: _nothing(document, fraction=fraction))
    assert notification(of=of).field("downloads").content.text[0] == f"“Lijst signalen.xlsx”: {words}"
    assert "seen" in notification(of=of).field("recipients").content.text[0]


def test_a_file_that_still_answers_is_said_to() -> None:
    """An answer after the stated end is told with its time; else that none was seen, and how far the logs reach."""
    ongoing = notification().field("ongoing").content
    assert ongoing.text[0].endswith("no delivery is seen after the stated end, 18 June 2020 at 17:00 (UTC+02:00).")
    assert ongoing.text[-1].startswith("The logs that were examined run until 30 June 2020")


def test_an_answer_after_the_end(tmp_path: Path) -> None:
    """The last answer lies after the last window's end."""

    def late(document: dict[str, Any]) -> None:
        document["files"][0]["total"]["observed"]["last_answer"] = "2020-06-19T08:00:00Z"
        document["files"][0]["outside"]["downloads"]["headline"] = 2

    text = notification(of=changed(tmp_path, late)).field("ongoing").content.text
    assert "could still be had after the stated end" in text[0]
    assert text[0].endswith("last answer on 19 June 2020 at 10:00 (UTC+02:00).")
    assert text[1] == "2 downloads lie outside every stated window."
    assert notification(of=changed(tmp_path, late)).field("measures").status == "missing"


@pytest.mark.parametrize(
    ("aware", "deadline"),
    [
        ("2020-10-23T15:00:00+02:00", "2020-10-26T14:00:00+01:00"),
        ("2020-03-27T15:00:00+01:00", "2020-03-30T16:00:00+02:00"),
        ("2020-06-18T15:00:00+02:00", "2020-06-21T15:00:00+02:00"),
    ],
)
def test_the_clock_counts_real_hours(aware: str, deadline: str) -> None:
    """Over the change of October the deadline is an hour earlier on the wall, over that of March an hour later."""
    found = clock(datetime.fromisoformat(aware).astimezone(ZoneInfo("Europe/Amsterdam")), 72)
    assert found.deadline == datetime.fromisoformat(deadline)
    assert found.deadline - found.aware == timedelta(hours=72)
    assert found.deadline.tzinfo is UTC


def test_late_by_a_second_is_late() -> None:
    """On the stroke is in time; without a time of sending nobody knows."""
    aware = datetime(2020, 6, 18, 13, tzinfo=UTC)
    stroke = aware + timedelta(hours=72)
    assert [clock(aware, 72, sent).late for sent in (None, stroke, stroke + timedelta(seconds=1))] == [
        None,
        False,
        True,
    ]


def test_a_late_notification_asks_for_reasons(tmp_path: Path) -> None:
    """Article 33(1): after the deadline the reasons for the delay are asked for, and printed once they are stated."""
    late = ("submitted = 2020-06-19T16:30:00", "submitted = 2020-06-21T15:00:01")
    field = notification(case=stated_case(tmp_path, late)).field("aware")
    assert field.content.needs == ("notification.delay",)
    assert "That is 1 second after the deadline." in field.content.text
    told = (late[0], f'{late[1]}\ndelay = "the logs came late"')
    field = notification(case=stated_case(tmp_path, told)).field("aware")
    assert field.content.needs == ()
    assert "Reasons for the delay: the logs came late" in field.content.text


def test_without_aware_the_deadline_is_missing(tmp_path: Path) -> None:
    """No clock runs, and the field names the key."""
    of = changed(tmp_path, lambda document: document["case"].update(aware=None))
    assert notification(of=of).matter.clock is None
    assert notification(of=of).field("aware").content.needs == ("case.aware",)
    with_case = notification(of=of, case=stated_case(tmp_path))
    assert with_case.matter.clock is not None


def test_the_case_must_be_the_one_that_was_counted(tmp_path: Path) -> None:
    """Another id, or other windows, would put a statement beside numbers that it does not belong to."""
    with pytest.raises(CaseError) as caught:
        notification(case=stated_case(tmp_path, ('id = "coa-2020"', 'id = "other"')))
    assert [problem.key for problem in caught.value.problems] == ["case.id"]
    with pytest.raises(CaseError) as caught:
        notification(case=stated_case(tmp_path, ("start = 2020-06-08T09:00:00", "start = 2020-06-08T10:00:00")))
    assert [problem.key for problem in caught.value.problems] == ["windows"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file"),
        ("{", "Invalid JSON"),
        ("[]", "should be an object"),
        (
            '{"schema": "forensics.findings/2"}',
            "schema: Input should be 'forensics.findings/1' (and 10 more)",
        ),
    ],
)
def test_findings_that_cannot_be_used(tmp_path: Path, content: str | None, reason: str) -> None:
    """The error names the file and what is wrong with it."""
    if content is not None:
        (tmp_path / "findings.json").write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_findings(tmp_path)
    assert reason in caught.value.message
    assert caught.value.where.endswith("findings.json")


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """Times could not be shown in it."""
    with pytest.raises(SourceError, match="not an IANA time zone"):
        changed(tmp_path, lambda document: document["case"].update(zone="Mars/Olympus"))


def test_why_the_number_is_no_surer_is_said_in_the_words_of_the_report(tmp_path: Path) -> None:
    """Behind the numbers of field 13, the same sentences as on the first page."""

    def explain(document: dict[str, Any]) -> None:
        reasons = [{"code": "repeat", "downloads": 2, "addresses": 1}]
        document["files"][0]["floor"] = {"reasons": reasons, "text": "", "settled_by": ""}

    saved = changed(tmp_path, explain)
    for lang, words in (("en", "At least is 9, not 11, because 2 "), ("nl", "Minimaal 9, niet 11, want 2 ")):
        text = notification(of=saved, lang=lang).field("downloads").content.text
        assert any(line.startswith(words) for line in text)
