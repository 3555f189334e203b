"""Two folders that change places in one step, where the operating system has such a step.

Linux: renameat2(2) with RENAME_EXCHANGE; macOS: renamex_np(2) with RENAME_SWAP. Neither is in Python's library.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

__all__ = ["exchange"]

_HERE, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
#: What a kernel or a file system says that has no such step.
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)


def exchange(one: Path, other: Path) -> bool:
    """Whether the two, which both exist on one file system, have changed places: False where there is no such step.

    Raises OSError.
    """
    step = _step()
    if step is None or step(os.fsencode(one), os.fsencode(other)) == 0:
        return step is not None
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(one))


def _step() -> Callable[[bytes, bytes], int] | None:
    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        swap = getattr(library, "renamex_np", None)
        return None if swap is None else lambda one, other: int(swap(one, other, _RENAME_SWAP))
    rename = getattr(library, "renameat2", None)  # glibc from 2.28 on, musl from 1.2.4 on
    return None if rename is None else lambda one, other: int(rename(_HERE, one, _HERE, other, _RENAME_EXCHANGE))
