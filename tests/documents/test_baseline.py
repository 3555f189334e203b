"""Accepted findings: what they accept, and until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forensics.documents.acceptance import judge
from forensics.documents.baseline import load_baseline
from forensics.documents.hidden import hidden
from forensics.errors import InspectionError
from forensics.language.statement import state
from forensics.model.document import Document

TODAY = date(2026, 12, 1)
ENTRY = """
[[accepted]]
path = "reports/*.xlsx"
codes = ["X2"]
reason = "formulas"
until = 2026-12-31
"""


def found(path: str = "dist/reports/a.xlsx", count: int = 3, reason: str = "") -> Document:
    """A document with hidden rows, and perhaps a part that was not inspected."""
    return Document(
        path=path, kind="xlsx", bytes=1, sha256="ab" * 32, state="hidden", reason=reason,
        findings=(hidden("X2", "Sheet1", count, state("rows")), hidden("X8", "", 1, state("author"))),
    )  # fmt: skip


def baseline(tmp_path: Path, text: str) -> Path:
    """A file with that content."""
    path = tmp_path / "accepted.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("entry", "document", "hides"),
    [
        (ENTRY, found(), False),
        (ENTRY, found("reports/a.xlsx"), False),
        (ENTRY, found("dist\\reports\\a.xlsx"), False),
        (ENTRY, found("other/a.xlsx"), True),
        (ENTRY.replace("X2", "X3"), found(), True),
        (ENTRY.replace("2026-12-31", "2026-12-01"), found(), False),
        (ENTRY.replace("2026-12-31", "2026-11-30"), found(), True),
        (ENTRY + "most = 3", found(), False),
        (ENTRY + "most = 2", found(), True),
        (ENTRY + f'sha256 = "{"AB" * 32}"', found(), False),
        (ENTRY + f'sha256 = "{"cd" * 32}"', found(), True),
        ("", found(), True),
    ],
)
def test_what_is_accepted(tmp_path: Path, entry: str, document: Document, hides: bool) -> None:  # noqa: FBT001 - what is to be seen
    """By path, code, day, count and version."""
    assert judge(document, load_baseline(baseline(tmp_path, entry)), TODAY).hides is hides


def test_an_expired_entry_is_told(tmp_path: Path) -> None:
    """So that nobody wonders why the gate is shut again."""
    entries = load_baseline(baseline(tmp_path, ENTRY.replace("2026-12-31", "2026-11-30")))
    assert judge(found(), entries, TODAY).expired == entries
    assert judge(found("other.xlsx"), entries, TODAY).expired == ()


def test_what_was_not_inspected_can_be_accepted(tmp_path: Path) -> None:
    """An archive that is encrypted on purpose."""
    entries = load_baseline(baseline(tmp_path, ENTRY.replace('["X2"]', '["X2", "not_inspected"]')))
    judged = judge(found(reason="It is encrypted."), entries, TODAY)
    assert not judged.hides
    assert not judged.is_unread
    assert judge(found(reason="It is encrypted."), (), TODAY).is_unread


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ENTRY.replace('reason = "formulas"', ""), "reason"),
        (ENTRY.replace("X2", "Q9"), "codes"),
        (ENTRY.replace("2026-12-31", '"soon"'), "until"),
        (ENTRY + "colour = 1", "colour"),
        (ENTRY + 'sha256 = "12"', "sha256"),
        ("accepted = 1", "accepted"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, text: str, place: str) -> None:
    """The key, what is wrong and an example."""
    with pytest.raises(InspectionError) as caught:
        load_baseline(baseline(tmp_path, text))
    assert any(place in problem.key for problem in caught.value.problems)
