"""What annotations draw: the looks that viewers show, and those that they do not (check D4).

The text of a page is without that of its annotations. For this they are made part of the page, behind all that it
draws itself (ISO 32000-2 section 12.5.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdf  # type: ignore[import-untyped]
from pikepdf import Dictionary, Stream

from forensics.documents.limits import Limits
from forensics.documents.pdf.glyphs import Glyph, glyphs
from forensics.documents.pdf.objects import Object
from forensics.documents.pdf.streams import draws_text
from forensics.documents.pdf.survey import Survey, survey

__all__ = ["Looks", "flattened", "laid_on", "looks_of"]


@dataclass(slots=True)
class Looks:
    """The appearance streams of one annotation that draw text."""

    shown: bool = False  # whether the one that viewers draw is among them
    others: list[Object] = field(default_factory=list)


def looks_of(each: Object, limits: Limits, *, unseen: bool) -> Looks:
    """Those of an annotation; of one that is not shown all are others."""
    found = Looks()
    looks = each.get("/AP", Dictionary())
    now = _now(each, looks)
    for key in ("/N", "/D", "/R"):
        for stream in _streams(looks.get(key)):
            is_now = now is not None and stream.objgen == now.objgen and not unseen
            if (key == "/N" or not is_now) and draws_text(stream, limits):
                found.shown |= is_now
                found.others += [] if is_now else [stream]
    return found


def _now(each: Object, looks: Object) -> Object:
    """The one that is drawn when nobody touches it."""
    normal = looks.get("/N")
    if isinstance(normal, Stream) or not isinstance(normal, Dictionary):
        return normal
    return normal.get(str(each.get("/AS", "/Off")))


def _streams(look: Object) -> list[Object]:
    if isinstance(look, Stream):
        return [look]
    return [each for each in look.values() if isinstance(each, Stream)] if isinstance(look, Dictionary) else []


def flattened(document: pdfium.PdfDocument, index: int, unseen: Sequence[int]) -> pdfium.PdfPage | None:
    """The page with its annotations as part of it, but for those that are not shown; None where that cannot be done."""
    page = document[index]
    for number in sorted(unseen, reverse=True):
        pdf.FPDFPage_RemoveAnnot(page, number)
    done = pdf.FPDFPage_Flatten(page, pdf.FLAT_NORMALDISPLAY)
    page.close()
    return document[index] if done == pdf.FLATTEN_SUCCESS else None


def laid_on(page: pdfium.PdfPage, text: pdfium.PdfTextPage, own: int) -> tuple[Survey, list[Glyph]]:
    """What a flattened page draws, and the letters on it that come after its own objects."""
    objects = survey(page, frozenset())
    found: list[Glyph] = []
    taken = False
    for glyph in glyphs(text, objects):
        taken = glyph.text.order >= own if glyph.text is not None else taken
        if taken:
            found.append(glyph)
    return objects, found
