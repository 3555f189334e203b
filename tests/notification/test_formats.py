"""The notification as a page and as a text document: the words of the Markdown, safe, editable, the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from forensics.errors import OutputError
from forensics.language.languages import LANGUAGES
from forensics.notification.composed import composed
from forensics.notification.markdown import as_markdown
from forensics.notification.page import as_html
from forensics.notification.paper import Bullets, Heading, Paper, Paragraph, Span, Table
from forensics.notification.word import as_docx
from forensics.notification.write import FORMATS, write_notification
from tests.support.command import run
from tests.support.notification_fixture import REPORT, changed, notification, stated_case
from tests.support.programs import needs

HOSTILE = (
    "<img src=x onerror=alert(1)> </title></style><script>1</script> & \x1b[31m \u202e \ufffe {{ 7*7 }} ]]> _x0041_"
)


class _Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The Dutch notification of the sample case, with an answer missing."""
    return composed(notification("ap", "nl", case=stated_case(tmp_path_factory.mktemp("case"))))


def _texts(paper: Paper) -> list[str]:
    """All that a document says, block by block, as a reader sees it."""
    found: list[str] = []
    for block in paper.blocks:
        match block:
            case Heading():
                found.append(" ".join(filter(None, (block.number, block.text))))
            case Paragraph():
                found.append("".join(span.text for span in block.words))
            case Bullets():
                found += ("".join(span.text for span in item) for item in block.items)
            case Table():
                found += block.headings
                found += ("".join(span.text for span in cell) for row in block.rows for cell in row)
    return found


def _read(content: bytes) -> list[str]:
    """All paragraphs and cells of a text document, as python-docx reads them back."""
    document, found = docx.Document(io.BytesIO(content)), []
    for part in document.iter_inner_content():
        if isinstance(part, docx.table.Table):
            found += [cell.text for row in part.rows for cell in row.cells]
        else:
            found.append(part.text)
    return found


def test_the_text_document_says_what_the_markdown_does(paper: Paper) -> None:
    """Every block in its order; nothing more."""
    assert _read(as_docx(paper)) == _texts(paper)


def test_the_page_says_what_the_markdown_does(paper: Paper) -> None:
    """Every text, in its order."""
    page = " ".join(_Page(as_html(paper).partition("<main>")[2]).text.split())
    at = 0
    for text in _texts(paper):
        if text:
            at = page.index(" ".join(text.split()), at)


