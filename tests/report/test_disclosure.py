"""The levels are allow-lists: of every field and column, what is not listed does not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, make_dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from forensics.documents.hidden import hidden
from forensics.errors import OutputError
from forensics.language.catalogue import language
from forensics.language.statement import state
from forensics.model import (
    Bounds,
    Counting,
    Damage,
    Database,
    Findings,
    KnownParty,
    Limitation,
    Parties,
    Recipient,
    RefusedLines,
    SecondReader,
    SeenFormat,
    Share,
    Unread,
)
from forensics.model.document import CategoryCount, Document, People, Records
from forensics.model.schema import DOWNLOAD, LABELLED
from forensics.report.disclosure import FIELDS, LEVELS, columns, disclose
from forensics.report.disclosure import tables as shown_tables
from forensics.report.disclosure.fields import HIDDEN, MEANINGS, shown_as
from forensics.report.disclosure.labels import labels, spoken
from tests.support.disclosure_fixture import hostile
from tests.support.report_fixture import crowd, findings

KEY = bytes(range(32))
LOWER = LEVELS[1:]
#: Parts that no list needs: they hold numbers alone, or are shown whole or not at all.
WHOLE = (Bounds, CategoryCount, Counting, People, Records, Share)


def _filled() -> Findings:
    """Findings in which every part occurs, and every field of it holds something."""
    found = findings()
    damage = Damage("corrupt", 5, 4, "text", lost=True)
    source = replace(
        found.sources[0],
        archive="logs.zip",
        unread=(Unread("s1.1", "odd", "why", lost=True),),
        refused="a reason",
        wrappers=("syslog",),
        damage=damage,
        formats_seen=(SeenFormat("other", 3),),
        refused_lines=(RefusedLines("proftpd", 3, 1),),
    )
    recipient = replace(
        found.files[0].addresses[0], network="Example Net", network_type="isp", ranges=("a",), kind="name"
    )
    file = replace(found.files[0], addresses=(recipient, *found.files[0].addresses[1:]))
    network = (ip_network("198.51.100.7/32"),)
    parties = Parties(own=network, trusted_proxies=network, known=(KnownParty("requester", network),))
    case = replace(found.case, retain_until=datetime(2030, 1, 1, tzinfo=UTC), parties=parties)
    people = People(1, 2, "a rule")
    document = Document(
        path="leak.xlsx",
        kind="xlsx",
        bytes=9,
        sha256="ab" * 32,
        state="hidden",
        reason="a reason",
        records=Records(1, 2, 3, 4),
        people=people,
        categories={"name": CategoryCount(1, 2, 3, 4)},
        findings=(hidden("X2", "Sheet", 2, "two rows"),),
        file="leak.xlsx",
    )
    return replace(
        found,
        case=case,
        documents=(document,),
        sources=(source, *found.sources[1:]),
        files=(file,),
        databases=(Database("geo.mmdb", "Country", "2026-06-01T00:00:00Z", "ab" * 32),),
    )


def _parts(part: object) -> Iterator[object]:
    """Every dataclass in there."""
    if isinstance(part, tuple | list):
        for each in part:
            yield from _parts(each)
    elif is_dataclass(part) and not isinstance(part, WHOLE):
        yield part
        for field in fields(part):
            yield from _parts(getattr(part, field.name))


def _is_nothing(field: object, value: object) -> bool:
    """The value says no more than that there is the field."""
    default = getattr(field, "default", MISSING)
    factory = getattr(field, "default_factory", MISSING)
    standard = default if default is not MISSING else factory() if callable(factory) else None
    if isinstance(value, pl.DataFrame):
        return value.is_empty()
    return value == standard or value in (None, "", b"", (), {})


@pytest.mark.parametrize("level", LOWER)
def test_no_field_shows_that_is_not_listed(level: str) -> None:
    """Of any part, at any depth."""
    before, after = _filled(), disclose(_filled(), level, key=KEY)
    kinds = {type(part).__name__ for part in _parts(before)}
    assert kinds - {"Stated", "SeverityStated"} <= FIELDS.keys()
    checked = 0
    for part in _parts(after):
        for field in fields(part):  # type: ignore[arg-type] # _parts yields dataclasses
            if shown_as(type(part).__name__, field.name, level) == HIDDEN:
                checked += 1
                assert _is_nothing(field, getattr(part, field.name)), f"{type(part).__name__}.{field.name}"
    assert checked > 40


@pytest.mark.parametrize("level", LOWER)
def test_no_column_shows_that_is_not_listed(level: str) -> None:
    """Of both tables; at level public there are no rows at all."""
    after = disclose(hostile(), level, key=KEY)
    for name, table, schema in (("requests", after.requests, LABELLED), ("downloads", after.downloads, DOWNLOAD)):
        assert dict(table.schema) == dict(schema)
        hidden = [column for column in schema if column not in columns(name, level)]
        assert {"line", "user", "agent", "client_64"} & schema.keys() <= set(hidden)
        assert all(table[column].null_count() == table.height for column in hidden)
        assert (table.height > 0) is (level == "regulator")


@pytest.mark.parametrize("level", LOWER)
def test_no_key_of_a_row_shows_that_is_not_listed(level: str) -> None:
    """Databases, disagreements, the second reader: also of a field that is new."""
    base, second = (
        make_dataclass(kind.__name__, [("fresh", str, "")], bases=(kind,), frozen=True)
        for kind in (Database, SecondReader)
    )
    row = base("geo.mmdb", "x", "2020", "ab", fresh="192.0.2.10")
    found = replace(findings(), databases=(row,), second_reader=second(lines=3, fresh="192.0.2.10"))
    after = disclose(found, level, key=KEY)
    assert [getattr(part, "fresh") for part in (*after.databases, after.second_reader)] == ["", ""]  # noqa: B009
    assert after.second_reader.lines == 3
    assert not any(row.first or row.second for row in after.second_reader.disagreements)


def test_the_lists_name_what_there_is() -> None:
    """A field that was renamed leaves no entry behind that would open the next one of that name."""
    kinds = {type(part).__name__: {field.name for field in fields(part)} for part in _parts(_filled())}  # type: ignore[arg-type]
    kinds |= {"requests": set(LABELLED), "downloads": set(DOWNLOAD)}
    for name, listed in FIELDS.items():
        assert listed.keys() <= kinds.get(name, listed.keys()), name
        assert all(how in MEANINGS for pair in listed.values() for how in pair)
    assert {name for name in FIELDS if name[0].isupper()} == {name for name in kinds if name[0].isupper()} - {
        "Stated",
        "SeverityStated",
    }


@pytest.mark.parametrize("level", LOWER)
def test_public_shows_nothing_that_a_regulator_does_not_see(level: str) -> None:
    """Each level holds less than the one before it."""
    for listed in FIELDS.values():
        assert all(regulator != HIDDEN or public == HIDDEN for regulator, public in listed.values())
    assert shown_as("Findings", "anything", level) == HIDDEN


@pytest.mark.parametrize("level", LOWER)
def test_a_new_field_is_for_investigators_only(level: str) -> None:
    """Somebody adds a field to a part and thinks of nothing else."""
    grown = make_dataclass("Recipient", [("fresh", str, "")], bases=(Recipient,), frozen=True)
    found = findings()
    old = {field.name: getattr(found.files[0].addresses[0], field.name) for field in fields(Recipient)}
    file = replace(found.files[0], addresses=(grown(**old, fresh="192.0.2.10"),))
    after = disclose(replace(found, files=(file,)), level, key=KEY)
    assert [getattr(recipient, "fresh") for recipient in after.files[0].addresses] == [""] * (level == "regulator")  # noqa: B009


def test_a_new_column_is_for_investigators_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody adds a column to a table and thinks of nothing else."""
    monkeypatch.setattr(shown_tables, "LABELLED", {**LABELLED, "fresh": pl.String})
    found = findings()
    table = found.requests.with_columns(fresh=pl.lit("192.0.2.10"))
    after = disclose(replace(found, requests=table), "regulator", key=KEY)
    assert after.requests["fresh"].null_count() == table.height


