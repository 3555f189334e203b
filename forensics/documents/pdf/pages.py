"""The text of each page, told apart by whether a reader sees it (checks D1 and D4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from forensics.documents.contents import Passage, Piece, Unread
from forensics.documents.pdf.actual_text import said_otherwise
from forensics.documents.pdf.annotations import Annotations
from forensics.documents.pdf.appearances import flattened, laid_on
from forensics.documents.pdf.drawing import LEAST_SCALE, drawing_of
from forensics.documents.pdf.geometry import Bounds
from forensics.documents.pdf.glyphs import BLOCKS, LETTERS, Fate, Glyph, glyphs
from forensics.documents.pdf.judgement import judge
from forensics.documents.pdf.lost import lost, sizeless
from forensics.documents.pdf.reading import Reading, page_name
from forensics.documents.pdf.runs import readable, runs, shown
from forensics.documents.pdf.scans import boxes_over_scan
from forensics.documents.pdf.survey import Survey, survey
from forensics.documents.pdf.unseen_text import unseen_text
from forensics.language.statement import state, state_many

__all__ = ["pages_read"]

#: Pages that are drawn, at most: of longer documents only what cannot be hidden is known beyond.
_DRAWN = 1000


def pages_read(document: pdfium.PdfDocument, marks: Annotations, reading: Reading) -> Iterator[Piece]:
    """The passages of all pages, then what is hidden on them."""
    for index in range(len(document)):
        try:
            yield from _page(document, index, marks, reading)
        except pdfium.PdfiumError:
            yield Unread(page_name(index + 1), state("The page is damaged."))
    if reading.unseen:
        text = state_many("{count} page was not looked at for hidden text: it is too large, or there are too many.",
                          "{count} pages were not looked at for hidden text: they are too large, or too many.",
                          len(reading.unseen))  # fmt: skip
        yield Unread(page_name(reading.unseen[0] + 1), text)
    yield from unseen_text(reading)


def _page(document: pdfium.PdfDocument, index: int, marks: Annotations, reading: Reading) -> Iterator[Passage]:
    page = document[index]
    try:
        is_patterned = index in marks.patterned
        objects = survey(page, frozenset() if is_patterned else reading.fonts, is_patterned=is_patterned)
        reading.said += said_otherwise(document, index, objects)
        yield from _own(page, objects, marks.redactions.get(index, ()), index, reading)
    finally:
        page.close()
    if index in marks.laid:
        yield from _laid(document, index, objects.count, marks, reading)


def _own(
    page: pdfium.PdfPage, objects: Survey, redactions: Sequence[Bounds], index: int, reading: Reading
) -> Iterator[Passage]:
    """What the page itself draws."""
    reading.boxes[index] = boxes_over_scan(objects, page.get_bbox())
    text = page.get_textpage()
    try:
        yield from _texts(page, text, objects, redactions, index, reading)
    finally:
        text.close()


def _texts(
    page: pdfium.PdfPage,
    text: pdfium.PdfTextPage,
    objects: Survey,
    redactions: Sequence[Bounds],
    index: int,
    reading: Reading,
) -> Iterator[Passage]:
    count = text.count_chars()
    content = readable(text.get_text_range()) if count > 0 else ""
    if not redactions and objects.complete and not objects.doubtful and BLOCKS.isdisjoint(content):
        if content:
            yield reading.show(index, content)
        return
    too_large = count > LETTERS or not objects.complete or drawing_of(page).scale < LEAST_SCALE
    if reading.drawn >= _DRAWN or too_large:
        reading.unseen.append(index)
        yield reading.show(index, content)
        return
    reading.drawn += 1
    found = glyphs(text, objects)
    yield from _looked_at(page, objects, found, redactions, index, reading)
    if sizeless(objects):
        reading.sizeless.append(index)
    seen = (glyph.text for glyph in found if glyph.text is not None)
    yield from (reading.hide(index, run) for run in lost(page, objects, seen))


def _looked_at(
    page: pdfium.PdfPage,
    objects: Survey,
    found: list[Glyph],
    redactions: Sequence[Bounds],
    index: int,
    reading: Reading,
) -> Iterator[Passage]:
    judge(page, found, objects, redactions)
    blank = {glyph.text.font for glyph in found if glyph.text is not None and glyph.fate is Fate.UNDRAWN}
    reading.fonts |= {text.font for text in objects.texts.values()} - blank - {""}
    yield reading.show(index, shown(found))
    yield from (reading.hide(index, run) for run in runs(found))


def _laid(
    document: pdfium.PdfDocument, index: int, own: int, marks: Annotations, reading: Reading
) -> Iterator[Passage]:
    """What annotations draw upon the page, `own` objects of which are its own."""
    page = flattened(document, index, marks.unseen.get(index, ())) if reading.drawn < _DRAWN else None
    if page is None:
        reading.unseen.append(index)
        return
    reading.drawn += 1
    text = page.get_textpage()
    try:
        objects, found = laid_on(page, text, own)
        judge(page, found, objects, ())
        content = shown(found)
        reading.laid.add("".join(content.casefold().split()))
        yield reading.show(index, marks.without_values(index, content))
        yield from (reading.hide(index, run) for run in runs(found))
    finally:
        text.close()
        page.close()
