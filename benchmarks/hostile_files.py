"""Documents made to do harm, each by one function that writes it: bombs, doors, locks, depths and numbers.

python benchmarks/hostile_files.py NAME FILE
"""

from __future__ import annotations

import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import xlwt

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "sample_logs")]

from tests.support.documents.compound_files import compound  # noqa: E402 - of the checkout, not installed

__all__ = ["HOSTILE", "SAMPLES", "Maker", "cut", "flipped"]

Maker = Callable[[], bytes]
SAMPLES = ROOT / "sample_logs" / "documents"
MB = 1 << 20

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = f'xmlns="{_MAIN}" xmlns:r="{_OFFICE}"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>words</t></is></c></row>'


def _packed(members: Iterable[tuple[str, Iterable[bytes]]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, blocks in members:
            with archive.open(name, "w") as part:
                for block in blocks:
                    part.write(block)
    return out.getvalue()


def _leads(kind: str, target: str) -> bytes:
    link = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>'.encode()


def workbook(rows: Iterable[str], before: str = "", more: Iterable[tuple[str, Iterable[bytes]]] = ()) -> bytes:
    """A workbook of one sheet with these rows; `before` stands before its root."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    )
    sheets = f'<workbook {_NAMESPACES}><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'

    def sheet() -> Iterator[bytes]:
        yield f"{before}<worksheet {_NAMESPACES}><sheetData>".encode()
        yield from (row.encode() for row in rows)
        yield b"</sheetData></worksheet>"

    return _packed(
        [
            ("[Content_Types].xml", [types.encode()]),
            ("_rels/.rels", [_leads("officeDocument", "xl/workbook.xml")]),
            ("xl/workbook.xml", [sheets.encode()]),
            ("xl/_rels/workbook.xml.rels", [_leads("worksheet", "worksheets/sheet1.xml")]),
            ("xl/worksheets/sheet1.xml", sheet()),
            *more,
        ]
    )


def _open_document(kind: str, content: Iterable[bytes], *, locked: bool = False) -> bytes:
    """With its mimetype and manifest; one that is locked says how, and its parts are noise."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    how = (
        '<manifest:encryption-data manifest:checksum-type="SHA256" manifest:checksum="AA==">'
        '<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
        '<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:salt="AA=="/>'
        "</manifest:encryption-data>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0"><manifest:file-entry manifest:full-path="/"'
        f' manifest:media-type="{media}"/><manifest:file-entry manifest:full-path="content.xml"'
        f' manifest:media-type="text/xml">{how if locked else ""}</manifest:file-entry></manifest:manifest>'
    )
    return _packed(
        [("mimetype", [media.encode()]), ("content.xml", content), ("META-INF/manifest.xml", [manifest.encode()])]
    )


def _ods(table: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "table", "text"))
    whole = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='A'>{table}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return _open_document("spreadsheet", [whole.encode()])


def _noise(size: int, seed: int = 1) -> bytes:
    return Random(seed).randbytes(size)


def _entities() -> bytes:
    chain = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 9))
    return workbook([_ROW.replace("words", "&e8;")], f'<!DOCTYPE l [<!ENTITY e0 "words">{chain}]>')


def _outside() -> bytes:
    return workbook([_ROW.replace("words", "&x;")], '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def _within(depth: int, each: int) -> bytes:
    """Archives within archives, so many in each; the innermost hold zeros."""
    content = _packed([("zeros.bin", [bytes(MB)] * 64)])
    for _ in range(depth):
        content = _packed((f"{number}.zip", [content]) for number in range(each))
    return content


def _locked_zip() -> bytes:
    content = bytearray(_packed([("list.csv", [_noise(300)])], zipfile.ZIP_STORED))
    for place in (6, content.find(b"PK\x01\x02") + 8):
        content[place] |= 1
    return bytes(content)


def _locked_xls() -> bytes:
    """BIFF8 with the record FILEPASS (MS-XLS 2.4.117) and noise behind it."""
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, "words")
    stream = book.get_biff_data()
    begin = 4 + int.from_bytes(stream[2:4], "little")
    locked = b"\x2f\x00\x36\x00\x01\x00\x01\x00\x01\x00" + _noise(48)
    return compound({"Workbook": stream[:begin] + locked + _noise(len(stream) - begin)})


def _locked_ooxml() -> bytes:
    return compound(
        {"EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00<encryption/>", "EncryptedPackage": _noise(9000)}
    )