def test_labels_go_by_first_sight() -> None:
    """Over the whole case, not per file or window, and the same wherever the visitor occurs."""
    found = findings()
    given = labels(found)
    order = found.requests.sort("start")["client"].unique(maintain_order=True).to_list()
    assert [given[client] for client in order] == [f"Visitor {number}" for number in range(1, len(order) + 1)]
    after = disclose(found, "regulator", key=KEY)
    for table, shown in ((found.requests, after.requests), (found.downloads, after.downloads)):
        assert [given[client] for client in table["client"]] == shown["client"].to_list()
    pairs = zip(found.files[0].addresses, after.files[0].addresses, strict=True)
    assert all(given[one.address] == other.address for one, other in pairs)


def test_a_label_has_no_thousands_separator() -> None:
    """It is a name and no amount, in Dutch too."""
    assert spoken(1234) == "Visitor 1234"
    assert "1234" in language("nl").say(spoken(1234))
    clients = pl.Series("client", [f"2001:db8::{number:x}" for number in range(1200)])
    found = crowd(1200, 1)
    after = disclose(replace(found, requests=found.requests.with_columns(clients)), "regulator", key=KEY)
    assert after.requests["client"][1099] == "Visitor 1100"


def test_paths_are_those_of_the_case() -> None:
    """Without a query, and in the case's own spelling; another path is the visitor's text."""
    after = disclose(hostile(), "regulator", key=KEY)
    assert set(after.requests["path"].drop_nulls()) == {"/docs/leak.xlsx"}
    assert after.requests["path"].null_count() > 0
    assert set(after.requests["method"].drop_nulls()) == {"GET"}


