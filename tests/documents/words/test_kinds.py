"""What a file is, by its content: the ordinary, the strange and the damaged."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO

import pytest

from forensics.documents.kinds import KINDS, NO_DOCUMENT, UNKNOWN, ends_as_archive, kind_of, kind_of_content
from forensics.documents.readers import READERS, reader_of
from tests.support.documents.compound_files import compound
from tests.support.documents.inspected import inspected
from tests.support.documents.slide_files import Slide, pptx
from tests.support.documents.word_files import docx, package

_TYPES = '<Types><Override PartName="/{}" ContentType="application/{}"/></Types>'
_RELS = '<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="{}"/></Relationships>'
_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
_SHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def _office(kind: str, main: str = "x/main.xml") -> bytes:
    return package({"[Content_Types].xml": _TYPES.format(main, kind), "_rels/.rels": _RELS.format(main), main: "<x/>"})


def _open_document(kind: str) -> bytes:
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


ORDINARY = {
    "xlsx": _office(_SHEET),
    "xlsm": _office("vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "xlsb": _office("vnd.ms-excel.sheet.binary.macroEnabled.main"),
    "docx": docx("<w:p/>"),
    "docm": _office("vnd.ms-word.document.macroEnabled.main+xml"),
    "pptx": pptx([Slide("")]),
    "pptm": _office("vnd.ms-powerpoint.slideshow.macroEnabled.main+xml"),
    "ods": _open_document("spreadsheet"),
    "odt": _open_document("text"),
    "odp": _open_document("presentation-template"),
    "odg": _open_document("graphics"),
    "zip": package({"a.txt": "text"}),
    "xls": compound({"Workbook": b"x"}),
    "doc": compound({"WordDocument": b"x"}),
    "ppt": compound({"PowerPoint Document": b"x"}),
    "msg": compound({"__properties_version1.0": b"x"}),
    "encrypted": compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
    "ole": compound({"\x01Ole10Native": b"x"}),
    "pdf": _PDF,
    "rtf": b"{\\rtf1 text}",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "gif": b"GIF89a\x01\x00",
    "tiff": b"II*\x00\x08\0\0\0",
    "webp": b"RIFF\x10\0\0\0WEBPVP8 ",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0",
    "eml": b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\ntext",
    "mbox": b"From a@example.org Thu\nFrom: a@example.org\nTo: b@example.org\nMessage-ID: <1@example.org>\n\ntext",
    "flat_odf": b'<?xml version="1.0"?><office:document xmlns:office="x"/>',
    "csv": b"name;city\r\nAda;X\r\nBob;Y\r\nCas;Z\r\n",
    "flat": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "office_html": b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</td></tr></table></html>',
    NO_DOCUMENT: b"a text",
    UNKNOWN: b"\x00\x01\x02\x03 something",
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_by_its_content(kind: str) -> None:
    """One file of each; the file is left at its start."""
    file = BytesIO(ORDINARY[kind])
    assert kind_of(file) == kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"   \n",
        "tekst met ë".encode("cp1252"),
        "een tekst over Ütrecht\n".encode("utf-16"),
        "een tekst over Utrecht\n".encode("utf-16-le"),
        "een tekst over Utrecht\n".encode("utf-16-be"),
        "text".encode("utf-32"),
        "日本語のページ".encode("shift-jis"),
        b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PKI is a way to prove who somebody is",
        b"BMW is a make of cars\n",
        b"%PDF is how such a file begins; %PDF-1.4 for one".replace(b"%PDF is", b"This is"),
        b"x" * 100_000,
        ("ë" * 5000).encode(),
        gzip.compress(b"body { color: red }"),
        b"\x00\x01\x00\x00\x00\x0cfont",
        b"wOF2font",
        b"\0\0\0\x18ftypisom film",
        b"\0\0\x01\0\x01\0icon",
        b"\x00asm\x01\0\0\0",
        b"\x01\0\0\0" + b"\0" * 36 + b" EMF",
        b"From: here\nTo: there\nDate: today\n\na note",
        b"HTTP/1.1 200 OK\nDate: x\nMIME-Version: 1.0\nFrom: y\n\nx",
    ],
)
def test_what_is_no_document_is_passed_over(content: bytes) -> None:
    """Pages, programs for browsers, plain text in any encoding, also where it speaks of documents."""
    assert kind_of_content(content) == NO_DOCUMENT


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"junk before it\r\n" + _PDF, "pdf"),
        (b"\x00\xff\xfe" * 100 + _PDF, "pdf"),
        (b"\xef\xbb\xbf\n" + _PDF, "pdf"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + _PDF, "pdf"),
        (b"\xef\xbb\xbf{\\rtf1 text}", "rtf"),
        (b"\n  {\\rt text}", "rtf"),
        (b"MZ" + b"\x00\x01\x02" * 999 + ORDINARY["xlsx"], "xlsx"),
        (b"a text before\n" + ORDINARY["docx"], "docx"),
        (ORDINARY["xlsx"] + b"\0" * 100, "xlsx"),
        (ORDINARY["xlsx"].replace(b"[Content_Types].xml", b"[content_types].xml"), "xlsx"),
        ('<?xml version="1.0" encoding="utf-16"?><office:document xmlns:office="x"/>'.encode("utf-16"), "flat_odf"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "flat"),
        (b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>', "flat"),
        (_open_document("text-master"), "odt"),
        (_open_document("text-web"), "odt"),
        (package({"META-INF/manifest.xml": '<a media-type="application/vnd.oasis.opendocument.text"/>'}), "odt"),
        (package({"mimetype": "application/epub+zip", "a.xhtml": "<x/>"}), "zip"),
    ],
)  # fmt: skip
def test_strange_documents_are_told(content: bytes, kind: str) -> None:
    """With something before or after them, in another encoding, or made by rare programs."""
    assert kind_of_content(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        package({"mimetype": "application/vnd.sun.xml.calc", "content.xml": "<x/>"}),
        package({"Index/Document.iwa": "x"}),
        package({"[Content_Types].xml": "<Types/>", "visio/document.xml": "<x/>"}),
        package({"mimetype": "application/vnd.oasis.opendocument.formula"}),
        b"%!PS-Adobe-3.0\n",
        b"8BPS\0\1",
        b"7z\xbc\xaf\x27\x1c",
        gzip.compress(b"\x00\x01 something"),
        compound({"msi": b"x"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
        b"SQLite format 3\0",
        b"\0\0\0\x18ftypcrx photograph",
    ],
)
def test_what_might_be_a_document_is_not_called_none(content: bytes) -> None:
    """Documents without a reader, archives of other kinds, damaged ones: not inspected, and that is told."""
    assert kind_of_content(content) == UNKNOWN


def test_an_archive_is_told_by_the_part_with_which_office_begins() -> None:
    """A text may bring a workbook's type along."""
    macros = "vnd.ms-word.document.macroEnabled.main+xml"
    both = (f'<Types><Override PartName="/word/x.xml" ContentType="application/{macros}"/>'
            f'<Override PartName="/xl/y.xml" ContentType="application/{_SHEET}"/></Types>')  # fmt: skip
    content = package({"[Content_Types].xml": both, "_rels/.rels": _RELS.format("/word/x.xml")})
    assert kind_of_content(content) == "docm"


