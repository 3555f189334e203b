"""The sample documents: they can be made anew, hide what their page says, and name nobody who is real."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path

import pikepdf
import pytest
import xlrd  # type: ignore[import-untyped] # has no types
from PIL import Image

from forensics.documents.guard import inspected
from forensics.documents.summary import summary
from forensics.language.catalogue import language
from forensics.model.document import Document

SAMPLES = Path(__file__).parents[2] / "sample_logs"
FOLDER = SAMPLES / "documents"
WORKBOOK = SAMPLES / "coa-2020" / "evidence" / "Lijst signalen.xlsx"
DOCUMENTS = [WORKBOOK, *sorted(path for path in FOLDER.iterdir() if path.name != "README.md")]
#: Name -> what `forensics inspect` says of it, by the page.
SAID = {
    row[0]: row[2]
    for row in re.findall(r"^\| `(\S+)` \| (.*) \| (.*) \|$", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE)
}
INVENTED = [ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")]
_EMAIL = re.compile(r"[\w.+-]+@([\w.-]+\w)")
_QUAD = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
_PHONE = re.compile(r"(?<![\d-])06-?(\d)\d{7}(?!\d)")
_BSN = re.compile(r"\b\d{9}\b")


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All documents, made once more in a folder of their own."""
    out = tmp_path_factory.mktemp("documents")
    subprocess.run([sys.executable, str(SAMPLES / "documents.py"), str(out)], check=True)
    return out


@cache
def _found() -> dict[str, Document]:
    """What is found in each, by name."""
    return {Path(document.path).name: document for document in inspected(DOCUMENTS, 1)}


def _content(data: bytes) -> object:
    """What a document holds, however it was packed."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as file:
            return [_unpacked(each) for each in file.objects]
    if data.startswith(b"\xff\xd8"):
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size, dict(picture.getexif().get_ifd(0x8825))
    return data


def _unpacked(each: pikepdf.Object) -> bytes:
    if isinstance(each, pikepdf.Stream):
        return each.read_bytes()
    return each.unparse()


def _text(data: bytes) -> str:
    """All text of a document."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        with xlrd.open_workbook(file_contents=data) as book:
            return "\n".join(str(value) for sheet in book for row in sheet for value in (cell.value for cell in row))
    content = _content(data)
    parts = content.values() if isinstance(content, dict) else content if isinstance(content, list) else [data]
    return b"\n".join(part for part in parts if isinstance(part, bytes)).decode("latin-1")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_can_be_made_anew(path: Path, anew: Path) -> None:
    """The generator writes the same; packed parts are compared unpacked, since zlib versions differ."""
    assert _content((anew / path.relative_to(SAMPLES)).read_bytes()) == _content(path.read_bytes())


def test_the_generator_writes_these_and_no_others(anew: Path) -> None:
    """And all together they are small enough to be kept here."""
    made = {path.relative_to(anew) for path in anew.rglob("*") if path.is_file()}
    assert made == {path.relative_to(SAMPLES) for path in DOCUMENTS}
    assert sum(path.stat().st_size for path in DOCUMENTS) < 1_500_000


def test_the_workbook_has_the_size_that_the_logs_tell_of(anew: Path) -> None:
    """Also where another zlib packed it."""
    assert WORKBOOK.stat().st_size == 183_296
    assert (anew / WORKBOOK.relative_to(SAMPLES)).stat().st_size == 183_296


def test_the_page_tells_of_every_document() -> None:
    """Of each once."""
    assert sorted(SAID) == sorted(path.name for path in DOCUMENTS if path.parent == FOLDER)


@pytest.mark.parametrize("name", SAID)
def test_a_document_hides_what_its_page_says(name: str) -> None:
    """By the first line; only the honest ones, and the list as text, hide nothing."""
    document = _found()[name]
    assert language("en").say(summary(document)) == SAID[name]
    assert document.reason in ("", None)
    assert (document.state == "nothing_hidden") == name.startswith(("honest", "list.csv"))


@pytest.mark.parametrize("name", ["Lijst signalen.xlsx", "list.xls", "list.ods", "list.csv"])
def test_the_list_is_the_same_in_every_kind_of_file(name: str) -> None:
    """1,185 records; 1,098 hidden where rows can be hidden."""
    records = _found()[name].records
    hidden = 0 if name.endswith("csv") else 1098
    assert (records.visible, records.hidden, records.cosmetic, records.blank) == (1185 - hidden, hidden, 0, 0)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_nobody_in_a_document_is_real(path: Path) -> None:
    """Mail goes to example.org, numbers are those that no operator or register gives out, addresses are RFC 5737's."""
    text = _text(path.read_bytes())
    assert set(_EMAIL.findall(text)) <= {"example.org"}
    assert set(_PHONE.findall(text)) <= {"0"}
    assert [found for found in _BSN.findall(text) if not found.startswith("9999")] == []
    assert [found for found in map(_address, _QUAD.findall(text)) if not found] == []


def _address(text: str) -> bool:
    return any(ip_address(text) in net for net in INVENTED)


def test_the_searches_above_find_what_is_there() -> None:
    """They read the documents at all."""
    text = "".join(_text(path.read_bytes()) for path in DOCUMENTS)
    assert len(_EMAIL.findall(text)) > 50
    assert len(_BSN.findall(text)) > 50
    assert len(_PHONE.findall(text)) > 1000


def test_no_value_reaches_what_is_told() -> None:
    """Neither a name nor a number of anybody in them."""
    told = json.dumps([repr(replace(document, read_with={})) for document in _found().values()])
    assert _EMAIL.findall(told) == []
    assert "Verzonnen" not in told
    assert "99990" not in told