def test_public_is_not_made_from_a_regulators() -> None:
    """Which holds labels, where k counts networks."""
    with pytest.raises(OutputError, match="networks by which level public counts"):
        disclose(disclose(findings(), "regulator", key=KEY), "public", k=2)


def test_times_of_the_public_are_days() -> None:
    """Those of visitors and of lines; the windows, which the case states, stay exact; gaps become whole hours."""
    found = findings()
    after = disclose(found, "public")
    zone = ZoneInfo(found.case.zone)
    days = [time for tally in after.files[0].windows for time in tally.observed.values() if time]
    days += [time for series in after.coverage for time in (series.first, series.last) if time]
    days += [time for source in after.sources for time in (source.first, source.last) if time]
    assert len(days) > 5
    assert {time.astimezone(zone).time().isoformat() for time in days} == {"00:00:00"}
    assert [tally.start for tally in after.files[0].windows] == [tally.start for tally in found.files[0].windows]
    for series, shown in zip(found.coverage, after.coverage, strict=True):
        for gap, wide in zip(series.gaps, shown.gaps, strict=True):
            assert wide.start <= gap.start < gap.end <= wide.end
            assert (wide.start.minute, wide.end.minute) == (0, 0)
            assert wide.end - wide.start < gap.end - gap.start + timedelta(hours=2)


def test_the_gaps_of_a_log_with_few_lines_are_days() -> None:
    """For where one ends there was somebody: with fewer than k lines an hour no hour is told."""
    found = findings()
    few = replace(found, sources=tuple(replace(source, lines=3) for source in found.sources))
    zone = ZoneInfo(found.case.zone)
    gaps = [gap for series in disclose(few, "public").coverage for gap in (*series.gaps, *series.quiet)]
    assert gaps
    for gap in gaps:
        assert {time.astimezone(zone).time().isoformat() for time in (gap.start, gap.end)} == {"00:00:00"}
    assert disclose(few, "regulator").coverage[0].gaps[0].start == found.coverage[0].gaps[0].start


