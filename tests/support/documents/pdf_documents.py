"""PDFs made by hand: pages from streams, with two fonts, a picture and a form at hand, and whatever a test changes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

__all__ = ["NAME", "appended", "ink", "opened", "page_text", "picture", "saved", "sheet"]

#: The person of all tests, invented.
NAME = "Nadia Verhoeven"
_A4 = (595, 842)
Change = Callable[[pikepdf.Pdf], None]


def sheet(*streams: bytes, change: Change | None = None, size: tuple[int, int] = _A4) -> bytes:
    """A document with one page for each stream; F1 is Helvetica, F2 Courier."""
    file = pikepdf.Pdf.new()
    fonts = Dictionary(
        {
            f"/F{number}": file.make_indirect(
                Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding)
            )
            for number, name in ((1, "Helvetica"), (2, "Courier"))
        }
    )
    for stream in streams:
        page = file.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=fonts, XObject=Dictionary(), ExtGState=Dictionary())
        page.obj.Contents = file.make_stream(stream)
    if change is not None:
        change(file)
    return saved(file)


def saved(file: pikepdf.Pdf, **how: object) -> bytes:
    """The bytes of a document, always the same."""
    target = BytesIO()
    file.save(target, deterministic_id=not how.get("encryption"), **how)
    return target.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    """The document again."""
    return pikepdf.open(BytesIO(data))


def page_text(text: str, x: float = 72, y: float = 700, size: float = 12, before: str = "") -> bytes:
    """Operators that write a line; `before` stands before it in the text object."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT {before} /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n".encode("cp1252")


#: A page's worth of honest lines.
ink = b"".join(
    page_text(f"Line {number} of the report tells what the council decided in its meeting.", y=600 - 20 * number)
    for number in range(12)
)


def picture(file: pikepdf.Pdf, width: int, height: int, content: bytes, **keys: object) -> pikepdf.Object:
    """An image XObject of raw RGB."""
    stream = file.make_stream(content)
    stream.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            **keys,
        )
    )
    return stream


def appended(data: bytes, change: Change) -> bytes:
    """The document with its changed objects written behind it, as an incremental update does (ISO 32000-2 7.5.6)."""
    before = opened(data)
    old = {each.objgen: each.unparse(resolved=True) for each in before.objects if isinstance(each, pikepdf.Object)}
    after = opened(data)
    change(after)
    start = data.rindex(b"startxref")
    previous = int(data[start:].split()[1])
    body, places = bytearray(data if data.endswith(b"\n") else data + b"\n"), {}
    for each in after.objects:
        if isinstance(each, pikepdf.Object) and each.is_indirect and _differs(each, old, before):
            places[each.objgen] = len(body)
            body += _written(each)
    table = len(body)
    body += b"xref\n0 0\n" + b"".join(
        f"{number} 1\n{place:010d} {generation:05d} n \n".encode() for (number, generation), place in places.items()
    )
    size = max(each.objgen[0] for each in after.objects if isinstance(each, pikepdf.Object)) + 1
    root = after.Root.objgen
    body += (
        f"trailer <</Size {size} /Root {root[0]} {root[1]} R /Prev {previous}>>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return bytes(body)


def _differs(each: pikepdf.Object, old: dict[tuple[int, int], bytes], before: pikepdf.Pdf) -> bool:
    if each.unparse(resolved=True) != old.get(each.objgen):
        return True
    return isinstance(each, pikepdf.Stream) and each.read_raw_bytes() != before.get_object(each.objgen).read_raw_bytes()


def _written(each: pikepdf.Object) -> bytes:
    number, generation = each.objgen
    head = f"{number} {generation} obj\n".encode()
    if not isinstance(each, pikepdf.Stream):
        return head + each.unparse(resolved=True) + b"\nendobj\n"
    raw = each.read_raw_bytes()
    keys = b" ".join(
        str(key).encode() + b" " + (value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode())
        for key, value in each.items()
        if key != "/Length"
    )
    return head + b"<<" + keys + f" /Length {len(raw)}>>\nstream\n".encode() + raw + b"\nendstream\nendobj\n"
