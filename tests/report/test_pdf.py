"""The PDF of a report: the words of the page, the rules of the archive, and text that would like to be markup."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import tempfile
from html import escape
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forensics.cli import main
from forensics.distribution import extra_hint
from forensics.errors import OutputError
from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.report.page.html import render
from forensics.report.pdf import typeset
from forensics.report.pdf.content import KNOWN
from forensics.report.pdf.glyphs import shown
from forensics.report.pdf.page_tree import Element, read
from forensics.report.plots.canvas import Plot
from forensics.report.plots.draw import draw
from forensics.report.saved.reopen import reopen
from tests.support.programs import needs
from tests.support.report_fixture import findings

pikepdf = pytest.importorskip("pikepdf", reason="pikepdf, which looks into a PDF, is not installed")
pytest.importorskip("typst", reason="typst, the extra pdf, is not installed")
from tests.support.pdf_reader import acting, opened, spoken, tagged  # noqa: E402 # needs pikepdf

ROOT = Path(__file__).parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0L60 20" stroke="black"/></svg>'
PICTURE = Plot("timeline-1", "Deliveries", "Timeline with 11 downloads.", SVG, b"")
HOSTILE = (
    '#read("/etc/passwd") #import "@preview/a:1.0.0" ] } ) $x$ *b* _i_ `r` <l> @ref \\u{41} \\ // /* */ ~ --- ... '
    "- a + b / c: d = e ''' https://host.example/?a=b&c <script>x</script> #pagebreak() #sys.inputs"
)
#: What the PDF adds where it had to write an escape.
NOTE = (
    "The fonts of this document lack some characters of the report. They are written as an escape with their number"
    " in Unicode, as \\u4e2d; report.html shows them."
)
#: In points.
A4, MARGIN = 595.3, 42.5
#: Blocks of Unicode that a log may hold and no font of the PDF does.
ABSENT = "\u4e2d\u0627\u05d0\U0001f600\u0301\u0e01\u200b\u202e\ue000\U000e0001\ufeff\x85"


def _page(body: str, title: str = "A report", lang: str = "en") -> str:
    return f'<!doctype html><html lang="{lang}"><head><title>{escape(title)}</title></head><body>{body}</body></html>'


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the invented case."""
    return render(findings(), [PICTURE], language("en"))


@pytest.fixture(scope="module")
def made(page: str) -> bytes:
    """Its PDF."""
    return typeset.render(page)


def test_page_holds_what_is_understood(page: str) -> None:
    """A template that brings a new element needs a line in pdf_content, and fails here until it has one."""
    assert {element.tag for element in read(page).every(*_all_tags(read(page)))} <= KNOWN


def _all_tags(element: Element) -> set[str]:
    inner = [child for child in element.children if isinstance(child, Element)]
    return {child.tag for child in inner}.union(*map(_all_tags, inner))


def test_every_word_in_its_order(page: str, made: bytes) -> None:
    """The PDF says what the page says, word for word; it adds the marks of lists and the numbers of pages."""
    _assert_same_words(page, made)


def test_every_word_of_a_hostile_case() -> None:
    """So it does with markup, controls and letters that no font has in every field of every line; and it does nothing:
    no action, no script, no attachment, no link that leaves it."""
    page = render(findings(lambda text: f"{text} {HOSTILE}{ABSENT}"), [PICTURE], language("en"))
    made = typeset.render(page)
    _assert_same_words(page.replace("</nav>", f"</nav><p>{NOTE}</p>"), made)
    assert list(acting(made)) == []


def _assert_same_words(page: str, made: bytes) -> None:
    body = next(read(page).every("body"))
    skip = {link.text() for link in body.every("a") if "skip" in link.classes}
    wanted = "".join(shown(" ".join(re.split(r"[ \t\n\r\f]+", body.text()))).split())
    for words in skip:
        wanted = wanted.replace("".join(words.split()), "", 1)
    place = 0
    for char in spoken(made):
        if wanted[place : place + 1] == char:
            place += 1
        else:
            assert char in "•.0123456789", f"after {wanted[max(0, place - 60) : place]}"
    assert place == len(wanted)


