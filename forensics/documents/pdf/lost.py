"""Text that PDFium does not hand out, for no viewer could show it: too far away, or drawn without height or width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]

from forensics.documents.pdf.geometry import Bounds, moved, touches
from forensics.documents.pdf.glyphs import Fate, glyphs
from forensics.documents.pdf.runs import Run, readable
from forensics.documents.pdf.survey import Survey
from forensics.documents.pdf.texts import TextObject

__all__ = ["lost", "sizeless"]

_LEAST = 0.5  # points
_MOST = 2_000
_STEP = 20  # points, from one to the next


def _absurd(text: TextObject, page: Bounds) -> bool:
    return text.size < _LEAST or not touches(moved(text.bounds, text.matrix), page)


def sizeless(objects: Survey) -> bool:
    """Whether the page has text in type of size 0, which no move brings back."""
    return any(text.type_size == 0 for text in objects.texts.values())


def lost(page: pdfium.PdfPage, objects: Survey, seen: Iterable[TextObject]) -> Iterator[Run]:
    """The text of those that no letter was handed out of. The page is changed: they are moved to where they can be
    read, and nothing else can be asked of it afterwards."""
    known = {id(text) for text in seen}
    box = page.get_bbox()
    away = [text for text in objects.texts.values() if id(text) not in known and _absurd(text, box)][:_MOST]
    if not away:
        return
    for place, text in enumerate(away):
        matrix = pdf.FS_MATRIX(1, 0, 0, 1, box[0], box[1] + place * _STEP)
        pdf.FPDFPageObj_SetMatrix(text.handle, matrix)
    brought = {id(text): text for text in away}
    reader = page.get_textpage()
    try:
        by_text: dict[int, list[str]] = {}
        for glyph in glyphs(reader, objects):
            if id(glyph.text) in brought:
                by_text.setdefault(id(glyph.text), []).append(glyph.char)
    finally:
        reader.close()
    for key, letters in by_text.items():
        words = readable("".join(letters)).strip()
        if any(map(str.isalnum, words)):
            yield Run(Fate.OUTSIDE if brought[key].size > _LEAST else Fate.TINY, words)
