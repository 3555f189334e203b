"""The output folder is written whole or not at all, for its owner alone, and replaces nothing else."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.errors import OutputError
from forensics.investigation import investigate
from forensics.language.catalogue import language
from forensics.model import Findings
from forensics.output import folder as output
from forensics.report import folder as write
from forensics.report.disclosure import columns, disclose
from forensics.report.folder import write_reports
from forensics.report.page import html
from forensics.report.pdf import typeset
from forensics.report.place import refuse_foreign
from forensics.report.plots import draw as plots
from forensics.report.plots.draw import Plot
from tests.support.as_nobody import posix
from tests.support.small_case import listing, write_case

ENGLISH = language("en")
FILES = {
    "findings.json",
    "report.html",
    "requests.csv",
    "downloads.csv",
    "requests.parquet",
    "downloads.parquet",
    "findings.sha256",
    "events.jsonl",
    "timeline.jsonl",
    "evidence.xlsx",
    "evidence.sqlite",
}


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """The findings of the small case."""
    return investigate(load_case(write_case(tmp_path_factory.mktemp("case"))))


@pytest.fixture(scope="module")
def drawn(answer: Findings) -> tuple[tuple[Plot, ...], str]:
    """Its pictures and its page."""
    pictures = plots.draw(answer, ENGLISH)
    return pictures, html.render(answer, pictures, ENGLISH)


@pytest.fixture(autouse=True)
def _drawn_once(monkeypatch: pytest.MonkeyPatch, drawn: tuple[tuple[Plot, ...], str]) -> None:
    """Pictures and page take their time, and are the same for nearly all tests."""
    monkeypatch.setattr(plots, "draw", lambda *_: drawn[0])
    monkeypatch.setattr(html, "prepared", lambda *_: lambda _: drawn[1])


def failing(number: int, error: BaseException) -> Callable[[Path, bytes], None]:
    """A writer that fails at the file of that number, half-way through it."""
    written: list[Path] = []

    def write_file(path: Path, content: bytes) -> None:
        written.append(path)
        path.write_bytes(content[: len(content) // 2] if len(written) == number else content)
        if len(written) == number:
            raise error

    return write_file


def test_what_a_report_holds(answer: Findings, tmp_path: Path) -> None:
    """All outputs, and nothing is left beside the folder."""
    folder = tmp_path / "a" / "b" / "report"
    assert write_reports(answer, folder, language=ENGLISH) == folder / "report.html"
    assert {path.name for path in folder.iterdir()} == FILES | {"plots"}
    assert {path.suffix for path in (folder / "plots").iterdir()} == {".png", ".svg"}
    assert [path.name for path in folder.parent.iterdir()] == ["report"]


@pytest.mark.parametrize(
    ("level", "names"),
    [
        (
            "regulator",
            {
                "report.html",
                "report.pdf",
                "findings.json",
                "requests.csv",
                "downloads.csv",
                "evidence.xlsx",
                "evidence.sqlite",
                "plots",
            },
        ),
        ("public", {"report.html", "report.pdf", "findings.json", "evidence.xlsx", "evidence.sqlite", "plots"}),
    ],
)
def test_what_a_report_of_another_level_holds(
    answer: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str, names: set[str]
) -> None:
    """Less; and its tables have the columns of the level alone. The PDF is made of the page."""
    monkeypatch.setattr(typeset, "render", str.encode)
    folder = tmp_path / "report"
    page = write_reports(disclose(answer, level), folder, language=ENGLISH, pdf=True)
    assert {path.name for path in folder.iterdir()} == names
    assert (folder / "report.pdf").read_bytes() == page.read_bytes()
    if level == "regulator":
        for name in ("requests", "downloads"):
            head = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
            shown = [cell.strip('"') for cell in head.split(",")]
            assert set(shown) == columns(name, level) | {"sanitised"}
            assert shown[0] == ("row" if name == "requests" else "download")
    write_reports(answer, folder, language=ENGLISH)
    assert {path.name for path in folder.iterdir()} == FILES | {"plots"}


def test_a_purged_report_may_be_written_again(answer: Findings, tmp_path: Path) -> None:
    """Nothing is left of it but the custody log."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "custody.jsonl").write_bytes(b"{}\n")
    assert write_reports(answer, tmp_path / "report", language=ENGLISH).is_file()


