"""A recipe of CONTRIBUTING.md, followed in a copy of the package, by the names that the recipe gives and no others."""

from __future__ import annotations

import ast
import json
import re
import shutil
import textwrap
from pathlib import Path
from typing import Any

from tests.support.command import Program, elsewhere

__all__ = ["ROOT", "Recipe"]

ROOT = Path(__file__).parents[2]

#: Writes pages of docs/ as the last step of `make golden` does, without those that take their time.
_PAGES = """
import sys
sys.path.insert(0, "docs")
from generate import DOCS, PAGES
for name in sys.argv[1:]:
    (DOCS / name).write_text(PAGES[name](), encoding="utf-8", newline="")
"""


class Recipe:
    """One section of CONTRIBUTING.md, and a folder with the package and docs/ in which its steps are done."""

    def __init__(self, title: str, folder: Path) -> None:
        sections = re.split(r"^## (.*)\n", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
        self.section = dict(zip(sections[1::2], sections[2::2], strict=True))[title]
        self.text = " ".join(self.section.split())
        self.folder = folder
        self.bring("forensics", "docs")

    def bring(self, *names: str) -> None:
        """Copies files or folders of the project."""
        for name in names:
            copied = self.folder / name
            copied.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copied, ignore=shutil.ignore_patterns("__pycache__", "*.svg"))
            else:
                shutil.copy2(ROOT / name, copied)

    def code(self) -> list[str]:
        """The blocks of code that the recipe shows, in order."""
        blocks = re.findall(r"^ *```python\n(.*?)^ *```$", self.section, re.MULTILINE | re.DOTALL)
        return [textwrap.dedent(block).rstrip() for block in blocks]

    def names(self, *words: str) -> None:
        """The recipe speaks of each of these."""
        missing = [word for word in words if f"`{word}`" not in self.text]
        assert not missing, f"the recipe does not name {missing}"

    def there(self, *paths: str) -> None:
        """The recipe speaks of each of these, whole or by folder and name, and the project has it."""
        for path in paths:
            folder, _, name = path.rpartition("/")
            self.names(*([path] if f"`{path}`" in self.text or not name else [f"{folder}/", name]))
        missing = [path for path in paths if not (ROOT / path).exists()]
        assert not missing, f"the recipe names what is not there: {missing}"

    def file(self, path: str) -> Path:
        """The copy of a file that the recipe speaks of."""
        self.there(path)
        return self.folder / path

    def new(self, folder: str, name: str, text: str) -> None:
        """A new file in a folder that the recipe speaks of."""
        (self.file(folder) / name).write_text(text, encoding="utf-8", newline="")

    def add(self, path: str, name: str, entry: str, *, under: str | None = None, before_last: bool = False) -> None:
        """An entry more in the list or dict of that name, or that the function of that name returns; or in the one that
        lies there under a key."""
        self.names(name)
        holder = _holder(self.file(path), name.removesuffix("()"))
        if under is not None:
            assert isinstance(holder, ast.Dict)
            holder = dict(zip(map(ast.literal_eval, filter(None, holder.keys)), holder.values, strict=True))[under]
        assert isinstance(holder, ast.Dict | ast.Tuple | ast.List)
        last = (holder.values if isinstance(holder, ast.Dict) else holder.elts)[-1]
        if before_last:
            self._insert(path, last.lineno, last.col_offset, f"{entry}, ")
        else:
            self._insert(path, last.end_lineno, last.end_col_offset, f", {entry}")

    def needs(self, path: str, line: str) -> None:
        """An import more, behind the others."""
        imports = [node for node in ast.parse(self.file(path).read_bytes()).body if isinstance(node, ast.ImportFrom)]
        self._insert(path, imports[-1].end_lineno, imports[-1].end_col_offset, f"\n{line}")

    def translate(self, path: Path, sentences: dict[str, str]) -> None:
        """Writes translations into a catalogue that has the sentences, each without one."""
        text = path.read_text(encoding="utf-8")
        for sentence, translation in sentences.items():
            before = f'msgid "{sentence}"\nmsgstr ""\n'
            assert before in text, f"{path.name} does not wait for {sentence!r}"
            text = text.replace(before, f'msgid "{sentence}"\nmsgstr "{translation}"\n')
        path.write_text(text, encoding="utf-8", newline="")

    def make_messages(self) -> Program:
        """What `make messages` runs."""
        self.names("make messages")
        [script] = _scripts("messages")
        return elsewhere(self.folder, script)

    def make_golden(self, *pages: str) -> dict[str, str]:
        """Pages of docs/ that `make golden` writes, by name."""
        self.names("make golden")
        missing = [page for page in pages if f"docs/{page}" not in self.text]
        assert not missing, f"the recipe does not name {missing}"
        assert "docs/generate.py" in _scripts("golden")
        assert elsewhere(self.folder, "-c", _PAGES, *pages).returncode == 0
        return {page: (self.folder / "docs" / page).read_text(encoding="utf-8") for page in pages}

    def forensics(self, *arguments: str | Path) -> Program:
        """The command of the copy."""
        return elsewhere(self.folder, "-m", "forensics", *arguments)

    def tests(self, path: str, about: str) -> Program:
        """The tests of a file that the recipe speaks of, whose names hold that, with a word on each."""
        return elsewhere(
            self.folder, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-rA", "-k", about, self.file(path)
        )

    def count(self, log: str, *options: str) -> tuple[int, dict[str, Any]]:
        """The exit code and the findings of `forensics count` on a report.pdf of 48,211 bytes in this log."""
        path = self.folder / "access.log"
        path.write_text(log, encoding="utf-8", newline="")
        given = ("--size", "48211", "--jobs", "1", "--json", "--quiet", *options)
        done = self.forensics("count", "report.pdf", path, *given)
        assert done.stderr == ""
        return done.returncode, json.loads(done.stdout)

    def _insert(self, path: str, line: int | None, column: int | None, text: str) -> None:
        """Writes into a file at a place that `ast` gives: lines from 1, columns in bytes."""
        assert line is not None
        assert column is not None
        source = self.file(path).read_bytes()
        at = sum(map(len, source.splitlines(keepends=True)[: line - 1])) + column
        self.file(path).write_bytes(source[:at] + text.encode() + source[at:])


def _holder(path: Path, name: str) -> ast.expr:
    """What is assigned to a name of a module, or returned by its function of that name."""
    for node in ast.parse(path.read_bytes()).body:
        held = None
        if isinstance(node, ast.FunctionDef) and node.name == name and isinstance(node.body[-1], ast.Return):
            held = node.body[-1].value
        elif isinstance(node, ast.Assign | ast.AnnAssign) and name in _targets(node):
            held = node.value
        if held is not None:
            return held
    raise AssertionError(f"{path.name} has no {name}")


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _scripts(target: str) -> list[str]:
    """The scripts of docs/ that a target of the Makefile runs."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    steps = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert steps is not None
    return re.findall(r"docs/\w+\.py", steps[1])
