"""The sheet of rules: what the names in the other sheets mean, as `forensics explain` says it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from forensics.model import Findings
from forensics.report.workbook.records import Reader
from forensics.report.workbook.sheet import Column, Row, Sheet
from forensics.rulebook.index import KINDS, Entry, entry, parts
from forensics.rulebook.vocabulary import GRADES

__all__ = ["rules"]


def rules(findings: Findings, reader: Reader) -> Sheet:
    """Each rule, verdict, grade, flag, limitation and definition of the report: a row for each thing that is said of
    it."""
    say = reader.language.text
    headings = (
        Column(say("kind"), say("Whether it is a rule, a section of the rules, a verdict, a grade, and so on.")),
        Column(say("name"), say("Its name in the other sheets.")),
        Column(say("title"), say("What it is called.")),
        Column(say("about"), say("What the text beside it is about, where there are several.")),
        Column(say("text"), say("What it means.")),
    )
    rows = (row for kind, name in _used(findings) for row in _rows(entry(kind, name), reader))
    return Sheet(say("rules"), headings, rows)


def _rows(found: Entry | None, reader: Reader) -> Iterator[Row]:
    say = reader.language.say
    for text in found.texts if found else ():
        assert found is not None  # noqa: S101
        yield say(KINDS[found.kind]), found.name, say(found.title), say(text.label), say(text.says)


def _used(findings: Findings) -> Iterator[tuple[str, str]]:
    """Kind and name of all that a sheet of this level names; a name that is a rule and a section is both."""
    requests, downloads = findings.requests, findings.downloads
    numbers = {part for rule in requests["rule"].drop_nulls().unique() for part in parts(rule)}
    yield from (("rule", number) for number in sorted(numbers, key=_order))
    yield from (("section", number) for number in sorted(numbers, key=_order))
    tallies = [tally for file in findings.files for tally in (*file.windows, file.outside)]
    counted = [name for tally in tallies for name, times in tally.verdicts.items() if times]
    yield from (("verdict", name) for name in dict.fromkeys([*counted, *sorted(_texts(requests["verdict"]))]))
    yield from (("grade", name) for name in GRADES)
    flags = {*_texts(requests["flags"].explode()), *_texts(downloads["flags"].explode())}
    yield from (("flag", name) for name in sorted(flags))
    yield from (("limitation", name) for name in dict.fromkeys(limit.code for limit in findings.limitations))
    yield from (("definition", name) for name in dict.fromkeys(each.name for each in findings.definitions))


def _texts(column: pl.Series) -> set[str]:
    return set(column.drop_nulls().unique().to_list())


def _order(number: str) -> tuple[list[int], str]:
    return [int(part) for part in number.split(".") if part.isdecimal()], number
