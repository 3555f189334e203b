"""Which characters each field of a template may hold, as a pattern.

Nothing that a client sends may move a field (counting.md 2b.1), so text is only ever a negated class:

- Both servers escape `"`, so unescaped quotes cut a line into sections that no content can shift.
- Inside a section every field with free text excludes the characters that end such fields there.
  Content that holds one then makes a delimiter too many, and the line is rejected, not guessed.
- Where free text stands in one place of a section only, it may hold any character, for everything
  around it has a fixed syntax: so a user name or a path may hold blanks.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from forensics.errors import FormatError
from forensics.formats.templates.addresses import CHAIN, IDENT, PEER, PEER_BEFORE_PORT, VHOST, VHOST_BEFORE_PORT
from forensics.formats.templates.pieces import Field, Piece

__all__ = ["Escape", "classes", "quoted"]

Escape = Literal["backslash", "none", "hash", "decoded"]

#: Kinds with a syntax of their own: the pattern, and the characters it can hold ("" if it is one long).
_FIXED: dict[str, tuple[str, str]] = {
    "number": ("(?:-1?|[0-9]+)", "-0123456789"),
    "decimal": (r"(?:-|[-+]?[0-9]+(?:\.[0-9]+)?)", "-+.0123456789"),  # "+" as in "so_far"
    "seconds": (r"(?:-|[0-9]+\.[0-9]{1,6})", "-.0123456789"),
    "so_far": (r"(?:-|\+?[0-9]+)", "-+0123456789"),  # "+": HAProxy's logasap, not final
    "status": ("(?:-1?|[0-9]{1,3})", "-0123456789"),
    "completion": ("(?:OK|-|)", "-KO"),
    "flag": ("[-+X]", ""),
    "pipe": ("[p.]", ""),
    "question": (r"\??", ""),
    "captures": (r"(?: \{[^{}\"]*\})*", ""),  # HAProxy: request and response headers
    "colour": (r"(?:\x1b\[[0-9;]*m)*", ""),  # ECMA-48: SGR
    "code": ("[A-Z][A-Z0-9_]*", "_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
    "rest": ("(?s:.)*", ""),
}
#: Kinds that can hold no blank because of where the server has them from.
_TIGHT = ("address", "host", "ident", "word")
#: Characters of a literal that end a field even where a blank stands first.
_STRONG = "|;,\t^~])}>'\n"
_CLOSERS = {"[": "]", "(": ")", "{": "}", "<": ">", "'": "'"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A field in its surroundings."""

    field: Field
    section: int  # number of double quotes before it; odd: inside quotes
    unit: int  # fields that touch make one unit
    stop: str  # the character that ends it, "" at the end of the template
    enclosed: bool  # brackets or single quotes stand right around it
    touches: bool  # the field before it touches it
    first: bool  # nothing stands before it
    last: bool  # nothing stands behind it
    next_begins: str  # what the field after it begins with, if that touches it

    @property
    def alone(self) -> bool:
        """Whether it is a whole cell, whose ends are known whatever it holds."""
        return self.first and self.last

    @property
    def free(self) -> bool:
        return self.field.kind not in _FIXED and self.field.kind not in (*_TIGHT, "time")


@functools.cache
def quoted(text: str) -> str:
    """The text as a literal of a regex, inside a class or outside."""
    return re.sub(r"([\\.+*?()|\[\]{}^$#&~-])", r"\\\1", text)


def classes(pieces: Sequence[Piece], *, escape: Escape = "backslash", tight: bool = False) -> list[str]:
    """A pattern for every piece, without capturing groups; "" for time stamps.

    `escape` says what has become of a double quote in text: "backslash": it is escaped; "hash": it is
    written as #22; "none": it is as it was, so text that holds one is not readable; "decoded": the
    text is a JSON value whose escapes are undone, so quotes mean nothing. `tight` leaves out blanks and
    escapes: fewer lines match, but much faster. Raises FormatError for two fields that touch where nothing
    tells them apart.
    """
    _refuse_touching(pieces)
    places = _places(pieces)
    units = Counter(section for section, _ in {(p.section, p.unit) for p in places.values() if p.free})
    stops: dict[int, str] = {}
    for place in places.values():
        if place.free and place.stop not in stops.get(place.section, ""):
            stops[place.section] = stops.get(place.section, "") + place.stop
    result = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            result.append(quoted(piece))
            continue
        place = places[index]
        shared = "" if units[place.section] == 1 else stops.get(place.section, "")
        excluded = place.stop if place.enclosed else shared
        result.append(_pattern(place, excluded, escape, tight=tight))
    return result


def _refuse_touching(pieces: Sequence[Piece]) -> None:
    for left, right in pairwise(pieces):
        if isinstance(left, str) or isinstance(right, str) or left.kind == "time":
            continue
        alphabet = _FIXED[left.kind][1] if left.kind in _FIXED else None
        nothing_kept = not left.role and not right.role
        if nothing_kept or alphabet == "" or (right.begins and not set(right.begins) & set(alphabet or "")):
            continue
        raise FormatError(
            f"{left.text} (position {left.position}) touches {right.text} (position {right.position}): "
            "nothing in a line tells where the one ends and the other begins",
            hint=f'put a blank or quotes between them: "{left.text}" "{right.text}"',
        )