def test_archive(made: bytes) -> None:
    """PDF/A-2a and PDF/UA-1 by its own word, with title and language, and nothing that either forbids."""
    with opened(made) as file, file.open_metadata() as meta:
        root = file.Root
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
        assert meta["dc:title"] == "Signalenlijst gepubliceerd bij Wob-besluit: access log report"
        assert list(meta["dc:language"]) == ["en"]
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("en", True)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert {"/OpenAction", "/AA", "/AcroForm", "/AF"}.isdisjoint(root.keys())
        assert {"/JavaScript", "/EmbeddedFiles"}.isdisjoint(root.get("/Names", {}).keys())
        assert not file.is_encrypted


def test_only_fonts_inside(made: bytes) -> None:
    """Every font is embedded and maps its glyphs back to characters."""
    with opened(made) as file:
        fonts = [thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
        whole = [thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all("/ToUnicode" in font for font in whole if font.get("/Subtype") == "/Type0")


def test_links_stay_inside(made: bytes) -> None:
    """There are links, and each leads to a place in the document."""
    with opened(made) as file:
        links = [note for sheet in file.pages for note in sheet.get("/Annots", []) if note.Subtype == "/Link"]
        assert len(links) > 10
        assert not [link for link in links if "/Dest" not in link and link.A.S != "/GoTo"]


def test_structure(made: bytes) -> None:
    """The alternative text of pictures, table headings with their scope, captions, and headings that skip no level."""
    with opened(made) as file:
        tree = file.Root.StructTreeRoot
        assert [str(figure.Alt) for figure in tagged(tree, "/Figure")] == ["Timeline with 11 downloads."]
        heads = list(tagged(tree, "/TH"))
        assert len(heads) > 50
        assert all(str(head.A.Scope if isinstance(head.A, pikepdf.Dictionary) else head.A[0].Scope) for head in heads)
        assert sum(1 for _ in tagged(tree, "/Caption")) >= sum(1 for _ in tagged(tree, "/Table"))
        assert all(sum(1 for _ in tagged(tree, f"/H{level}")) for level in (1, 2, 3, 4))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_is_one_sheet(lang: str) -> None:
    """Of the sample case, in both languages: the contents begin on the second."""
    sample = reopen(ROOT / "reports" / "coa-2020")
    found = typeset.render(render(sample, draw(sample, language(lang)), language(lang)))
    with opened(found) as file, file.open_outline() as outline:
        numbers = {sheet.objgen: number for number, sheet in enumerate(file.pages, 1)}
        begin = [numbers[entry.destination[0].objgen] for entry in outline.root[0].children]
    assert begin[:4] == [1, 1, 1, 2]


def test_same_bytes(page: str, made: bytes, tmp_path: Path) -> None:
    """Neither time zone nor language nor process shows in the PDF."""
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    program = (
        "import sys, pathlib; from forensics.report.pdf import typeset;"
        "sys.stdout.buffer.write(typeset.render(pathlib.Path(sys.argv[1]).read_text('utf-8')))"
    )
    told = os.environ | {"TZ": "Asia/Tokyo", "LANG": "nl_NL.UTF-8", "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "report.html"], env=told, capture_output=True, check=True
    )
    assert run.stdout == made


@pytest.mark.parametrize(
    ("told", "date"), [("1592500000", "D:20200618170640"), ("soon", "D:19700101000000"), (None, "D:19700101000000")]
)
def test_date(told: str | None, date: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The date is that of SOURCE_DATE_EPOCH, and else one that nobody takes for a time."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if told:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", told)
    with opened(typeset.render(_page("<h1>A</h1>"))) as file:
        assert str(file.docinfo["/CreationDate"]).startswith(date)


def test_hostile_text_stays_text() -> None:
    """What would be markup, code, a link or a file to read in typst is printed as it stands, in every place."""
    bad = escape(HOSTILE)
    body = (
        f"<h1>{bad}</h1><p>{bad}</p><p><a href='#x'>{bad}</a></p><ul><li id='x'>{bad}</li></ul><dl><dt>{bad}</dt>"
        f"<dd>{bad}</dd></dl><table><caption>{bad}</caption><thead><tr><th>{bad}</th></tr></thead><tbody><tr><td>"
        f"<code>{bad}</code></td></tr></tbody></table><pre>{bad}</pre>"
    )
    made = typeset.render(_page(body, title=HOSTILE))
    assert spoken(made).count("".join(HOSTILE.split())) == 10
    with opened(made) as file, file.open_metadata() as meta:
        assert meta["dc:title"] == HOSTILE
        assert [note.Subtype for sheet in file.pages for note in sheet.get("/Annots", []) if "/URI" in str(note)] == []


@settings(max_examples=20)
@example(" ")
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_is_set(text: str) -> None:
    """No text of a log breaks the document: typst, which refuses a missing glyph, takes all that is left."""
    bad = escape(text)
    made = typeset.render(_page(f"<h1>{bad}</h1><p>{bad} <strong>{bad}</strong> <em>{bad}</em> <code>{bad}</code></p>"))
    assert made.startswith(b"%PDF-1.7")


def test_all_that_is_shown_has_a_glyph() -> None:
    """Each character that is not escaped stands in the fonts, upright, bold, slanted and as code."""
    every = "".join(chr(code) for code in range(0x20, 0x30000) if shown(chr(code)) == chr(code))
    body = "".join(f"<{tag}>{escape(every)}</{tag}>" for tag in ("h1", "p", "pre"))
    styled = "".join(f"<{tag}>{escape(every)}</{tag}>" for tag in ("strong", "em", "code"))
    made = typeset.render(
        _page(f"{body}<p>{styled}</p><table><tbody><tr><th>{escape(every)}</th></tr></tbody></table>")
    )
    assert len(every) > 2000
    assert made.startswith(b"%PDF")


def test_what_fonts_lack_is_written_out() -> None:
    """Chinese, Arabic, Hebrew, emoji, loose accents and what acts unseen are escapes, and the PDF says so."""
    ours = "Ĳssel ● ◆ △ ○ □ → \u00d7 \u2013 “é” ✓ €"
    assert shown(ours) == ours
    assert shown(ABSENT) == (r"\u4e2d\u0627\u05d0\U0001f600\u0301\u0e01\u200b\u202e\ue000\U000e0001\ufeff\x85")
    said = spoken(typeset.render(_page(f"<h1>A {ABSENT[0]}</h1>")))
    assert said.startswith("A\\u4e2dThefontsofthisdocumentlack")
    assert spoken(typeset.render(_page("<h1>A</h1>"))) == "A"


def _words(made: bytes, folder: Path) -> list[list[tuple[float, ...]]]:
    """Where the words of each page stand: left, top, right."""
    (folder / "a.pdf").write_bytes(made)
    told = subprocess.run([needs("pdftotext"), "-bbox", folder / "a.pdf", "-"], capture_output=True, check=True).stdout
    place = re.compile(rb'xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)"')
    return [[tuple(map(float, found)) for found in place.findall(sheet)] for sheet in told.split(b"<page ")[1:]]


def test_words_keep_to_their_place(made: bytes, tmp_path: Path) -> None:
    """No word of a table or a line of a log runs off the page or into another column, however long it is."""
    long = "x" * 400
    cells = "".join(f"<td><code>{long}</code></td><td>{long}</td><td>12</td>" for _ in range(4))
    table = f"<table><tbody><tr>{cells}</tr></tbody></table>"
    for each in (made, typeset.render(_page(f"<h1>{long}</h1><p>{long} <code>{long}</code></p>{table}"))):
        for words in _words(each, tmp_path):
            assert max(right for _, _, right in words) < A4 - MARGIN
            for (top, _, right), (next_top, left, _) in pairwise(
                sorted((top, left, right) for left, top, right in words)
            ):
                assert top < next_top or right < left + 0.5


def test_typst_missing(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra there is a sentence with the way out."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(OutputError, match="typst, which is not installed") as caught:
        typeset.render(page)
    assert extra_hint("pdf") in caught.value.hint


def test_typst_missing_is_told_before_the_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for hours to learn it; nothing is read or written."""
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr("forensics.investigation.investigate", None)  # whoever calls it fails
    case = ROOT / "sample_logs" / "coa-2020" / "case.toml"
    result = CliRunner().invoke(main, ["investigate", str(case), "--pdf", "-o", str(tmp_path / "report")])
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "[pdf]" in result.stderr


def test_typst_refuses() -> None:
    """What typst cannot set is an error of ours that names its reason, no traceback."""
    broken = base64.b64encode(b"<svg").decode()
    with pytest.raises(OutputError, match="typst made no PDF of the report") as caught:
        typeset.render(_page(f'<h1>A</h1><figure><img alt="a" src="data:image/svg+xml;base64,{broken}"></figure>'))
    assert "leave out --pdf" in caught.value.hint


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that typst sees is gone afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    typeset.render(_page("<h1>A</h1>"))
    assert list(tmp_path.iterdir()) == []
