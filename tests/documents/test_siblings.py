"""Documents beside one that hides something, and the hint that its size gives."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from forensics.documents.siblings import siblings
from forensics.model.document import Document, Records
from tests.support.command import run

SAMPLES = Path(__file__).parents[2] / "sample_logs" / "documents"
DAY = 86_400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of some days, and a page."""
    for name, days in (("deck.pptx", 9), ("list.ods", 1), ("honest.pdf", 0), ("hidden-sheet.xlsx", 0)):
        shutil.copy(SAMPLES / name, tmp_path / name)
        os.utime(tmp_path / name, (1_700_000_000 - days * DAY,) * 2)
    (tmp_path / "index.html").write_text("<!DOCTYPE html><title>x</title>", encoding="utf-8")
    (tmp_path / "below").mkdir()
    shutil.copy(SAMPLES / "deck.pptx", tmp_path / "below")
    return tmp_path


def test_those_of_the_same_days_come_first(folder: Path) -> None:
    """No page, no folder below, and nothing that was inspected."""
    hit = folder / "hidden-sheet.xlsx"
    assert [path.name for path in siblings([hit], [hit])] == ["honest.pdf", "list.ods", "deck.pptx"]
    assert [path.name for path in siblings([hit], [hit, folder / "list.ods"])] == ["honest.pdf", "deck.pptx"]
    assert siblings([], [hit]) == ()


def test_what_is_not_there_has_none(tmp_path: Path) -> None:
    """Its folder is gone, say."""
    assert siblings([tmp_path / "gone" / "a.pdf"], []) == ()


def test_they_are_told_after_a_hit_alone(folder: Path) -> None:
    """By name, and counted for machines; not where the folder was asked for."""
    told = run("inspect", folder / "hidden-sheet.xlsx")
    assert "3 documents in the same folders were not inspected: honest.pdf, list.ods and deck.pptx." in told.stderr
    assert json.loads(run("inspect", "--json", folder / "hidden-sheet.xlsx").stdout)["beside"] == 3
    assert "same folder" not in run("inspect", folder / "honest.pdf").stderr
    assert "same folder" not in run("inspect", folder).stderr


@pytest.mark.parametrize(
    ("cells", "characters", "expected"), [(0, 0, None), (10, 0, 12), (0, 1000, 1), (10, 920, 1), (0, 2000, 0)]
)
def test_bytes_for_each_character_shown(cells: int, characters: int, expected: int | None) -> None:
    """What is hidden does not count."""
    document = Document(
        path="x", kind="ods", bytes=1000, sha256="", state="hidden",
        cells=Records(cells, 500), characters=Records(characters, 500),
    )  # fmt: skip
    assert document.bytes_per_character == expected