@posix
def test_reports_are_for_their_owner_alone(answer: Findings, tmp_path: Path) -> None:
    """Personal data: 0600 and 0700, whatever the umask says."""
    before = os.umask(0)
    try:
        write_reports(answer, tmp_path / "report", language=ENGLISH)
    finally:
        os.umask(before)
    for path in (tmp_path / "report", *(tmp_path / "report").rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_report_is_replaced_by_the_next(answer: Findings, tmp_path: Path) -> None:
    """The same findings give the same bytes, in the same place."""
    folder = tmp_path / "report"
    write_reports(answer, folder, language=ENGLISH)
    first = {name: found[2] for name, found in listing(folder).items()}
    (folder / "report.html").write_text("stale")
    write_reports(answer, folder, language=ENGLISH)
    assert {name: found[2] for name, found in listing(folder).items()} == first
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_an_empty_folder_is_taken(answer: Findings, tmp_path: Path) -> None:
    """So is one that only a file manager has been in."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / ".DS_Store").write_bytes(b"")
    assert write_reports(answer, tmp_path / "report", language=ENGLISH).is_file()


@pytest.mark.parametrize(
    "names",
    [("thesis.txt",), ("report.html",), ("plots/x.png",), ("findings.json", "notes.txt"), ("findings.json", ".git/x")],
    ids=str,
)
def test_a_folder_with_something_else_is_refused_and_untouched(
    answer: Findings, tmp_path: Path, names: tuple[str, ...]
) -> None:
    """Also where a report of ours and somebody's notes lie together."""
    for name in names:
        path = tmp_path / "report" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    before = listing(tmp_path)
    with pytest.raises(OutputError, match="holds something that is not a report") as caught:
        write_reports(answer, tmp_path / "report", language=ENGLISH)
    assert caught.value.where == str(tmp_path / "report")
    assert caught.value.hint
    assert listing(tmp_path) == before


def test_a_file_is_no_folder(answer: Findings, tmp_path: Path) -> None:
    """Neither as the report's folder nor as one above it."""
    (tmp_path / "report").write_text("mine")
    with pytest.raises(OutputError, match="this is a file"):
        write_reports(answer, tmp_path / "report", language=ENGLISH)
    with pytest.raises(OutputError, match="this is a file") as caught:
        write_reports(answer, tmp_path / "report" / "below" / "it", language=ENGLISH)
    assert caught.value.where == str(tmp_path / "report")
    assert (tmp_path / "report").read_text() == "mine"


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    """What the operating system refuses is told, not thrown."""
    with pytest.raises(OutputError, match="cannot be written"):
        refuse_foreign(tmp_path / ("n" * 300))


@pytest.mark.parametrize("number", [1, 3, 5, 6])
@pytest.mark.parametrize("earlier", [False, True], ids=["nothing there", "an earlier report"])
def test_a_full_disk_leaves_no_half_report(
    answer: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, earlier: bool
) -> None:
    """Whichever file it was: what stood there before stands there still."""
    folder = tmp_path / "report"
    if earlier:
        write_reports(answer, folder, language=ENGLISH)
    before = listing(tmp_path)
    monkeypatch.setattr(write, "write_file", failing(number, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
    with pytest.raises(OutputError, match=os.strerror(errno.ENOSPC)) as caught:
        write_reports(answer, folder, language=ENGLISH)
    assert caught.value.where == str(folder)
    assert listing(tmp_path) == before


def test_an_interrupt_leaves_no_half_report(answer: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of a file, with an earlier report in place."""
    write_reports(answer, tmp_path / "report", language=ENGLISH)
    before = listing(tmp_path)
    monkeypatch.setattr(write, "write_file", failing(4, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_reports(answer, tmp_path / "report", language=ENGLISH)
    assert listing(tmp_path) == before


def test_an_interrupt_between_the_two_renames(
    answer: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earlier report is put back, where folders cannot change places in one step."""
    monkeypatch.setattr(output, "exchange", lambda *_: False)
    write_reports(answer, tmp_path / "report", language=ENGLISH)
    before = {name: found[2] for name, found in listing(tmp_path).items()}
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_reports(answer, tmp_path / "report", language=ENGLISH)
    assert {name: found[2] for name, found in listing(tmp_path).items()} == before


def test_what_a_killed_run_left_is_put_right(answer: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the two renames: the earlier report is back even if the next run fails too."""
    write_reports(answer, tmp_path / "report", language=ENGLISH)
    before = {name: found[2] for name, found in listing(tmp_path).items()}
    (tmp_path / "report").rename(tmp_path / ".report.old")
    (tmp_path / ".report.new").mkdir()
    (tmp_path / ".report.new" / "findings.json").write_text("half")
    monkeypatch.setattr(write, "write_file", failing(1, OSError(errno.ENOSPC, "full")))
    with pytest.raises(OutputError):
        write_reports(answer, tmp_path / "report", language=ENGLISH)
    assert {name: found[2] for name, found in listing(tmp_path).items()} == before


@posix
def test_the_working_folder_may_be_the_report(
    answer: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-o .` names a folder like any other."""
    (tmp_path / "report").mkdir()
    monkeypatch.chdir(tmp_path / "report")
    write_reports(answer, Path(), language=ENGLISH)
    assert {path.name for path in (tmp_path / "report").iterdir()} == FILES | {"plots"}


@posix
def test_a_link_to_a_folder_stays_a_link(answer: Findings, tmp_path: Path) -> None:
    """The report goes where it leads, also the second time."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "report").symlink_to(tmp_path / "disk")
    for _ in range(2):
        write_reports(answer, tmp_path / "report", language=ENGLISH)
        assert (tmp_path / "report").is_symlink()
        assert (tmp_path / "disk" / "report.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["disk", "report"]


def test_names_of_logs_that_are_not_utf_8(answer: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file name with a byte of Latin-1, a control, a bidi character: every output can be written and read."""
    name = "logs/caf\udce9\x1b[2J\u202e<b>.log"
    source, series = replace(answer.sources[0], path=name), replace(answer.coverage[0], log=name)
    found = replace(answer, sources=(source, *answer.sources[1:]), coverage=(series, *answer.coverage[1:]))
    monkeypatch.undo()  # these have a page of their own
    page = write_reports(found, tmp_path / "report", language=ENGLISH).read_text(encoding="utf-8")
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "<b>.log" not in page
