"""The sheet to begin with: the answer, what it cannot promise, and every number with the id by which it is cited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from forensics.language.statement import message
from forensics.model import Findings
from forensics.model.case import KEYED_HASH, PLAIN
from forensics.report import wording
from forensics.report.citations import Cited, citations, place_of
from forensics.report.workbook.records import Reader
from forensics.report.workbook.sheet import Column, Row, Sheet
from forensics.version import __version__

__all__ = ["summary"]

_READERS = {
    "investigator": message("the investigation: it holds addresses and lines of logs, which are personal data"),
    "regulator": message("the regulator and the data protection officer: labels in place of addresses"),
    "public": message("parliament and the public: counts only"),
}


def summary(findings: Findings, reader: Reader) -> Sheet:
    """The answer for each file in a sentence, why its numbers lie apart, facts of the case, limitations; below them the
    numbers."""
    say = reader.language.text
    headings = (
        Column(say("id"), say("By this a letter can cite the number; it is the same in every report of the case.")),
        Column(say("what is counted"), say("What the number counts.")),
        Column(say("file"), say("Name of the leaked file.")),
        Column(say("window"), say("The exposure window that it was counted in.")),
        Column(say("number"), say("The number; “not known” where these logs cannot tell.")),
        Column(say("or more"), say("Whether it may be more than that.")),
    )
    above = (*_answers(findings, reader), *_facts(findings, reader), *_limits(findings, reader), ())
    return Sheet(say("summary"), headings, (_row(cited, reader) for cited in citations(findings)), above)


def _answers(findings: Findings, reader: Reader) -> Iterator[Row]:
    for file in findings.files:
        yield ("".join(wording.answer(reader.language, file, findings.coverage, findings.case.windows)),)
        yield from (("", reader.language.say(why.text)) for why in (file.floor, file.ceiling) if why.text)
    yield ()


def _facts(findings: Findings, reader: Reader) -> Iterator[Row]:
    say, case = reader.language.text, findings.case
    yield say("case"), f"{case.title} ({case.id})" if case.title else case.id
    if case.digest:
        keyed = case.digest.startswith(KEYED_HASH)
        name = say("case file, keyed hash") if keyed else say("case file, SHA-256")
        yield name, case.digest.removeprefix(KEYED_HASH if keyed else PLAIN)
    yield say("written for"), say(_READERS[findings.level])
    yield say("evidence"), say("complete") if findings.complete else say("incomplete")
    for window in case.windows:
        start, end = (_bound(time, reader) for time in (window.start, window.end))
        yield window.label, say("{start} to {end}", start=start, end=end)
    yield say("written by"), f"forensics {__version__}"
    yield ()


def _bound(time: datetime, reader: Reader) -> str:
    return reader.language.text("not stated") if wording.unbounded(time) else wording.local(time, reader.zone)


def _limits(findings: Findings, reader: Reader) -> Iterator[Row]:
    """What the answer cannot promise, each by its code."""
    serious = [limit for limit in findings.limitations if limit.incomplete]
    others = [limit for limit in findings.limitations if not limit.incomplete]
    titles = reader.language.text("The evidence is incomplete:"), reader.language.text("To bear in mind:")
    for title, limits in zip(titles, (serious, others), strict=True):
        if limits:
            yield (title,)
        for limit in limits:
            yield limit.code, reader.language.say(limit.text)


def _row(cited: Cited, reader: Reader) -> Row:
    number = reader.language.text("not known") if cited.value is None else cited.value
    what, window = reader.language.say(cited.what), place_of(cited, reader.language)
    return cited.id, what, cited.file, window, number, cited.open_ended
