"""The key under which ids are made for readers below level investigator: made once, kept beside the state."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from forensics.watch.state.faults import refused_by_the_system

__all__ = ["key_of"]

_FILE: Final = "ids.key"
_BYTES: Final = 32


def key_of(folder: Path) -> bytes:
    """The key of the state in this folder, which outlives a broken state file. Raises StateError."""
    path = folder / _FILE
    with refused_by_the_system(folder):
        if not path.exists():
            _write(path, secrets.token_bytes(_BYTES))
        return path.read_bytes()


def _write(path: Path, key: bytes) -> None:
    """Whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(handle)
    new.rename(path)
