"""What people open of a report is made again: what is hidden, put over it or put in its place is seen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from forensics.custody import log as custody
from forensics.custody.bundle.sealing import seal
from forensics.custody.verify import Check
from forensics.custody.verify.made import check_made
from forensics.version import __version__
from tests.support.bundle_fixture import Scene, build, copied, derive
from tests.support.command import run
from tests.support.tamper_fixture import rewrite


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A report of each level."""
    scene = build(tmp_path_factory.mktemp("made"))
    for level, asked in {"regulator": {"key": b"k" * 32}, "public": {"k": 2}}.items():
        derive(scene, level, **asked)
    return scene


@pytest.fixture(params=["", "regulator", "public"], ids=["investigator", "regulator", "public"])
def scene(request: pytest.FixtureRequest, reports: Scene, tmp_path: Path) -> Scene:
    """One of them, to tamper with."""
    return Scene(copied(reports, tmp_path / "scene").folder, request.param)


def found(scene: Scene, name: str) -> Check:
    """What one check says of the report; what comes after it is not made."""
    findings = json.loads((scene.report / "findings.json").read_bytes())
    log = (scene.report / "custody.jsonl").read_bytes()
    return next(check for check in check_made(scene.report, findings, log) if check.name == name)


_OVER = '<div style="position:fixed;inset:0;background:#fff">Nobody downloaded the file.</div>'
_HIDDEN = "<style>.answer{font-size:0}.answer::after{content:'0 times';font-size:2rem}</style>"
_SVG = '<svg style="position:fixed;inset:0"><rect width="9999" height="9999"/></svg>'
_AWAY = '<meta http-equiv="refresh" content="0;url=https://example.org">'
#: What is done to a page, each at one level.
_PAGES = {
    "style": ("", "</head>", f"{_HIDDEN}</head>"),
    "cover": ("regulator", "</main>", f"{_OVER}</main>"),
    "comment": ("public", "<main", "<!-- <main"),
    "script": ("", "</body>", "<script>document.body.textContent='nothing'</script></body>"),
    "policy": ("regulator", "default-src 'none'", "default-src *"),
    "one byte": ("public", "</html>", "</html>\n"),
    "attribute": ("public", '<p class="answer">', '<p class="answer" style="display:none">'),
    "hidden": ("", '<p class="answer">', '<p hidden class="answer">'),
    "before": ("regulator", "<body", "<p>Nobody downloaded it.</p><body"),
    "after": ("public", "</body>", "</body><p>Nobody downloaded it.</p>"),
    "picture": ("", "</main>", f"{_SVG}</main>"),
    "refresh": ("regulator", "<head>", f"<head>{_AWAY}"),
    "base": ("public", "<head>", '<head><base href="https://example.org/">'),
    "title": ("", "<title>", "<title>No downloads: "),
    "entity": ("regulator", "3 times", "&#51; times"),
    "second": ("public", '<p class="answer">', '<p class="answer">0 times</p><p class="answer">'),
    "turned": ("", '<p class="answer">', '<p class="answer">\u202e'),
    "language": ("regulator", '<html lang="en"', '<html lang="nl"'),
    "mark": ("public", "<!doctype", "\ufeff<!doctype"),
}


@pytest.mark.parametrize("name", _PAGES)
def test_a_page_that_shows_another_answer(reports: Scene, tmp_path: Path, name: str) -> None:
    """Hidden, covered, replaced or led away from: its answer may stand there as it was, and nobody sees it."""
    level, old, new = _PAGES[name]
    scene = Scene(copied(reports, tmp_path / "scene").folder, level)
    path = scene.report / "report.html"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    page = found(scene, "page")
    assert page.state == "differs"


@pytest.mark.parametrize(("old", "new"), [("<dd>0.", "<dd>9."), ('lang="en"', 'lang="xx"')])
def test_a_page_of_another_version(scene: Scene, old: str, new: str) -> None:
    """It is not known how that would word it: nothing is checked that was made, and that is told."""
    path = scene.report / "report.html"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8", newline="")
    assert {found(scene, name).state for name in ("page", "plots", "workbook", "database")} == {"not checked"}


def test_a_page_of_nothing_but_answers(reports: Scene, tmp_path: Path) -> None:
    """None of which ends: no more of them are looked at than there may be."""
    scene = copied(reports, tmp_path / "scene")
    path = scene.report / "report.html"
    head = path.read_bytes().partition(b"<main")[0]
    path.write_bytes(head + f"<dd>{__version__}</dd>".encode() + b'<p class="answer"' * 1_000_000)
    assert found(scene, "page").state == "differs"


