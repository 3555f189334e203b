"""How the values of the model are written in findings.json, and read from it again: what `Annotated` adds to types.

A plain type says what a field is in the program; the types here say as well what stands in its place in a document,
so that the codec (`report.saved.document`) and the JSON Schema follow from the dataclasses alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator

from forensics.language.spelling import Spelled, read, unescaped
from forensics.language.untrusted import for_terminal, from_bytes
from forensics.model.zones import find_zone, parse_time

__all__ = [
    "ALWAYS",
    "IF_ANY",
    "MOMENT",
    "CaseId",
    "Count",
    "Digest",
    "Duration",
    "End",
    "EndIfAny",
    "InLanguages",
    "Line",
    "Network",
    "NetworkText",
    "Number",
    "RowId",
    "Sha256",
    "SourceId",
    "Start",
    "StartIfAny",
    "Text",
    "TextOrNull",
    "Time",
    "Unsaved",
    "Zone",
    "named",
]

#: Start and end of a window without bounds. No log is older than Unix time, and both leave room for
#: tolerances and offsets, which datetime.min and datetime.max do not.
ALWAYS = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC))
#: Times that every zone can show, and the largest number that a table can hold.
_TIMES = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
_LARGEST = 2**63 - 1
_ID_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.")
#: Marks a key that stands there only where it applies.
IF_ANY = Field(exclude_if=lambda value: value is None)
_PATTERN = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$"

#: What a schema says of a time, or of none.
MOMENT = {"type": ["string", "null"], "pattern": _PATTERN}


def named(meanings: Mapping[str, str], kind: Mapping[str, Any], *, required: bool = True) -> Any:  # noqa: ANN401 - as Field
    """What the schema says of a dict with these keys and no others, beside its type."""
    keys: Any = {name: {"description": meaning, **kind} for name, meaning in meanings.items()}
    return Field(
        json_schema_extra={
            "properties": keys,
            "required": list(meanings) if required else [],
            "additionalProperties": False,
        }
    )


def _schema(**keys: Any) -> Any:  # noqa: ANN401 - as Field
    return Field(json_schema_extra=keys)


def _moment(time: datetime) -> str:
    """RFC 3339 in UTC."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _instant(time: datetime) -> datetime:
    if time.tzinfo is None or not _TIMES[0] <= time <= _TIMES[1]:
        raise ValueError("is not a time with an offset, or too far away")
    return time.astimezone(UTC)


def _bound(time: datetime | None) -> str | None:
    return None if time is None or time in ALWAYS else _moment(time)


def _read_bound(found: object, none: datetime) -> datetime:
    time = none if found is None else parse_time(found) if isinstance(found, str) else None
    if time is None:
        raise ValueError("is not a time")
    return _instant(time)


def _case_id(text: str) -> str:
    if not text or text.startswith(".") or not _ID_LETTERS.issuperset(text):
        raise ValueError("may hold letters, digits, dots, hyphens and underscores only")
    return text


def _zone(name: str) -> str:
    if find_zone(name) is None:
        raise ValueError(f"{name!r} is not an IANA time zone")
    return name


def _seconds(span: timedelta) -> str:
    """ISO 8601, in seconds: "PT120S"."""
    return f"PT{span.total_seconds():.6f}".rstrip("0").rstrip(".") + "S"


def _line(value: object) -> bytes:
    if not isinstance(value, str):
        raise ValueError("is not a text")  # noqa: TRY004 - as for all else that is wrong
    return unescaped(value).encode("utf-8", "surrogateescape")


#: A number of things, or of bytes.
Count = Annotated[int, Field(ge=0, le=_LARGEST)]
#: The number of a line, counted from 1.
Number = Annotated[int, Field(ge=0, le=_LARGEST), _schema(minimum=1)]
#: An instant.
Time = Annotated[
    datetime, AfterValidator(_instant), PlainSerializer(_moment, return_type=str), _schema(pattern=_PATTERN)
]
_BOUND = (PlainSerializer(_bound, return_type=str | None), _schema(**MOMENT))
#: The start and the end of a window, null where it has none.
_START = PlainValidator(lambda found: _read_bound(found, ALWAYS[0]), str | None)
_END = PlainValidator(lambda found: _read_bound(found, ALWAYS[1]), str | None)
Start = Annotated[datetime, _START, *_BOUND]
End = Annotated[datetime, _END, *_BOUND]
#: The same of what need not be a window: the key stands there only if it is one.
StartIfAny = Annotated[datetime | None, _START, *_BOUND, IF_ANY]
EndIfAny = Annotated[datetime | None, _END, *_BOUND, IF_ANY]
Duration = Annotated[timedelta, PlainSerializer(_seconds, return_type=str), _schema(pattern=r"^PT\d+(\.\d{1,6})?S$")]
Network = IPv4Network | IPv6Network
NetworkText = Annotated[Network, PlainSerializer(str, return_type=str)]
#: A text that may be a sentence of the tool, or hold bytes that are no UTF-8: see `language.spelling`.
Text = Annotated[str, PlainValidator(read, str), PlainSerializer(Spelled, return_type=str), _schema(spelled=True)]
#: The same, null where it is empty.
TextOrNull = Annotated[
    str,
    PlainValidator(lambda value: "" if value is None else read(value), str | None),
    PlainSerializer(lambda text: Spelled(text) if text else None, return_type=str | None),
    _schema(spelled=True),
]
#: A line of a log: its bytes, as text with escapes.
Line = Annotated[
    bytes, PlainValidator(_line, str), PlainSerializer(lambda line: for_terminal(from_bytes(line)), return_type=str)
]
#: A text in other languages, by their code; the key stands there only if there is one.
InLanguages = Annotated[dict[str, str], Field(exclude_if=lambda texts: not texts)]
CaseId = Annotated[str, AfterValidator(_case_id), _schema(pattern="^[A-Za-z0-9_-][A-Za-z0-9._-]*$")]
Zone = Annotated[str, AfterValidator(_zone)]
#: SHA-256 in hexadecimal. What cannot be read, or is not shown, has none.
Sha256 = Annotated[str, _schema(pattern="^([0-9a-f]{64})?$")]
#: The same of a case, with its algorithm.
Digest = Annotated[str, _schema(pattern="^((hmac-)?sha256:[0-9a-f]{64})?$")]
#: Id of a source, and of a line of evidence: source and number of the line.
SourceId = Annotated[str, _schema(pattern=r"^s\d+(\.\d+)?$")]
RowId = Annotated[str, _schema(pattern=r"^s\d+(\.\d+)?:\d+$")]
#: Marks a field that is not saved: paths of the machine of the investigator, and what is only needed to count.
Unsaved = Field(exclude=True)
