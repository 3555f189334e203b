"""The rules of Windows and NTFS for files, kept by this system: what is open stays where it is, and names are choosy.

Of Windows: a file that is open cannot be renamed, replaced or removed, nor can a folder around it be renamed; nothing
is renamed over a folder, or by `rename` over anything; two folders cannot change places; locks of files are removed
when they are let go. Of NTFS and FAT: names that only differ in case are one, some characters and names are taken.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from forensics.output import exchange, patience

__all__ = ["cannot_be", "in_use", "names_made", "windows_rules"]

_OPEN = Path("/proc/self/fd")
_TAKEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$|^(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)')


def cannot_be(name: str) -> bool:
    """No file on Windows can be called so."""
    return _TAKEN.search(name) is not None


def in_use(path: os.PathLike[str] | str) -> OSError:
    """What Windows says of a file that another program has open."""
    return _error(errno.EACCES, 32, path)


def _error(number: int, windows: int, path: os.PathLike[str] | str) -> OSError:
    error = OSError(number, os.strerror(number), os.fspath(path))
    error.winerror = windows  # type: ignore[attr-defined]  # as Windows has it
    return error


def _is_open(path: str, folder: int | None = None) -> bool:
    """Whether this process has it open, or something below it."""
    real = os.path.realpath(path if folder is None else os.path.join(os.readlink(_OPEN / str(folder)), path))  # noqa: PTH115, PTH118
    held = []
    for link in _OPEN.iterdir():
        try:
            held.append(str(link.readlink()))
        except OSError:  # that of the listing itself
            continue
    return any(each == real or each.startswith(f"{real}/") for each in held if each != real or not Path(real).is_dir())


def windows_rules(patch: pytest.MonkeyPatch) -> None:
    """From here on; pauses between tries are not waited for."""
    if not _OPEN.exists():
        pytest.skip("this system does not tell which files are open")
    _refusing(patch, "rename", over=True)
    _refusing(patch, "replace", over=False)
    unlink = os.unlink

    def removed(path: str | os.PathLike[str], *, dir_fd: int | None = None) -> None:
        if _is_open(os.fspath(path), dir_fd):
            raise in_use(path)
        unlink(path, dir_fd=dir_fd)

    for name in ("unlink", "remove"):
        patch.setattr(os, name, removed)
    patch.setattr(shutil, "_use_fd_functions", False)
    patch.setattr(exchange, "_step", lambda: None)
    patch.setattr(patience.time, "sleep", lambda _: None)


def _refusing(patch: pytest.MonkeyPatch, name: str, *, over: bool) -> None:
    """`over`: nothing may lie at the new name at all."""
    real: Callable[..., None] = getattr(os, name)

    def moved(old: str | os.PathLike[str], new: str | os.PathLike[str], **more: Any) -> None:
        for path in (old, new):
            if _is_open(os.fspath(path)):
                raise in_use(path)
        if os.path.lexists(new) and (over or Path(new).is_dir()):
            raise _error(errno.EEXIST, 183, new) if over else _error(errno.EACCES, 5, new)
        real(old, new, **more)

    patch.setattr(os, name, moved)


_MADE: list[set[str]] = []


def names_made() -> Iterator[set[str]]:
    """The names of all files and folders that Python makes meanwhile, last parts alone; a fixture."""
    _listen()
    _MADE.append(found := set())
    yield found
    _MADE.remove(found)


@cache
def _listen() -> None:
    """An audit hook, which stays for good."""
    sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not _MADE or event not in ("open", "os.mkdir", "os.rename"):
        return
    path = arguments[1] if event == "os.rename" else arguments[0]
    if not isinstance(path, str | bytes | os.PathLike) or (event == "open" and not arguments[2] & os.O_CREAT):
        return
    _MADE[-1].add(os.path.basename(os.fsdecode(path)))  # noqa: PTH119 - a link may be broken