def _view(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript("DROP VIEW answer; CREATE VIEW answer AS SELECT 0 AS established;")


def _row(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE files SET established = 0")
        database.commit()


def _script(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(statements)


def _endless(path: Path) -> None:
    without_end = "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS file FROM r"
    _script(path, f"ALTER TABLE files RENAME TO once; CREATE VIEW files AS {without_end};")


def _computed(path: Path) -> None:
    _script(path, "ALTER TABLE files ADD COLUMN large TEXT AS (hex(zeroblob(400000000)));")


def _trigger(path: Path) -> None:
    _script(path, "CREATE TRIGGER asked AFTER INSERT ON files BEGIN DELETE FROM files; END;")


def _virtual(path: Path) -> None:
    _script(path, "CREATE VIRTUAL TABLE texts USING fts5 (text);")


def _bomb(path: Path) -> None:
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content + b" " * 50_000_000 if name.endswith("sheet1.xml") else content)


def _parts(path: Path) -> None:
    """As many as need a list of more than a megabyte, which is said and not written."""
    content = path.read_bytes()
    path.write_bytes(content[:-10] + (2**21).to_bytes(4, "little") + content[-6:])


def _cell(path: Path) -> None:
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content.replace(b"3 times", b"0 times"))


def _garbage(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 garbage")


def _more(path: Path) -> None:
    (path.parent / "timeline-9.svg").write_text("<svg/>")


@pytest.mark.parametrize(
    ("level", "file", "act", "name"),
    [
        ("", "evidence.sqlite", _view, "database"),
        ("public", "evidence.sqlite", _view, "database"),
        ("regulator", "evidence.sqlite", _row, "database"),
        ("public", "evidence.sqlite", _endless, "database"),
        ("", "evidence.sqlite", _computed, "database"),
        ("regulator", "evidence.sqlite", _trigger, "database"),
        ("", "evidence.sqlite", _virtual, "database"),
        ("public", "evidence.sqlite", _garbage, "database"),
        ("", "evidence.sqlite", Path.unlink, "database"),
        ("regulator", "evidence.xlsx", _cell, "workbook"),
        ("", "evidence.xlsx", _bomb, "workbook"),
        ("public", "evidence.xlsx", _garbage, "workbook"),
        ("", "evidence.xlsx", _parts, "workbook"),
        ("regulator", "evidence.xlsx", Path.unlink, "workbook"),
        ("public", "plots/timeline-1.png", _garbage, "plots"),
        ("", "plots/timeline-1.svg", Path.unlink, "plots"),
        ("regulator", "plots/timeline-1.svg", _more, "plots"),
    ],
)
def test_a_file_in_the_place_of_one_of_ours(
    reports: Scene, tmp_path: Path, level: str, file: str, act: Callable[[Path], None], name: str
) -> None:
    """A view with another answer, what never ends or swells, a changed cell, another picture, one more, or none."""
    scene = Scene(copied(reports, tmp_path / "scene").folder, level)
    act(scene.report / file)
    assert found(scene, name).state == "differs"


def test_a_pdf_is_made_of_the_page(reports: Scene, tmp_path: Path) -> None:
    """One that is garbage, or says something else, is not."""
    typeset = pytest.importorskip("forensics.report.pdf.typeset")
    pytest.importorskip("typst", reason="an extra")
    scene = copied(reports, tmp_path / "scene")
    pdf = scene.report / "report.pdf"
    page = (scene.report / "report.html").read_text(encoding="utf-8")
    pdf.write_bytes(typeset.render(page))
    assert found(scene, "pdf").state == "as sealed"
    pdf.write_bytes(typeset.render(page.replace("3 times", "0 times")))
    assert found(scene, "pdf").state == "differs"
    _garbage(pdf)
    seal(scene.report, scene.bundle)
    assert run("verify", scene.bundle, "--allow-unsigned").exit_code == 4


def test_what_other_versions_made_is_not_checked(scene: Scene) -> None:
    """Other bytes say nothing then; that, and no difference, is told, and the exit code is not 0."""
    (scene.report / "plots" / "timeline-1.png").write_bytes(b"drawn by another")
    log = scene.report / "custody.jsonl"
    mine = json.dumps(custody.made_with()["matplotlib"]).encode()
    rewrite(log, lambda lines: [line.replace(mine, b'"1.0"') for line in lines])
    plots = found(scene, "plots")
    assert plots.state == "not checked"
    assert "made with matplotlib 1.0" in plots.sentences[0]
    seal(scene.report, scene.bundle)
    assert run("verify", scene.bundle, "--allow-unsigned").exit_code == 3