def test_the_first_and_last_day_of_few_are_not_told() -> None:
    """Of a window with fewer than k visitors they would be the day of one of them."""
    found = findings()
    assert all(tally.observed for tally in disclose(found, "public", k=2).files[0].windows[:1])
    [file] = disclose(found, "public", k=50).files
    assert [tally.observed for tally in (*file.windows, file.total)] == [{}, {}, {}]


def test_totals_stay() -> None:
    """The answer is the same at every level."""
    found = findings()
    for level in LOWER:
        after = disclose(found, level, key=KEY)
        for file, shown in zip(found.files, after.files, strict=True):
            assert shown.total.downloads == file.total.downloads
            assert shown.total.addresses == file.total.addresses
        assert after.complete is found.complete
        assert [(one.name, one.downloads) for one in after.definitions] == [
            (one.name, one.downloads) for one in found.definitions
        ]


@pytest.mark.parametrize(("kind", "shown"), [("isp", True), ("residential", True), ("business", False), (None, False)])
def test_a_network_of_one_person_has_no_name(kind: str | None, *, shown: bool) -> None:
    """Nor a number, which would tell the name."""
    found = findings()
    one = replace(found.files[0].addresses[0], network="Example Net", network_type=kind, asn=64_500)
    file = replace(found.files[0], addresses=(one,))
    after = disclose(replace(found, files=(file,)), "regulator", key=KEY).files[0].addresses[0]
    assert (after.network, after.asn) == (("Example Net", 64_500) if shown else (None, None))


def test_addresses_with_a_reason() -> None:
    """Full addresses, and the reason in the report itself; nothing else opens."""
    after = disclose(hostile(), "regulator", key=KEY, with_addresses="asked for on 1 July")
    assert "192.0.2.10" in after.requests["client"].to_list()
    assert "192.0.2.10" in {recipient.address for recipient in after.files[0].addresses}
    assert after.requests["user"].null_count() == after.requests.height
    told = [limit.text for limit in after.limitations if limit.code == "full-addresses"]
    assert told == ["IP addresses are shown in full at this level, because: asked for on 1 July"]


def test_limitations_lose_what_a_log_supplied() -> None:
    """At level regulator numbers, row ids and names of the case stay; at level public the code's own sentence."""
    text = state(
        "{file}: {rows} say {what} at {path}", file="leak.xlsx", rows=("s1:4", "s1:7"), what="a b", path="/x/alice"
    )
    limit = Limitation("size-twin", text, incomplete=True)
    twice = Limitation("size-twin", state("again"))
    plain = Limitation("copies", "192.0.2.10 was here")
    found = replace(hostile(), limitations=(limit, twice, plain))
    regulator = disclose(found, "regulator", key=KEY).limitations
    assert regulator[0].text == "leak.xlsx: s1:4, s1:7 say … at …"
    assert regulator[2].text == "Lines that stand in two files, or requests that two logs hold, were counted once."
    public = [limit for limit in disclose(found, "public").limitations if limit.code != "small-parts"]
    assert [(limit.code, limit.incomplete) for limit in public] == [("size-twin", True), ("copies", False)]
    assert public[0].text == "Another path delivered exactly the file's size."


@pytest.mark.parametrize(
    ("there", "level"), [("regulator", "investigator"), ("public", "investigator"), ("public", "regulator")]
)
def test_no_level_is_raised(there: str, level: str) -> None:
    """What was left out is not there to be shown."""
    lower = disclose(findings(), there, key=KEY)
    with pytest.raises(OutputError, match=f"of level {there}") as caught:
        disclose(lower, level, key=KEY)
    assert "investigate" in caught.value.hint


@pytest.mark.parametrize("level", LEVELS)
def test_the_same_level_is_the_same(level: str) -> None:
    """Nothing is taken away twice: the same findings in another language."""
    found = disclose(findings(), level, key=KEY)
    assert disclose(found, level) is found
