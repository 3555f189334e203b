"""Notes on the pages: comments, hidden annotations, redactions that were never applied (check D4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import String

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.pdf.appearances import Looks, looks_of
from forensics.documents.pdf.geometry import Bounds
from forensics.documents.pdf.layers import is_off, off
from forensics.documents.pdf.objects import FAULTS, Object, inherited
from forensics.documents.pdf.reading import Reading, page_name
from forensics.documents.pdf.streams import forms_of
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
    laid: set[int] = field(default_factory=set)  # pages on which annotations draw text
    patterned: set[int] = field(default_factory=set)  # pages that can be painted with patterns
    unseen: dict[int, list[int]] = field(default_factory=dict)  # by page, their places among its annotations
    looks: list[tuple[int, Object]] = field(default_factory=list)  # that draw text and are not shown

    values: dict[int, list[str]] = field(default_factory=dict)  # of form fields, by page: told with the form

    def texts(self) -> Iterator[str]:
        """Of notes and fields, shown or not."""
        yield from (text for _, text, _ in self.notes)
        yield from (text for _, text in self.hidden)
        yield from (value for values in self.values.values() for value in values)

    def without_values(self, index: int, content: str) -> str:
        """Text that annotations draw, without the values of the fields among them."""
        for value in self.values.get(index, ()):
            content = content.replace(value, " ", 1)
        return content


def annotated(file: pikepdf.Pdf, limits: Limits) -> Annotations:
    """Those of all pages."""
    found = Annotations()
    groups = off(file).keys()
    for index, page in enumerate(file.pages):
        try:
            if _is_patterned(page.obj):
                found.patterned.add(index)
            listed = list(page.obj.get("/Annots", ()))[:_MOST]
        except FAULTS:
            continue
        for place, each in enumerate(listed):
            try:
                is_unseen = unseen(each) or is_off(each, groups)
                _note(index, each, found, is_unseen=is_unseen)
                _look(index, each, found, looks_of(each, limits, unseen=is_unseen))
                if is_unseen:
                    found.unseen.setdefault(index, []).append(place)
            except FAULTS:
                continue
    return found


def _is_patterned(page: Object) -> bool:
    """Whether text on it could be painted with a pattern: PDFium tells the colour of such text as any other's."""
    resources = (inherited(each, "/Resources") or {} for each in (page, *(form for _, form in forms_of(page))))
    return any("/Pattern" in each for each in resources)


def _look(index: int, each: Object, found: Annotations, looks: Looks) -> None:
    if looks.shown:
        found.laid.add(index)
    found.looks += [(index, stream) for stream in looks.others if each.get("/Subtype") != "/Widget"]


def _note(index: int, each: Object, found: Annotations, *, is_unseen: bool) -> None:
    kind = str(each.get("/Subtype", ""))
    if kind == "/Widget":
        found.widgets.append((index, each))
        held = inherited(each, "/V")
        if isinstance(held, String) and len(value := str(held).strip()) > 1:
            found.values.setdefault(index, []).append(value)
    elif kind == "/Redact":
        found.redactions.setdefault(index, []).extend(_areas(each))
    if kind in _NO_NOTES:
        return
    text = _text(each)
    if str(each.get("/T", "")).strip():
        found.authors.add(str(each.T).strip())
    if is_unseen:
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


def notes(found: Annotations, reading: Reading) -> Iterator[Piece]:
    """The notes with their authors. What one draws was met with the pages."""
    comments = []
    for index, text, kind in found.notes:
        drawn = reading.shows(text)
        is_look = kind in _DRAWN and index not in found.laid
        if not (drawn and kind in _DRAWN):
            yield Passage(page_name(index + 1), State.VISIBLE if drawn or is_look else State.HIDDEN, text)
        if not drawn and not is_look:
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
