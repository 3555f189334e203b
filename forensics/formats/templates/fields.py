"""The "fields" language: literal text and {fields} that are named as the PARSED columns they fill.

    {peer}:{number} [{start:%d/%b/%Y:%H:%M:%S.%f}] {outcome:.[^-].*;--.*} "{request}"

`{_}` is any text, `{number}` a number, `{colour}` the codes of a terminal and `{rest}` whatever ends the
line: all are read past. `{{` and `}}` are braces. A `{target}` or `{stem}` may touch the `{host}` before
it: it begins with a slash. A time says what it is and how it is written: conversions of strftime(3),
`%f` for a fraction, or iso, epoch, epoch_ms, epoch_us, epoch_ns.
"""

from __future__ import annotations

import re

from forensics.errors import FormatError
from forensics.formats.templates import strftime
from forensics.formats.templates.pieces import Field, FieldPart, Piece, excerpt, joined

__all__ = ["NAMES", "pieces"]

_FIELD = re.compile(r"\{([a-z_]+)(?::([^{}]*))?\}")

#: Field: role, kind, rank.
_ROLES: dict[str, tuple[str, str, int]] = {
    "peer": ("peer", "address", 0),
    "forwarded": ("forwarded", "forwarded", 0),
    "user": ("user", "user", 0),
    "padded_user": ("user", "padded", 0),
    "method": ("method", "word", 0),
    "target": ("target", "text", 0),
    "stem": ("stem", "text", 0),
    "path": ("path", "text", 0),
    "query": ("query", "text", 0),
    "search": ("search", "text", 0),  # the query with its "?"
    "key": ("key", "text", 0),
    "operation": ("operation", "word", 0),
    "host": ("host", "host", 0),
    "request": ("request", "request", 0),
    "protocol": ("protocol", "word", 0),
    "status": ("status", "status", 0),
    "body_bytes": ("body", "number", 0),
    "planned_bytes": ("planned", "number", 0),
    "total_bytes": ("total", "so_far", 0),
    "object_bytes": ("object", "number", 0),
    "length": ("length", "number", 0),
    "range": ("range", "ranges", 0),
    "content_range": ("content_range", "ranges", 0),
    "range_first": ("range_first", "number", 0),
    "range_last": ("range_last", "number", 0),
    "encoding": ("encoding", "text", 0),
    "content_type": ("content_type", "text", 0),
    "referer": ("referer", "text", 0),
    "agent": ("agent", "text", 0),
    "request_id": ("request_id", "text", 0),
    "seconds": ("seconds", "decimal", 0),
    "milliseconds": ("milliseconds", "decimal", 0),
    "microseconds": ("microseconds", "decimal", 0),
    "nanoseconds": ("nanoseconds", "decimal", 0),
    "outcome": ("outcome", "word", 0),
    "result": ("outcome", "code", 0),  # in capitals, as Squid's TCP_MISS
    "generated": ("generated", "word", 0),
    "internal": ("internal", "word", 0),
    "number": ("", "number", 0),
    "captures": ("", "captures", 0),
    "colour": ("", "colour", 0),
    "list": ("", "list", 0),
    "rest": ("", "rest", 0),
    "_": ("", "text", 0),
}
_TIMES = ("start", "end")
#: Every name a field can have.
NAMES = (*_TIMES, *_ROLES)

_MODIFIERS = ("", "plus", "percent", "html")
#: Kinds that are known by what they begin with, so that they may touch the field before them.
_BEGINS = {"captures": " ", "colour": "\x1b"}
#: Fields that may touch a host before them.
_BEHIND_HOST = ("target", "stem")
#: Fields whose argument is a modifier: text that a client filled.
_MODIFIED = ("forwarded", "user", "target", "stem", "query", "key", "host", "referer", "agent", "content_type")
#: Fields whose argument is a regex, or two.
_JUDGED = ("outcome", "result", "generated", "internal")

