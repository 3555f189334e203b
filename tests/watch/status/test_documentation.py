"""docs/watch.md: its commands parse, its links lead somewhere, and nothing that is told is missing."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from forensics.cli import main
from forensics.watch.event import KINDS

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "watch.md").read_text(encoding="utf-8")


def test_each_command_parses() -> None:
    """Those in blocks for a shell that begin a line."""
    lines = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
    calls = [
        shlex.split(re.split(r" (?:2>|>|\|)", line)[0], comments=True)[1:]
        for line in lines
        if line.startswith("forensics ")
    ]
    assert len(calls) > 5
    for name, *words in calls:
        command = main.commands[name]
        if isinstance(command, click.Group):
            command = command.commands[words.pop(0) if words[0] in command.commands else "run"]
        command.make_context(name, words)


def test_each_event_and_each_exit_code_has_a_row() -> None:
    """In the order of the contract."""
    assert re.findall(r"^\| `(\w+)` \| [a-zA-Z].*`", PAGE, re.MULTILINE)[: len(KINDS)] == list(KINDS)
    assert re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE) == list("01234")


@pytest.mark.parametrize("name", ["watch.md", "watch-file.md", "watch-sinks.md"])
def test_links_lead_somewhere(name: str) -> None:
    """To a file of the repository, and to a heading that it has; the three pages name each other."""
    text = (DOCS / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text)
    for path, heading in links:
        target = (DOCS / path).resolve() if path else DOCS / name
        assert target.exists(), path
        if heading:
            heads = re.findall(r"^#+ (.*)", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w\- ]", "", head).lower().replace(" ", "-") for head in heads}
    assert name == "watch.md" or "watch.md" in dict(links)
