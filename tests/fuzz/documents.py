"""Documents of every kind, whole or by one part: what they show and hide, or why that is not known."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path

from xlwt import Workbook

from forensics.documents import written
from forensics.documents.inspect import inspect_file
from forensics.documents.kinds import KINDS
from forensics.documents.personal.samples import Samples
from tests.fuzz.target import Target, file_of
from tests.support.documents.old_workbook import saved

__all__ = ["TARGETS"]

_SAMPLES = Path(__file__).parents[2] / "sample_logs" / "documents"
_WAYS = ("inspected", "partly_inspected", "not_inspected")
_PACKED = (".xlsx", ".xlsb", ".docx", ".pptx", ".ods", ".odt", ".odp", ".zip")


def _inspected(content: bytes, name: str) -> None:
    path = file_of(content, "document")
    samples = Samples()
    found = inspect_file(path, name, samples)
    assert found.kind in KINDS
    assert found.bytes == len(content)
    told = written.as_object(found)
    written.as_json([told])
    again = written.read(told)
    assert written.as_object(again) | {"read_with": {}} == told | {"read_with": {}}, (
        "it is read otherwise than it was written"
    )
    assert found.state != "not_inspected" or found.reason


def whole(name: str, data: bytes) -> None:
    """A document as it lies."""
    _inspected(data, name)


@cache
def _parts(kind: str) -> tuple[tuple[str, dict[str, bytes], str], ...]:
    """Each part of each packed document of a kind, in a fixed order: the document, its parts, the name of the part."""
    found = []
    for path in sorted(_SAMPLES.iterdir()):
        if path.suffix in _PACKED and path.suffix in kind:
            with zipfile.ZipFile(path) as packed:
                parts = {info.filename: packed.read(info) for info in packed.infolist()}
            found += [(path.name, parts, name) for name, content in parts.items() if len(content) < 30_000]
    return tuple(found)


def part(kind: str, data: bytes) -> None:
    """A packed document, one part of which, by the first two octets, holds the rest."""
    known = _parts(kind)
    number = int.from_bytes(data[:2]) % len(known)
    name, parts, changed = known[number]
    _inspected(_packed({**parts, changed: data[2:]}), name)


def _packed(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _of_parts(kind: str) -> Iterator[bytes]:
    for number, (_, parts, name) in enumerate(_parts(kind)):
        yield number.to_bytes(2) + parts[name]


def _samples(*endings: str) -> Iterator[bytes]:
    for path in sorted(_SAMPLES.iterdir()):
        if path.suffix in endings and path.stat().st_size <= _LONGEST:
            yield path.read_bytes()


def _old_workbooks() -> Iterator[bytes]:
    book = Workbook()
    sheet = book.add_sheet("List")
    for number in range(6):
        for column, value in enumerate((f"Anna {number}", number, "=1" if number else "born")):
            sheet.write(number, column, value)
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    hidden = book.add_sheet("Hidden")
    hidden.visibility = 2
    hidden.write(0, 0, "x" * 300)
    yield saved(book)


_LONGEST = 65_536
_MAIL = b"""Received: from mx.example.org; Tue, 9 Jun 2026 10:00:00 +0200\r
Message-ID: <1@example.org>\r
Date: Tue, 9 Jun 2026 10:00:00 +0200\r
From: anna@example.org\r
To: b@example.org\r
Subject: =?utf-8?q?List?=\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary="x"\r
\r
--x\r
Content-Type: text/plain; charset=utf-8\r
\r
Hello\r
--x\r
Content-Type: text/csv; name="list.csv"\r
Content-Disposition: attachment; filename="list.csv"\r
Content-Transfer-Encoding: base64\r
\r
bmFtZTtib3JuCkFubmE7MTk4MC0wMS0wMgo=\r
--x--\r
"""
_RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\colortbl;\red255\green255\blue255;}{\info{\author Anna}}"
    rb"\pard Shown {\v hidden} {\cf1 white} \u8364? \'e9 {\*\annotation note}"
    rb"{\object\objemb{\*\objdata 0105000002000000}}\par}"
)
_XML = (
    b"<w:vanish/>",
    b"<w:del ",
    b"<w:ins ",
    b'<row hidden="1">',
    b'<col min="1" max="16384" hidden="1"/>',
    b'<c r="XFD1048576" t="s">',
    b"<v>99999999999</v>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b'state="veryHidden"',
    b"&#0;",
    b'<!DOCTYPE a [<!ENTITY b "c">]>',
    b"&b;",
    b'xml:space="preserve"',
    b'table:number-rows-repeated="1048576"',
    b'r:id="rId1"',
    b'Target="../../x"',
    b"-1",
    b"1e308",
    b"nan",
)
_PDF = (
    b" 0 obj\n",
    b"endobj\n",
    b"stream\n",
    b"endstream\n",
    b"xref\n",
    b"trailer\n",
    b"startxref\n",
    b"/Length ",
    b"/Filter/FlateDecode",
    b"/Parent 1 0 R",
    b"/Kids[1 0 R]",
    b"BT ",
    b" Tj ",
    b" ET ",
    b" re f ",
    b"/Prev ",
    b"/ObjStm",
    b"/AcroForm",
    b"/Annots",
    b"/OCProperties",
    b"1 0 R",
)
_READERS = ("forensics.documents",)


def _target(name: str, keeps: Callable[[bytes], None], seeds: Callable[[], Iterator[bytes]], *words: bytes) -> Target:
    return Target(
        name,
        keeps,
        "what it shows and hides, or why that is not known",
        seeds,
        _READERS,
        words,
        longest=_LONGEST,
        seconds=5.0,
    )


TARGETS = (
    _target("workbooks", partial(part, ".xlsx.xlsb.ods"), partial(_of_parts, ".xlsx.xlsb.ods"), *_XML),
    _target("texts", partial(part, ".docx.odt.pptx.odp"), partial(_of_parts, ".docx.odt.pptx.odp"), *_XML),
    _target(
        "xls",
        partial(whole, "list.xls"),
        _old_workbooks,
        b"\x09\x08\x10\x00",
        b"\x85\x00",
        b"\xfc\x00",
        b"\x3c\x00",
        b"\x0a\x00\x00\x00",
    ),
    _target("pdf", partial(whole, "letter.pdf"), partial(_samples, ".pdf"), *_PDF),
    _target(
        "pictures",
        partial(whole, "photo.jpg"),
        partial(_samples, ".jpg", ".png"),
        b"\xff\xe1",
        b"Exif\x00\x00",
        b"II*\x00",
        b"MM\x00*",
        b"8BIM\x04\x04",
        b"IHDR",
        b"tEXt",
        b"<x:xmpmeta",
    ),
    _target(
        "packed", partial(whole, "list.xlsx"), partial(_samples, *_PACKED), b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
    ),
    _target(
        "plain",
        partial(whole, "list.csv"),
        lambda: iter((_MAIL, _RTF, b"name;born\nAnna;1980-01-02\n" * 5)),
        b"{\\*\\",
        b"\\bin99 ",
        b"\\u-1?",
        b"Content-Type: ",
        b"message/rfc822",
        b"boundary=",
        b";",
        b'"',
    ),
)
