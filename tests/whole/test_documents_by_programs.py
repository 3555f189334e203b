"""Documents that other programs wrote, through the command: what was put in is found wherever the format kept it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import run
from tests.support.documents.open_document import cell, document, row, sheet
from tests.support.programs import needs

_STYLES = (
    '<style:style style:name="gone" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="white" style:family="table-cell">'
    '<style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="onblue" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="#003366"/>'
    '<style:text-properties fo:color="#ffffff"/></style:style>'
)
_FILTER = (
    '<table:database-ranges><table:database-range table:name="d" table:target-range-address="A.A1:A.C10"'
    ' table:display-filter-buttons="true"><table:filter><table:filter-condition table:field-number="0"'
    ' table:value="Person 1" table:operator="="/></table:filter></table:database-range></table:database-ranges>'
)
_WORDS = "<p>The committee spoke about the report of last month.</p>"
_COVER = "position:absolute;top:-5px;left:0;width:600px;height:40px;background:black"


def _rows(first: int, last: int, attributes: str = "", style: str = "") -> str:
    made = ((f"Person {at}", f"19{60 + at}-01-0{at}", f"p{at}@example.org") for at in range(first, last))
    return "".join(row(*(cell(value, style) for value in values), attributes=attributes) for values in made)


_HEAD = row(cell("Name"), cell("Born"), cell("E-mail"))
_COLLAPSED = '<table:table-column/><table:table-column table:visibility="collapse"/>'
#: Source -> its sheets and what follows them, records visible, hidden and cosmetic, and codes of grave findings.
_SHEETS: Mapping[str, tuple[str, tuple[int, int, int], set[str]]] = {
    "honest": (sheet(_HEAD, _rows(1, 10), name="A") + sheet(_rows(1, 3, style="onblue"), name="B"), (11, 0, 0), set()),
    "rows": (sheet(_HEAD, _rows(1, 4), _rows(4, 10, 'table:visibility="collapse"'), name="A"), (3, 6, 0), {"X2"}),
    "filter": (
        sheet(_HEAD, _rows(1, 2), _rows(2, 10, 'table:visibility="filter"'), name="A") + _FILTER, (1, 8, 0), {"X2"},
    ),
    "columns": (sheet(_HEAD, _rows(1, 10), name="A", columns=_COLLAPSED), (9, 0, 0), {"X2"}),
    "sheet": (
        sheet(_HEAD, _rows(1, 3), name="A") + sheet(_HEAD, _rows(1, 10), name="B", style="gone"), (2, 9, 0), {"X1"},
    ),
    "white": (sheet(_HEAD, _rows(1, 4), _rows(4, 10, style="white"), name="A"), (3, 0, 6), {"X3"}),
}  # fmt: skip


def _inspected(folder: Path) -> dict[str, dict[str, Any]]:
    documents = json.loads(run("inspect", folder, "--json", "--jobs", "1").stdout)["documents"]
    return {Path(each["path"]).name: each for each in documents}


def _grave(found: Mapping[str, Any]) -> set[str]:
    return {each["code"] for each in found["findings"] if each["severity"] in "HM"}


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_spreadsheet_by_libreoffice(form: str, tmp_path: Path) -> None:
    """Rows hidden by hand and by a filter, columns, a sheet, white cells; white on blue is honest."""
    program = needs("libreoffice")
    sources = tmp_path / "sources"
    sources.mkdir()
    for name, (sheets, _, _) in _SHEETS.items():
        text = document(f"<office:spreadsheet>{sheets}</office:spreadsheet>", _STYLES, "office:document")
        mime = 'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
        (sources / f"{name}.fods").write_text(text.replace("<office:document ", f"<office:document {mime} ", 1))
    made = tmp_path / "made"
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", form,
         "--outdir", made, *sorted(sources.iterdir())],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found = _inspected(made)
    assert len(found) == len(_SHEETS)
    for name, (_, (visible, hidden, cosmetic), codes) in _SHEETS.items():
        one = found[f"{name}.{form}"]
        counts = one["records"]
        assert (name, counts["visible"], counts["hidden"], counts["cosmetic"]) == (name, visible, hidden, cosmetic)
        assert (name, _grave(one)) == (name, codes)


@pytest.mark.parametrize(
    ("name", "more", "codes"),
    [
        ("honest", "", set()),
        ("white", '<p style="color:white">These words about Ada and Ben were made white by a style</p>', {"D1"}),
        ("covered", f'<div style="position:relative"><p>These words are covered</p><div style="{_COVER}"></div></div>',
         {"D1"}),
    ],
)  # fmt: skip
def test_a_pdf_by_chromium(name: str, more: str, codes: set[str], tmp_path: Path) -> None:
    """White words and words under a box."""
    program = needs("chromium")
    page, made = tmp_path / "page.html", tmp_path / "made"
    page.write_text(_WORDS + more)
    made.mkdir()
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         f"--print-to-pdf={made / name}.pdf", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert _grave(_inspected(made)[f"{name}.pdf"]) == codes


@pytest.mark.parametrize("form", ["jpg", "png", "tiff"])
def test_a_picture_by_imagemagick_and_exiftool(form: str, tmp_path: Path) -> None:
    """With a place, with a serial number, with neither."""
    convert, exiftool = needs("convert"), needs("exiftool")
    plain = tmp_path / f"plain.{form}"
    subprocess.run([convert, "-size", "200x150", "gradient:red-blue", plain], check=True, timeout=60)
    tags = {
        "place": ["-GPSLatitude=52.1", "-GPSLatitudeRef=N", "-GPSLongitude=5.1", "-GPSLongitudeRef=E"],
        "serial": ["-SerialNumber=12345"],
    }
    for name, wanted in tags.items():
        subprocess.run([exiftool, "-q", *wanted, "-o", tmp_path / f"{name}.{form}", plain], check=True, timeout=60)
    found = _inspected(tmp_path)
    assert {name: _grave(found[f"{name}.{form}"]) for name in ("plain", *tags)} == {
        "plain": set(), "place": {"I1"}, "serial": {"I2"}}  # fmt: skip
