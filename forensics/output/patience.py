"""What Windows refuses while another program has a file open, and grants a moment later.

Virus scanners and indexers open whatever is new, and for as long no folder around it can be renamed. POSIX lets files
be renamed and replaced while they are open.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

__all__ = ["is_in_use", "is_too_long", "patiently"]

T = TypeVar("T")

#: Errors of Windows: access is denied, a file is shared otherwise, a part of it is locked.
_IN_USE = (5, 32, 33)
#: Errors of Windows: the path is not found, or too long; and how long a path must be for the first to mean that.
_NOT_FOUND, _TOO_LONG, _LONG = 3, 206, 248
#: Seconds between one try and the next.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)


def patiently(step: Callable[[], T]) -> T:
    """The step, tried again for some seconds while another program has a file open. Raises what it raised last."""
    for pause in _PAUSES:
        try:
            return step()
        except OSError as error:
            if not is_in_use(error):
                raise
            time.sleep(pause)
    return step()


def is_in_use(error: OSError) -> bool:
    """Windows refused because another program has the file open, or may not let it be touched at all."""
    return getattr(error, "winerror", None) in _IN_USE


def is_too_long(error: OSError) -> bool:
    """Windows refused because the path is longer than it takes unless long paths are switched on."""
    number = getattr(error, "winerror", None)
    return number == _TOO_LONG or (number == _NOT_FOUND and len(str(error.filename or "")) >= _LONG)
