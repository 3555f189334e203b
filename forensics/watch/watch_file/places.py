"""Where folders and files lie to each other: what this program writes must be neither published nor beside logs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from forensics.model import Log
from forensics.sources import is_url
from forensics.watch.watched import Root

__all__ = ["absolute", "lies_in", "log_folders", "root_around"]

_WILD = re.compile(r"[*?\[]")


def absolute(text: str, folder: Path) -> Path:
    """The path as it is meant, relative to `folder`; links in it stay."""
    return Path(os.path.abspath(folder / text))  # noqa: PTH100 - Path.absolute keeps "..", resolve follows links


def lies_in(path: Path, folder: Path) -> bool:
    """Whether the path is the folder or below it, by its names or by where links lead."""
    return any(
        folder_as in (path_as, *path_as.parents) for path_as in _spellings(path) for folder_as in _spellings(folder)
    )


def _spellings(path: Path) -> tuple[Path, ...]:
    try:
        return path, path.resolve()
    except (OSError, RuntimeError):  # a circle of links
        return (path,)


def root_around(path: Path, roots: Iterable[Root]) -> Root | None:
    """The published folder in which a path lies."""
    return next((root for root in roots if lies_in(path, root.path)), None)


def log_folders(logs: Iterable[Log], folder: Path) -> Iterator[Path]:
    """The folders in which logs lie, as far as their paths say it without wildcards."""
    for log in logs:
        if log.path and log.path != "-" and not is_url(log.path):
            yield _holding(absolute(log.path, folder))


def _holding(path: Path) -> Path:
    """The folder itself, or that of the file or of the first name with a wildcard."""
    plain = PurePath(path.anchor)
    for name in path.parts[1:]:
        if _WILD.search(name) and not os.path.lexists(plain / name):
            return Path(plain)
        plain /= name
    return path if os.path.isdir(path) else path.parent  # noqa: PTH112 - Path.is_dir raises where it may not look
