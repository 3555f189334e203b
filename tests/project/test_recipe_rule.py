"""The recipe "A rule" of CONTRIBUTING.md, followed in a copy: an invented rule decides, is explained and documented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import elsewhere
from tests.support.recipe import ROOT, Recipe
from tests.support.small_case import CASE, SIZE, entry

SENTENCE = "status 299: the server answered a test of its own"
SECTION = "Status 299 is no delivery (rule 24)."
DUTCH = {SENTENCE: "status 299: de server beantwoordde zijn eigen toets", SECTION: "Status 299 is geen levering."}
CATALOGUE = "forensics/language/locale/nl/LC_MESSAGES/forensics.po"

#: The numbers of cases, and what decided on the last of their lines.
_ANSWERS = """
import json, sys
from pathlib import Path
from forensics.casefile import load_case
from forensics.investigation import investigate
for case in sys.argv[1:]:
    found = investigate(load_case(Path(case)))
    bounds = found.files[0].total.downloads
    last = found.requests.select("verdict", "rule", "because").row(-1, named=True)
    print(json.dumps({"headline": bounds.headline, "at_most": bounds.at_most, **last}))
"""


def _case(folder: Path, status: int) -> Path:
    """A whole download, then the size of the file with a status that means nothing yet."""
    lines = [entry(minute, peer="198.51.100.9") for minute in range(-60, 180)]
    lines.append(entry(5, "/docs/leak.xlsx", size=SIZE))
    lines.append(entry(20, "/docs/leak.xlsx", status=status, size=SIZE, peer="192.0.2.11"))
    log = folder / "logs" / "web" / "access.log"
    log.parent.mkdir(parents=True)
    log.write_text("".join(lines), encoding="utf-8", newline="")
    (folder / "case.toml").write_text(CASE, encoding="utf-8", newline="")
    return folder / "case.toml"


def _answers(package: Path, *cases: Path) -> list[dict[str, Any]]:
    """What the package of that folder answers to each case."""
    told = elsewhere(package, "-c", _ANSWERS, *cases)
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    """The steps of the recipe, but for those in tests/; each sentence has its Dutch."""
    made = Recipe("A rule", tmp_path_factory.mktemp("copy"))
    row = f'Rule("24", pl.col("status") == 299, "probe", message("{SENTENCE}"))'
    made.add("forensics/downloads/rules.py", "RULES", row, before_last=True)
    section = f'Section("6", message("Sources"), "", (message("{SECTION}"),))'
    made.add("forensics/rulebook/counting.py", "SECTIONS", section)
    missing = made.make_messages()
    assert missing.returncode == 1
    assert sorted(missing.stdout.splitlines()) == sorted(f"{CATALOGUE}: no translation of {text!r}" for text in DUTCH)
    made.translate(made.file(CATALOGUE), DUTCH)
    assert made.make_messages().returncode == 0
    return made


def test_what_meets_the_rule_is_decided_by_it_and_nothing_else(recipe: Recipe, tmp_path: Path) -> None:
    """The count of a log with the condition changes and names the rule; that of one without it stays."""
    cases = [_case(tmp_path / str(status), status) for status in (299, 298)]
    because = "the fields do not decide"
    unknown = {"headline": 1, "at_most": 2, "verdict": "indeterminate", "rule": "23", "because": because}
    known = {"headline": 1, "at_most": 1, "verdict": "probe", "rule": "24", "because": SENTENCE}
    assert _answers(ROOT, *cases) == [unknown, unknown]
    assert _answers(recipe.folder, *cases) == [known, unknown]


def test_the_rule_is_explained(recipe: Recipe) -> None:
    """The number is known, and its Dutch is the one that was written into the catalogue."""
    assert DUTCH[SENTENCE] in recipe.forensics("explain", "rule 24", "--lang", "nl").stdout


def test_the_pages_are_written_from_the_code(recipe: Recipe) -> None:
    """The row stands before the last one, and the words under their number."""
    pages = recipe.make_golden("rules.md", "counting.md")
    rows = pages["rules.md"].splitlines()
    assert rows[-2].endswith(f"24 | `probe` | {SENTENCE} |")
    assert rows[-1].endswith("23 | `indeterminate` | the fields do not decide |")
    assert f"**6.1** {SECTION}" in pages["counting.md"]


def test_the_recipe_names_what_the_tests_ask_for(recipe: Recipe) -> None:
    """Cases, the table of verdicts and the plain counter are where it says."""
    recipe.there("tests/cases/", "tests/support/verdict_table.py", "tests/support/reference/counter.py")
    assert (ROOT / "tests" / "cases" / "README.md").is_file()
    recipe.names("CASES", "make differential")