def test_headings_tables_and_marks_are_real(paper: Paper) -> None:
    """Styles that a reader can navigate by, a header row, a caption, and a highlight on each gap."""
    document = docx.Document(io.BytesIO(as_docx(paper)))
    by_style = {
        style: [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]
        for style in ("Title", "Heading 1", "Heading 2")
    }
    assert by_style["Title"] == [paper.title]
    headings = [block for block in paper.blocks if isinstance(block, Heading)]
    for level in (2, 3):
        wanted = [" ".join(filter(None, (h.number, h.text))) for h in headings if h.level == level]
        assert by_style[f"Heading {level - 1}"] == wanted
    [table] = document.tables
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    runs = [run for p in document.paragraphs for run in p.runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    marks = [s for b in paper.blocks if isinstance(b, Paragraph) for s in b.words if s.look == "mark"]
    assert len(runs) == len(marks) == 3


def test_what_is_missing_leads_to_its_question(paper: Paper) -> None:
    """By a link in both, and to a place that is there once."""
    anchors = [b.anchor for b in paper.blocks if isinstance(b, Heading) and b.anchor]
    targets = [s.target for b in paper.blocks if isinstance(b, Bullets) for item in b.items for s in item if s.target]
    assert len(anchors) == len(set(anchors)) == 24
    assert len(targets) == 3
    assert set(targets) <= set(anchors)
    page = as_html(paper)
    assert [page.count(f' id="{anchor}"') for anchor in anchors] == [1] * 24
    assert re.findall(r'href="#([^"]*)"', page) == targets
    body = docx.Document(io.BytesIO(as_docx(paper))).element
    assert [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))] == anchors
    assert [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))] == targets


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_document_has_a_language_and_no_maker(code: str) -> None:
    """Nothing is left of the template of the library: author, comment, thumbnail, statistics."""
    content = as_docx(composed(notification("edpb", code)))
    about = docx.Document(io.BytesIO(content)).core_properties
    assert (about.author, about.last_modified_by) == ("", "")
    assert (about.comments, about.keywords, about.subject, about.language) == ("", "", "", code)
    assert about.created == about.modified
    with ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        everything = b"".join(map(packed.read, names))
        styles = packed.read("word/styles.xml").decode()
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name or "customXml" in name]
    assert b"python-docx" not in everything
    assert set(re.findall(r'<w:lang w:val="([^"]*)"', styles)) == {{"en": "en-GB", "nl": "nl-NL"}[code]}


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has no tzset")
def test_the_same_bytes_at_any_time_in_any_zone(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock in the package, its parts or its properties."""
    first = as_docx(paper)
    try:
        with monkeypatch.context() as patched:
            patched.setenv("TZ", "Pacific/Kiritimati")
            time.tzset()
            patched.setattr(time, "time", lambda: 2_000_000_000.0)
            assert as_docx(paper) == first
    finally:
        time.tzset()
    assert as_html(paper) == as_html(paper)


def test_hostile_text_has_no_effect(tmp_path: Path) -> None:
    """A title, a label and a party of the case add no tag, no attribute, no script; both files can be read."""

    def poison(found: dict[str, dict[str, object]]) -> None:
        found["case"]["title"] = HOSTILE
        found["files"][0]["windows"][0]["label"] = HOSTILE  # type: ignore[index]
        found["files"][0]["addresses"][0]["party"] = HOSTILE  # type: ignore[index]

    plain, hostile = composed(notification()), composed(notification(of=changed(tmp_path, poison)))
    one, other = _Page(as_html(plain)), _Page(as_html(hostile))
    assert set(other.tags) == set(one.tags)
    assert other.tags.count("a") == one.tags.count("a")
    assert {name for name, _ in other.attributes} == {name for name, _ in one.attributes}
    assert "<script" not in as_html(hostile)
    assert "49" not in other.text.partition("findings.json")[0].partition("coa-2020")[0]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", as_html(hostile))
    shown = next(text for text in _read(as_docx(hostile)) if "onerror" in text)
    assert "<img src=x onerror=alert(1)> </title></style><script>1</script> &" in shown
    assert r"\x1b[31m \u202e \ufffe" in shown
    assert len(_read(as_docx(hostile))) >= len(_read(as_docx(plain)))


def test_the_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    """Several at once; what an earlier run has left and is not written anew is told."""
    out = tmp_path / "out"
    arguments = ("notify", REPORT, "--profile", "ico", "-o", out)
    assert run(*arguments, "-q", "--format", "html", "--format", "docx").exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "notification.docx", "notification.html", "notification.json",
    ]  # fmt: skip
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
    told = run(*arguments)
    assert told.stdout == f"Written: {out / 'notification.md'} and notification.json\n"
    assert [line for line in told.stderr.splitlines() if line.startswith("Not written anew")] == [
        f"Not written anew, and of an earlier run: {out / name}" for name in ("notification.html", "notification.docx")
    ]


def test_without_the_package_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written, and the other formats need it not."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "docx"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "forensics.notification.word")
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(OutputError, match="python-docx, which is not installed") as caught:
        write_notification(notification(), tmp_path / "out", formats=tuple(FORMATS))
    assert "[docx]" in (caught.value.hint or "")
    assert not (tmp_path / "out").exists()
    assert len(write_notification(notification(), tmp_path / "out", formats=("md", "html"))) == 3


def test_an_address_is_refused_whatever_the_format(tmp_path: Path) -> None:
    """Also where no Markdown is written."""
    of = changed(tmp_path, lambda found: found["case"].update(title="Leak to 203.0.113.77"))
    with pytest.raises(OutputError, match="address of a recipient"):
        write_notification(notification(of=of), tmp_path / "out", formats=("docx",))
    assert not (tmp_path / "out").exists()


def test_a_word_processor_opens_it(paper: Paper, tmp_path: Path) -> None:
    """LibreOffice reads what was written, text for text."""
    program = needs("libreoffice")
    (tmp_path / "notification.docx").write_bytes(as_docx(paper))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "notification.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = " ".join((tmp_path / "notification.txt").read_text(encoding="utf-8-sig").split())
    missing = [part for part in _texts(paper) if " ".join(part.split()) not in text]
    assert missing == []


def test_markdown_shows_every_look() -> None:
    """What stands in no notification today is written all the same."""
    made = Paper("t", "en", (Paragraph((Span("a"), Span("b", "strong"), Span("c", "soft"), Span("1.2", "number"))),))
    assert as_markdown(made) == "a**b***c*1.2\n"
