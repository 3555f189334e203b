"""The text of a tagged PDF in the order of its structure tree, as a screen reader says it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO

import pikepdf

__all__ = ["acting", "opened", "spoken", "tagged"]

_Marked = dict[int, str]
_OF_PDF = (
    "/JavaScript",
    "/JS",
    "/Launch",
    "/URI",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/EmbeddedFile",
    "/OpenAction",
    "/AA",
    "/RichMedia",
    "/XFA",
)


def opened(made: bytes) -> pikepdf.Pdf:
    """The document."""
    return pikepdf.open(BytesIO(made))


def spoken(made: bytes) -> str:
    """All text that is no artifact (headers, footers, repeated headings), without white space."""
    with opened(made) as file:
        pages = {page.objgen: _marked(page) for page in file.pages}
        return "".join("".join(_texts(file.Root.StructTreeRoot, None, pages)).split())


def acting(made: bytes) -> Iterator[str]:
    """What in a PDF acts or leads out of it: action, script, attachment, link."""
    with opened(made) as file:
        for number, each in enumerate(file.objects):
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                yield from (f"object {number} has {key}" for key in each if key in _OF_PDF)
                if str(each.get("/S", "")) in _OF_PDF:
                    yield f"object {number} is {each.S}"
        if file.attachments:
            yield "attachments"


def tagged(tree: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """All elements of a kind ("/TH") in the structure tree, in their order."""
    for child in _children(tree):
        if isinstance(child, pikepdf.Dictionary):
            if child.get("/S") == kind:
                yield child
            yield from tagged(child, kind)


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    children = element.get("/K", [])
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _texts(
    element: pikepdf.Object, page: tuple[int, int] | None, pages: dict[tuple[int, int], _Marked]
) -> Iterator[str]:
    page = element.Pg.objgen if "/Pg" in element else page
    for child in _children(element):
        if isinstance(child, int):
            assert page
            yield pages[page][child]
        elif child.get("/Type") == "/MCR":
            yield pages[child.Pg.objgen if "/Pg" in child else page][int(child.MCID)]
        elif child.get("/Type") != "/OBJR":
            yield from _texts(child, page, pages)


def _marked(page: pikepdf.Page) -> _Marked:
    """The text of each piece of marked content, by its number."""
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: defaultdict[int, str] = defaultdict(str)
    font: dict[int, str] = {}
    open_marks: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = operands[1].get("/MCID") if isinstance(operands[1], pikepdf.Dictionary) else None
                open_marks.append(None if number is None else int(number))
            case "BMC":
                open_marks.append(None)
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ":
                number = next((mark for mark in reversed(open_marks) if mark is not None), None)
                if number is not None:
                    strings = operands if str(operator) == "Tj" else operands[0]
                    found[number] += "".join(_decoded(bytes(s), font) for s in strings if isinstance(s, pikepdf.String))
    return found


def _decoded(codes: bytes, font: dict[int, str]) -> str:
    return "".join(font[int.from_bytes(codes[place : place + 2])] for place in range(0, len(codes), 2))


def _characters(font: pikepdf.Object) -> dict[int, str]:
    """Which text each glyph stands for."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    found: dict[int, str] = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", section):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for section in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", section):
            start = ord(bytes.fromhex(text).decode("utf-16-be"))
            found |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return found