_SECONDS_FRACTION = FieldPart("fraction", r"(?:[.,][0-9]{1,9})?")
_KNOWN_TIMES: dict[str, tuple[FieldPart | str, ...]] = {
    "iso": (
        *(strftime.YEAR, "-", strftime.MONTH, "-", strftime.DAY, FieldPart("", "[T ]")),
        *(strftime.HOUR, ":", strftime.MINUTE, ":", strftime.SECOND, _SECONDS_FRACTION),
        FieldPart("offset", "(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?|)"),
    ),
    "epoch": (strftime.EPOCH, _SECONDS_FRACTION),
    "epoch_ms": (FieldPart("epoch", "[0-9]{9,11}"), strftime.MILLISECONDS),
    "epoch_us": (FieldPart("epoch", "[0-9]{9,11}"), strftime.MICROSECONDS),
    "epoch_ns": (FieldPart("epoch", "[0-9]{9,11}"), FieldPart("fraction", "[0-9]{9}")),
}


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a template of fields.

    Raises FormatError that names the field, or the place of a brace that begins none.
    """
    result: list[Piece] = []
    index = 0
    while index < len(text):
        if text[index : index + 2] in ("{{", "}}"):
            result.append(text[index])
            index += 2
            continue
        match = _FIELD.match(text, index)
        if match is None and text[index] in "{}":
            raise FormatError(
                f"no field begins at position {index + 1} of {excerpt(text, index + 1)}",
                hint="a field is written {name} or {name:how}; a brace itself is doubled: {{ or }}",
            )
        if result and isinstance(result[-1], Field) and result[-1].kind == "rest":
            raise FormatError(f"something stands behind {{rest}} in {text!r}", hint="leave out what stands behind it")
        result.append(text[index] if match is None else _field(match, result[-1] if result else ""))
        index = index + 1 if match is None else match.end()
    return joined(result)


def _field(match: re.Match[str], before: Piece) -> Field:
    name, argument, position = match.group(1), match.group(2) or "", match.start() + 1
    if name in _TIMES:
        return Field(match.group(), position, "time", "time", moment=name, parts=_time(name, argument, position))
    if name not in _ROLES:
        hint = f"fields are {', '.join(NAMES)}"
        raise FormatError(f"unknown field {match.group()} at position {position}", hint=hint)
    role, kind, rank = _ROLES[name]
    begins = _BEGINS.get(kind, "")
    if role in _BEHIND_HOST and isinstance(before, Field) and before.kind == "host":
        begins = "/"
    return Field(match.group(), position, role, kind, rank, begins, argument=_argument(name, argument, position))


def _argument(name: str, argument: str, position: int) -> str:
    if name in _JUDGED:
        try:
            for pattern in argument.split(";"):
                re.compile(pattern)
        except re.error as error:
            raise FormatError(f"the regex of {{{name}}} at position {position} is wrong: {error}") from error
        return argument
    if argument not in (_MODIFIERS if name in _MODIFIED else ("",)):
        hint = "text of a client can be read as {agent:plus}, {agent:percent} or {agent:html}"
        raise FormatError(f"{{{name}}} at position {position} cannot be read as {argument!r}", hint=hint)
    return argument


def _time(name: str, argument: str, position: int) -> tuple[FieldPart | str, ...]:
    if argument in _KNOWN_TIMES:
        return _KNOWN_TIMES[argument]
    if "%" not in argument:
        raise FormatError(
            f"the time {{{name}}} at position {position} does not say how it is written",
            hint=f"write {{{name}:%Y-%m-%d %H:%M:%S}}, or one of {', '.join(_KNOWN_TIMES)}",
        )
    return strftime.parts(argument, position=position + len(name) + 2, more=_CONVERSIONS)


#: What log writers do that strftime(3) does not: fractions, a Z or a colon in the offset, no zero in front.
_CONVERSIONS: dict[str, tuple[FieldPart | str, ...]] = {
    "f": (FieldPart("fraction", "[0-9]{1,9}"),),
    "z": (FieldPart("offset", "(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)"),),
    "m": (FieldPart("month", "[0-9]{1,2}"),),
    "d": (FieldPart("day", "[0-9]{1,2}"),),
    "H": (FieldPart("hour", "[0-9]{1,2}"),),
}