def test_a_text_that_holds_a_workbook_is_a_text() -> None:
    """Its storage lies below, not at the top."""
    assert kind_of_content(compound({"ObjectPool/_1/Workbook": b"x", "WordDocument": b"y"})) == "doc"


def test_names_in_the_text_of_a_compound_file_do_not_matter() -> None:
    """Only those of its directory."""
    words = "EncryptedPackage\0Workbook\0".encode("utf-16-le")
    assert kind_of_content(compound({"WordDocument": words})) == "doc"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ods", "zip"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive_stays_one(kind: str, share: float) -> None:
    """Its reader tells that it is damaged."""
    content = ORDINARY[kind]
    assert kind_of_content(content[: int(len(content) * share)]) == "zip"


def test_pictures_and_pages_may_be_archives_too() -> None:
    """Told apart, so that what is in both is looked into."""
    archive = ORDINARY["docx"]
    for first in (ORDINARY["jpeg"], _PDF):
        assert kind_of_content(first + archive) == kind_of_content(first)
        assert ends_as_archive(BytesIO(first + archive))
        assert not ends_as_archive(BytesIO(first))


def test_an_attachment_that_is_not_packed_makes_no_archive() -> None:
    """More of the document comes after it."""
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("a.txt", "text")
    assert not ends_as_archive(BytesIO(_PDF + stored.getvalue() + b"endstream " * 300 + _PDF))


def test_every_reader_reads_a_kind_that_is_told() -> None:
    """And its module is there."""
    for kind in READERS:
        assert kind in KINDS
        assert reader_of(kind) is not None


def test_any_bytes_have_a_kind() -> None:
    """Beginnings of all kinds of file, cut anywhere."""
    for content in ORDINARY.values():
        for length in range(0, min(len(content), 600), 7):
            assert kind_of_content(content[:length]) in KINDS


def test_a_picture_that_is_an_archive_too() -> None:
    """Each program shows its own half: both are looked into, and that is told."""
    both = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + package({"a.txt": "text", "b.txt": "more"})
    found = inspected(both, "a.png")
    assert (found.kind, found.state) == ("png", "hidden")
    assert [each.code for each in found.findings if each.severity == "M"] == ["Z"]
