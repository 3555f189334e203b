"""The id of a new case: from its title or its place, and never that of another case or report beside it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from forensics.casefile.values import DEVICES

__all__ = ["new_id"]

_LONGEST = 80
#: Names that say nothing of a case, and that many would have.
_USUAL = frozenset({"case", "new", "zaak", "casefile", "forensics", "tmp", "logs", "untitled", "test"})
_REPORTS = "reports"


def new_id(target: Path, title: str = "") -> str:
    """An id for a case in that file: from its title, else the name of the file, or of its folder where that of the file
    says nothing. With a number behind it where a report or another case beside it has it already."""
    target = target.absolute()
    wanted = next(
        (
            name
            for text in (title, target.stem, target.parent.name)
            if (name := _slug(text)) and not _says_nothing(name, title)
        ),
        "case",
    )
    taken = frozenset(_taken(target))
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(name for name in numbered if name.casefold() not in taken)


def _says_nothing(name: str, title: str) -> bool:
    return not title and name.casefold() in _USUAL


def _slug(text: str) -> str:
    """The text as an id: letters without accents, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    short = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    return f"case-{short}" if DEVICES.fullmatch(short) else short


def _taken(target: Path) -> Iterator[str]:
    """Ids in use, in lower case: of reports where reports would go, and of the cases in the same folder."""
    for folder in dict.fromkeys((Path.cwd() / _REPORTS, target.parent / _REPORTS)):
        yield from (path.name.casefold() for path in _entries(folder))
    for path in _entries(target.parent):
        if path.suffix == ".toml" and path != target:
            yield from _id_in(path)


def _entries(folder: Path) -> Iterable[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return ()


def _id_in(path: Path) -> Iterator[str]:
    try:
        case = tomllib.loads(path.read_text(encoding="utf-8")).get("case")
    except (OSError, ValueError, RecursionError):
        return
    if isinstance(case, dict) and isinstance(case.get("id"), str):
        yield case["id"].casefold()
