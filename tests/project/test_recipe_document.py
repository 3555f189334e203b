"""The recipe "A kind of document" of CONTRIBUTING.md, followed in a copy: an invented kind is told by its content, and
what it hides is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import run
from tests.support.recipe import Recipe

HONEST = "!LEDGER\nName|E-mail\n" + "".join(f"Person {number}|p{number}@example.org\n" for number in range(6))
HIDING = HONEST + "".join(f"-Person {number}|p{number}@example.org\n" for number in range(6, 10))


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    """The first two steps of the recipe."""
    made = Recipe("A kind of document", tmp_path_factory.mktemp("copy"))
    [reader] = made.code()
    made.new("forensics/documents/", "ledger.py", f"{reader}\n")
    made.add("forensics/documents/kinds.py", "_SIGNATURES", '(re.compile(rb"!LEDGER\\n"), "ledger")')
    made.add("forensics/documents/kinds.py", "KINDS", '"ledger"')
    made.add("forensics/documents/readers.py", "READERS", '"ledger": "forensics.documents.ledger"')
    return made


def _told(recipe: Recipe, folder: Path, content: str) -> tuple[int, dict[str, Any]]:
    """The exit code, and what the copy says of a file with that content and a name that says nothing."""
    path = folder / "a"
    path.write_text(content, encoding="utf-8", newline="")
    done = recipe.forensics("inspect", "--json", "--quiet", path)
    assert done.stderr == ""
    [document] = json.loads(done.stdout)["documents"]
    return done.returncode, document


def test_what_it_hides_is_told_and_counted(recipe: Recipe, tmp_path: Path) -> None:
    """By the reader that the recipe shows: records, personal data, the check."""
    code, document = _told(recipe, tmp_path, HIDING)
    assert (code, document["kind"], document["state"]) == (4, "ledger", "hidden")
    assert document["records"] == {"visible": 6, "hidden": 4, "cosmetic": 0, "blank": 0}
    assert document["categories"]["email"] == {"visible": 6, "hidden": 4, "cosmetic": 0, "blank": 0}
    assert [(found["code"], found["text"]) for found in document["findings"]] == [("X2", "4 lines are not shown.")]


def test_its_honest_twin_is_clean(recipe: Recipe, tmp_path: Path) -> None:
    """Six records, and nothing found."""
    code, document = _told(recipe, tmp_path, HONEST)
    assert (code, document["state"], document["findings"]) == (0, "nothing_hidden", [])
    assert document["records"]["visible"] == 6


def test_without_the_recipe_it_is_not_inspected(tmp_path: Path) -> None:
    """Nobody knows that kind here."""
    (tmp_path / "a").write_text(HIDING, encoding="utf-8")
    told = json.loads(run("inspect", "--json", "--quiet", tmp_path / "a").stdout)
    assert told["documents"][0]["kind"] != "ledger"


def test_the_recipe_names_what_is_there(recipe: Recipe) -> None:
    """Its files and folders, and the tables of checks and categories."""
    recipe.there("forensics/documents/contents.py", "forensics/documents/hidden.py", "tests/documents/",
                 "forensics/documents/personal/categories.py", "sample_logs/documents.py")  # fmt: skip
    recipe.names("pyproject.toml", "CHECKS", "CATEGORIES", "Unread", "NotInspectableError")
    assert "### Checks" in recipe.make_golden("documents.md")["documents.md"]
