"""What people and programs left beside slides: comments old and new, tags, records of editing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.documents.contents import Author, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import elements
from forensics.documents.ooxml.vocabulary import NAMES
from forensics.documents.package import Package
from forensics.language.statement import state, state_many

__all__ = ["commenters", "comments", "editors", "tags"]

#: Namespaces of what Office has added over the years, with those that it may add yet.
_ADDED = ("p", "p188", "pc", "?")
_AUTHORS = {f"{prefix}:{name}" for prefix in _ADDED for name in ("cmAuthor", "author")}
_COMMENTS = {f"{prefix}:{name}" for prefix in _ADDED for name in ("cm", "reply")}
_CHANGES = {f"{prefix}:chgData" for prefix in _ADDED}
_TEXTS = {"p:text", "a:p"}
#: A sentence, and not a setting of a program.
_SENTENCE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}|\S@\S")


def commenters(package: Package, parts: list[str], limits: Limits) -> dict[str, str]:
    """Names of those who may have written comments, by their ids."""
    found = {}
    for part in parts:
        for each in elements(package.blocks(part), NAMES, _AUTHORS, limits):
            found[each.attributes.get("id", "")] = each.attributes.get("name", "")
    return found


def comments(package: Package, part: str, where: str, people: dict[str, str], limits: Limits) -> Iterator[Piece]:
    """The comments on a slide, with their answers."""
    where = state("{where}, comments", where=where)
    try:
        found = list(elements(package.blocks(part), NAMES, _COMMENTS | _TEXTS, limits))
    except NotInspectableError as error:
        yield Unread(where, error.reason)
        return
    written = [each for each in found if each.name in _COMMENTS]
    texts = [each.text for each in found if each.name in _TEXTS and each.text.strip()]
    if written:
        told = state_many("{count} comment.", "{count} comments.", len(written))
        yield hidden("P1", where, len(written), told, None if texts else "I")
    yield from (Passage(where, State.HIDDEN, text) for text in texts)
    names = (people.get(each.attributes.get("authorId", "")) for each in written)
    yield from (Author(where, name) for name in dict.fromkeys(names) if name)


def tags(package: Package, part: str, where: str, limits: Limits) -> Iterator[Piece]:
    """What programs note on a slide for themselves; sentences in it were written by somebody."""
    try:
        values = [each.attributes.get("val", "") for each in elements(package.blocks(part), NAMES, {"p:tag"}, limits)]
    except NotInspectableError as error:
        yield Unread(where, error.reason)
        return
    values = [value for value in values if value.strip()]
    if values:
        told = state_many("{count} tag.", "{count} tags.", len(values))
        yield hidden("P2", where, len(values), told, None if any(map(_SENTENCE.search, values)) else "L")
    yield from (Passage(where, State.HIDDEN, value) for value in values)


def editors(package: Package, parts: list[str], limits: Limits) -> Iterator[Piece]:
    """Who changed what, as PowerPoint notes it for those who edit together."""
    names: dict[str, None] = {}
    for part in parts:
        try:
            found = list(elements(package.blocks(part), NAMES, _CHANGES, limits))
        except NotInspectableError as error:
            yield Unread(part, error.reason)
            continue
        names |= dict.fromkeys(each.attributes.get("name", "") for each in found)
        if found:
            told = state_many("{count} note on who edited it.", "{count} notes on who edited it.", len(found))
            yield hidden("P2", part, len(found), told, "L")
    yield from (Author(state("editing"), name) for name in names if name)
