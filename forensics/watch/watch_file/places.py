"""Where folders and files lie to each other: what this program writes must be neither published nor beside logs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from forensics.model import Log
from forensics.sources import is_url
from forensics.watch.watched import Root

__all__ = ["absolute", "is_beside", "root_around"]

_WILD = re.compile(r"[*?\[]")


def absolute(text: str, folder: Path) -> Path:
    """The path as it is meant, relative to `folder`; links in it stay."""
    return Path(os.path.abspath(folder / text))  # noqa: PTH100 - Path.absolute keeps "..", resolve follows links


def _lies_in(path: Path, folder: Path) -> bool:
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
    return next((root for root in roots if _lies_in(path, root.path)), None)


def is_beside(path: Path, logs: Iterable[Log], folder: Path) -> Path | None:
    """The folder of logs, relative to `folder`, in which a path lies; below it as well where logs are sought there.

    Who keeps the watch file among the logs has chosen that place, as long as nothing there is taken for a log.
    """
    for log in logs:
        if log.path and log.path != "-" and not is_url(log.path):
            of = absolute(log.path, folder)
            holding, is_whole = _holding(of)
            if _lies_in(path, holding) and (is_whole or _lies_in(holding, path.parent)):
                if holding == folder and not is_whole and not fnmatch(path.name, of.name):
                    continue
                return holding
    return None


def _holding(path: Path) -> tuple[Path, bool]:
    """The folder in which logs lie, as far as their path says it without wildcards, and whether they are sought in the
    folders below it too."""
    plain = Path(path.anchor)
    names = path.parts[1:]
    for index, name in enumerate(names):
        if _WILD.search(name) and not os.path.lexists(plain / name):
            return plain, index + 1 < len(names)
        plain /= name
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where it may not look
        return path, True
    return path.parent, False
