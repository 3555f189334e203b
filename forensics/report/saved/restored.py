"""From the objects of findings.json back to the findings: nothing is guessed, nothing is left out.

Types are checked by pydantic against the dataclasses of the model; what types do not say is checked here: times
have an offset, numbers are not below 0, every key is there, and texts are what they were (see `saved_text`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

import polars as pl
from pydantic import TypeAdapter, ValidationError

from forensics.model import (
    ALWAYS,
    Bounds,
    Case,
    Counting,
    Coverage,
    Definition,
    FileFindings,
    Findings,
    Hole,
    LeakedFile,
    Limitation,
    Log,
    Parties,
    Rejected,
    SourceReport,
    Tally,
    Window,
)
from forensics.model.zones import find_zone
from forensics.report.saved.text import loaded, unescaped

__all__ = ["UnfitError", "restored"]

#: Times that every zone can show, and the largest number that a table can hold.
_TIMES = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
_LARGEST = 2**63 - 1
#: An id names folders.
_ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
#: Fields that are not saved, beside paths on the machine of the investigator: never set, told by the databases, or
#: only needed to count.
_UNSAVED = (
    (Bounds, "by_64"), (Parties, "ranges"), (SourceReport, "header_bytes"), (SourceReport, "size_signs"),
    (Tally, "label"), (Tally, "start"), (Tally, "end"),
)  # fmt: skip


class UnfitError(ValueError):
    """What is wrong with a document; `place` is its key ("files[0].total")."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}" if place else what)


@dataclass(frozen=True)
class _Window:
    label: str
    start: datetime | None  # None: without a beginning
    end: datetime | None
    files: tuple[str, ...]


@dataclass(frozen=True)
class _Case:
    id: str
    title: str
    digest: str
    zone: str
    zone_stated: bool
    local_times: tuple[str, ...]
    aware: datetime | None
    purpose: str | None
    requested_by: str | None
    legal_basis: str | None
    investigator: str | None
    retain_until: datetime | None
    files: tuple[LeakedFile, ...]
    windows: tuple[_Window, ...]
    logs: tuple[Log, ...]
    parties: Parties
    counting: Counting


@dataclass(frozen=True)
class _Seen:
    format: str
    lines: int


@dataclass(frozen=True)
class _Line:
    line: int
    offset: int
    names_file: bool
    text: str


@dataclass(frozen=True)
class _Hole:
    line: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True)
class _Refused:
    format: str
    lines: int
    names_file: int


@dataclass(frozen=True)
class _Source:
    """What a source says in another way than the model does."""

    archive: str | None
    refused: str | None
    formats_seen: tuple[_Seen, ...]
    refused_lines: tuple[_Refused, ...]
    holes: tuple[_Hole, ...]
    rejected: tuple[_Line, ...]


@dataclass(frozen=True)
class _SecondReader:
    """What is left out at this level has the value that stands here."""

    disagreements: tuple[dict[str, str | None], ...]
    reader: str = ""
    lines: int = 0
    agreed: int = 0
    disagreed: int = 0
    known_faults: int = 0
    not_comparable: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Document:
    schema: Literal["forensics.findings/1"]
    level: Literal["investigator", "regulator", "public"]
    case: _Case
    files: tuple[FileFindings, ...]
    definitions: tuple[Definition, ...]
    coverage: tuple[Coverage, ...]
    sources: tuple[dict[str, Any], ...]
    second_reader: _SecondReader
    databases: tuple[dict[str, str], ...]
    limitations: tuple[Limitation, ...]
    complete: bool


_ADAPTERS: Mapping[type[Any], TypeAdapter[Any]] = {
    kind: TypeAdapter(kind) for kind in (_Document, _Source, SourceReport)
}


def restored(document: Mapping[str, Any], requests: pl.DataFrame, downloads: pl.DataFrame) -> Findings:
    """The findings with that document and those tables. Raises UnfitError for the first thing that is wrong."""
    found: _Document = _read(_Document, document, "")
    known = asdict(found.second_reader)
    second = {key: known[key] for key in document["second_reader"] if key in known and key != "disagreements"}
    return Findings(
        case=_case(found.case),
        files=tuple(replace(file, windows=tuple(map(_bounded, file.windows))) for file in found.files),
        definitions=found.definitions,
        coverage=found.coverage,
        sources=tuple(_source(raw, f"sources[{place}]") for place, raw in enumerate(found.sources)),
        limitations=found.limitations,
        complete=found.complete,
        requests=requests,
        downloads=downloads,
        disagreements=found.second_reader.disagreements,
        databases=found.databases,
        second_reader=second,
        level=found.level,
    )


