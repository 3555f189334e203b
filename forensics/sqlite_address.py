"""Where a database lies, as SQLite is told it: by a URI, which alone can say that nothing is to be written."""

from __future__ import annotations

from pathlib import PurePath

__all__ = ["address", "unchanging"]


def address(path: PurePath, mode: str) -> str:
    """The URI of a file by its absolute path, opened as `mode` says: ro, rw, rwc."""
    uri = path.as_uri()
    if not uri.startswith("file:///"):  # on a share of Windows: the machine is a part of the path to SQLite
        uri = f"file:////{uri.removeprefix('file://')}"
    return f"{uri}?mode={mode}"


def unchanging(path: PurePath) -> str:
    """The same, to be read alone, of a file that nobody changes: no lock and no journal beside it."""
    return f"{address(path, 'ro')}&immutable=1"
