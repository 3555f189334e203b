"""Notes on the pages: comments, hidden annotations, redactions that were never applied (check D4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.pdf.geometry import Bounds
from forensics.documents.pdf.pages import page_name
from forensics.documents.pdf.walk import FAULTS, Object
from forensics.language.statement import state, state_many

__all__ = ["Annotations", "annotated", "notes", "unseen"]

_HIDDEN, _NO_VIEW = 0x2, 0x20
#: Their text is drawn, or says what they lead to; fields are told apart (`fields`); a popup repeats its parent's.
_NO_NOTES = frozenset({"/Link", "/Widget", "/Popup", "/Watermark", "/PrinterMark", "/TrapNet", "/Redact"})
_DRAWN = frozenset({"/FreeText", "/Stamp"})
_MOST = 100_000


@dataclass(slots=True)
class Annotations:
    """What stands on the pages beside their own text."""

    notes: list[tuple[int, str, str]] = field(default_factory=list)  # page from 0, text, subtype
    hidden: list[tuple[int, str]] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)
    redactions: dict[int, list[Bounds]] = field(default_factory=dict)
    widgets: list[tuple[int, Object]] = field(default_factory=list)


def annotated(file: pikepdf.Pdf) -> Annotations:
    """Those of all pages."""
    found = Annotations()
    for index, page in enumerate(file.pages):
        try:
            listed = list(page.obj.get("/Annots", ()))[:_MOST]
        except FAULTS:
            continue
        for each in listed:
            try:
                _note(index, each, found)
            except FAULTS:
                continue
    return found


def _note(index: int, each: Object, found: Annotations) -> None:
    kind = str(each.get("/Subtype", ""))
    if kind == "/Widget":
        found.widgets.append((index, each))
    elif kind == "/Redact":
        found.redactions.setdefault(index, []).extend(_areas(each))
    if kind in _NO_NOTES:
        return
    text = _text(each)
    if str(each.get("/T", "")).strip():
        found.authors.add(str(each.T).strip())
    if unseen(each):
        found.hidden.append((index, text))
    elif text:
        found.notes.append((index, text, kind))


def unseen(each: Object) -> bool:
    """Whether viewers are told not to show it."""
    return bool(int(each.get("/F", 0)) & (_HIDDEN | _NO_VIEW))


def _text(each: Object) -> str:
    text = str(each.get("/Contents", "")).strip()
    return f"{text}\n{each.Subj}".strip() if "/Subj" in each and text else text


def _areas(each: Object) -> list[Bounds]:
    quads = [float(number) for number in each.get("/QuadPoints", ())]
    corners = [quads[place : place + 8] for place in range(0, len(quads) - 7, 8)] or [
        [float(number) for number in each.Rect]
    ]
    return [(min(four[::2]), min(four[1::2]), max(four[::2]), max(four[1::2])) for four in corners]


def notes(found: Annotations, shown: set[str]) -> Iterator[Piece]:
    """The notes with their authors; `shown` are the words that the pages show, in small letters."""
    comments = []
    for index, text, kind in found.notes:
        drawn = kind in _DRAWN or shown.issuperset(text.casefold().split())
        yield Passage(page_name(index + 1), State.VISIBLE if drawn else State.HIDDEN, text)
        if not drawn:
            comments.append(index)
    for index, text in found.hidden:
        if text:
            yield Passage(page_name(index + 1), State.HIDDEN, text)
    for name in sorted(found.authors):
        yield Author(state("annotations"), name)
    yield from _findings(comments, found)


def _findings(comments: list[int], found: Annotations) -> Iterator[Piece]:
    if comments:
        text = state_many("{count} comment stands on the pages.", "{count} comments stand on the pages.", len(comments))
        yield hidden("D4", page_name(comments[0] + 1), len(comments), text)
    if found.hidden:
        text = state_many("{count} annotation is hidden.", "{count} annotations are hidden.", len(found.hidden))
        yield hidden("D4", page_name(found.hidden[0][0] + 1), len(found.hidden), text)
    if found.redactions:
        count = sum(map(len, found.redactions.values()))
        text = state_many("{count} area is marked to be redacted; the redaction was never applied.",
                          "{count} areas are marked to be redacted; the redactions were never applied.",
                          count)  # fmt: skip
        yield hidden("D4", page_name(min(found.redactions) + 1), count, text)
