"""The sheets of addresses, coverage and sources: parts of the findings, a row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from forensics.language.catalogue import Language
from forensics.language.statement import message
from forensics.model import Coverage, Findings, Gap, SourceReport
from forensics.report import wording
from forensics.report.disclosure import LEVELS
from forensics.report.workbook.records import Reader, records
from forensics.report.workbook.sheet import Sheet
from forensics.report.workbook.shown import shown
from forensics.report.workbook.tables import MOST_ROWS, left_out

__all__ = ["addresses", "coverage", "sources"]

_Made = Mapping[str, Callable[[Any], Any]]

_TIMES = frozenset({"first", "last"})
_KINDS = {
    "gaps": message("gap"),
    "quiet": message("quiet stretch"),
    "silences": message("rarest silence"),
    "thinned": message("thinned stretch"),
}


def addresses(findings: Findings, reader: Reader) -> Sheet:
    """Who got a file, or part of it, inside a window."""
    names, say = shown("addresses", findings.level), reader.language
    label = partial(wording.visitor, say) if findings.level != LEVELS[0] else str
    made: _Made = {"address": lambda recipient: label(recipient.address)}
    rows = (
        [file.name if name == "file" else _value(recipient, name, made, say) for name in names]
        for file in findings.files
        for recipient in file.addresses
    )
    sheet = records("addresses", say.text("addresses"), reader, names, islice(rows, MOST_ROWS), times=_TIMES)
    return replace(sheet, above=left_out(sum(len(file.addresses) for file in findings.files), "findings.json", reader))


def sources(findings: Findings, reader: Reader) -> Sheet:
    """Every log file and archive, as it was read."""
    names, say = shown("sources", findings.level), reader.language
    made: _Made = {"damage": partial(_damage, language=say), "unread": partial(_unread, language=say)}
    rows = ([_value(source, name, made, say) for name in names] for source in findings.sources)
    return records("sources", say.text("sources"), reader, names, rows, times=_TIMES)


def coverage(findings: Findings, reader: Reader) -> Sheet:
    """What each series of logs covers, and below it every stretch without lines or with too few."""
    names, say = shown("coverage", findings.level), reader.language
    rows = ([row.get(name) for name in names] for series in findings.coverage for row in _stretches(series, say))
    return records("coverage", say.text("coverage"), reader, names, rows, times=_TIMES)


def _value(part: object, name: str, made: _Made, language: Language) -> Any:  # noqa: ANN401
    """A field as a cell holds it; sentences in the language of the report."""
    value = made[name](part) if name in made else getattr(part, name)
    if isinstance(value, tuple):
        return [language.say(str(each)) for each in value]
    return language.say(value) if name in _SENTENCES else value


_SENTENCES = frozenset({"format_because", "size_field_because", "refused"})


def _stretches(series: Coverage, language: Language) -> Iterator[Mapping[str, Any]]:
    log = language.say(series.log)
    whole = {
        "sources": series.sources,
        "missing_rotations": series.missing_rotations,
        **{name: getattr(series, name) for name in ("first", "last", "fraction", "clock_jumps", "out_of_order")},
    }
    yield {"log": log, "kind": language.text("series"), **whole}
    for name, kind in _KINDS.items():
        for gap in getattr(series, name):
            yield {"log": log, "kind": language.text(kind), **_gap(gap, language)}


def _gap(gap: Gap, language: Language) -> Mapping[str, Any]:
    because = language.say(gap.because)
    told = {name: getattr(gap, name) for name in ("window", "expected", "seen")}
    return {"first": gap.start, "last": gap.end, "because": because, **told}


def _damage(source: SourceReport, language: Language) -> str | None:
    """Where and how a source stops being readable."""
    found = source.damage
    if found is None:
        return None
    told = language.say(found.text)
    if found.offset is None:
        return language.text("after line {line}: {what}", line=found.last_line, what=told)
    return language.text(
        "at byte {offset} of the file, after line {line}: {what}",
        offset=found.offset,
        line=found.last_line,
        what=told,
    )


def _unread(source: SourceReport, language: Language) -> Sequence[str]:
    told = [f"{member.name}: {language.say(member.reason)};" for member in source.unread]
    if source.more_unread:
        told.append(language.plural("{count} other", "{count} others", source.more_unread))
    return told
