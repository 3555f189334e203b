"""The leaked file of a case: looked into while its logs are read, and told where it could not be."""

from __future__ import annotations

import json
import threading
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.documents import guard, leaked
from forensics.errors import CaseError
from forensics.investigation import investigate
from forensics.model import Findings
from forensics.report.saved.document import document as saved
from tests.support.documents.open_document import row, sheet, spreadsheet
from tests.support.small_case import CASE, write_case

NAMES = ("Ada Example", "Bob Example", "Cas Example", "Dirk Example", "Eva Example", "Finn Example")
HIDES = 'table:visibility="filter"'
HIDDEN = spreadsheet(
    sheet(row("Name", "City"), *(row(name, "X", attributes=HIDES if at else "") for at, name in enumerate(NAMES)))
)
WITH_DOCUMENT = CASE.replace("size = 2000000", 'document = "evidence/kept.ods"')


def _case(folder: Path, content: bytes, text: str = WITH_DOCUMENT) -> Path:
    (folder / "evidence").mkdir()
    (folder / "evidence" / "kept.ods").write_bytes(content)
    return write_case(folder, text)


def _codes(found: Findings) -> list[str]:
    return [limit.code for limit in found.limitations]


def test_the_findings_tell_what_the_document_holds(tmp_path: Path) -> None:
    """Named as it lies, without the folder of one machine, with the file that it is; no value is in them."""
    found = investigate(load_case(_case(tmp_path, HIDDEN)))
    [document] = found.documents
    assert (document.path, document.file, document.kind, document.state) == ("kept.ods", "leak.xlsx", "ods", "hidden")
    assert (document.records.visible, document.records.hidden) == (1, 5)
    assert "document-not-inspected" not in _codes(found)
    written = json.dumps(saved(found)["documents"])
    assert str(tmp_path) not in written
    assert "Ada" not in written


def test_a_case_without_a_document_says_nothing_of_one(tmp_path: Path) -> None:
    """Neither that there is none, nor that it was not inspected."""
    found = investigate(load_case(write_case(tmp_path)))
    assert found.documents == ()
    assert "document-not-inspected" not in _codes(found)


def test_a_document_that_is_not_there_is_a_fault_of_the_case(tmp_path: Path) -> None:
    """Before a log is read."""
    case = _case(tmp_path, HIDDEN)
    (tmp_path / "evidence" / "kept.ods").unlink()
    with pytest.raises(CaseError) as caught:
        load_case(case)
    assert [problem.place for problem in caught.value.problems] == ["files[0].document (line 6)"]


@pytest.mark.parametrize("content", [b"\x00\x01\xfe" * 2000, HIDDEN[: len(HIDDEN) // 2]], ids=["unknown", "cut off"])
def test_what_was_not_inspected_is_a_limitation(tmp_path: Path, content: bytes) -> None:
    """With the reason; the count of downloads is not made incomplete by it."""
    found = investigate(load_case(_case(tmp_path, content)))
    [document] = found.documents
    assert document.state == "not_inspected"
    [limit] = [limit for limit in found.limitations if limit.code == "document-not-inspected"]
    assert "leak.xlsx" in limit.text
    assert str(document.reason) in limit.text
    assert not limit.incomplete


def test_a_document_that_went_away_is_not_inspected(tmp_path: Path) -> None:
    """Between the check of the case and the count."""
    case = load_case(_case(tmp_path, HIDDEN))
    (tmp_path / "evidence" / "kept.ods").unlink()
    found = investigate(case)
    assert [document.state for document in found.documents] == ["not_inspected"]
    assert "document-not-inspected" in _codes(found)


def test_several_files_have_their_documents_in_the_order_of_the_case(tmp_path: Path) -> None:
    """Those without one are left out."""
    more = '[[files]]\nname = "b.pdf"\nsize = 9\n[[files]]\nname = "c.ods"\ndocument = "evidence/kept.ods"\n'
    text = WITH_DOCUMENT.replace("[[windows]]", f"{more}[[windows]]", 1)
    found = leaked.begun(load_case(_case(tmp_path, HIDDEN, text)))()
    assert [document.file for document in found] == ["leak.xlsx", "c.ods"]


def test_nobody_waits_for_what_never_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours ends the run; it does not hang."""

    def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(guard, "inspected", fail)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with pytest.raises(CancelledError):
        leaked.begun(load_case(_case(tmp_path, HIDDEN)))()
