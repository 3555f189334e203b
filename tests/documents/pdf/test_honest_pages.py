"""Documents that hide nothing: of many layouts and by several programs. None may raise an alarm."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.support.documents.pdf_documents import ink, page_text, picture, sheet
from tests.support.documents.pdf_reading import read
from tests.support.programs import needs

_WORDS = "The council met on Tuesday and talked about the plans for the library and the bridge. " * 8


def _noisy(file: pikepdf.Pdf) -> None:
    content = bytes((x * 7 + y * 13) % 90 for y in range(120) for x in range(80) for _ in range(3))
    file.pages[0].obj.Resources.XObject.Im = picture(file, 80, 120, content)


def _field(file: pikepdf.Pdf) -> None:
    keys = {"T": "town", "V": "Groningen", "F": 4, "DA": "/F1 12 Tf 0 g", "Rect": [200, 690, 400, 712]}
    look = Dictionary(BG=[1, 1, 0.8])
    field = file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, MK=look, **keys))
    file.pages[0].obj.Annots = Array([field])
    file.Root.AcroForm = Dictionary(
        Fields=Array([field]), DA="/F1 12 Tf 0 g", NeedAppearances=True, DR=file.pages[0].obj.Resources
    )


def _link(file: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI="https://example.org/")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[70, 690, 300, 715], A=action, Contents="Where it leads")
    file.pages[0].obj.Annots = Array([file.make_indirect(link)])


def _highlight(file: pikepdf.Pdf) -> None:
    place = {"Rect": [70, 696, 330, 712], "QuadPoints": [70, 712, 330, 712, 70, 696, 330, 696]}
    note = Dictionary(Type=Name.Annot, Subtype=Name.Highlight, C=[1, 1, 0], F=4, **place)
    file.pages[0].obj.Annots = Array([file.make_indirect(note)])


def _turned(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Rotate = 270


def _large(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.UserUnit = 2


def _see_through(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Resources.ExtGState.Gs = Dictionary(Type=Name.ExtGState, ca=0.2)


_HEADINGS = b"0.07 0.23 0.42 rg 60 690 480 24 re f 1 g\n" + page_text("Name of the street and its number") + b"0 g\n"
PAGES: dict[str, Callable[[], bytes]] = {
    "white headings on a dark bar": lambda: sheet(_HEADINGS + ink),
    "rows in two colours": lambda: sheet(
        b"".join(b"%g g 60 %d 480 16 re f 0 g\n" % (0.9 - 0.1 * (row % 2), 596 - 20 * row) for row in range(12)) + ink
    ),
    "lines of a table": lambda: sheet(
        ink + b"0.5 w " + b"".join(b"60 %d 480 20 re S " % (594 - 20 * row) for row in range(12))
    ),
    "dark page": lambda: sheet(b"0.1 g 0 0 595 842 re f 0.9 g\n" + ink),
    "watermark": lambda: sheet(
        ink + b"q /Gs gs 1 0 0 rg BT /F1 80 Tf 0.7 0.7 -0.7 0.7 120 150 Tm (CONCEPT) Tj ET Q", change=_see_through
    ),
    "see-through box": lambda: sheet(ink + b"q /Gs gs 0 0 1 rg 60 380 480 230 re f Q", change=_see_through),
    "photo behind the text": lambda: sheet(
        b"q 595 0 0 842 0 0 cm /Im Do Q 1 g\n" + page_text("White words upon a photo of leaves", size=24), change=_noisy
    ),
    "photo beside the text": lambda: sheet(ink + b"q 200 0 0 100 70 200 cm /Im Do Q", change=_noisy),
    "shadow of a title": lambda: sheet(
        b"0.7 g " + page_text("Annual report", x=73, y=699, size=40) + b"0 g " + page_text("Annual report", size=40)
    ),
    "underlined and struck out": lambda: sheet(ink + b"1 w 70 602 m 400 602 l S 70 584 m 400 584 l S"),
    "outlined letters": lambda: sheet(page_text("Letters of lines", size=40, before="1 Tr") + b"0 Tr\n" + ink),
    "letters that are windows": lambda: sheet(
        b"q " + page_text("Windows", size=60, before="7 Tr") + b"0 0.3 0.7 rg 0 0 595 842 re f Q " + ink
    ),
    "narrow letters": lambda: sheet(ink + page_text("Illi lil Ill ill 1 | l", y=650) + b"0.9 w 70 640 m 90 640 l S"),
    "small print": lambda: sheet(ink + page_text("The small print of a contract, of five points", y=60, size=5)),
    "form": lambda: sheet(ink + page_text("Town of birth"), change=_field),
    "link": lambda: sheet(ink + page_text("Read more about it"), change=_link),
    "marked words": lambda: sheet(ink + page_text("Marked words of the text"), change=_highlight),
    "turned page": lambda: sheet(_HEADINGS + ink, change=_turned),
    "large unit": lambda: sheet(_HEADINGS + ink, change=_large),
    "no text": lambda: sheet(b"q 200 0 0 100 70 200 cm /Im Do Q", change=_noisy),
    "no content": lambda: sheet(b""),
}


@pytest.mark.parametrize("layout", PAGES)
def test_honest_layouts_raise_no_alarm(layout: str) -> None:
    """Nothing of severity H or M, and nothing not inspected."""
    assert read(PAGES[layout]()).alarms == []


_MARKUP = {
    "table": "#table(columns: 3, fill: (x, y) => if y == 0 { navy }, text(white)[Street], text(white)[Town], "
    "text(white)[Sum], ..range(60).map(each => [cell #str(each)]))",
    "watermark": '#set page(background: rotate(24deg, text(70pt, fill: rgb("FFCBC4"))[*CONCEPT*]))\n#lorem(500)',
    "columns": "#set page(columns: 2, flipped: true)\n= One\n#lorem(300) #footnote[A note of it]\n= Two\n#lorem(400)",
    "gradient": "#set page(fill: gradient.linear(navy, blue))\n#set text(white)\n= Title\n#lorem(100)",
    "turned": "#rotate(90deg)[Turned words] #lorem(60) #rotate(-33deg, box(fill: yellow)[stamp of it])",
    "marks": "#strike[struck words] #underline[under words] #highlight[marked words] #text(luma(215))[light words too]",
}


@pytest.mark.parametrize("layout", _MARKUP)
def test_typeset_documents_raise_no_alarm(layout: str) -> None:
    """As Typst writes them."""
    typst = pytest.importorskip("typst")
    assert read(typst.compile(_MARKUP[layout].encode())).alarms == []


_PAGE = f"""<!doctype html><title>Costs</title><style>* {{ -webkit-print-color-adjust: exact }}
th {{ background: #123a6b; color: #fff }}
header {{ background: linear-gradient(90deg, #034, #09c); color: white; font-size: 30pt }}
.sr {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0) }}
.card {{ background: #222; color: #eee; border-radius: 12px; box-shadow: 0 4px 8px #0008 }}
h1 {{ text-shadow: 2px 2px 3px #555 }} .faint {{ opacity: .5 }}</style>
<span class=sr>Skip to the main content of this page</span><header>Annual report</header><h1>What it cost</h1>
<table><tr><th>Street<th>Sum</tr>{"<tr><td>Elm Street<td>12,50</tr>" * 40}</table>
<div class=card>{_WORDS}</div><p class=faint>{_WORDS}</p>
<input value="A value in a field"><p style="columns: 2">{_WORDS}"""


def test_a_printed_web_page_raises_no_alarm(tmp_path: Path) -> None:
    """As Chromium prints one with dark headings, shadows and text for screen readers."""
    chromium = needs("chromium")
    source, target = tmp_path / "page.html", tmp_path / "page.pdf"
    source.write_text(_PAGE, "utf-8")
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         f"--print-to-pdf={target}", "--no-pdf-header-footer", source.as_uri()],
        check=True, capture_output=True, timeout=120)  # fmt: skip
    found = read(target.read_bytes())
    assert found.alarms == []
    assert "Annual report" in found.visible


def test_an_office_document_raises_no_alarm(tmp_path: Path) -> None:
    """As LibreOffice exports one."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "page.html"
    source.write_text(_PAGE, "utf-8")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
         "pdf:writer_web_pdf_Export", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=180)  # fmt: skip
    found = read((tmp_path / "page.pdf").read_bytes())
    assert found.alarms == []
    assert "Elm Street" in found.visible
