"""findings.json, out and in: the contract that scripts rely on (README.md), as one codec over the model.

How each value is written stands at the fields of the model (`model.written`), so nothing here names a field of a
part. What is left out below level investigator is empty in the findings already (`report.disclosure`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Final, Literal

import polars as pl
from pydantic import TypeAdapter, ValidationError

from forensics.language.spelling import gathered, spread
from forensics.model import (
    Case,
    Coverage,
    Database,
    Definition,
    FileFindings,
    Findings,
    Level,
    Limitation,
    SecondReader,
    SourceReport,
)
from forensics.model import document as model
from forensics.report.saved.received import refuse_swelling
from forensics.sources import Url, is_url

__all__ = ["SCHEMA", "Document", "UnfitError", "as_json", "document", "parsed", "restored"]

SCHEMA: Final = "forensics.findings/1"


class UnfitError(ValueError):
    """What is wrong with a document first, and how many more faults there are; `place` is a key ("files[0].total")."""

    def __init__(self, place: str, what: str, more: int = 0) -> None:
        super().__init__(f"{place}: {what}" if place else what)
        self.more = more


@dataclass(frozen=True, slots=True)
class Document:
    """findings.json: what a case's logs say of how often a leaked file was handed over, and to how many addresses."""

    schema: Literal["forensics.findings/1"]
    """Name and version of this contract."""
    level: Level
    """Who may read it; those for fewer eyes leave out or blank what others may not see."""
    case: Case
    """What was investigated, as the case states it."""
    files: tuple[FileFindings, ...]
    """The answer, one entry per leaked file, in the order of the case."""
    definitions: tuple[Definition, ...]
    """The same requests by other definitions (counting.md 3.9)."""
    coverage: tuple[Coverage, ...]
    """What each series of rotated logs covers."""
    sources: tuple[SourceReport, ...]
    """Every log file, in the order in which its lines are named."""
    second_reader: SecondReader
    """The second, independent reading of every line of evidence."""
    databases: tuple[Database, ...]
    """Databases that gave countries and networks."""
    limitations: tuple[Limitation, ...]
    """What the answer cannot promise: first what makes it incomplete."""
    complete: bool
    """Whether the evidence is complete: no limitation says otherwise. Exit code 0, else 3."""
    documents: tuple[model.Document, ...] = ()
    """What the leaked files hold and hide, of those that were at hand."""


@cache
def _codec() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def as_json(findings: Findings) -> str:
    """The document as text, ASCII only, so that no reader meets a control or bidi character raw."""
    return json.dumps(document(findings), indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def document(findings: Findings) -> dict[str, Any]:
    """The findings as plain dicts and lists, keys in the order of the contract."""
    same = {each.name: getattr(findings, each.name) for each in fields(Document) if each.name not in _MADE}
    whole = Document(
        schema=SCHEMA,
        case=replace(findings.case, logs=tuple(replace(log, path=_shown(log.path)) for log in findings.case.logs)),
        **same,
    )
    written: dict[str, Any] = spread(_codec().dump_python(whole, by_alias=True, warnings="none"))
    return written


#: Fields of the document that are not those of the findings as they are.
_MADE = ("schema", "case")


def _shown(path: str) -> str:
    """A URL without the password in it."""
    return Url(path).shown if is_url(path) else path


def parsed(content: bytes) -> Document:
    """What a document holds, each text in the one spelling that every reader meets; keys that this version does not
    know are passed over. Raises UnfitError."""
    try:
        refuse_swelling(content)
    except OSError as error:
        raise UnfitError("", f"it {error.strerror}") from None
    return _validated(content)


def restored(found: Mapping[str, Any], requests: pl.DataFrame, downloads: pl.DataFrame) -> Findings:
    """The findings with that document and those tables: nothing is guessed, nothing is left out.

    Raises UnfitError for the first thing that is wrong, also where what was read would be written otherwise.
    """
    whole = _validated(json.dumps(gathered(found)))
    same = {each.name: getattr(whole, each.name) for each in fields(Document) if each.name != "schema"}
    findings = Findings(**same, requests=requests, downloads=downloads)
    _refuse_other(found, document(findings), "")
    return findings


def _validated(content: str | bytes) -> Document:
    try:
        return _codec().validate_json(content, strict=True)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        first = faults[0]
        what = str(first["ctx"]["error"]) if first["type"] == "value_error" else first["msg"]
        raise UnfitError(_key(content, first["loc"]), what, len(faults) - 1) from error


def _key(content: str | bytes, steps: tuple[int | str, ...]) -> str:
    """Where pydantic found a fault, without what it says of the alternatives that it tried."""
    place, raw = "", json.loads(content) if steps else None
    for step in steps:
        if isinstance(step, int) and isinstance(raw, list):
            place = f"{place}[{step}]"
            raw = raw[step] if step < len(raw) else None
        elif isinstance(raw, dict):
            place = f"{place}.{step}" if place else str(step)
            raw = raw.get(step)
    return place


def _refuse_other(found: Any, written: Any, place: str) -> None:  # noqa: ANN401 - JSON
    """Raises UnfitError unless what was found is what this version writes."""
    if found == written:
        return
    if isinstance(found, dict) and isinstance(written, dict):
        for key in (*written, *found):
            below = f"{place}.{key}" if place else key
            if key not in found:
                raise UnfitError(below, "is missing")
            if key not in written:
                raise UnfitError(below, "is not known here")
            _refuse_other(found[key], written[key], below)
    elif isinstance(found, list) and isinstance(written, list) and len(found) == len(written):
        for number, (one, other) in enumerate(zip(found, written, strict=True)):
            _refuse_other(one, other, f"{place}[{number}]")
    raise UnfitError(place, "is not as it is written")
