"""One page with each way of redacting it badly: what looks gone is there for whoever selects, copies or unpacks it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from people import HEADINGS, PEOPLE
from pikepdf import Array, Dictionary, Name

__all__ = ["WAYS", "honest"]

Change = Callable[[pikepdf.Pdf], None]
_SECRET = f"It was filed by {PEOPLE[0].name}, BSN {PEOPLE[0].bsn}."
#: Left, bottom, width and height of the line that says it.
_BOX = (70, 696, 330, 16)


def _line(text: str, y: float, x: float = 72, before: str = "") -> bytes:
    return f"BT {before} /F1 12 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n".encode("ascii")


_REST = b"".join(
    _line(text, 660 - 20 * place)
    for place, text in enumerate(
        (
            "The complaint is about the handling of a request of May 2020.",
            "The committee heard both sides on 3 June and reads the file so:",
            "the answer came four weeks late, and no reason was given for it.",
            "The complaint is upheld. The department answers within six weeks.",
        )
    )
)
_SAID = _line(_SECRET, 700)
_GONE = _line("It was filed by a resident.", 700)
_BLACK = b"0 g %d %d %d %d re f\n" % _BOX


def _page(content: bytes, change: Change = lambda _: None) -> bytes:
    """A document of one page. Its identifier is made from its content, so its bytes are always the same."""
    file = pikepdf.Pdf.new()
    page = file.add_blank_page(page_size=(595, 842)).obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources = Dictionary(Font=Dictionary(F1=file.make_indirect(font)), XObject=Dictionary())
    page.Contents = file.make_stream(content)
    change(file)
    out = io.BytesIO()
    file.save(out, deterministic_id=True)
    return out.getvalue()


def _annotated(**keys: object) -> bytes:
    """The line with an annotation upon it."""
    left, bottom, width, height = _BOX
    right, top = left + width, bottom + height

    def change(file: pikepdf.Pdf) -> None:
        corners = [left, top, right, top, left, bottom, right, bottom]
        note = Dictionary(Type=Name.Annot, Rect=[left, bottom, right, top], QuadPoints=corners, F=4, **keys)
        file.pages[0].obj.Annots = Array([file.make_indirect(note)])

    return _page(_SAID + _REST, change)


def _picture_over() -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        image = file.make_stream(bytes([70, 80, 90]) * 64)
        image.update(
            Dictionary(
                Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
            )
        )
        file.pages[0].obj.Resources.XObject.Im = image

    left, bottom, width, height = _BOX
    return _page(_SAID + _REST + b"q %d 0 0 %d %d %d cm /Im Do Q\n" % (width, height, left, bottom), change)


def _earlier_version() -> bytes:
    """The page with the line, and behind it what a program appends that saves only what changed (ISO 32000-2 7.5.6)."""
    before = _page(_SAID + _REST)
    file = pikepdf.open(io.BytesIO(before))
    number = file.pages[0].obj.Contents.objgen[0]
    content = _GONE + _REST
    place, table = len(before), int(before[before.rindex(b"startxref") :].split()[1])
    written = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(content), content)
    size, root = len(file.objects) + 1, file.Root.objgen[0]
    trailer = b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\n" % (size, root, table)
    entry = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    return before + written + entry + trailer + b"startxref\n%d\n%%%%EOF\n" % (place + len(written))


def _attachment() -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        rows = "\n".join(";".join(cells) for cells in (HEADINGS, *(person.texts for person in PEOPLE)))
        held = file.make_stream(rows.encode())
        held.Type = Name.EmbeddedFile
        attached = Dictionary(Type=Name.Filespec, F="people.csv", UF="people.csv", EF=Dictionary(F=held))
        names = Array([pikepdf.String("people.csv"), file.make_indirect(attached)])
        file.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))

    return _page(_GONE + _REST, change)


def _hidden_layer() -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        layer = file.make_indirect(Dictionary(Type=Name.OCG, Name="Names"))
        file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        file.pages[0].obj.Resources.Properties = Dictionary(L0=layer)

    return _page(b"/OC /L0 BDC\n" + _SAID + b"EMC\n" + _REST, change)


def honest() -> bytes:
    """The page as it should have been: the name was taken out before the box was drawn."""
    return _page(_line("It was filed by", 700) + b"0 g 160 696 240 16 re f\n" + _REST)


#: The name of the file -> what is in it.
WAYS: dict[str, Callable[[], bytes]] = {
    "black-box": lambda: _page(_SAID + _REST + _BLACK),
    "white-text": lambda: _page(_line(_SECRET, 700, before="1 g") + b"0 g\n" + _REST),
    "highlight": lambda: _annotated(Subtype=Name.Highlight, C=[0, 0, 0]),
    "annotation": lambda: _annotated(Subtype=Name.Square, C=[0, 0, 0], IC=[0, 0, 0]),
    "picture-over-text": _picture_over,
    "unapplied-redaction": lambda: _annotated(Subtype=Name.Redact, IC=[0, 0, 0]),
    "invisible-text": lambda: _page(_line(_SECRET, 700, before="3 Tr") + b"0 Tr\n" + _REST),
    "off-the-page": lambda: _page(_line(_SECRET, 700, x=-500) + _REST),
    "earlier-version": _earlier_version,
    "attachment": _attachment,
    "hidden-layer": _hidden_layer,
}
