"""The contract of all formats: the same story, written as each server writes it, is read as it happened
and leads to the same verdicts, but for what the fields of a format cannot tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from forensics.casefile import load_case
from forensics.downloads.assembly import assemble
from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.readings import readings
from forensics.downloads.verdicts import judge
from forensics.formats import Format, parse, registry, with_size
from forensics.model import SourceReport
from forensics.model.schema import PARSED
from forensics.parties.identify import identify
from forensics.scan.scan import scan
from tests.support.all_writers import HEADINGS, WRITERS
from tests.support.logged import Logged, logged, names_requests, same
from tests.support.story import FILES, STORY, WINDOW, behind_proxy, clients, verdicts
from tests.support.writers.exchange import ZONE, Exchange

READ = [fmt for fmt in registry() if not fmt.refused]
NAMED = {fmt.name: fmt for fmt in READ}
COUNTED = [fmt for fmt in READ if fmt.name in WRITERS and names_requests(fmt)]

by_name = pytest.mark.parametrize("fmt", [fmt for fmt in READ if fmt.name in WRITERS], ids=lambda fmt: fmt.name)
by_counted_name = pytest.mark.parametrize("fmt", COUNTED, ids=lambda fmt: fmt.name)


def story_of(log: Logged) -> list[Exchange]:
    """The story; for a log that holds forwarded addresses in place of the peer's, as a proxy passes it on."""
    if "peer" in log.columns or "forwarded" not in log.columns:
        return list(STORY.values())
    return [behind_proxy(exchange) for exchange in STORY.values()]


def lines_of(fmt: Format) -> list[str]:
    """The log of the story, headings first."""
    return [*HEADINGS.get(fmt.name, ()), *map(WRITERS[fmt.name], story_of(logged(fmt)))]


def test_every_format_has_a_writer_and_every_writer_a_format() -> None:
    """No format that is read escapes the contract, and no writer is left over from one that went. Records declare no
    fields: what they hold is what each line names; test_exports has their writers."""
    assert {fmt.name for fmt in READ} - {"records"} == set(WRITERS)
    assert set(HEADINGS) <= set(WRITERS)


@by_name
def test_what_is_logged_is_read_as_it_happened(fmt: Format) -> None:
    """Every column that the declaration has says what happened; what the log does not hold is null."""
    log = logged(fmt)
    lines = lines_of(fmt)
    table, read = parse(fmt, pl.Series(lines, dtype=pl.String), zone=ZONE.key)
    rows = table.filter(read).to_dicts()
    assert len(rows) == len(STORY), [line for line, was in zip(lines, read, strict=True) if not was]
    wrong = [
        (name, column, row[column], line)
        for name, row, happened, line in zip(STORY, rows, story_of(log), lines[-len(STORY) :], strict=True)
        for column in sorted(log.columns)
        if not same(log, column, row[column], happened, line)
    ]
    assert not wrong
    silent = set(PARSED) - log.columns
    assert [column for column in silent if table[column].null_count() < table.height] == []


CASE = """\
[case]
id = "story"
zone = "{zone}"
{files}
[[windows]]
label = "exposure"
start = {start}
end = {end}
[[logs]]
path = "access.log"
format = "{format}"
covers = [{start}, {end}]
[parties]
trusted_proxies = ["10.0.0.0/8"]
"""


def judged(lines: list[str], form: str, folder: Path) -> tuple[pl.DataFrame, SourceReport]:
    """The requests in a log of those lines, of that format or, if it is "auto", of the one detected, with verdicts:
    as `investigate` finds them, before it draws its conclusions."""
    (folder / "access.log").write_text("\n".join([*lines, ""]), encoding="utf-8", newline="")
    start, end = (moment.isoformat() for moment in WINDOW)
    path = folder / "case.toml"
    text = CASE.format(zone=ZONE.key, files=FILES, start=start, end=end, format=form)
    path.write_text(text, encoding="utf-8", newline="")
    case = load_case(path)
    evidence = scan(case)
    requests = evidence.requests.pipe(mark_copies).pipe(identify, case)
    main, _ = readings(case, requests, evidence.sources)
    labelled, _ = assemble(judge(main.requests, main.case, main.sources), main.case)
    return labelled, main.sources[0]


#: Of a request for another host: whether the log or the client says so differs, and neither is a download (rule 2).
OTHER = "other_target or indeterminate"


def counted(requests: pl.DataFrame, lines: list[str]) -> dict[str, tuple[str, str | None]]:
    """Verdict and client of each exchange of the story."""
    first = len(lines) - len(STORY) + 1
    of_line = {row["line_no"]: (row["verdict"], row["client"]) for row in requests.to_dicts()}
    found = {name: of_line.get(first + number, ("not found", None)) for number, name in enumerate(STORY)}
    verdict, client = found["other host"]
    return found | {"other host": (OTHER if verdict in OTHER.split(" or ") else verdict, client)}


def expected(log: Logged) -> dict[str, tuple[str, str | None]]:
    """Verdict and client of each exchange, as far as a log of those fields can tell."""
    addresses = clients() if log.columns & {"peer", "forwarded"} else dict.fromkeys(STORY)
    found = {name: (verdict, addresses[name]) for name, verdict in verdicts(log).items()}
    other = {"other host": (OTHER, found["other host"][1])} if found["other host"][0] in OTHER.split(" or ") else {}
    return found | other


@by_counted_name
def test_stated_format_counts_the_story(fmt: Format, tmp_path: Path) -> None:
    """A case that names the format gets the verdicts and addresses that its fields can give."""
    lines = lines_of(fmt)
    requests, _ = judged(lines, fmt.name, tmp_path)
    assert counted(requests, lines) == expected(logged(fmt))


@by_counted_name
def test_detected_format_counts_the_story(fmt: Format, tmp_path: Path) -> None:
    """A case that leaves the format open gets what the fields of the detected one give: the format itself,
    or the general one of its look, with the size field that the lines speak for."""
    lines = lines_of(fmt)
    requests, source = judged(lines, "auto", tmp_path)
    form = NAMED[source.format or ""]
    assert form.name in (fmt.name, fmt.like) or form.ambiguous
    assert {seen.format for seen in source.formats_seen} <= {fmt.name}
    if source.size_field not in (None, form.size):
        form = with_size(form, source.size_field or "")
    own, log = logged(fmt), logged(form)
    if own.absolute:  # the host stands in the lines, whoever reads them
        log = replace(log, columns=log.columns | {"host"})
    assert counted(requests, lines) == expected(log) | misread(fmt, form)


def misread(fmt: Format, form: Format) -> dict[str, tuple[str, str | None]]:
    """The verdict on the aborted transfer where a general look takes the size for something else: a planned size is
    full, whatever it is taken for; one handed over, taken for planned, may be another representation (rule 17)."""
    size = fmt.size or ("planned" if "planned_bytes" in logged(fmt).columns else None)
    if size == form.size:
        return {}
    verdict = "complete" if size == "planned" else "indeterminate"
    return {"aborted": (verdict, clients()["aborted"])}
