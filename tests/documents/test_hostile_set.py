"""Documents made to do harm, all in one folder, through the command: each has its outcome, and the command lives on."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest

from tests.support.as_nobody import posix
from tests.support.command import run

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = f'xmlns="{_MAIN}" xmlns:r="{_OFFICE}"'
_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>words</t></is></c></row>'
_BOMB = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 9))


def _leads(kind: str, target: str) -> str:
    link = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>'


def _workbook(rows: Iterable[str], before: str = "", more: Iterable[tuple[str, str]] = ()) -> bytes:
    out = BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/>'
            "</Types>",
        )
        archive.writestr("_rels/.rels", _leads("officeDocument", "xl/workbook.xml"))
        sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
        archive.writestr("xl/workbook.xml", f"<workbook {_NAMESPACES}>{sheets}</workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", _leads("worksheet", "worksheets/sheet1.xml"))
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f"{before}<worksheet {_NAMESPACES}><sheetData>".encode())
            for row in rows:
                part.write(row.encode())
            part.write(b"</sheetData></worksheet>")
        for name, content in more:
            archive.writestr(name, content)
    return out.getvalue()


def _locked_archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "words")
    content = bytearray(out.getvalue())
    for place in (6, content.find(b"PK\x01\x02") + 8):
        content[place] |= 1
    return bytes(content)


def _nested_archive() -> bytes:
    content = b"words"
    for _ in range(8):
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("inner.zip", content)
        content = out.getvalue()
    return content


_PAGES = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999>>endobj\n"
_REFUSED, _CLEAN, _HIDDEN = "not_inspected", "nothing_hidden", "hidden"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str, str]]:
    """State, kind and reason of each file of the folder."""
    folder = tmp_path_factory.mktemp("hostile")
    whole = _workbook([_ROW])
    files = {
        "blanks.xlsx": _workbook(" " * (1 << 20) for _ in range(40)),
        "entities.xlsx": _workbook([_ROW.replace("words", "&e8;")], f'<!DOCTYPE l [<!ENTITY e0 "words">{_BOMB}]>'),
        "attribute.xlsx": _workbook([f'<row r="1" x="{os.urandom(2 << 20).hex()}"/>', _ROW]),
        "rows.xlsx": _workbook(f'<row r="{number}"/>' for number in range(1, 100_001)),
        "corner.xlsx": _workbook([_ROW, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>']),
        "twice.xlsx": _workbook([_ROW], more=[("XL/worksheets/sheet1.xml", "<x/>")]),
        "dots.xlsx": _workbook([_ROW], more=[("../../etc/passwd", "words")]),
        "deep.xlsx": _workbook(["<is>" * 100_000, "</is>" * 100_000]),
        "half.xlsx": whole[: len(whole) // 2],
        "name.pdf": whole,
        "locked.zip": _locked_archive(),
        "nested.zip": _nested_archive(),
        "groups.rtf": b"{\\rtf1 " + b"{" * 500_000,
        "circle.pdf": b"%PDF-1.4\n" + _PAGES + b"trailer<</Root 1 0 R/Size 3>>\n%%EOF",
        "arrays.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/X " + b"[" * 100_000 + b">>endobj\n",
        "records.xls": bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 5000,
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "round").symlink_to(".")
    (folder / "itself.xlsx").symlink_to("itself.xlsx")
    (folder / "nowhere.pdf").symlink_to("gone.pdf")
    result = run("inspect", folder, "--json", "--jobs", "1")
    assert result.exit_code == 4  # one of them hides a part
    assert "Traceback" not in result.stderr
    documents = json.loads(result.stdout)["documents"]
    return {Path(each["path"]).name: (each["state"], each["kind"], each["reason"] or "") for each in documents}


@posix
@pytest.mark.parametrize(
    ("name", "state", "kind", "reason"),
    [
        ("blanks.xlsx", _REFUSED, "xlsx", "unpacks to far more"),
        ("entities.xlsx", _REFUSED, "xlsx", "an entity"),
        ("attribute.xlsx", _CLEAN, "xlsx", ""),
        ("rows.xlsx", _CLEAN, "xlsx", ""),
        ("corner.xlsx", _CLEAN, "xlsx", ""),
        ("twice.xlsx", _HIDDEN, "xlsx", ""),
        ("dots.xlsx", _CLEAN, "xlsx", ""),
        ("deep.xlsx", _CLEAN, "xlsx", ""),
        ("half.xlsx", _REFUSED, "zip", "damaged"),
        ("name.pdf", _CLEAN, "xlsx", ""),
        ("locked.zip", _REFUSED, "zip", "encrypted"),
        ("nested.zip", _REFUSED, "zip", "too deep"),
        ("groups.rtf", _REFUSED, "rtf", "too deep"),
        ("circle.pdf", _REFUSED, "pdf", "damaged"),
        ("arrays.pdf", _REFUSED, "pdf", "damaged"),
        ("records.xls", _REFUSED, "unknown", "cannot be told"),
        ("itself.xlsx", _REFUSED, "unknown", "cannot be read"),
        ("nowhere.pdf", _REFUSED, "unknown", "cannot be read"),
    ],
)
def test_each_has_its_outcome(
    outcomes: dict[str, tuple[str, str, str]], name: str, state: str, kind: str, reason: str
) -> None:
    """What was not looked into is never called clean."""
    found = outcomes[name]
    assert found[:2] == (state, kind)
    assert reason in found[2]
    assert bool(found[2]) == (state == _REFUSED)


@posix
def test_pipes_and_circles_of_folders_are_passed_over(outcomes: dict[str, tuple[str, str, str]]) -> None:
    """Reading them would never end."""
    assert not {"pipe.xlsx", "round"} & set(outcomes)
    assert len(outcomes) == 18
