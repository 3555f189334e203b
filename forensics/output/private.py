"""Files and folders for their owner alone, whatever the umask: what comes out of this tool is personal data.

Windows knows no such modes but one: a folder that is made 0700 is for its owner, the administrators and the system
alone, with all that is put into it (since Python 3.11.10, 3.12.4 and 3.13); a file has the rights of its folder.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from pathlib import Path

from forensics.output.patience import patiently

__all__ = ["HALF_WRITTEN", "file_for_owner", "make_folder", "place_above", "replace_file", "settle", "write_file"]

#: The name of what was to replace a file, where whoever wrote it was killed.
HALF_WRITTEN = re.compile(r"\.[\w-]+\.\w+\.new")


def write_file(path: Path, content: bytes) -> None:
    """A new file, 0600. Raises OSError, FileExistsError where there is one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def replace_file(path: Path, content: bytes, mode: int = 0o600) -> None:
    """The file with this content and mode, whatever the umask: until it is whole, what was there stays. Raises
    OSError."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    try:
        write_file(new, content)
        new.chmod(mode)
        settle(new)
        patiently(lambda: new.replace(path))
        settle(path.parent)
    finally:
        new.unlink(missing_ok=True)


def settle(path: Path) -> None:
    """What a file holds, or which names a folder, is on the disk from now on: a power failure takes none of it.

    Raises OSError, but for a folder of a file system or of a system that does not do that.
    """
    folder = path.is_dir()
    if folder and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    except OSError:
        if not folder:
            raise
    finally:
        os.close(handle)


def file_for_owner(path: Path) -> None:
    """A file that may have been there, 0600. Raises OSError."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


def place_above(path: Path) -> Path:
    """The nearest folder above that is there. Raises OSError where none is: on Windows there may be no such drive."""
    above = next((place for place in path.parents if place.exists()), None)
    if above is None:
        raise FileNotFoundError(errno.ENOENT, "there is no such drive or share", path.anchor)
    return above


def make_folder(path: Path) -> tuple[Path, ...]:
    """A folder, and each above it that is missing, 0700; what is there stays as it is. Which were missing, the
    outermost first. Raises OSError."""
    missing = tuple(reversed([each for each in (path, *path.parents) if not each.exists()]))
    for folder in missing:
        folder.mkdir(mode=0o700, exist_ok=True)
    if not path.is_dir():
        path.mkdir(mode=0o700)  # says what stands in the way
    return missing
