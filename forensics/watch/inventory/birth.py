"""When an inode was made: no content of it was published before, and no call of the system sets it.

Python tells it from 3.15 on (`os.statx`), on macOS as `st_birthtime`; until then Linux is asked by `statx` itself. On
Windows anyone may set it, and a new file inherits it from one that was removed: there it is not known.
"""

from __future__ import annotations

import ctypes
import functools
import os
import sys
from typing import Any

__all__ = ["birth_ns"]

_HERE = -100  # AT_FDCWD
_BIRTH = 0x800  # STATX_BTIME
#: struct statx (statx(2)): stx_mask, stx_attributes, stx_blksize ... 80 bytes; stx_btime at 80: seconds, nanoseconds.
_SIZE, _MASK_AT, _BIRTH_AT = 256, 0, 80


def birth_ns(path: bytes, found: os.stat_result) -> int | None:
    """Of the file to which a path leads, nanoseconds since 1970; None where the system does not tell."""
    if sys.platform == "darwin":
        seconds: float = found.st_birthtime
        return int(seconds * 1e6) * 1000
    statx = _statx()
    if statx is None:
        return None
    told = ctypes.create_string_buffer(_SIZE)
    if statx(_HERE, path, 0, _BIRTH, told):
        return None
    raw = told.raw
    if not int.from_bytes(raw[_MASK_AT : _MASK_AT + 4], sys.byteorder) & _BIRTH:
        return None
    seconds_told = int.from_bytes(raw[_BIRTH_AT : _BIRTH_AT + 8], sys.byteorder, signed=True)
    return seconds_told * 1_000_000_000 + int.from_bytes(raw[_BIRTH_AT + 8 : _BIRTH_AT + 12], sys.byteorder)


@functools.cache
def _statx() -> Any:  # noqa: ANN401 - a foreign function
    """None where there is none."""
    if sys.platform != "linux":
        return None
    try:
        found = ctypes.CDLL(None).statx
    except (AttributeError, OSError):
        return None
    found.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_uint, ctypes.c_char_p)
    return found