def _pdf(change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    file = pikepdf.Pdf.new()
    file.add_blank_page(page_size=(595, 842))
    change(file)
    out = BytesIO()
    file.save(out, **how)
    return out.getvalue()


def _page(stream: bytes, rounds: int = 1) -> bytes:
    """A page that draws this, packed so often, whatever it unpacks to."""
    for _ in range(rounds):
        stream = zlib.compress(stream, 9)

    def change(file: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        file.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        file.pages[0].obj.Contents = pikepdf.Stream(
            file, stream, Filter=pikepdf.Array([pikepdf.Name.FlateDecode] * rounds)
        )

    how = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    return _pdf(change, **how)


def _many_objects(count: int) -> bytes:
    """A page, and so many objects that nothing refers to."""
    whole = bytearray(_pdf(lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.disable))
    end = whole.rfind(b"startxref")
    old = int(whole[end + 9 :].split()[0])
    places = []
    for number in range(10, 10 + count):
        places.append(len(whole))
        whole += b"%d 0 obj<</A %d>>endobj\n" % (number, number)
    start = len(whole)
    whole += b"xref\n10 %d\n" % count + b"".join(b"%010d 00000 n \n" % place for place in places)
    root = whole[whole.rfind(b"/Root", 0, end) :].split()[1]
    whole += b"trailer<</Size %d/Root %s 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (10 + count, root, old, start)
    return bytes(whole)


def _deep_arrays() -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/X " + b"[" * 1_000_000 + b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def _mail(size: int) -> bytes:
    head = b"From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n\n"
    return head + b"A line of the message.\n" * (size // 23)


def _png(side: int) -> bytes:
    """A picture of so many white pixels on each side, in few bytes."""
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * (side // 8)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _cell(text: str) -> str:
    attributes = 'office:value-type="string" table:number-columns-repeated="16384"'
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


_TEXT = b"BT /F1 9 Tf 72 700 Td (words of the page) Tj ET\n"

#: Name of the file -> what it is, and how it is made.
HOSTILE: Mapping[str, tuple[str, Maker]] = {
    "bomb.xlsx": ("a sheet of 300 MB of blanks", lambda: workbook(" " * MB for _ in range(300))),
    "bomb.zip": ("4 files of 300 MB of zeros", lambda: _packed((f"{n}.bin", [bytes(MB)] * 300) for n in range(4))),
    "nested.zip": ("archives in archives, 16 in each, 3 deep", lambda: _within(3, 16)),
    "deep.zip": ("an archive 50 deep", lambda: _within(50, 1)),
    "entities.xlsx": ("an entity of 10^8 words", _entities),
    "outside.xlsx": ("an entity that is a file of the machine", _outside),
    "attribute.xlsx": (
        "an attribute of 4 MB",
        lambda: workbook([f'<row r="1" x="{_noise(2 * MB).hex()}"/>', _ROW]),
    ),
    "rows.xlsx": ("10^6 empty rows", lambda: workbook(f'<row r="{number}"/>' for number in range(1, 1_000_001))),
    "corner.xlsx": (
        "a cell at the last row and column",
        lambda: workbook([_ROW, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>']),
    ),
    "repeated.ods": (
        "a cell that is repeated 1.7 x 10^10 times",
        lambda: _ods(f'<table:table-row table:number-rows-repeated="1048576">{_cell("x")}</table:table-row>'),
    ),
    "twice.xlsx": ("the same part twice", lambda: workbook([_ROW], more=[("XL/worksheets/sheet1.xml", [b"<x/>"])])),
    "dots.xlsx": ("parts named ../../", lambda: workbook([_ROW], more=[("../../etc/passwd", [b"words"])])),
    "parts.zip": ("100,000 files", lambda: _packed((f"{n}.csv", [b"a;b\n"]) for n in range(100_000))),
    "elements.xlsx": ("elements 10^6 deep", lambda: workbook(["<is>" * 1_000_000, "</is>" * 1_000_000])),
    "groups.rtf": ("groups 10^6 deep", lambda: b"{\\rtf1 " + b"{" * 1_000_000),
    "locked.xlsx": ("password, Office 2010", _locked_ooxml),
    "locked.xls": ("password, Excel 97", _locked_xls),
    "locked.ods": ("password, OpenDocument", lambda: _open_document("spreadsheet", [_noise(3000)], locked=True)),
    "locked.odt": ("password, OpenDocument", lambda: _open_document("text", [_noise(3000)], locked=True)),
    "locked.pdf": ("password", lambda: _pdf(lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b"))),
    "locked.zip": ("password", _locked_zip),
    "workbook.pdf": ("a workbook by another name", lambda: workbook([_ROW])),
    "pdf.xlsx": ("a PDF by another name", lambda: _pdf(lambda _: None)),
    "objects.pdf": ("10^6 objects beside a page", lambda: _many_objects(1_000_000)),
    "arrays.pdf": ("arrays 10^6 deep", _deep_arrays),
    "paths.pdf": ("a page that draws 10^6 boxes over a text", lambda: _page(_TEXT + b"9 9 9 9 re f\n" * 1_000_000)),
    "letters.pdf": ("a page of 3 x 10^5 lines over one another", lambda: _page(_TEXT * 300_000)),
    "blanks.pdf": ("a page of 400 MB of blanks", lambda: _page(_TEXT + b" " * (400 * MB))),
    "twice.pdf": ("a page of 400 MB of blanks, packed twice", lambda: _page(_TEXT + b" " * (400 * MB), rounds=2)),
    "white.png": ("2.5 x 10^9 pixels", lambda: _png(50_000)),
    "mail.eml": ("a message of 100 MB", lambda: _mail(100_000_000)),
    "line.csv": ("a line of 50 MB", lambda: b"name;city\n" + b"Ada;" * (50 * MB // 4)),
    "mails.rtf": ("10^6 near-addresses", lambda: b"{\\rtf1 " + b"a.b-c@d.e-f" * 1_000_000 + b"}"),
    "records.xls": ("noise that begins as Excel 97", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + _noise(100_000)),
}


def cut(content: bytes, places: int = 10) -> Iterator[bytes]:
    """The same content, ended at so many places."""
    return (content[: len(content) * number // (places + 1)] for number in range(1, places + 1))


def flipped(content: bytes, copies: int, octets: int = 8) -> Iterator[bytes]:
    """Copies in each of which some octets are others, always the same ones."""
    for seed in range(copies):
        rng, damaged = Random(seed), bytearray(content)
        for _ in range(octets):
            damaged[rng.randrange(len(damaged))] ^= rng.randrange(1, 256)
        yield bytes(damaged)


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(HOSTILE[sys.argv[1]][1]())
