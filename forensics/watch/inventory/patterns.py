"""Which files of a folder are taken: globs on the path below it, as `PurePath.full_match` of Python 3.13 has them.

`*`, `?` and `[...]` stay within one segment, `**` as a segment stands for any number of them, and a pattern speaks of
the whole path: `*.xlsx` is of the folder itself, `**/*.xlsx` of all below it. In addition, a slash at the end means all
below (`drafts/` is `drafts/**`), and one at the beginning nothing. Hidden files are files. Case counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Selection", "expression", "selection"]

_TOKEN = re.compile(r"\[!?\]?[^\]]*\]|.", re.DOTALL)
_IN_CLASS = re.compile(r"([\\\[\]^&~|])")
_ANY = "**"
_SIGNS = {"*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is taken."""

    include: re.Pattern[str] | None  # None: every file
    exclude: re.Pattern[str] | None  # None: none
    beside: tuple[str, ...] = ()  # folders, with a slash at the end, that are served from elsewhere

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.include is None and self.exclude is None and not self.beside

    def takes(self, path: str) -> bool:
        """A file, by its path below the folder, with slashes."""
        if self.exclude is not None and self.exclude.fullmatch(path):
            return False
        if path.startswith(self.beside):
            return False
        return self.include is None or self.include.fullmatch(path) is not None

    def enters(self, folder: str) -> bool:
        """A folder, with a slash at the end: whether something below it may be taken."""
        if self.beside and folder.startswith(self.beside):
            return False
        # What is left out by a pattern that ends in ** is left out with all that lies below it.
        return self.exclude is None or not self.exclude.fullmatch(folder)


def selection(include: Sequence[str], exclude: Sequence[str], beside: Sequence[str] = ()) -> Selection:
    """Raises ValueError for a pattern that is none."""
    return Selection(_one_of(include), _one_of(exclude), tuple(beside))


def _one_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(expression, patterns)), re.DOTALL) if patterns else None


def expression(pattern: str) -> str:
    """The glob as a regular expression of the whole path. Raises ValueError where it is none."""
    *folders, last = pattern.removeprefix("/").split("/")
    made = "".join("(?:.+/)?" if part == _ANY else f"{_segment(part)}/" for part in folders)
    made += ".*" if last in {_ANY, ""} else _segment(last)
    try:
        re.compile(made)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no glob: {error}") from error
    return made


def _segment(part: str) -> str:
    return "".join(map(_token, _TOKEN.findall(part)))


def _token(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if len(sign) < 3:
        return re.escape(sign)
    negated = "^" if sign[1] == "!" else ""
    letters = _IN_CLASS.sub(r"\\\1", sign[2:-1] if negated else sign[1:-1])
    return f"(?!/)[{negated}{letters}]"
