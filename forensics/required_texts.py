"""Texts that a pattern cannot do without: a pattern none of whose texts is there need not be compiled.

To compile the hundreds of patterns of formats, or of a published list of programs, takes longer than to look for their
texts; most of them fit no line of a log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

import polars as pl

__all__ = ["could_fit", "required_texts"]

#: A piece of a pattern: the beginning of a group that holds an ordinary pattern; or the beginning of any other group,
#: the end of one, or of an alternative; or what stands for something else, an escape or a class; or plain characters,
#: but for one that a quantifier follows. Behind it its quantifier.
_PIECE = re.compile(
    r"(\((?:\?i?:|\?P?<\w+>)?(?!\?))"
    r"|(?:([(|)])"
    r"|\\(?:[xpPuU]\{[^}]*\}|[pP].|x..|u....|U.{8}|[^\W_])|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|[.^$\[]"
    r"|(\\.|[^\\\[(){}.^$|?*+]+(?![?*+{])|.))"
    r"([?*+]|\{[0-9,]*\})?\??",
    re.DOTALL,
)
#: A class within a class, and blanks that are none (flag x): such patterns are not looked into.
_UNUSUAL = re.compile(r"(?<!\\)\[[^\]]*(?<!\\)\[(?!:)|\(\?[a-zA-Z]*x")
_OPTIONAL = frozenset("?*{")
_LONG = 30_000  # characters: looking for one text after the other takes a few milliseconds


@dataclass(slots=True)
class _Group:
    """What the alternatives of a group require: those that were read to their end, and the one that is read.

    A requirement is a few texts, of which one must be there; of each alternative all must be met.
    """

    ordinary: bool = True
    ended: list[list[tuple[str, ...]]] = field(default_factory=list)
    needs: list[tuple[str, ...]] = field(default_factory=list)
    run: str = ""

    def pause(self, *needs: tuple[str, ...]) -> None:
        """Ends the plain characters, behind which stands what requires this."""
        self.needs += [(self.run,), *needs] if self.run else needs
        self.run = ""

    def turn(self) -> None:
        """Ends the alternative."""
        self.pause()
        self.ended.append(self.needs)
        self.needs = []

    def required(self) -> tuple[tuple[str, ...], ...]:
        """What the group requires: all that its only alternative does, or the best of each of several."""
        if len(self.ended) == 1:
            return tuple(self.ended[0])
        best = [_best(needs) for needs in self.ended]
        return (tuple(dict.fromkeys(chain.from_iterable(best))),) if all(best) else ()


def _best(needs: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The requirement whose shortest text is the longest: the least likely to be met by chance."""
    return max(needs, key=lambda texts: min(map(len, texts)), default=())


@cache
def required_texts(pattern: str) -> tuple[str, ...]:
    """Texts of which any text that the pattern fits holds one, both by their casefold; () where none is known.

    Right for patterns without look-around and back-references, as polars reads them. Where it is in doubt it knows
    none.
    """
    return _best(_required(pattern))


def could_fit(patterns: Sequence[str], texts: Iterable[str]) -> list[int]:
    """The patterns, by their number, that could fit one of the texts: all that they cannot do without is there."""
    folded = "\n".join(texts).casefold()
    required = [_required(pattern) for pattern in patterns]
    present = _present(list(dict.fromkeys(chain.from_iterable(chain.from_iterable(required)))), folded)
    return [i for i, needs in enumerate(required) if not any(map(present.isdisjoint, needs))]


def _present(needles: Sequence[str], text: str) -> set[str]:
    """Those that the text holds; those that do not stand at its head are looked for in the rest all at once."""
    head = text[:_LONG]
    found = {needle for needle in needles if needle in head}
    others = [needle for needle in needles if needle not in found]
    if len(text) > _LONG and others:
        rest = pl.Series([text]).str.extract_many(others, overlapping=True)
        found |= set(rest.explode().drop_nulls().unique())
    return found


@cache
def _required(pattern: str) -> tuple[tuple[str, ...], ...]:
    """All requirements of a pattern, in their order."""
    if _UNUSUAL.search(pattern):
        return ()
    groups = [_Group()]
    for opened, mark, plain, quantifier in _PIECE.findall(pattern):
        group, optional = groups[-1], quantifier[:1] in _OPTIONAL
        if plain and not optional:
            group.run += plain.removeprefix("\\").casefold()
            if quantifier:
                group.pause()
        elif opened or mark == "(":
            group.pause()
            groups.append(_Group(ordinary=bool(opened)))
        elif mark == "|":
            group.turn()
        elif mark and groups[1:]:
            group.turn()
            groups.pop()
            groups[-1].pause(*(group.required() if group.ordinary and not optional else ()))
        else:
            group.pause()
    groups[0].turn()
    return groups[0].required() if not groups[1:] else ()
