"""The commands that pages show, as a reader would type them, with what the pages say comes of it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Command", "File", "blocks", "matches", "of_page"]

_FENCE = re.compile(
    r"^( *)```(?P<language>\w*)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL
)
_EXIT = re.compile(r"#.*\bexit code (\d)")


@dataclass(frozen=True, slots=True)
class File:
    """A file that a page shows under its path, for the reader to save."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command: as it stands, what it is shown to print (None: nothing is shown), and the exit code it says."""

    line: int
    text: str
    shown: str | None
    code: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code on a page: the line it begins in, its language, the path it is to be saved under."""

    line: int
    language: str
    title: str | None
    text: str


def blocks(page: Path) -> Iterator[Block]:
    """Every fenced block of a page."""
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        indent = found[1]
        lines = [line.removeprefix(indent) for line in found["text"].splitlines()]
        yield Block(text.count("\n", 0, found.start()) + 2, found["language"], found["title"], "\n".join(lines) + "\n")


def of_page(page: Path) -> list[Command | File]:
    """What a reader does who follows the page from its beginning: commands to type, files to save."""
    steps: list[Command | File] = []
    for block in blocks(page):
        if block.title:
            steps.append(File(block.title, block.text))
        elif block.language == "console":
            steps += _session(block)
        elif block.language in ("sh", "bat"):
            steps += [_command(line, text, None) for line, text in _split(block)]
    return steps


def _command(line: int, text: str, shown: str | None) -> Command:
    said = _EXIT.search(text)
    return Command(line, text, shown, int(said[1]) if said else 0)


def _split(block: Block) -> Iterator[tuple[int, str]]:
    """Commands with the lines they begin in: a line, and those after it until the shell finds it whole."""
    held: list[str] = []
    for number, line in enumerate(block.text.splitlines(), block.line):
        if not held and (not line.strip() or line.startswith("#")):
            continue
        held.append(line)
        text = "\n".join(held)
        if block.language == "bat" or _whole(text):
            yield number - len(held) + 1, text
            held = []
    assert not held, f"not a whole command: {held}"


def _whole(text: str) -> bool:
    if text.endswith("\\"):
        return False
    document = re.search(r"<<-?\s*'?(\w+)'?", text)
    if document and document[1] not in text.splitlines()[1:]:
        return False
    return subprocess.run(["sh", "-n"], input=text, text=True, capture_output=True, check=False).returncode == 0


def _session(block: Block) -> Iterator[Command]:
    """Commands behind `$`, their further lines behind `>`, and what they print."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        typed, *rest = part.splitlines()
        further = [line for line in rest if line.startswith("> ")]
        shown = rest[len(further) :]
        text = "\n".join([typed, *(line.removeprefix("> ") for line in further)])
        yield _command(block.line, text, "\n".join(shown) if shown else None)


def matches(shown: str, printed: str) -> bool:
    """Whether a command printed what is shown; `...` stands for any text, on a line of its own for any lines."""
    lines = [
        r"(?:.*\n)*?" if line.strip() == "..." else r".*".join(map(re.escape, line.rstrip().split("..."))) + r" *\n"
        for line in shown.strip("\n").splitlines()
    ]
    return re.fullmatch("".join(lines), printed.strip("\n") + "\n") is not None
