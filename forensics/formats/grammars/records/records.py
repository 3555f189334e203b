"""The grammar of records: JSON objects, and rows of tables, read by the names of their keys (see `names`).

Read means that time, target and status are known (counting.md 4b.1). A value counts only if it is what its role needs:
a status from 100 to 599, a method that is a word, a target that begins with a slash. Where two keys of equal rank give
different values for one role, or a key stands there twice, nobody knows which counts: the line is not read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

import polars as pl

from forensics.formats.grammars.records.key_names import Meaning, meaning_of
from forensics.formats.grammars.records.moments import UNITS, moment
from forensics.formats.grammars.records.objects import Object, leaves_of
from forensics.formats.templates.pieces import Slot

__all__ = ["ROLES", "Record", "columns_of", "record_in", "record_of", "slots_of"]

#: Roles that become columns as they are, beside the size and the time.
ROLES = (
    *(
        "request",
        "target",
        "stem",
        "path",
        "key",
        "query",
        "method",
        "operation",
        "protocol",
        "status",
        "peer",
        "forwarded",
    ),
    *("user", "host", "referer", "agent", "request_id", "range", "content_range", "encoding", "content_type"),
    *("body", "object", "completion", "outcome", "seconds", "milliseconds"),
)
#: Roles that must not have two values.
_DECISIVE = ("status", "method", "target", "stem", "path", "key", "request", "body", "size", "object", "peer")
_ADDRESS = re.compile(r"(?:\d{1,3}\.\d{1,3}\.\d{1,3}\.[\dx*]{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+(?:%\w+)?)$")
_PORT = re.compile(r"(\d+\.\d+\.\d+\.\d+):\d+$|\[([0-9A-Fa-f:.]+)\](?::\d+)?$")
_HOST_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+$")
_REQUEST = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+) +(\S.*?)(?: +(?:HTTP|http)/[0-9.]+)?$", re.DOTALL)
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ']\d{3})+$")
_NUMBER = re.compile(r"\d+$")
#: Names of times that are those of the request's beginning.
_STARTS = re.compile(r"(?i)^(?:request_?date_?time|start_?time|start_?utc|time_?received|request_?start_?time)$")
_DAY, _CLOCK = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$"), re.compile(r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?$")
_ABSENT = ("", "-", "null", "None", "nil")
#: sc-win32-status as the presets of IIS read it.
_WIN32 = "[146-9]|[1-9][0-9]+;0"


@dataclass(frozen=True, slots=True)
class Record:
    """What an object says of a request: text by role, its time, and by which paths it was read."""

    values: Mapping[str, str]
    time: tuple[str, ...]  # see `moments.UNITS`
    starts: bool  # the time is that of the request's beginning
    paths: Mapping[str, tuple[str, ...]]  # by role, also "time"


class _Value(NamedTuple):
    text: str
    meaning: Meaning
    path: tuple[str, ...]


def record_of(line: str, order: str = "") -> Record | None:
    """The request that a line holds; None where it is not known for sure. `order` is that of day and month."""
    found = leaves_of(line)
    return None if found is None else record_in(found, order)


def record_in(found: Object, order: str = "") -> Record | None:
    """The request that an object holds; None where it is not known for sure."""
    if any(holds or meaning_of(path) for path, holds in found.twice.items()):
        return None
    values = _by_role(found)
    time = _time(values, order)
    chosen = {role: _chosen(values[role]) for role in (*ROLES, "size") if role in values}
    if time is None or any(one is None for role, one in chosen.items() if role in _DECISIVE):
        return None
    told = {role: one for role, one in chosen.items() if one is not None}
    _place_client(told, values)
    texts = {role: one.text for role, one in told.items()}
    if "status" not in texts or not _targets_agree(texts):
        return None
    if "object" in texts and "size" in texts:  # S3: bytes sent of an object of that size
        texts["body"] = texts["size"]
    if "body" in texts:
        texts.pop("size", None)
    moments, path = time
    if not moments[-1] and "path" in told:
        moments = (*moments[:-1], "Z")  # IIS writes UTC
    return Record(
        texts, moments, bool(_STARTS.match(path[-1])), {role: one.path for role, one in told.items()} | {"time": path}
    )


def _by_role(found: Object) -> dict[str, list[_Value]]:
    result: dict[str, list[_Value]] = {}
    for path, value in found.values.items():
        text = value.strip()
        if text in _ABSENT:
            continue
        for meaning in meaning_of(path):
            kept = _checked(meaning.role, text)
            if kept is not None:
                result.setdefault(meaning.role, []).append(_Value(kept, meaning, path))
    return result


# ---- one value ------------------------------------------------------------------------------------


def _checked(role: str, text: str) -> str | None:
    check = _CHECKS.get(role)
    return check(text) if check else text


def _as_peer(text: str) -> str | None:
    ported = _PORT.match(text)
    bare = (ported[1] or ported[2]) if ported else text
    return bare if _ADDRESS.match(bare) or _HOST_NAME.match(bare) else None


def _as_status(text: str) -> str | None:
    text = text.removesuffix(".0")
    return text if re.fullmatch(r"[1-5]\d\d|0{1,3}", text) else None


def _as_target(text: str) -> str | None:
    return text if text.startswith("/") or text == "*" or re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text) else None


def _as_request(text: str) -> str | None:
    if _as_target(text):
        return text
    found = _REQUEST.match(text)
    return text if found and (_as_target(found[2]) or found[1] == "CONNECT") else None


def _as_size(text: str) -> str:
    """A size; one that cannot be read stays what it is, and so makes the line unread: see `_sizes`."""
    text = text.removesuffix(".0")
    return re.sub(r"\D", "", text) if _GROUPED.match(text) else text


def _as_protocol(text: str) -> str | None:
    version = re.fullmatch(r"(?:HTTP/|http/|h)?([0-3](?:\.\d)?)", text)
    return f"HTTP/{version[1]}" if version else None


def _as_host(text: str) -> str | None:
    return text if "." in text or text.startswith("[") else None


_CHECKS: Mapping[str, Callable[[str], str | None]] = {
    "peer": _as_peer,
    "status": _as_status,
    "target": _as_target,
    "stem": _as_target,
    "path": _as_target,
    "agent": lambda text: text if " " in text else text.replace("+", " "),
    "request": _as_request,
    "method": lambda text: text if re.fullmatch(r"[A-Za-z][A-Za-z_-]{1,31}", text) else None,
    "protocol": _as_protocol,
    "host": _as_host,
    "body": _as_size,
    "size": _as_size,
    "object": _as_size,
    "seconds": lambda text: text if re.fullmatch(r"\d+(?:\.\d+)?", text) else None,
    "milliseconds": lambda text: text if re.fullmatch(r"\d+(?:\.\d+)?", text) else None,
    "query": lambda text: None if text.startswith("/") else text,
    "outcome": lambda text: text if _NUMBER.match(text) else None,
    "operation": lambda text: text if re.fullmatch(r"[A-Z0-9]+(?:\.[A-Z_]+)+", text) else None,
    "forwarded": lambda text: text if re.fullmatch(r"[0-9A-Fa-f:.%\[\]x, ]+|(?:unknown(?:, ?)?)+", text) else None,
}


# ---- the values of one role -------------------------------------------------------------------------


def _chosen(values: Sequence[_Value]) -> _Value | None:
    """The best value; None where two as good differ, or where it is a size that nobody can read."""
    best = min(values, key=_rank)
    if len(values) > 1 and any(one.meaning.rank == best.meaning.rank and _differ(one, best) for one in values):
        return None
    if best.meaning.role in ("body", "size", "object") and not _NUMBER.match(best.text):
        return None
    return best


def _rank(value: _Value) -> tuple[int, int]:
    return value.meaning.rank, value.meaning.stripped


def _differ(one: _Value, other: _Value) -> bool:
    """Whether two values of one role say different things; targets may differ in query and authority."""
    if one.meaning.role == "target":
        return _path_of(one.text) != _path_of(other.text)
    return one.text != other.text


def _path_of(target: str) -> str:
    """The path of a target, decoded."""
    local = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*", "", target)
    return unquote(re.split(r"[?#]", local, maxsplit=1)[0]) or "/"


def _targets_agree(texts: Mapping[str, str]) -> bool:
    """Whether something says what was asked for, and a request line and a target name one path."""
    asked = [texts[role] for role in ("key", "request", "target", "stem", "path") if role in texts]
    if "request" in texts and "target" in texts:
        found = _REQUEST.match(texts["request"])
        line = texts["request"] if _as_target(texts["request"]) or not found else found[2]
        return _path_of(line) == _path_of(texts["target"])
    return bool(asked)


def _place_client(told: dict[str, _Value], values: Mapping[str, Sequence[_Value]]) -> None:
    """An address of the client beside another one of the connection is what a proxy said."""
    peer = told.get("peer")
    if peer is None or peer.meaning.rank or "forwarded" in told:
        return
    client = next((one for one in values["peer"] if one.meaning.rank and one.text != peer.text), None)
    if client is not None:
        told["forwarded"] = client


def _time(values: Mapping[str, Sequence[_Value]], order: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The time of the request, and where it stands: the server's own before that of a collector."""
    timed = [(one, read) for one in values.get("time", ()) if (read := moment(one.text, order))]
    if timed:
        best, read = min(timed, key=lambda pair: _rank(pair[0]))
        return read, best.path
    for day in values.get("day", ()):
        for clock in values.get("clock", ()):
            if (
                _DAY.match(day.text)
                and _CLOCK.match(clock.text)
                and (read := moment(f"{day.text} {clock.text}", order))
            ):
                return read, day.path
    return None


# ---- many lines ---------------------------------------------------------------------------------------


@functools.cache
def slots_of() -> tuple[Slot, ...]:
    """The columns of `columns_of`; the first holds a size whose name does not say what it counts, and is the main
    one: what it means, the format of a log says."""
    times = (Slot(f"{stamp}_{unit}", unit, stamp=stamp) for stamp in ("start", "end") for unit in UNITS)
    plain = (Slot(f"r_{role}", role, argument=_WIN32 if role == "outcome" else "") for role in ROLES)
    return (Slot("r_size", "planned", rank=1), *plain, *times)


def columns_of(records: Iterable[Record | None]) -> pl.DataFrame:
    """The raw text of every slot, one column each; all null for a line that was not read."""
    rows: list[dict[str, str]] = []
    for record in records:
        row: dict[str, str] = {}
        if record is not None:
            row = {f"r_{role}": text for role, text in record.values.items()}
            stamp = "start" if record.starts else "end"
            row |= {f"{stamp}_{unit}": text for unit, text in zip(UNITS, record.time, strict=True)}
        rows.append(row)
    return pl.DataFrame(rows, schema={slot.column: pl.String for slot in slots_of()}, orient="row")
