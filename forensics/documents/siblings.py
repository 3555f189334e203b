"""Where one document hides something, those beside it often do: the documents of its folder that nobody asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from forensics.documents.folders import is_document

__all__ = ["siblings"]

#: Files of a folder that are looked at.
_MOST = 1000


def siblings(hits: Iterable[Path], inspected: Iterable[Path]) -> tuple[Path, ...]:
    """Documents in the folders of those that hide something, without those that were inspected: first what was changed
    at about the time of a hit."""
    known = {path.absolute() for path in inspected}
    folders: dict[Path, list[float]] = {}
    for path in hits:
        folders.setdefault(path.absolute().parent, []).append(_changed(path))
    found = [(each, times) for folder, times in folders.items() for each in _beside(folder, known)]
    return tuple(path for path, _ in sorted(found, key=lambda pair: (_distance(*pair), pair[0])))


def _beside(folder: Path, known: set[Path]) -> Sequence[Path]:
    try:
        files = sorted(islice((path for path in folder.iterdir() if path not in known), _MOST))
    except OSError:
        return ()
    return [path for path in files if path.is_file() and is_document(path)]


def _distance(path: Path, times: Sequence[float]) -> int:
    """Days between its last change and that of the nearest hit."""
    return min(int(abs(_changed(path) - time) // 86_400) for time in times)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
