"""A report that cannot be written: refused or undone, and what stood there stays (issue 2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.as_nobody import AS_NOBODY, locked, posix, reachable_folder
from tests.support.command import python, refused, run
from tests.support.small_case import CASE, listing, write_case

#: The command with a limit on the size of every file that it writes: what a full disk looks like.
ON_A_FULL_DISK = """\
import resource, sys
from forensics.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
main(sys.argv[2:])
"""


#: The last entry of the log of a report that was purged.
PURGED = (
    '{"number": 1, "time": "2026-01-01T00:00:00Z", "actor": "a", "action": "purge", "subject": "other-9", "before": "",'
    ' "details": {}}'
)


def test_an_output_folder_that_holds_something_else(tmp_path: Path) -> None:
    """Refused before any log is read, and untouched."""
    case = write_case(tmp_path, CASE.replace("logs/web*/access.log*", "logs/missing.log"))
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter1.txt").write_text("years of work")
    before = listing(tmp_path)
    result = run("investigate", case, "-o", tmp_path / "thesis")
    refused(result, str(tmp_path / "thesis"), "chapter1.txt", "not a report", "-o")
    assert listing(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("findings.json", '{"level": "investigator", "case": {"id": "other-9"}}', "case other-9, level investigator"),
        ("findings.json", '{"level": "regulator", "case": {"id": "leak-1"}}', "case leak-1, level regulator"),
        ("findings.json", "{}", "case unknown, level unknown"),
        (
            "custody.jsonl",
            PURGED,
            "case other-9, purged",
        ),
    ],
    ids=["another case", "another level", "no one's", "another case, purged"],
)
def test_the_report_of_another_stays(name: str, content: str, told: str, tmp_path: Path) -> None:
    """Of another case, or for other readers: refused before any log is read, and untouched."""
    case = write_case(tmp_path, CASE.replace("logs/web*/access.log*", "logs/missing.log"))
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / name).write_text(content)
    before = listing(tmp_path)
    refused(run("investigate", case, "-o", tmp_path / "report"), str(tmp_path / "report"), told, "-o")
    assert listing(tmp_path) == before


@posix
@pytest.mark.parametrize(
    ("limit", "earlier"), [(0, False), (60_000, True)], ids=["not a byte, nothing there", "60 kB, an earlier report"]
)
def test_a_full_disk(tmp_path: Path, limit: int, *, earlier: bool) -> None:
    """Whichever output does not fit: no half-written report, and the earlier one stays."""
    case, folder = write_case(tmp_path), tmp_path / "report"
    if earlier:
        folder.mkdir()
        (folder / "findings.json").write_text('{"level": "investigator", "case": {"id": "leak-1"}}')
    before = listing(tmp_path)
    found = python(ON_A_FULL_DISK, str(limit), "investigate", case, "-o", folder)
    refused(found, str(folder), "the report cannot be written: File too large", "nothing half-written")
    assert listing(tmp_path) == before


@posix
def test_without_permission_to_write() -> None:
    """Told before any log is read: no traceback, nothing left."""
    with reachable_folder() as folder:
        case = write_case(folder, CASE.replace("logs/web*/access.log*", "logs/missing.log"))
        (folder / "mine").mkdir()
        with locked(folder / "mine"):
            inside = python(AS_NOBODY, "investigate", case, "-o", folder / "mine" / "report")
            itself = python(AS_NOBODY, "investigate", case, "-o", folder / "mine")
        assert list((folder / "mine").iterdir()) == []
    for found in (inside, itself):
        refused(found, str(folder / "mine"), "ermission", "-o")
