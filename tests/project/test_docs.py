"""The documentation says what is true: generated pages, commands, verdicts, limitations, exit codes."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

from forensics.casefile import case_schema
from forensics.cli import main
from forensics.downloads.rules import RULES
from forensics.findings.definitions import DEFINITIONS
from forensics.findings.limitations.limitations import CODES, KINDS
from forensics.formats import registry
from forensics.model.schema import VERDICTS
from forensics.watch.watch_file import watch_schema

#: Rows of docs/watch-file.md that are kinds of a sink.
SINKS = {"file", "syslog", "journald", "notify", "webhook"}
#: What may follow the name of the program in a text without being a command.
SPOKEN: set[str] = set()
ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(main.commands)


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks up the module that it stands in
    spec.loader.exec_module(module)
    return module


GENERATED = {**_script("generate").PAGES, **_script("reference").PAGES}


def test_picture_of_the_house_is_drawn_from_the_imports() -> None:
    """docs/architecture.svg is what `make architecture` writes, and the page names every room and no other."""
    drawn = _script("architecture")
    assert (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8") == drawn.picture()
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == set(drawn.house().rooms)


def test_walks_through_the_house_lead_through_files_that_are_there() -> None:
    """Each row of docs/architecture.md names files of the package, and none twice."""
    _, _, page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## Six walks")
    walks = [
        re.findall(r"`([\w./]+)`", row) for row in page.partition("\n## ")[0].splitlines() if row.startswith("| a")
    ]
    assert len(walks) == 6
    for walk in walks:
        assert len(walk) == len(set(walk)) > 3
        assert [name for name in walk if not (ROOT / "forensics" / name).exists()] == []


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_generated_page_is_what_the_code_says(name: str) -> None:
    """`make golden` writes the pages anew."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == GENERATED[name]()


@pytest.mark.parametrize(("page", "schema"), [("case-file.md", case_schema()), ("watch-file.md", watch_schema())])
def test_every_key_of_a_file_that_people_write_is_explained(page: str, schema: dict[str, Any]) -> None:
    """A row of a table for each key of the schema, and none for a key that is not there."""
    told = re.findall(r"^\| `([a-z_0-9]+)` \|", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE)
    parts = [schema, *schema["$defs"].values()]
    keys = {key for part in parts for key, value in part.get("properties", {}).items()}
    tables = {"case", "parties", "counting", "notification", "logs", "windows", "watch", "roots", "sinks", "files"}
    assert set(told) - SINKS == keys - (tables - set(told))
    assert len(keys) > 30


def test_commands_in_the_text_of_pages_are_those_there_are() -> None:
    """What stands between backquotes names a command, and options that it has."""
    wrong = []
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for text in re.findall(r"(?<![`\\])`forensics ([a-z][^`]*)`(?!`)", page.read_text(encoding="utf-8")):
            name, *rest = re.split(r"\s+", text)
            command = main.commands.get(name)
            known = _options(command) if command else set()
            wrong += [(page.name, text) for option in re.findall(r"--[a-z-]+", " ".join(rest)) if option not in known]
            wrong += [] if command or name in SPOKEN else [(page.name, text)]
    assert wrong == []


def _options(command: click.Command) -> set[str]:
    """All options of a command and of those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {name for each in command.params for name in each.opts}
    return own.union(*map(_options, below)) | {"--help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name: str) -> None:
    """A command that nobody can find is not there."""
    assert f"`forensics {name}" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_that_parses(name: str) -> None:
    """The help shows an example, and its options are those of the command."""
    command = main.commands[name]
    example = re.search(r"Example:\n\s*(forensics .*)", command.help or "")
    assert example
    words = shlex.split(example[1])
    assert words[:2] == ["forensics", name]
    command.make_context(name, words[2:], resilient_parsing=False)


def test_the_commands_of_the_readme_parse() -> None:
    """Every forensics command in a code block of the README has a known name and known options."""
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", README, re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("forensics ")]
    assert len(commands) > 3
    for name, *words in commands:
        main.commands[name].make_context(name, words, resilient_parsing=False)


def test_exit_codes_stand_in_the_readme_and_the_help() -> None:
    """Scripts rely on 0 to 4; both texts explain each."""
    text = " ".join((main.help or "").split())
    for code in range(5):
        assert re.search(rf"\b{code} (?:answered|error|wrong|the answer)", text)
        assert re.search(rf"\b{code} (?:answered|error|wrong|the answer)", README)


def test_rules_give_only_known_verdicts() -> None:
    """The table ends with a rule that every request meets, and no verdict is misspelled."""
    assert {rule.verdict for rule in RULES} <= set(VERDICTS)
    assert all(rule.because and rule.number for rule in RULES)


def test_names_are_unique() -> None:
    """A name in a report stands for one thing."""
    for names in ([d.name for d in DEFINITIONS], [fmt.name for fmt in registry()], list(CODES)):
        assert len(names) == len(set(names))


def test_every_limitation_is_one_that_is_written() -> None:
    """Each row of the table has what finds it, or arises where a report is disclosed; and no code is in no row."""
    sources = sorted((ROOT / "forensics" / "report" / "disclosure").rglob("*.py"))
    disclosed = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert [kind.code for kind in KINDS if kind.found is None and f'"{kind.code}"' not in disclosed] == []
    assert {kind.code for kind in KINDS} == set(CODES)


def test_help_names_every_command() -> None:
    """`forensics --help` lists them all."""
    text = main.get_help(click.Context(main, **main.context_settings))  # click keeps the first help option it makes
    assert all(name in text for name in COMMANDS)
