"""A recipe of CONTRIBUTING.md, followed in a copy of the package: what it says to write, and where."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Program", "Recipe", "lost", "recipe"]

ROOT = Path(__file__).parents[2]

Program = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Recipe:
    """What stands under one heading, and the folder with the copy in which it is followed."""

    text: str
    folder: Path

    def place(self, *names: str) -> Path:
        """Where these names lead in the copy; the recipe must give each of them, and it must be there."""
        self._says(*names)
        path = self.folder.joinpath(*names)
        assert path.exists(), path.relative_to(self.folder)
        return path

    def code(self) -> list[str]:
        """The blocks of code that the recipe shows, in order."""
        blocks = re.findall(r"^ *```python\n(.*?)^ *```$", self.text, re.MULTILINE | re.DOTALL)
        return [textwrap.dedent(block) for block in blocks]

    def put_into(self, path: Path, name: str, entry: str) -> None:
        """Writes an entry at the head of the list or tuple that the recipe calls by this name: `KINDS`, or `formats()`
        for what that function returns."""
        self._says(name)
        source = path.read_text(encoding="utf-8")
        [held] = _values(ast.parse(source), name.removesuffix("()"))
        assert isinstance(held, ast.List | ast.Tuple)
        lines = source.splitlines(keepends=True)
        head, rest = lines[held.lineno - 1][: held.col_offset + 1], lines[held.lineno - 1][held.col_offset + 1 :]
        lines[held.lineno - 1] = f"{head}\n{entry.rstrip()},\n{rest}"
        path.write_text("".join(lines), encoding="utf-8")

    def bring(self, *names: str) -> None:
        """Copies more files or folders of the project."""
        for name in names:
            copied = self.folder / name
            copied.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy2)(ROOT / name, copied)

    def run(self, *arguments: str) -> Program:
        """Python in the copy, with the package that was changed there; not measured, for it is not what is tested."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "PYTEST_"))}
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True, encoding="utf-8", check=False, cwd=self.folder,
            env=ours | {"PYTHONPATH": str(self.folder), "PYTHONUTF8": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        )  # fmt: skip

    def test(self, file: Path, about: str) -> Program:
        """The tests of a file whose names hold that, with a word on each."""
        return self.run("-m", "pytest", "-p", "no:cacheprovider", "-rA", "-k", about, str(file))

    def count(self, log: str, *options: str) -> tuple[int, dict[str, Any]]:
        """The exit code and the findings of `forensics count` on report.pdf in this log."""
        path = self.folder / "access.log"
        path.write_text(log, encoding="utf-8", newline="")
        options = ("--size", "48211", "--jobs", "1", "--json", "--quiet", *options)
        done = self.run("-m", "forensics", "count", "report.pdf", str(path), *options)
        assert done.stderr == ""
        return done.returncode, json.loads(done.stdout)

    def _says(self, *names: str) -> None:
        assert [name for name in names if f"`{name}`" not in self.text] == []


def recipe(title: str, folder: Path) -> Recipe:
    """The recipe with that title, and a copy of the package in that folder."""
    found = Recipe(_section(title), folder)
    found.bring("forensics")
    return found


def lost(title: str) -> list[str]:
    """The files and folders that the recipe with that title names and that are not there."""
    named = re.findall(r"`([\w./]+/[\w./]*)`|\]\(([^)]+)\)", _section(title))
    assert named
    return [name for pair in named for name in pair if not (ROOT / name).exists()]


def _section(title: str) -> str:
    _, text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split(f"\n## {title}\n")
    return text.partition("\n## ")[0]


def _values(module: ast.Module, name: str) -> Iterator[ast.expr | None]:
    """What stands under that name at the top of a module, or is returned last by the function of that name."""
    for node in module.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                yield value
            case ast.FunctionDef(name=found, body=[*_, ast.Return(value=value)]) if found == name:
                yield value
