"""Which files Python opens while something is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

__all__ = ["opened_files"]

_LISTENING: list[list[Path]] = []


@contextmanager
def opened_files() -> Iterator[list[Path]]:
    """Every path that is opened meanwhile, as it was given."""
    _listen()
    _LISTENING.append(found := [])
    try:
        yield found
    finally:
        _LISTENING.remove(found)


@cache
def _listen() -> None:
    """An audit hook, which stays for good."""
    sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _LISTENING and isinstance(arguments[0], str | bytes | os.PathLike):
        _LISTENING[-1].append(Path(os.fsdecode(arguments[0])))
