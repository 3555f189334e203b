"""The process that looks into documents: whatever a document does to it, the next one is answered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from forensics import limits
from forensics.documents import guard, warden
from forensics.documents.guard import inspected, sampled
from tests.support.as_nobody import posix
from tests.support.command import python
from tests.support.documents.open_document import row, sheet, spreadsheet

SHEET = spreadsheet(
    sheet(row("Name", "City"), row("Ada", "X"), row("Bob", "Y", attributes='table:visibility="filter"'))
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents and something that is none."""
    for name in ("a.ods", "b.ods", "c.ods"):
        (tmp_path / name).write_bytes(SHEET)
    (tmp_path / "x.bin").write_bytes(b"\x00\x01\x02" * 100)
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 3])
def test_documents_are_answered_in_order(folder: Path, jobs: int) -> None:
    """However many processes read them."""
    paths = sorted(folder.iterdir())
    found = list(inspected(paths, jobs))
    assert [Path(each.path) for each in found] == paths
    assert [each.state for each in found] == ["hidden"] * 3 + ["not_inspected"]
    assert [each.records.hidden for each in found] == [1, 1, 1, 0]


def test_nothing_to_read() -> None:
    """No process begins."""
    assert list(inspected([], 4)) == []


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Is not inspected; the next one is."""
    (tmp_path / "a.ods").write_bytes(SHEET)
    gone, found = inspected([tmp_path / "gone.ods", tmp_path / "a.ods"], 1)
    assert (gone.state, gone.sha256) == ("not_inspected", "")
    assert found.state == "hidden"


def test_samples_are_masked(folder: Path) -> None:
    """No value leaves the process whole."""
    people = spreadsheet(sheet(row("Name"), *(row(f"{name} Example") for name in ("Ada", "Bob", "Cas", "Dirk", "Eva"))))
    (folder / "p.ods").write_bytes(people)
    [answer] = sampled([folder / "p.ods"], 1)
    examples = answer.samples["name"]
    assert 0 < len(examples) <= 3
    assert all("*" in example and "Example" not in example for example in examples)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Other code in place of what reads, for a document that is named so."""
    code = (
        "import os, sys, time, pathlib; import forensics.documents.warden as w; usual = w.inspect_file\n"
        "def read(path, shown, samples=None):\n"
        "    if path.name.startswith('exit'): os._exit(7)\n"
        "    if path.name.startswith('raise'): raise AssertionError('x')\n"
        "    if path.name.startswith('spin'):\n"
        "        while True: pass\n"
        "    if path.name.startswith('sleep'): time.sleep(600)\n"
        "    if path.name.startswith('large'): bytearray(1 << 40)\n"
        "    if path.name.startswith('deep'): raise RecursionError\n"
        "    if path.name.startswith('write'): (path.parent / 'written').write_text('x')\n"
        "    if path.name.startswith('call'): os.system('true')\n"
        "    if path.name.startswith('net'): __import__('socket').create_connection(('192.0.2.1', 80), 0.1)\n"
        "    if path.name.startswith('noise'): print('no answer')\n"
        "    return usual(path, shown, samples)\n"
        "w.inspect_file = read; w.SECONDS = 4; w.serve()"
    )
    monkeypatch.setattr(guard, "_SERVE", code)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("exit.ods", "exit code 7"),
        ("raise.ods", "AssertionError"),
        ("large.ods", "memory"),
        ("deep.ods", "nested deeper"),
        ("write.ods", "PermissionError"),
        ("call.ods", "PermissionError"),
        ("net.ods", "PermissionError"),
        ("noise.ods", "lost"),
    ],
)
@pytest.mark.usefixtures("failing")
def test_what_a_document_does_to_its_reader(folder: Path, name: str, holds: str) -> None:
    """It is not inspected, and a reason is told; it is hashed all the same, and the next one is read."""
    (folder / name).write_bytes(SHEET)
    lost, found = inspected([folder / name, folder / "a.ods"], 1)
    assert lost.state == "not_inspected"
    assert holds in lost.reason
    assert (lost.bytes, lost.sha256) == (len(SHEET), found.sha256)
    assert found.state == "hidden"
    assert not (folder / "written").exists()


def test_a_reader_that_was_lost_between_two_documents(folder: Path) -> None:
    """The next document is read by another: it has done nothing."""
    reader = guard._Process(guard._Order())
    reader.ask(folder / "a.ods")
    first = reader._child
    assert first is not None
    first.kill()
    first.wait()
    found = reader.ask(folder / "b.ods").document
    assert (found.state, found.reason) == ("hidden", "")
    assert reader._child not in {None, first}
    reader.end()


@pytest.mark.parametrize(("says", "begun"), [(False, 2), (True, 1)])
def test_a_document_that_ends_every_reader(
    folder: Path, monkeypatch: pytest.MonkeyPatch, begun: int, *, says: bool
) -> None:
    """Before anything was said of it, it is given to a second one and no third; else it is told at once."""
    first = 'print(\'{"kind": "ods"}\', flush=True)' if says else "pass"
    monkeypatch.setattr(guard, "_SERVE", f"import os; input(); {first}; os._exit(9)")
    readers: list[object] = []
    usual = guard.started
    monkeypatch.setattr(guard, "started", lambda code: readers.append(code) or usual(code))
    [lost] = inspected([folder / "a.ods"], 1)
    assert (lost.state, lost.sha256 != "", len(readers)) == ("not_inspected", True, begun)
    assert "exit code 9" in lost.reason


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_holds_too_much_is_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """After its answer; no document is lost by that."""
    monkeypatch.setattr(guard, "_SERVE", "import forensics.documents.warden as w; w._SWOLLEN = 1; w.serve()")
    assert [each.state for each in inspected(sorted(folder.glob("*.ods")), jobs)] == ["hidden"] * 3


@posix
@pytest.mark.usefixtures("failing")
def test_a_reader_without_end(folder: Path) -> None:
    """The processor's limit ends it."""
    (folder / "spin.ods").write_bytes(SHEET)
    lost, found = inspected([folder / "spin.ods", folder / "a.ods"], 1)
    assert (lost.state, lost.kind, found.state) == ("not_inspected", "ods", "hidden")
    assert "seconds" in lost.reason


def test_a_reader_that_waits(folder: Path, failing: pytest.MonkeyPatch) -> None:
    """The clock ends it, on any system."""
    failing.setattr(guard, "_PATIENCE", 1.5)
    (folder / "sleep.ods").write_bytes(SHEET)
    lost, found = inspected([folder / "sleep.ods", folder / "a.ods"], 1)
    assert (lost.state, found.state) == ("not_inspected", "hidden")
    assert "seconds" in lost.reason


def test_no_process_can_begin(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing is inspected, and that is told."""
    monkeypatch.setattr(guard, "started", lambda _: None)
    [found] = inspected([folder / "a.ods"], 1)
    assert found.state == "not_inspected"


def test_the_reader_is_quick_to_begin() -> None:
    """No table library, no templates, no plots: a gate runs it for every change."""
    code = "import sys; import forensics.documents.warden; print(*sys.modules)"
    loaded = set(python(code).stdout.split())
    assert not loaded & {"polars", "numpy", "matplotlib", "jinja2", "babel", "rich", "PIL", "pikepdf", "pypdfium2"}


def test_where_there_are_no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without them the reader works all the same."""
    monkeypatch.setattr(limits, "_resource", None)
    warden._limited()()
    assert warden._held() == 0
    assert sys.modules["forensics.documents.warden"] is warden
