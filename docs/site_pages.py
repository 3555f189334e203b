"""What MkDocs calls while it builds the site: README.md, and whatever pages link to, stand in it too.

A page links to files of the repository as GitHub resolves them, from the folder it lies in. Here each link leads to
the same file within the site: README.md is its first page, docs/ its root, all else keeps its path.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

__all__ = ["on_files", "on_page_markdown"]

ROOT = Path(__file__).parents[1]
_LINK = re.compile(r"(?<=\]\()(?!\w+:|#)([^)#\s]+)")
_FENCE = re.compile(r"\s*```")
_ITEM = re.compile(r"(?:-|\d+\.) +")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """All pages of docs/, README.md, and each file that one of them leads to."""
    waiting = ["README.md", *(f"docs/{file.src_uri}" for file in files.documentation_pages())]
    known = set(waiting)
    while waiting:
        path = waiting.pop(0)
        if path == "README.md" or not path.startswith("docs/"):
            files.append(_file(path, config))
        reached = dict.fromkeys(_linked(path))
        waiting += [link for link in reached if link not in known and (ROOT / link).exists()]
        known.update(reached)
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """The text of a page, with links that lead where they lead on GitHub, and lists indented as MkDocs reads them."""
    here = page.file.src_uri
    base = posixpath.dirname(_in_repository(here))

    def led(found: re.Match[str]) -> str:
        return quote(posixpath.relpath(_in_site(_reached(base, found)), posixpath.dirname(here) or "."))

    return _indented(_LINK.sub(led, markdown))


def _file(path: str, config: MkDocsConfig) -> File:
    """A file from outside docs/; for a folder, a page that lists what is in it."""
    if (ROOT / path).is_dir():
        listed = InclusionLevel.NOT_IN_NAV
        return File.generated(config, _in_site(path), content=_listing(path), inclusion=listed)
    return File.generated(config, _in_site(path), abs_src_path=str(ROOT / path))


def _linked(path: str) -> Iterator[str]:
    """The files that a page or a folder leads to, from the root of the repository; none outside it."""
    if (ROOT / path).is_dir():
        yield from (f"{path}/{name}" for name in _within(path))
    elif path.endswith(".md"):
        for found in _LINK.finditer((ROOT / path).read_text(encoding="utf-8")):
            target = _reached(posixpath.dirname(path), found)
            if not target.startswith(".."):
                yield target


def _reached(folder: str, link: re.Match[str]) -> str:
    """The file that a link of a page in that folder leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(link[1])))


def _within(folder: str) -> list[str]:
    return sorted(entry.name for entry in (ROOT / folder).iterdir())


def _listing(folder: str) -> str:
    name = posixpath.basename(folder)
    return f"# {folder}\n\n" + "".join(f"- [{entry}]({quote(f'{name}/{entry}')})\n" for entry in _within(folder))


def _in_site(path: str) -> str:
    """Where a file of the repository stands in the site."""
    if path == "README.md":
        return "index.md"
    if (ROOT / path).is_dir():
        return f"{path}.md"
    return path.removeprefix("docs/")


def _in_repository(path: str) -> str:
    """Where a page of the site stands in the repository."""
    if path == "index.md":
        return "README.md"
    return f"docs/{path}" if (ROOT / "docs" / path).exists() else path


def _indented(markdown: str) -> str:
    """What belongs to an item of a list, four blanks in: on GitHub it may stand below the item's first letter."""
    lines = []
    depth = 0  # of the text of the item that lines may belong to
    fenced = False
    for line in markdown.split("\n"):
        item = None if fenced else _ITEM.match(line)
        if item:
            depth = len(item[0])
        elif line and not line.startswith(" " * depth) and not fenced:
            depth = 0
        fenced ^= bool(_FENCE.match(line))
        lines.append(" " * (4 - depth) + line if depth and not item and line else line)
    return "\n".join(lines)
