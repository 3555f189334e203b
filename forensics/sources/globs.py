"""A log's path as the case states it -> the files it names."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatch, fnmatchcase
from pathlib import Path

from forensics.errors import SourceError
from forensics.model import Log
from forensics.sources.remote.failures import insist
from forensics.sources.remote.stores import State, Store, StoredObject
from forensics.sources.urls import Url, is_url, unread_scheme

__all__ = ["STDIN", "locate"]

STDIN = Path("-")

_WILD = re.compile(r"[*?\[]")


def locate(log: Log, folder: Path) -> tuple[Path | Url, ...]:
    """The files that `log.path` names, relative to `folder`, in natural order (.2 before .10).

    A path is taken literally as far as it exists, so that brackets in real names work; what is
    left is a pattern: `*`, `?`, `[...]` within a name ("[[]" is a bracket), `**` for any depth.
    Accents fit however the system that wrote the name composes them.
    A folder, also one that a pattern matches, stands for every file below it. Names that begin
    with a dot are passed over unless the pattern begins with one (editors and file managers
    leave such files); links to folders are not followed below a folder or `**`. "-" is standard
    input; a file of that name is "./-". A URL names objects of a store in the same way, where the store
    can list them; in one of a web server, only `*` is a wildcard.

    Raises SourceError if nothing matches, a folder may not be read or a store cannot be reached.
    """
    if is_url(log.path):
        return tuple(sorted(_located(log.path), key=lambda url: _natural(url.text)))
    if log.path == str(STDIN):
        return (STDIN,)
    if "\0" in log.path or not log.path:
        raise SourceError("not a path", where=repr(log.path))
    base, pattern = _literal_part(folder / log.path)
    if pattern and not any(_WILD.search(part) or not part.isascii() for part in pattern):
        raise _missing(log, base, pattern)
    found = sorted(set(_matches(base, pattern)), key=lambda path: _natural(path.as_posix()))
    if not found:
        raise _missing(log, base, pattern)
    return tuple(path if path != STDIN else path.absolute() for path in found)


def _literal_part(path: Path) -> tuple[Path, tuple[str, ...]]:
    """The longest leading part that exists, and the names that follow it."""
    names: list[str] = []
    while not _exists(path) and path != path.parent:
        names.append(path.name)
        path = path.parent
    return path, tuple(reversed(names))


def _exists(path: Path) -> bool:
    try:
        path.lstat()
    except PermissionError as error:
        raise _forbidden(path.parent) from error
    except (OSError, ValueError):  # also: a pattern that is too long to be a name
        return False
    return True


def _matches(path: Path, pattern: tuple[str, ...]) -> Iterator[Path]:
    """The files below `path` that the rest of a pattern matches."""
    if not pattern:
        yield from _files_below(path) if path.is_dir() else (path,)
        return
    name, rest = pattern[0], pattern[1:]
    if name == "**":
        yield from _matches(path, rest)
    for entry in _entries(path, hidden=name.startswith(".")):
        if name == "**":
            if entry.is_dir(follow_symlinks=False):
                yield from _matches(path / entry.name, pattern)
        elif _fits(entry.name, name) and (entry.is_dir() or not rest):
            yield from _matches(path / entry.name, rest)


def _fits(name: str, pattern: str) -> bool:
    """An accent is a part of its letter or a character behind it, as the system that wrote the name had it (macOS)."""
    return fnmatch(unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", pattern))


def _files_below(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder, hidden=False):
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(folder / entry.name)
        elif not entry.is_dir() and (entry.is_file() or entry.is_symlink()):
            yield folder / entry.name


def _entries(folder: Path, *, hidden: bool) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if hidden or not entry.name.startswith(".")]
    except PermissionError as error:
        raise _forbidden(folder) from error
    except NotADirectoryError:
        return []
    except OSError as error:  # gone meanwhile; on Windows a drive or a share that is not there
        raise SourceError(f"this folder cannot be read: {error.strerror}", where=str(folder)) from error


def _natural(text: str) -> tuple[list[str | int], str]:
    parts = re.split("([0-9]+)", text)
    return [int(part) if index % 2 else part for index, part in enumerate(parts)], text


def _forbidden(folder: Path) -> SourceError:
    return SourceError(
        "permission to read this folder is missing",
        where=str(folder),
        hint="run as a user who may read it, or copy the logs to a folder of your own",
    )


def _missing(log: Log, base: Path, pattern: tuple[str, ...]) -> SourceError:
    """What is wrong with a path that names no file; `base` is the part of it that exists, `pattern` what follows."""
    if not pattern and base.is_dir() and not any(True for _ in _entries(base, hidden=True)):
        return SourceError("no log found: the folder is empty", where=str(base))
    hint = f"{base.absolute()} exists; check what follows it, upper and lower case included"
    if "\\" in log.path and os.sep != "\\":
        hint = "on this system folders are parted by /, not by \\"
    return SourceError("no log matches this path", where=log.path, hint=hint)


def _located(text: str) -> set[Url]:
    """The objects that a URL names: one, all in a folder, or those that a pattern matches."""
    url = Url(text)
    if reason := unread_scheme(text):
        raise SourceError(reason, where=url.shown)
    store = Store(url)
    base, pattern = _fixed_part(url)
    state = _state_if_there(store) if pattern else insist(url, store.state)
    if state is not None and not state.folder:
        return {Url(text, state.size)}
    if state is not None:
        base, pattern = text.rstrip("/"), ()
    folder = Store(Url(f"{base}/"))
    root = folder.path.rstrip("/")
    found = {Url(base + entry.path.removeprefix(root), entry.size) for entry in _listed(folder, root, pattern)}
    if not found:
        hint = "check the URL, upper and lower case included"
        raise SourceError("no log matches this URL", where=url.shown, hint=hint)
    return found


def _fixed_part(url: Url) -> tuple[str, tuple[str, ...]]:
    """What stands before the first name with a wildcard, and the names from there on; no names without one."""
    scheme, _, rest = url.text.partition("://")
    store, *names = rest.split("/")
    wild = [index for index, name in enumerate(names) if _is_wild(name, url)]
    fixed = len(names) if not wild else wild[0]
    return f"{scheme}://{'/'.join([store, *names[:fixed]])}", tuple(names[fixed:])


def _is_wild(name: str, url: Url) -> bool:
    """In a URL of a web server only a star is one; "?" begins a query there, and a version elsewhere."""
    return "*" in name or (not url.is_web and "?version" not in name and _WILD.search(name) is not None)


def _state_if_there(store: Store) -> State | None:
    """A name may hold what looks like a wildcard."""
    try:
        return None if store.url.is_web else insist(store.url, store.state)
    except SourceError:  # told by the listing that follows
        return None


def _listed(store: Store, folder: str, pattern: tuple[str, ...]) -> Iterator[StoredObject]:
    """The objects below a folder that the rest of a pattern matches; all of them without one."""
    name = pattern[0] if pattern else "*"
    if name == "**":
        yield from _listed(store, folder, pattern[1:])
    for entry in insist(store.url, lambda: store.entries(folder)):
        if entry.name.startswith(".") and not name.startswith("."):
            continue
        if not pattern or name == "**":
            if entry.folder:
                yield from _listed(store, entry.path, pattern)
            elif not pattern:
                yield entry
        elif fnmatchcase(entry.name, name):
            if entry.folder:
                yield from _listed(store, entry.path, pattern[1:])
            elif len(pattern) == 1:
                yield entry
