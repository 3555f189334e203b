"""The manual pages and the names that the shell completes: as the commands and registries are, fit for roff."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from docs.command import names, pages
from forensics.cli import main
from forensics.cli.offers import NAMES

_MAN = Path(__file__).parents[2] / "docs" / "man"


def test_the_manual_is_current() -> None:
    """Each page as it would be written now, and none beside them; else: make manual."""
    assert {path.name: path.read_text(encoding="ascii") for path in _MAN.iterdir()} == pages()


def test_the_names_are_current() -> None:
    """Formats, and all that can be explained; else: make manual."""
    assert files("forensics.cli").joinpath(NAMES).read_text("utf-8") == names()


def test_every_command_has_a_page() -> None:
    """With what it does, its options, an example."""
    for name in main.commands:
        page = pages()[f"forensics-{name}.1"]
        assert all(f".SH {part}\n" in page for part in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES"))


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_roff_reads_every_page_without_a_word() -> None:
    """No unknown request, no font that is not there."""
    for path in sorted(_MAN.iterdir()):
        found = subprocess.run(
            ["groff", "-ww", "-man", "-Tascii", "-z", path], capture_output=True, text=True, check=True
        )
        assert (found.stdout, found.stderr) == ("", ""), path.name
