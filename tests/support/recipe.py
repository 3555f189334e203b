"""A recipe of CONTRIBUTING.md, followed in a copy of the package, by the names that the recipe gives and no others."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

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
        self.text = " ".join(dict(zip(sections[1::2], sections[2::2], strict=True))[title].split())
        self.folder = folder
        shutil.copytree(ROOT / "forensics", folder / "forensics")
        shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("*.svg", "*.png"))

    def names(self, *words: str) -> None:
        """The recipe speaks of each of these."""
        missing = [word for word in words if f"`{word}`" not in self.text]
        assert not missing, f"the recipe does not name {missing}"

    def there(self, *paths: str) -> None:
        """The recipe speaks of each of these, and the project has it."""
        self.names(*paths)
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
        """An entry more in the tuple or dict of that name, or that the function of that name returns; or in the one
        that lies there under a key."""
        self.names(name)
        holder = _holder(self.file(path), name)
        if under is not None:
            assert isinstance(holder, ast.Dict)
            holder = dict(zip(map(ast.literal_eval, filter(None, holder.keys)), holder.values, strict=True))[under]
        assert isinstance(holder, ast.Dict | ast.Tuple)
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
