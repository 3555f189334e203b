"""The quick ones of the documents made to do harm (benchmarks/hostile_files.py), in one folder, through the command."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.support.command import run

ROOT = Path(__file__).parents[2]
_LOCKED = ("locked.xlsx", "locked.xls", "locked.ods", "locked.odt", "locked.pdf", "locked.zip")
#: What its reason says; empty: nothing is hidden in it.
_OUTCOMES = {
    **dict.fromkeys(_LOCKED, "encrypted"),
    "outside.xlsx": "an entity",
    "repeated.ods": "more often than any spreadsheet",
    "deep.zip": "too deep",
    "records.xls": "cannot be told",
    "workbook.pdf": "",
    "pdf.xlsx": "",
}


def _loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def hostile() -> Iterator[ModuleType]:
    """The script that makes them."""
    before = list(sys.path)
    yield _loaded("hostile_files")
    sys.path[:] = before


@pytest.fixture(scope="module")
def answers(hostile: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the command says of each, and of samples that were cut at ten places and changed in eight octets."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in _OUTCOMES:
        (folder / name).write_bytes(hostile.HOSTILE[name][1]())
    for name in ("comment.xlsx", "black-box.pdf", "photo.jpg"):
        content = (hostile.SAMPLES / name).read_bytes()
        for number, damaged in enumerate((*hostile.cut(content), *hostile.flipped(content, 3))):
            (folder / f"damaged-{number}-{name}").write_bytes(damaged)
    result = run("inspect", folder, "--json", "-q", "--jobs", "1")
    assert result.exit_code == 4
    assert "Traceback" not in result.stderr
    return {Path(each["path"]).name: each for each in json.loads(result.stdout)["documents"]}


@pytest.mark.parametrize(("name", "reason"), _OUTCOMES.items())
def test_each_has_its_outcome(answers: dict[str, dict[str, Any]], name: str, reason: str) -> None:
    """What was not looked into is never called clean."""
    found = answers[name]
    assert found["state"] == ("not_inspected" if reason else "nothing_hidden")
    assert reason in (found["reason"] or "")
    assert bool(found["reason"]) == bool(reason)


def test_damage_ends_neither_the_command_nor_the_next_document(answers: dict[str, dict[str, Any]]) -> None:
    """Each of the copies is answered, and none of them by a process that was lost."""
    damaged = [found for name, found in answers.items() if name.startswith("damaged-")]
    assert len(damaged) == 3 * 13
    assert not [found["reason"] for found in damaged if "lost" in (found["reason"] or "")]


def test_the_page_tells_of_each_of_them(hostile: ModuleType) -> None:
    """`python benchmarks/hostile_documents.py --record docs/hostile-documents.md` writes it anew."""
    page = (ROOT / "docs" / "hostile-documents.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([^`]+)`: ", page, re.MULTILINE) == list(hostile.HOSTILE)
    assert "**" not in page  # what should never happen is bold