def _places(pieces: Sequence[Piece]) -> dict[int, _Place]:
    """Every field's surroundings, by its index in the template."""
    result: dict[int, _Place] = {}
    section = unit = 0
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            section += piece.count('"')
            unit += 1
            continue
        before = pieces[index - 1] if index else ""
        after = pieces[index + 1] if index + 1 < len(pieces) else ""
        closer = _CLOSERS.get(before[-1:]) if isinstance(before, str) else None
        enclosed = closer is not None and isinstance(after, str) and after.startswith(closer)
        result[index] = _Place(
            field=piece,
            section=section,
            unit=unit,
            stop=_stop(after) if isinstance(after, str) else "",
            enclosed=enclosed,
            touches=not isinstance(before, str),
            first=index == 0,
            last=index == len(pieces) - 1,
            next_begins="" if isinstance(after, str) else after.begins,
        )
    return result


def _stop(literal: str) -> str:
    """The character of the literal after a field that tells the field's end."""
    head = literal.partition('"')[0] or '"'
    return next((char for char in head if char in _STRONG), head[:1])


def _pattern(place: _Place, excluded: str, escape: Escape, *, tight: bool) -> str:
    kind = place.field.kind
    if kind == "time":
        return ""
    if kind in _FIXED:
        pattern = _FIXED[kind][0]
        return f"(?:-|{pattern})" if place.field.conditional else pattern
    if kind in _TIGHT:
        return _tight(place)
    if kind == "padded":  # Jetty up to 9.4: a name, or a dash between blanks of its own
        return f"(?: - |{_user()})"
    bare = place.section % 2 == 0 and not place.enclosed and escape != "decoded"
    words = _words(place, excluded, bare=bare)
    if words is not None:
        return words
    blank = " " if tight and place.section % 2 == 0 else ""
    text = _text(excluded + place.next_begins + blank, escape, tight=tight)
    if kind == "user" and bare and not tight:
        text = f'(?:""|{text})' if excluded else _user()
    return f"(?:[{quoted(place.field.begins)}]{text})?" if place.touches and place.field.begins else text


def _words(place: _Place, excluded: str, *, bare: bool) -> str | None:
    """Kinds that hold blanks in known places only; None where they may hold any text."""
    kind, stop = place.field.kind, place.stop
    if kind == "list":  # nginx: "10.0.0.1:80, 10.0.0.2:80 : 10.0.0.3:80", one for each upstream tried
        token = f"[^ ,{_inside(stop)}]+"
        return f"{token}(?:(?:,| :) {token})*"
    if kind == "forwarded" and bare and "," not in excluded:
        if place.stop in (" ", "["):
            return CHAIN
        token = f"[^ ,{_inside(excluded)}]+"  # what ends it stands in no chain
        return f"{token}(?:, ?{token})*"
    if kind == "request" and bare and " " in excluded:
        token = f"[^ {_inside(excluded)}]*"
        return f"(?:-|{token} {token} [A-Z]+/[0-9.]+)"
    if kind == "ranges" and bare and " " in excluded:  # bytes=0-99, 200-299 and bytes 0-99/1000
        return f"(?:bytes[= ][0-9*][0-9*/, -]*|[^{_inside(excluded)}]*)"
    return None


def _tight(place: _Place) -> str:
    """Text without blanks. A peer is an address or the name of a host, and "-" only at the start of a line,
    where a log has been made anonymous; any other address may hold the ":" in front of its port, for it may
    be IPv6."""
    if place.field.kind == "address" and place.field.role == "peer":
        named = PEER_BEFORE_PORT if place.stop == ":" else PEER
        return f"(?:{named}|-)" if place.first else named
    if place.field.kind == "address":
        return f"[^ ,{_inside(place.stop.replace(':', ''))}]*"
    if place.field.kind == "host" and place.first and not place.alone:
        return VHOST_BEFORE_PORT if place.stop == ":" else VHOST
    if place.field.kind == "ident":
        return IDENT
    token = f"[^ {_inside(place.stop + place.next_begins)}]*"
    return rf"(?:\[[0-9A-Fa-f:.]*\]|{token})" if place.field.kind == "host" else token


def _user() -> str:
    """A user name that may hold blanks, or two quotes: Apache writes an empty one so.

    A dash between blanks, or a bracket before all, is more likely one of a format with a field more.
    """
    word = r'(?:(?:[^\\" -]|\\.|-[^\\" ]|-\\.)(?:[^\\" ]|\\.)*)'
    first = word.replace("[^", r"[^\[", 1)
    return rf'(?:""|-?|{first}(?: +{word})*)'


def _text(excluded: str, escape: Escape, *, tight: bool) -> str:
    """Free text without the excluded characters, and with quotes only where they are escaped."""
    if escape == "decoded":
        return f"[^{quoted(excluded)}]*" if excluded else "(?s:.)*"
    if escape == "backslash" and not tight:
        return rf"(?:[^\\{_inside(excluded)}]|\\.)*"
    return f"[^{_inside(excluded + chr(92) * (escape == 'backslash'))}]*"


def _inside(characters: str) -> str:
    """The characters, and always the double quote, as they stand inside a class."""
    return quoted("".join(dict.fromkeys('"' + characters)))
