"""Pages and drawings that are no pages of the document, read as if they were: in a document of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name

from forensics.documents.limits import Limits
from forensics.documents.pdf.objects import FAULTS, Object, inherited
from forensics.documents.pdf.revisions import page_texts
from forensics.documents.pdf.streams import content

__all__ = ["contents_of", "enlarged", "texts_of"]

_SHEET = (0, 0, 1000, 1000)
_NO_SIZE = re.compile(rb"(/[^\s/<>\[\](){}%]+\s+)[-+]?0*\.?0*(\s+Tf\b)")


def contents_of(page: Object) -> list[Object]:
    """The streams of a page."""
    found = page.get("/Contents", Array())
    return [each for each in (found if isinstance(found, Array) else [found]) if isinstance(each, pikepdf.Stream)]


def texts_of(file: pikepdf.Pdf, pages: Iterable[Object], drawings: Iterable[Object]) -> list[str] | None:
    """The text of each page and of each drawing; None where they cannot be read."""
    fonts = _fonts(file)
    made = pikepdf.Pdf.new()
    try:
        sheets = [_sheet(contents_of(page), inherited(page, "/Resources"), fonts) for page in pages]
        sheets += [_sheet([drawing], drawing.get("/Resources"), fonts) for drawing in drawings]
        for sheet in sheets:
            made.pages.append(pikepdf.Page(file.make_indirect(sheet)))
        target = BytesIO()
        made.save(target)
        return page_texts(target.getvalue(), len(sheets))
    except (*FAULTS, pdfium.PdfiumError):
        return None


def _sheet(streams: Sequence[Object], resources: Object, fonts: Dictionary) -> Dictionary:
    own = resources if isinstance(resources, Dictionary) else Dictionary(Font=fonts)
    return Dictionary(Type=Name.Page, MediaBox=Array(_SHEET), Resources=own, Contents=Array(streams))


def _fonts(file: pikepdf.Pdf) -> Dictionary:
    """All fonts of the pages by their names: those with which loose text was most likely written."""
    fonts = Dictionary()
    for page in file.pages:
        try:
            fonts.update(inherited(page.obj, "/Resources").get("/Font", Dictionary()))
        except FAULTS:
            continue
    return fonts


def enlarged(file: pikepdf.Pdf, page: Object, limits: Limits) -> Object:
    """A drawing with the content of a page, its type of size 0 made as large as print."""
    data = b"\n".join(content(each, limits) for each in contents_of(page))
    drawing = file.make_stream(_NO_SIZE.sub(rb"\g<1>10\g<2>", data))
    resources = inherited(page, "/Resources")
    if resources is not None:
        drawing.Resources = resources
    return drawing
