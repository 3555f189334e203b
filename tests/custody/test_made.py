"""What people open of a report is made again: what is hidden, put over it or put in its place is seen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from forensics.custody import log as custody
from forensics.custody.bundle.sealing import seal
from forensics.custody.verify import Check, verify
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
    """What one check says of the report."""
    [check] = [check for check in verify(scene.report) if check.name == name]
    return check


_OVER = '<div style="position:fixed;inset:0;background:#fff">Nobody downloaded the file.</div>'
_HIDDEN = "<style>.answer{font-size:0}.answer::after{content:'0 times';font-size:2rem}</style>"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</head>", f"{_HIDDEN}</head>"),
        ("</main>", f"{_OVER}</main>"),
        ("<main", "<!-- <main"),
        ("</body>", "<script>document.body.textContent='nothing'</script></body>"),
        ("default-src 'none'", "default-src *"),
        ("</html>", "</html>\n"),
    ],
    ids=["style", "cover", "comment", "script", "policy", "one byte"],
)
def test_a_page_that_shows_another_answer(scene: Scene, old: str, new: str) -> None:
    """Its answer stands there as it was, and nobody sees it."""
    path = scene.report / "report.html"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    page = found(scene, "page")
    assert page.state == "differs"
    assert "is not what the findings make" in page.sentences[0]


def _view(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript("DROP VIEW answer; CREATE VIEW answer AS SELECT 0 AS established;")


def _row(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE files SET established = 0")
        database.commit()


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
    ("file", "act", "name"),
    [
        ("evidence.sqlite", _view, "database"),
        ("evidence.sqlite", _row, "database"),
        ("evidence.sqlite", _garbage, "database"),
        ("evidence.sqlite", Path.unlink, "database"),
        ("evidence.xlsx", _cell, "workbook"),
        ("evidence.xlsx", _garbage, "workbook"),
        ("evidence.xlsx", Path.unlink, "workbook"),
        ("plots/timeline-1.png", _garbage, "plots"),
        ("plots/timeline-1.svg", Path.unlink, "plots"),
        ("plots/timeline-1.svg", _more, "plots"),
    ],
)
def test_a_file_in_the_place_of_one_of_ours(scene: Scene, file: str, act: Callable[[Path], None], name: str) -> None:
    """A view with another answer, a changed cell, another picture, one more, or none."""
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
