"""What a line of a format can prove: the best grade that one response can reach (counting.md 3.3)."""

from __future__ import annotations

from dataclasses import dataclass

from forensics.formats.format import Format
from forensics.formats.templates.pieces import ASKED
from forensics.language.statement import message

__all__ = ["Proof", "proof"]

_ABORTS = ("connection", "completion", "outcome")
_SIZES = {
    "body": "bytes of the body handed over",
    "planned": "bytes of the body that were planned",
    "total": "bytes on the wire, headers included",
    None: "no size",
}
_TIMES = {"start": "request received", "end": "response finished"}


@dataclass(frozen=True, slots=True)
class Proof:
    """`grade` is G0 to G2, null where a line can show no download; G3 comes from what a client does later."""

    grade: str | None
    because: str
    size: str
    time: str
    fields: tuple[str, ...]  # further fields that decide: range, content_range, aborts, object size, ...


def proof(fmt: Format) -> Proof:
    """What the lines of a format can prove at best. What a site has left out of its log is missing there."""
    roles = {slot.role for slot in fmt.grammar.slots}
    grade, because = _grade(fmt, roles)
    zone = "with its offset" if fmt.offset else f"in {fmt.zone}" if fmt.zone else "in the zone of the case"
    return Proof(
        grade=grade,
        because=because,
        size=_SIZES[fmt.size] + (" (to be inferred or stated)" if fmt.ambiguous and fmt.size else ""),
        time="none" if fmt.refused else f"{_TIMES[fmt.time]}, {zone}",
        fields=tuple(name for name, of in _DECIDING.items() if roles & set(of)),
    )


#: Fields that can decide about a response, by what they are called, and the roles that are one.
_DECIDING: dict[str, tuple[str, ...]] = {
    "range asked for": ("range",),
    "range sent": ("content_range", "range_first"),
    "size of the object": ("object",),
    "mark of an abort": _ABORTS,
    "answered by another layer": ("generated",),
    "encoding": ("encoding", "gzip_ratio"),
    "forwarded chain": ("forwarded",),
    "request id": ("request_id",),
    "duration": ("seconds", "milliseconds", "microseconds", "nanoseconds"),
}


def _grade(fmt: Format, roles: set[str]) -> tuple[str | None, str]:
    if fmt.refused:
        return None, message("no requests of the web: not read")
    if not roles & set(ASKED):
        return None, message("names no path: counts for coverage only")
    if "status" not in roles:
        return None, message("holds no status: no request can be shown to have succeeded")
    if fmt.size is None:
        return "G0", message("status alone")
    if fmt.size == "planned":
        return "G1", message("what the server meant to send")
    return "G2", message("what the server handed over")
