"""Bookmarks that still say what the pages cover (check D4)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from forensics.documents.contents import Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.pdf.objects import FAULTS
from forensics.language.statement import state, state_many

__all__ = ["bookmarks"]

_MOST = 20_000


def bookmarks(file: pikepdf.Pdf, covered: set[str], shown: set[str]) -> Iterator[Piece]:
    """Titles with words that are hidden on the pages and shown nowhere; both sets are in small letters."""
    telling = [title for title in _titles(file) if (covered - shown).intersection(title.casefold().split())]
    if not telling:
        return
    where = state("bookmarks")
    yield from (Passage(where, State.VISIBLE, title) for title in telling)
    text = state_many("{count} bookmark says what the pages hide.", "{count} bookmarks say what the pages hide.",
                      len(telling))  # fmt: skip
    yield hidden("D4", where, len(telling), text)


def _titles(file: pikepdf.Pdf) -> Iterator[str]:
    try:
        stack = [file.Root.Outlines.First]
    except FAULTS:
        return
    seen: set[tuple[int, int]] = set()
    while stack and len(seen) < _MOST:
        each = stack.pop()
        if not isinstance(each, pikepdf.Dictionary) or each.objgen in seen:
            continue
        seen.add(each.objgen)
        try:
            stack += [each[key] for key in ("/Next", "/First") if key in each]
            yield str(each.get("/Title", ""))
        except FAULTS:
            continue
