"""Documents that another program wrote from sources with hidden things: all of them are found again."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from forensics.documents.contents import State
from tests.support.documents.told import Told, told
from tests.support.programs import needs

_SOURCES = Path(__file__).parent / "sources"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program keeps its settings: not in those of whoever runs the tests."""
    return tmp_path_factory.mktemp("profile")


def _converted(source: str, form: str, folder: Path, profile: Path) -> Told:
    program = needs("libreoffice")
    subprocess.run(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form, "--outdir", folder,
         _SOURCES / source],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return told((folder / source).with_suffix(f".{form}").read_bytes())


@pytest.mark.parametrize("form", ["docx", "rtf"])
def test_a_text_is_told_as_it_was_made(form: str, tmp_path: Path, profile: Path) -> None:
    """Hidden, white and tiny words, a deletion, an insertion, a comment; white on dark cells is honest."""
    found = _converted("text.fodt", form, tmp_path, profile)
    assert sorted(found.texts(State.COSMETIC)) == ["tiny words", "white words"]
    assert {"a comment", "deleted words", "hidden words"} <= set(found.texts(State.HIDDEN))
    assert [list(row.values) for row in found.rows] == [["Name", "City"], ["Ada", "Utrecht"]]
    assert all(state == State.VISIBLE for row in found.rows for state in row.states)
    assert [(code, severity) for code, severity, _ in found.grave] == [
        ("W1", "H"), ("W1", "M"), ("W2", "H"), ("W2", "H"), ("W2", "H"), ("W3", "M")]  # fmt: skip
    assert "Eve Example" in found.authors


def test_a_presentation_is_told_as_it_was_made(tmp_path: Path, profile: Path) -> None:
    """Words beside the slide, below a shape, white on white; notes, a comment, a hidden slide."""
    found = _converted("slides.fodp", "pptx", tmp_path, profile)
    assert sorted(found.texts(State.COSMETIC)) == ["Covered words", "White words"]
    assert {"Outside words", "Speaker words", "A remark", "Hidden words"} <= set(found.texts(State.HIDDEN))
    assert found.texts(State.VISIBLE) == ["Visible words"]
    assert [list(row.values) for row in found.rows] == [["Name", "City"], ["Ada", "Utrecht"]]
    assert len(found.grave) == 6
