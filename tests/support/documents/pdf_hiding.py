"""Every way of hiding text in a PDF that we know, each with a name in it that nobody sees."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from types import MappingProxyType

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from tests.support.documents.pdf_documents import NAME, appended, ink, opened, page_text, picture, saved, sheet

__all__ = ["WAYS", "scan"]

_SECRET = f"{NAME} lives at 12 Elm Street"  # six words and a number, on the line at 700
_LINE = page_text(_SECRET)
_BLACK = b"0 g 70 696 260 16 re f\n"


def _annotated(**keys: object) -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        quads = [70, 712, 330, 712, 70, 696, 330, 696]
        note = Dictionary(Type=Name.Annot, Rect=[70, 696, 330, 712], QuadPoints=quads, F=4, **keys)
        file.pages[0].obj.Annots = Array([file.make_indirect(note)])

    return sheet(_LINE + ink, change=change)


def _with_picture(content: bytes, before: bytes, after: bytes, size: tuple[int, int] = (8, 8)) -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Resources.XObject.Im = picture(file, *size, content)

    return sheet(before + b"q 280 0 0 24 66 692 cm /Im Do Q\n" + after, change=change)


def _photo() -> bytes:
    """Noise as coarse as that of a photo of leaves."""
    chance = random.Random(7)
    return bytes(chance.randrange(256) for _ in range(140 * 12 * 3))


def _upon_photo() -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        noise = random.Random(7).randbytes(595 * 842 * 3)
        file.pages[0].obj.Resources.XObject.Im = picture(file, 595, 842, noise)

    return sheet(b"q 595 0 0 842 0 0 cm /Im Do Q\n" + page_text(_SECRET, before="3 Tr"), change=change)


def _form_cover() -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        form = file.make_stream(b"0 g 0 0 100 10 re f")
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 10]))
        file.pages[0].obj.Resources.XObject.Fm = form

    return sheet(_LINE + ink + b"q 2.6 0 0 1.6 70 696 cm /Fm Do Q", change=change)


def _in_form() -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        form = file.make_stream(_LINE + _BLACK)
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842]))
        form.Resources = Dictionary(Font=file.pages[0].obj.Resources.Font)
        file.pages[0].obj.Resources.XObject.Fm = form

    return sheet(ink + b"q 0.9 0 0 0.9 20 20 cm /Fm Do Q", change=change)


def _state(stream: bytes, **keys: object) -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Resources.ExtGState.Gs = Dictionary(Type=Name.ExtGState, **keys)

    return sheet(ink + b"q /Gs gs\n" + stream + b"Q\n", change=change)


def _layer(**config: object) -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        group = file.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
        keys = {f"/{key}": Array([group]) if value is None else value for key, value in config.items()}
        file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(keys))
        file.pages[0].obj.Resources.Properties = Dictionary(L0=group)

    return sheet(ink + b"/OC /L0 BDC\n" + _LINE + b"EMC\n", change=change)


def _cropped() -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.CropBox = Array([0, 0, 595, 680])

    return sheet(_LINE + ink, change=change)


def _rotated() -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Rotate = 90

    return sheet(_LINE + ink + _BLACK, change=change)


def scan(boxed: str = "", *, over: bytes = b"", below: bool = False) -> bytes:
    """A picture of a page with the text that a program read from it: invisible, or drawn before the picture. A black
    box within the picture hides one line, `over` is drawn last."""
    others = (
        (f"Line {number} of the report tells what the council decided", 600 - 20 * number) for number in range(12)
    )
    lines = [(_SECRET, 700), *others]
    scale = 3
    paper = Image.new("RGB", (595 * scale, 842 * scale), (244, 243, 238))
    pen = ImageDraw.Draw(paper)
    for text, y in lines:
        pen.text((72 * scale, (842 - y - 9) * scale), text, fill=(30, 30, 34), font_size=12 * scale)
        if text == boxed:
            pen.rectangle((60 * scale, (842 - 714) * scale, 420 * scale, (842 - 692) * scale), fill=(6, 6, 6))
    target = BytesIO()
    paper.save(target, "JPEG", quality=60)
    # Pillow's own font is a little wider than Helvetica.
    mode = "0 Tr" if below else "3 Tr"
    words = b"".join(page_text(text, y=y, before=mode) for text, y in lines)
    draw = b"q 595 0 0 842 0 0 cm /Im Do Q\n"

    def change(file: pikepdf.Pdf) -> None:
        image = picture(file, *paper.size, target.getvalue())
        image.Filter = Name.DCTDecode
        file.pages[0].obj.Resources.XObject.Im = image

    return sheet(words + draw if below else draw + words + over, change=change)


def _earlier(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    return appended(sheet(_LINE + ink, ink), change)


def _rewritten(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Contents.write(ink)


def _without_first(file: pikepdf.Pdf) -> None:
    del file.pages[0]


def _orphan() -> bytes:
    """A page that nothing refers to any more: where its reference stood are spaces."""
    file = opened(sheet(ink, _LINE))
    file.Root.Loose = Array([file.pages[1].obj])
    del file.pages[1]
    data = saved(file, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"/Loose \[[^]]*\]", lambda match: b" " * len(match[0]), data)


#: What hides it -> a document, and the code that must be told. The name must be among what is not visible.
WAYS: Mapping[str, tuple[str, Callable[[], bytes]]] = MappingProxyType(
    {
        "black rectangle": ("D1", lambda: sheet(_LINE + ink + _BLACK)),
        "black path": ("D1", lambda: sheet(_LINE + ink + b"0 g 70 696 m 330 696 l 330 712 l 70 712 l h f\n")),
        "white rectangle": ("D1", lambda: sheet(_LINE + ink + b"1 g 70 696 260 16 re f\n")),
        "coloured rectangle": ("D1", lambda: sheet(_LINE + ink + b"0.2 0.4 0.9 rg 70 696 260 16 re f\n")),
        "rectangle of thin strips": (
            "D1",
            lambda: sheet(_LINE + ink + b"0 g " + b"".join(b"70 %d 260 2.1 re f " % y for y in range(694, 714, 2))),
        ),
        "thick line": ("D1", lambda: sheet(_LINE + ink + b"0 G 16 w 70 704 m 330 704 l S\n")),
        "black on black": ("D1", lambda: sheet(ink + _BLACK + _LINE)),
        "blue on blue": ("D1", lambda: sheet(b"0.1 0.2 0.6 rg 70 690 260 26 re f\n" + _LINE + ink)),
        "picture of one colour": ("D1", lambda: _with_picture(b"\x10" * 192, _LINE + ink, b"")),
        "photo": ("D1", lambda: _with_picture(_photo(), _LINE + ink, b"", (140, 12))),
        "black highlight": ("D1", lambda: _annotated(Subtype=Name.Highlight, C=[0, 0, 0])),
        "square annotation": ("D1", lambda: _annotated(Subtype=Name.Square, C=[0, 0, 0], IC=[0, 0, 0])),
        "form that covers": ("D1", _form_cover),
        "within a form": ("D1", _in_form),
        "white text": ("D1", lambda: sheet(page_text(_SECRET, before="1 g") + b"0 g\n" + ink)),
        "nearly white text": ("D1", lambda: sheet(page_text(_SECRET, before="0.98 g") + b"0 g\n" + ink)),
        "white text below a line": ("D1", lambda: sheet(page_text(_SECRET, y=600, before="1 g") + b"0 g\n" + ink)),
        "invisible text": ("D1", lambda: sheet(page_text(_SECRET, before="3 Tr") + b"0 Tr\n" + ink)),
        "invisible text upon a photo": ("D1", _upon_photo),
        "invisible text upon other words": (
            "D1",
            lambda: sheet(ink + page_text(_SECRET, y=600, before="3 Tr") + b"0 Tr\n"),
        ),
        "transparent text": ("D1", lambda: _state(_LINE, ca=0.0)),
        "left of the page": ("D1", lambda: sheet(page_text(_SECRET, x=-400) + ink)),
        "above the page": ("D1", lambda: sheet(page_text(_SECRET, y=1200) + ink)),
        "one point": ("D1", lambda: sheet(page_text(_SECRET, size=1) + ink)),
        "clipped": ("D1", lambda: sheet(b"q 10 10 20 20 re W n\n" + _LINE + b"Q\n" + ink)),
        "rotated page": ("D1", _rotated),
        "cropped": ("D4", _cropped),
        "layer that is off": ("D4", lambda: _layer(OFF=None)),
        "layers off by default": ("D4", lambda: _layer(BaseState=Name.OFF)),
        "unapplied redaction": ("D4", lambda: _annotated(Subtype=Name.Redact, IC=[0, 0, 0])),
        "box in a scan": ("D1", lambda: scan(_SECRET)),
        "box over a scan": ("D1", lambda: scan(over=_BLACK.replace(b"70 696 260 16", b"60 690 360 26"))),
        "earlier version": ("D2", lambda: _earlier(_rewritten)),
        "page that was removed": ("D2", lambda: _earlier(_without_first)),
        "page of no document": ("D4", _orphan),
    }
)
