"""PDFs whose annotations, fields and layers draw text, and what else lies beside the text of pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.support.documents.pdf_documents import NAME, appended, ink, opened, page_text, saved, sheet

__all__ = ["BESIDE", "annotated", "drawing", "field", "left_behind", "looking", "painted"]

_SECRET = f"{NAME} lives at 12 Elm Street"
_LINE = page_text(_SECRET)
_PLACE = (70, 696, 330, 712)
_TEXT = page_text(_SECRET, x=2, y=4)
_BOX = b"70 696 260 16 re f\n"
Change = Callable[[pikepdf.Pdf], None]


def drawing(file: pikepdf.Pdf, content: bytes, **keys: object) -> pikepdf.Object:
    """A form XObject as large as one line, with the fonts of the first page."""
    form = file.make_stream(content)
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 260, 16]))
    form.Resources = Dictionary(Font=file.pages[0].obj.Resources.Font)
    form.update(Dictionary(keys))
    return form


def annotated(*keys: Mapping[str, object], page: bytes = ink, change: Change | None = None) -> bytes:
    """A page with annotations on the line at 700."""

    def add(file: pikepdf.Pdf) -> None:
        notes = [Dictionary({"/Type": Name.Annot, "/F": 4, "/Rect": Array(_PLACE), **each}) for each in keys]
        file.pages[0].obj.Annots = Array(map(file.make_indirect, notes))
        if change is not None:
            change(file)

    return sheet(page, change=add)


def looking(content: bytes, *, state: str = "/N", change: Change | None = None, **keys: object) -> bytes:
    """A stamp that draws something; other keys are those of the annotation."""

    def look(file: pikepdf.Pdf) -> None:
        nothing = drawing(file, b"0 g")
        file.pages[0].obj.Annots[0].AP = Dictionary({"/N": nothing, state: drawing(file, content)})
        if change is not None:
            change(file)

    stamp = {"/Subtype": Name.Stamp, **{f"/{key}": value for key, value in keys.items()}}
    return annotated(stamp, change=look)


def field(content: bytes, value: str, *, anew: bool = False, **keys: object) -> bytes:
    """A text field that holds one thing and draws another."""

    def fill(file: pikepdf.Pdf) -> None:
        page = file.pages[0].obj
        file.Root.AcroForm = Dictionary(Fields=page.Annots, DA="/F1 12 Tf 0 g", DR=page.Resources, NeedAppearances=anew)

    return looking(content, change=fill, Subtype=Name.Widget, FT=Name.Tx, T="name", V=value, **keys)


def painted(tile: bytes, stream: bytes) -> bytes:
    """A page with the pattern P of tiles of ten points."""

    def add(file: pikepdf.Pdf) -> None:
        pattern = file.make_stream(tile)
        size = {"BBox": [0, 0, 10, 10], "XStep": 10, "YStep": 10}
        pattern.update(Dictionary(Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, **size))
        pattern.Resources = Dictionary(Font=file.pages[0].obj.Resources.Font)
        file.pages[1].obj.Resources.Pattern = Dictionary(P=pattern)

    return sheet(ink, stream + ink, change=add)


def _shaded(stream: bytes) -> bytes:
    def add(file: pikepdf.Pdf) -> None:
        ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 1, 1], N=1)
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 600, 0], Function=ramp)
        file.pages[1].obj.Resources.Shading = Dictionary(S=file.make_indirect(shading))

    return sheet(ink, _LINE + ink + stream, change=add)


def _off(file: pikepdf.Pdf) -> None:
    group = file.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
    file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    file.pages[0].obj.Annots[0].OC = group


def _two_looks() -> bytes:
    def look(file: pikepdf.Pdf) -> None:
        states = Dictionary(On=drawing(file, _TEXT), Off=drawing(file, b"0 g"))
        file.pages[0].obj.Annots[0].update(Dictionary(AP=Dictionary(N=states), AS=Name.Off))

    return annotated({"/Subtype": Name.Stamp}, change=look)


def _one_upon_another() -> bytes:
    def look(file: pikepdf.Pdf) -> None:
        for note, content in zip(file.pages[0].obj.Annots, (_TEXT, b"0 g 0 0 260 16 re f"), strict=True):
            note.AP = Dictionary(N=drawing(file, content))

    return annotated({"/Subtype": Name.Stamp}, {"/Subtype": Name.Stamp}, change=look)


def _at_hand(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Resources.XObject.Fm = drawing(file, _TEXT)


def _within_another(file: pikepdf.Pdf) -> None:
    outer = drawing(file, b"0 g")
    outer.Resources.XObject = Dictionary(Fm=drawing(file, _TEXT))
    file.pages[0].obj.Resources.XObject.Fm = outer


def _linked() -> bytes:
    file = opened(sheet(ink, _LINE))
    outlines = file.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
    item = Dictionary(Title="Part", Dest=Array([file.pages[1].obj, Name.Fit]), Parent=outlines)
    outlines.First = outlines.Last = file.make_indirect(item)
    file.Root.Outlines = outlines
    del file.pages[1]
    return saved(file)


def _template() -> bytes:
    file = opened(sheet(ink, _LINE))
    file.Root.Names = Dictionary(Templates=Dictionary(Names=Array([String("letter"), file.pages[1].obj])))
    del file.pages[1]
    return saved(file)


def left_behind(data: bytes) -> bytes:
    """The document without what its key Loose refers to: where that stood are spaces."""
    data = saved(opened(data), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"/Loose \d+ 0 R", lambda match: b" " * len(match[0]), data)


def _loose(make: Callable[[pikepdf.Pdf], pikepdf.Object]) -> bytes:
    """An object that nothing refers to."""
    return left_behind(sheet(ink, change=lambda file: file.Root.__setitem__("/Loose", file.make_indirect(make(file)))))


def _note(file: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[70, 400, 90, 420], Contents=_SECRET)
    file.pages[0].obj.Annots = Array([file.make_indirect(note)])


def _without_note(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Annots = Array()


def _wiped() -> bytes:
    data = appended(sheet(_LINE + ink, ink), lambda file: file.pages[0].obj.Contents.write(ink))
    start, end = data.index(b"startxref"), data.index(b"%%EOF") + 5
    return data[:start] + b" " * (end - start) + data[end:]


_HEXED = b"BT /F1 12 Tf 12 TL 72 712 Td (" + _SECRET.encode() + b") ' ET"

#: What hides it -> a document, and the code that must be told. The name must be among what is not visible.
BESIDE: Mapping[str, tuple[str, Callable[[], bytes]]] = MappingProxyType(
    {
        "pattern over it": ("D1", lambda: painted(b"0 g 0 0 10 10 re f", _LINE + b"/Pattern cs /P scn " + _BOX)),
        "motley pattern over it": (
            "D1",
            lambda: painted(b"0.9 g 0 0 10 10 re f 0 g 0 0 5 5 re f", _LINE + b"/Pattern cs /P scn " + _BOX + b"0 g "),
        ),
        "white pattern in its letters": (
            "D1",
            lambda: painted(b"1 g 0 0 10 10 re f", b"/Pattern cs /P scn " + _LINE + b"0 g "),
        ),
        "empty pattern in its letters": ("D1", lambda: painted(b"", b"/Pattern cs /P scn " + _LINE + b"0 g ")),
        "shading over it": ("D1", lambda: _shaded(b"q 70 696 260 16 re W n /S sh Q\n")),
        "white upon black that is white again": (
            "D1",
            lambda: sheet(ink, ink + b"0 g " + _BOX + b"1 g " + _BOX + _LINE),
        ),
        "white upon black under white": ("D1", lambda: sheet(ink, ink + b"0 g " + _BOX + b"1 g " + _LINE + _BOX)),
        "annotation off the page": ("D1", lambda: looking(_TEXT, Rect=Array([-400, -90, -140, -74]))),
        "annotation in white": ("D1", lambda: looking(b"1 g " + _TEXT)),
        "annotation that covers itself": ("D1", lambda: looking(_TEXT + b"0 g 0 0 260 16 re f")),
        "annotation beyond its box": ("D1", lambda: looking(page_text(_SECRET, y=400))),
        "annotation without size": ("D1", lambda: looking(_TEXT, Rect=Array([70, 696, 70.5, 696.2]))),
        "annotation under another": ("D1", _one_upon_another),
        "hidden annotation": ("D4", lambda: looking(_TEXT, F=2)),
        "annotation that is not viewed": ("D4", lambda: looking(_TEXT, F=32)),
        "annotation on a layer that is off": ("D4", lambda: looking(_TEXT, change=_off)),
        "annotation when it is pressed": ("D4", lambda: looking(_TEXT, state="/D")),
        "annotation in another state": ("D4", _two_looks),
        "field in white": ("D4", lambda: field(b"1 g " + _TEXT, _SECRET)),
        "field that draws nothing": ("D4", lambda: field(b"0 g", _SECRET)),
        "field that draws other words": ("D4", lambda: field(page_text("Somebody", x=2, y=4), _SECRET)),
        "field off the page": ("D4", lambda: field(_TEXT, _SECRET, Rect=Array([-400, -90, -140, -74]))),
        "a million points away": ("D1", lambda: sheet(ink, page_text(_SECRET, x=1_000_000) + ink)),
        "a billion points away": ("D1", lambda: sheet(ink, page_text(_SECRET, x=1e12) + ink)),
        "without width and height": ("D1", lambda: sheet(ink, b"q 0 0 0 0 0 0 cm " + _LINE + b"Q\n" + ink)),
        "absurdly large": (
            "D1",
            lambda: sheet(ink, b"q 1000000000000 0 0 1000000000000 0 0 cm " + _LINE + b"Q\n" + ink),
        ),
        "without width": ("D1", lambda: sheet(ink, page_text(_SECRET, before="0 Tz") + b"BT 100 Tz ET\n" + ink)),
        "hardly any width": ("D1", lambda: sheet(ink, page_text(_SECRET, before="0.1 Tz") + b"BT 100 Tz ET\n" + ink)),
        "type of size 0": ("D4", lambda: sheet(ink, page_text(_SECRET, size=0) + ink)),
        "tiny by its matrix": ("D1", lambda: sheet(ink, b"q 0.01 0 0 0.01 72 700 cm " + _LINE + b"Q\n" + ink)),
        "form that no page draws": ("D4", lambda: sheet(ink, change=_at_hand)),
        "form that no form draws": ("D4", lambda: sheet(ink + b"/Fm Do", change=_within_another)),
        "removed page with a bookmark": ("D4", _linked),
        "template of a page": ("D4", _template),
        "page that is not counted": ("D4", lambda: sheet(ink, _LINE).replace(b"/Count 2", b"/Count 1")),
        "note that nothing names": (
            "D4",
            lambda: _loose(lambda _: Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=_SECRET)),
        ),
        "drawing that nothing names": ("D4", lambda: _loose(lambda file: file.make_stream(_HEXED))),
        "earlier version whose end is gone": ("D2", _wiped),
        "note of an earlier version": ("D2", lambda: appended(sheet(ink, change=_note), _without_note)),
        "other words for who copies": (
            "D1",
            lambda: sheet(
                ink + b"/Span <</ActualText (" + _SECRET.encode() + b")>> BDC " + page_text("Somebody") + b"EMC\n"
            ),
        ),
    }
)