def _bounded(tally: Tally) -> Tally:
    return replace(tally, start=tally.start or ALWAYS[0], end=tally.end or ALWAYS[1])


def _case(case: _Case) -> Case:
    if not _ID.fullmatch(case.id):
        raise UnfitError("case.id", "may hold letters, digits, dots, hyphens and underscores only")
    if find_zone(case.zone) is None:
        raise UnfitError("case.zone", f"{case.zone!r} is not an IANA time zone")
    stated = {field.name: getattr(case, field.name) for field in fields(case)}
    windows = (
        Window(window.label, window.start or ALWAYS[0], window.end or ALWAYS[1], window.files)
        for window in case.windows
    )
    return Case(**{**stated, "windows": tuple(windows)})


def _source(raw: Mapping[str, Any], place: str) -> SourceReport:
    odd: _Source = _read(_Source, raw, place)
    marks = {"": "", "_said": None, "_escaped": None}
    none = {key + mark: value for key in ("archive", "refused") for mark, value in marks.items()}
    report: SourceReport = _read(
        SourceReport, {**raw, **none, "formats_seen": [], "refused_lines": [], "holes": [], "rejected": []}, place
    )
    return replace(
        report,
        archive=odd.archive or "",
        refused=odd.refused or "",
        formats_seen=tuple((seen.format, seen.lines) for seen in odd.formats_seen),
        holes=tuple(Hole(one.line, one.first, one.last) for one in odd.holes),
        refused_lines=tuple((one.format, one.lines, one.names_file) for one in odd.refused_lines),
        rejected=tuple(
            Rejected(line.line, line.offset, _bytes(line.text, f"{place}.rejected[{number}].text"), line.names_file)
            for number, line in enumerate(odd.rejected)
        ),
    )


def _bytes(text: str, place: str) -> bytes:
    try:
        return unescaped(text).encode("utf-8", "surrogateescape")
    except ValueError as error:
        raise UnfitError(place, str(error)) from error


def _read(kind: type[Any], raw: Mapping[str, Any], place: str) -> Any:  # noqa: ANN401 - of that kind
    try:
        found = _ADAPTERS[kind].validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise UnfitError(_key(place, raw, first["loc"]), first["msg"]) from error
    return _whole(found, raw, place)


def _key(place: str, raw: Any, steps: tuple[int | str, ...]) -> str:  # noqa: ANN401 - JSON
    """Where pydantic found a fault, without what it says of the alternatives that it tried."""
    for step in steps:
        if isinstance(step, int) and isinstance(raw, list):
            place = f"{place}[{step}]"
            raw = raw[step] if step < len(raw) else None
        elif isinstance(raw, dict):
            place = f"{place}.{step}" if place else str(step)
            raw = raw.get(step)
    return place


def _whole(found: Any, raw: Any, place: str) -> Any:  # noqa: ANN401 - any value of the model
    """The value, checked and with its texts as they were; `raw` is what it was read from."""
    match found:
        case datetime():
            if found.tzinfo is None or not _TIMES[0] <= found <= _TIMES[1]:
                raise UnfitError(place, "is not a time with an offset, or too far away")
            return found.astimezone(UTC)
        case bool() | None:
            return found
        case int() | float():
            if not 0 <= found <= _LARGEST:
                raise UnfitError(place, "is below 0, or too large")
            return found
        case dict():
            return {name: _whole(value, raw[name], f"{place}.{name}") for name, value in found.items()}
        case list() | tuple():
            parts = (_whole(part, raw[number], f"{place}[{number}]") for number, part in enumerate(found))
            return type(found)(parts)
    return replace(found, **dict(_fields(found, raw, place))) if is_dataclass(found) else found  # type: ignore[type-var]


def _fields(found: Any, raw: Mapping[str, Any], place: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a dataclass
    for each in fields(found):
        key = f"{place}.{each.name}" if place else each.name
        value = getattr(found, each.name)
        if each.name not in raw:
            may_lack = isinstance(found, _SecondReader) or (type(found), each.name) in _UNSAVED
            if not may_lack and "Path" not in str(each.type):
                raise UnfitError(key, "is missing")
        elif isinstance(value, str):
            try:
                yield each.name, loaded(raw, each.name)
            except ValueError as error:
                raise UnfitError(key, str(error)) from error
        else:
            yield each.name, _whole(value, raw[each.name], key)
