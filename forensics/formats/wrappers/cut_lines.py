"""Lines that a container runtime has cut in pieces, put together again (Kubernetes, CRI log format; Docker, json-file).

Pieces of the two streams of a container can lie between each other; those of one stream follow in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from forensics.formats.wrapper import Wrapper

__all__ = ["holds_pieces", "rejoined"]

#: P marks a piece; in Docker's JSON it is one if its text does not end in a line end.
_CRI = re.compile(r"(?s)^(\S+ (stdout|stderr) )([PF])((?::\S*)? )(.*)$")
_DOCKER = re.compile(r'(?s)^(\{\s*"log":\s*")((?:[^"\\]|\\.)*)(",\s*"stream":\s*"(\w+)".*)$')
_JSON = ("docker_json", "collector_log")
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line by its parts: its stream, whether it was cut, its text, and what stands before and behind that."""

    stream: str
    cut: bool
    before: str
    text: str
    behind: str = ""


_Parted = Callable[[str], _Piece | None]


def rejoined(wrappers: Sequence[Wrapper], lines: pl.Series) -> tuple[pl.Series, dict[int, int]]:
    """The lines, the last piece of each cut one with the text of all pieces, the others empty; and for those
    last pieces where their first one stands. Pieces whose last one is not there stay as they are."""
    name, cut = wrappers[0].name if wrappers else "", _cut(wrappers, lines)
    if cut is not None and (name == "cri" or cut.sum() <= len(lines) * _MOSTLY):
        return _joined(lines, cut, _cri if name == "cri" else _docker)
    return lines, {}


def holds_pieces(wrappers: Sequence[Wrapper], lines: pl.Series) -> bool:
    """Whether some of the lines are pieces of one that was cut."""
    cut = _cut(wrappers, lines)
    return cut is not None and bool(cut.any())


def _cut(wrappers: Sequence[Wrapper], lines: pl.Series) -> pl.Series | None:
    """Which lines are pieces that others follow; None where nothing cuts lines."""
    name = wrappers[0].name if wrappers else ""
    if name == "cri":
        return lines.str.contains(r"^\S+ std(?:out|err) P(?::\S*)? ")
    if name in _JSON:
        return lines.str.contains(r'^\{\s*"log":\s*"') & ~lines.str.contains(r'\\n",\s*"stream"')
    return None


def _cri(line: str) -> _Piece | None:
    found = _CRI.match(line)
    return _Piece(found[2], found[3] == "P", f"{found[1]}F{found[4]}", found[5]) if found else None


def _docker(line: str) -> _Piece | None:
    found = _DOCKER.match(line)
    return _Piece(found[4], not found[2].endswith(r"\n"), found[1], found[2], found[3]) if found else None


def _joined(lines: pl.Series, cut: pl.Series, parted: _Parted) -> tuple[pl.Series, dict[int, int]]:
    """Only the stretches between a piece and the end of its line are looked at."""
    places = cut.fill_null(value=False).arg_true().to_list()
    texts: dict[int, str] = {}
    firsts: dict[int, int] = {}
    done: set[int] = set()
    for place in places:
        if place not in done:
            pieces = _pieces(lines, place, parted)
            done.update(pieces)
            parts = [parted(lines[at]) for at in pieces]
            last = parts[-1]
            if last is not None and not last.cut:
                text = "".join(part.text for part in parts if part is not None)
                texts.update(dict.fromkeys(pieces, ""))
                texts[pieces[-1]] = last.before + text + last.behind
                firsts[pieces[-1]] = place
    if not texts:
        return lines, {}
    return lines.clone().scatter(list(texts), list(texts.values())), firsts


def _pieces(lines: pl.Series, place: int, parted: _Parted) -> list[int]:
    """Where the pieces of the line stand whose first one is at `place`: in its stream, up to one that is not cut."""
    first = parted(lines[place])
    found = [place]
    for at in range(place + 1, len(lines) if first else 0):
        part = parted(lines[at])
        if part is not None and first is not None and part.stream == first.stream:
            found.append(at)
            if not part.cut:
                break
    return found
