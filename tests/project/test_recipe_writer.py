"""The recipe "A writer of reports" of CONTRIBUTING.md, followed in a copy: an invented file is in the folders that it
should be in, with what each level may show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import elsewhere
from tests.support.recipe import Recipe
from tests.support.small_case import write_case

WRITER = '''"""addresses.txt: who got the file, one line for each address."""

from __future__ import annotations

from forensics.language.untrusted import for_terminal
from forensics.model import Findings

__all__ = ["addresses_txt"]


def addresses_txt(findings: Findings) -> bytes:
    """Each address that downloaded a file, most downloads first."""
    found = [one.address for file in findings.files for one in file.addresses if one.downloads]
    return "".join(f"{for_terminal(address)}\\n" for address in found).encode()
'''

#: Commands in one process, and what each ended with; one picture stands for all, for they take their time.
_COMMANDS = """
import json, sys
from click.testing import CliRunner
from forensics.cli import main
from forensics.report.plots import draw
draw.draw = lambda *_: (draw.Plot("window-1-1", "title", "text", "<svg/>", b"png"),)
for command in map(json.loads, sys.argv[1:]):
    done = CliRunner().invoke(main, command)
    print(json.dumps([done.exit_code, done.stderr]))
"""


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    """The steps of the recipe, for a file that investigators and regulators get."""
    made = Recipe("A writer of reports", tmp_path_factory.mktemp("copy"))
    made.new("forensics/report/", "addresses.py", WRITER)
    made.add("forensics/report/files.py", "OURS", '"addresses.txt"')
    made.needs("forensics/report/folder.py", "from forensics.report import addresses")
    for table in ("_every_table", "_shown_tables"):
        made.add("forensics/report/folder.py", table, '"addresses.txt": addresses.addresses_txt(findings)')
    made.add("forensics/custody/bundle/level.py", "_HELD", '"addresses.txt"', under="regulator")
    return made


def _commands(recipe: Recipe, *commands: list[str | Path]) -> None:
    """Commands of the copy, one after the other; each must succeed."""
    told = elsewhere(recipe.folder, "-c", _COMMANDS, *(json.dumps(command, default=str) for command in commands))
    assert told.returncode == 0, told.stderr
    assert [json.loads(line) for line in told.stdout.splitlines()] == [[0, ""]] * len(commands)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.txt")}


def test_a_new_file_is_in_each_report_that_should_hold_it(recipe: Recipe, tmp_path: Path) -> None:
    """Addresses for investigators, labels for a regulator, nothing for the public; such reports can be replaced,
    sealed and purged as before."""
    case, report = write_case(tmp_path), tmp_path / "report"
    regulator, public = tmp_path / "regulator", tmp_path / "public"
    _commands(
        recipe,
        ["investigate", case, "-o", report, "--quiet"],
        ["investigate", case, "-o", report, "--quiet"],
        ["report", report, "-o", regulator, "--quiet"],
        ["report", report, "--level", "public", "-o", public, "--quiet"],
        ["seal", regulator, "-o", tmp_path / "sealed", "--quiet"],
    )
    assert _content(report) == {"addresses.txt": b"192.0.2.11\n192.0.2.10\n"}
    assert _content(regulator) == {"addresses.txt": b"Visitor 2\nVisitor 1\n"}
    assert _content(public) == {}
    assert (tmp_path / "sealed" / "data" / "addresses.txt").read_bytes() == b"Visitor 2\nVisitor 1\n"
    _commands(recipe, ["purge", regulator, "--yes", "--quiet"])
    assert _content(regulator) == {}
    assert (regulator / "report.html").is_file()


def test_the_recipe_names_what_else_knows_the_files(recipe: Recipe) -> None:
    """The level of the public, what a purge leaves, the exit for text from a log, and the lists of the tests."""
    recipe.names("_counts_alone", "_STAYS", "OURS")
    recipe.there("forensics/custody/purge.py", "forensics/language/untrusted.py")
    recipe.there("tests/report/test_write.py", "tests/custody/test_purge.py")
