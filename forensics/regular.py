"""Regular files alone: no folder, device, pipe or socket is read where a file is expected.

What is looked at is the open file and not its name, behind which another may be put meanwhile; and opening waits for
nobody, as that of a pipe would.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

__all__ = ["NotRegularError", "open_regular"]

_WAITS = "is no file that lies on a disk"
_FLAGS = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"))


class NotRegularError(OSError):
    """A device, a pipe or a socket, where a file is expected."""


class _Here(FileIO):
    """A file whose bytes are all there: one of the kernel's own, which call themselves files, may wait for more."""

    def read(self, size: int | None = -1, /) -> bytes:
        read: bytes | None = super().read(size)
        if read is None:
            raise OSError(errno.EAGAIN, _WAITS)
        return read

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - as FileIO has it
        read = super().readinto(buffer)
        if read is None:
            raise OSError(errno.EAGAIN, _WAITS)
        return read


def open_regular(path: Path, flags: int = 0) -> BufferedReader:
    """The file, open for reading; `flags` are more of those of os.open.

    Raises OSError where it cannot be opened or is no regular file, ValueError for a name that none can have.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _FLAGS | flags)
    except OSError as error:
        if error.errno in (errno.ENXIO, errno.ENODEV):  # a socket; a device without a driver
            raise _not_regular(path) from error
        raise
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return BufferedReader(_Here(handle))
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    raise _not_regular(path)


def _not_regular(path: Path) -> NotRegularError:
    return NotRegularError(errno.EINVAL, "is a device, a pipe or a socket", str(path))
