"""Texts that a pattern cannot do without: a pattern none of whose texts is there need not be compiled.

To compile the hundreds of patterns of formats, or of a published list of programs, takes longer than to look for their
texts; most of them fit no line of a log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

__all__ = ["required_texts"]

#: An atom of a pattern, or a run of them: an escape, a class, plain characters but for one that a quantifier follows,
#: or one character; a group is cut out by `_atom`.
_ATOM = re.compile(
    r"\\(?:[xpPuU]\{[^}]*\}|[pP].|x..|u....|U.{8}|.)|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]"
    r"|[^\\\[(){}.^$|?*+]+(?![?*+{])|.",
    re.DOTALL,
)
#: A class within a class, and blanks that are none (flag x): such patterns are not looked into.
_UNUSUAL = re.compile(r"(?<!\\)\[[^\]]*(?<!\\)\[(?!:)|\(\?[a-zA-Z]*x")
_QUANTIFIER = re.compile(r"[?*+]|\{[0-9,]*\}")
#: How a group begins that holds an ordinary pattern.
_OPENED = re.compile(r"\((?:\?i?:|\?P?<\w+>|(?!\?))")


@cache
def required_texts(pattern: str) -> tuple[str, ...]:
    """Texts of which any text that the pattern fits holds one, both by their casefold; () where none is known.

    Right for patterns without look-around and back-references, as polars reads them. Where it is in doubt it knows
    none.
    """
    if _UNUSUAL.search(pattern):
        return ()
    found: list[str] = []
    for branch in _branches(pattern):
        best = max(_of_branch(branch), key=lambda texts: min(map(len, texts)), default=())
        if not best:
            return ()
        found += best
    return tuple(dict.fromkeys(found))


def _of_branch(branch: str) -> Iterator[tuple[str, ...]]:
    """Each stretch of plain text that the branch holds as it is, and what its groups require."""
    run = ""
    for atom, optional, repeated in _atoms(branch):
        special = atom[0] in "[(" or atom in ".^$" or (atom[0] == "\\" and atom[1].isalnum())
        if not (special or optional):
            run += atom.removeprefix("\\").casefold()
            if not repeated:
                continue
        if run:
            yield (run,)
        run = ""
        opened = _OPENED.match(atom)
        if opened and not optional and (texts := required_texts(atom[opened.end() : -1])):
            yield texts
    if run:
        yield (run,)


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, at its top."""
    found = [""]
    at = 0
    while at < len(pattern):
        atom = _atom(pattern, at)
        at += len(atom)
        if atom == "|":
            found.append("")
        else:
            found[-1] += atom
    return found


def _atoms(branch: str) -> Iterator[tuple[str, bool, bool]]:
    """The atoms of a branch, whether each may be left out, and whether more than one may stand there."""
    at = 0
    while at < len(branch):
        atom = _atom(branch, at)
        at += len(atom)
        quantifier = _QUANTIFIER.match(branch, at)
        text = quantifier[0] if quantifier else ""
        at += len(text)
        if branch[at : at + 1] == "?" and text:  # as few as will do
            at += 1
        yield atom, text[:1] in {"?", "*", "{"}, bool(text)


def _atom(pattern: str, at: int) -> str:
    """The atom at that place: a group with all that it holds, a class, an escape, or a character."""
    if pattern[at] != "(":
        found = _ATOM.match(pattern, at)
        return found[0] if found else pattern[at]
    depth, end = 0, at
    while end < len(pattern):
        found = _ATOM.match(pattern, end)
        inner = found[0] if found else pattern[end]
        end += len(inner)
        depth += (inner == "(") - (inner == ")")
        if not depth:
            break
    return pattern[at:end]
