"""Files of a folder that may have come from anybody: those that lie in it, and no more of them than can be borne.

A link, also one to a folder on the way, would lead out of it; a pipe would be waited for; a device never ends.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from io import BufferedReader
from pathlib import Path, PurePath
from typing import Any, NoReturn

from forensics.regular import open_regular

__all__ = [
    "findings_of", "is_same", "is_there", "json_of", "leads_out", "opened", "read", "refuse_swelling", "sha256_of",
    "too_large",
]  # fmt: skip

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT, which only Python on Windows knows by name
#: Bytes of a file that is read into memory, unless less is asked for.
_LARGEST = 256 * 1024**2
#: Bytes of memory that JSON may take, about how many each of its parts does, and how many times its own bytes: in
#: findings of ours the parts take four to five times these, for each has a name.
_MOST_MEMORY, _PART, _SWELLS = 4 * 1024**3, 64, 8
#: Bytes that may be as dense as they like.
_SMALL = 1024**2
#: Bytes in which a line of findings ends: each value stands on its own, and no text in them is long.
_ENDS = 1024**2


def opened(root: Path, name: str) -> BufferedReader:
    """The file of that name below `root`, open for reading.

    Raises OSError where there is none, where it is no regular file, or where a link leads to it.
    """
    path, below = root, Path(name)
    if leads_out(below):
        raise OSError(errno.ELOOP, "leads out of the folder", name)
    for part in below.parts:
        path /= part
        if _is_link(path):
            raise OSError(errno.ELOOP, "is a link", str(path))
    return open_regular(path, _NO_LINK)


def leads_out(name: PurePath) -> bool:
    """Whether what a folder names may lie outside it; on Windows also by a drive, a share, or a backslash."""
    return bool(name.anchor) or ".." in name.parts


def _is_link(path: Path) -> bool:
    """Also a junction, as links of Windows between folders are called."""
    try:
        found = path.lstat()
    except OSError:  # opening it tells
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def is_there(root: Path, name: str) -> bool:
    """Something of that name lies there, whatever it is; nothing where the name leads out."""
    return not leads_out(Path(name)) and os.path.lexists(root / name)


def read(root: Path, name: str, most: int = _LARGEST) -> bytes:
    """The whole file, if it has at most so many bytes. Raises OSError, also for one that has more."""
    with opened(root, name) as file:
        content = file.read(most + 1) if os.fstat(file.fileno()).st_size <= most else None
    if content is None or len(content) > most:
        raise too_large(root / name, most)
    return content


def too_large(path: Path, most: int) -> OSError:
    """The error of a file that is not read."""
    return OSError(errno.EFBIG, f"is larger than {most:,} bytes", str(path))


def is_same(root: Path, name: str, content: bytes) -> bool:
    """The file holds these bytes; not where there is no such file."""
    try:
        return read(root, name, len(content)) == content
    except OSError:
        return False


def refuse_swelling(content: bytes) -> None:
    """Raises OSError where what this JSON says would take far more memory than it has bytes, or a line in it is so long
    that a page of it could not be made: three bytes may be a list of sixty."""
    blocks = range(0, len(content) - _ENDS + 1, _ENDS)
    if any(content.find(b"\n", at, at + _ENDS) < 0 for at in blocks):
        raise OSError(errno.EFBIG, f"holds a line of more than {_ENDS:,} bytes, as no findings do")
    parts = sum(content.count(mark) for mark in b"[{,:")
    most = min(_MOST_MEMORY, _SWELLS * len(content) + _SMALL * _PART)
    if parts * _PART + len(content) > most:
        raise OSError(errno.EFBIG, f"would take more than {most:,} bytes of memory")


def findings_of(content: bytes) -> Any:  # noqa: ANN401 - JSON
    """What findings.json says. Raises OSError where it would swell, ValueError or RecursionError where it is none."""
    refuse_swelling(content)
    return json_of(content)


def json_of(content: bytes) -> Any:  # noqa: ANN401 - JSON
    """What it says, which is as short as a line of ours. Raises ValueError or RecursionError where it is no JSON."""
    return json.loads(content, parse_constant=_no_number)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number")


def sha256_of(root: Path, name: str) -> str:
    """The SHA-256 of the file. Raises OSError."""
    with opened(root, name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
