"""Pages and texts that lie in the file and belong to no page of the document (check D4)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pikepdf import Dictionary, Name

from forensics.documents.contents import Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf.attachments import pictures
from forensics.documents.pdf.pages import Reading
from forensics.documents.pdf.revisions import page_texts
from forensics.documents.pdf.streams import content
from forensics.documents.pdf.walk import FAULTS, Found, Object, containers
from forensics.language.statement import state, state_many

__all__ = ["loose", "loose_pictures"]

_MOST = 500
_SHEET = (0, 0, 1000, 1000)


def loose(file: pikepdf.Pdf, beside: Found, reading: Reading, limits: Limits) -> Iterator[Piece]:
    """What they would show, as far as the pages do not."""
    pages = beside.pages
    with_pages = {each.objgen for page in pages for each in _contents(page)}
    drawings = [each for each in beside.texts if each.objgen not in with_pages and _draws_text(each, limits)]
    if not pages and not drawings:
        return
    where = state("outside the pages")
    texts = _texts(file, pages[:_MOST], drawings[:_MOST])
    if texts is None or len(pages) > _MOST or len(drawings) > _MOST:
        yield Unread(where, state("Text that belongs to no page could not be looked into."))
    known = reading.shown | reading.hidden
    lost = [word for text in texts or () for word in text.split() if word.casefold() not in known]
    if lost:
        yield Passage(where, State.HIDDEN, " ".join(lost))
        text = state_many("{count} word lies in the file and on none of its pages.",
                          "{count} words lie in the file and on none of its pages.", len(lost))  # fmt: skip
        yield hidden("D4", where, len(lost), text, "M" if any(any(map(str.isalnum, word)) for word in lost) else "L")
    elif pages:
        text = state_many("{count} page lies in the file and is not part of the document.",
                          "{count} pages lie in the file and are not part of the document.", len(pages))  # fmt: skip
        yield hidden("D4", where, len(pages), text, "L")


def loose_pictures(beside: Found, limits: Limits) -> Iterator[Piece]:
    """Pictures that lie in the file and on no page."""
    if not beside.images:
        return
    where = state("outside the pages")
    text = state_many("{count} picture lies in the file and on none of its pages.",
                      "{count} pictures lie in the file and on none of its pages.", beside.images)  # fmt: skip
    yield hidden("D4", where, beside.images, text)
    yield from pictures(beside.pictures, State.HIDDEN, limits)


def _contents(page: Object) -> list[Object]:
    found = page.get("/Contents", pikepdf.Array())
    return list(containers(found if isinstance(found, pikepdf.Array) else [found]))


def _draws_text(stream: Object, limits: Limits) -> bool:
    try:
        data = content(stream, limits)
    except NotInspectableError:
        return False
    return b"BT" in data and (b"Tj" in data or b"TJ" in data)


def _texts(file: pikepdf.Pdf, pages: list[Object], drawings: list[Object]) -> list[str] | None:
    """The text of each: in a document of their own, in which they are pages."""
    fonts = _fonts(file)
    made = pikepdf.Pdf.new()
    try:
        for page in pages:
            if "/Resources" not in page:
                page["/Resources"] = Dictionary(Font=fonts)
            if "/MediaBox" not in page:
                page["/MediaBox"] = pikepdf.Array(_SHEET)
            made.pages.append(pikepdf.Page(page))
        for drawing in drawings:
            resources = drawing.get("/Resources", Dictionary(Font=fonts))
            sheet = Dictionary(Type=Name.Page, MediaBox=pikepdf.Array(_SHEET), Resources=resources, Contents=drawing)
            made.pages.append(pikepdf.Page(file.make_indirect(sheet)))
        target = BytesIO()
        made.save(target)
        return page_texts(target.getvalue(), _MOST * 2)
    except (*FAULTS, pdfium.PdfiumError):
        return None


def _fonts(file: pikepdf.Pdf) -> Dictionary:
    """All fonts of the pages by their names: those with which loose text was most likely written."""
    fonts = Dictionary()
    for page in file.pages:
        try:
            fonts.update(page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary()))
        except FAULTS:
            continue
    return fonts
