"""A file for a person to start from: written once, never over another."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from forensics.errors import OutputError

__all__ = ["id_from", "refuse_taken", "toml_text", "write_new"]


def write_new(path: Path, text: str) -> None:
    """A new file with this text, for its owner alone.

    Raises OutputError if the file exists or cannot be written; nothing half-written is left.
    """
    try:
        with open(path, "x", encoding="utf-8", newline="\n", opener=_for_owner) as file:
            file.write(text)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        with suppress(OSError):  # where it could not even be created
            path.unlink()
        raise OutputError(f"cannot be written: {error.strerror}", where=str(path)) from None


def refuse_taken(path: Path) -> None:
    """Raises OutputError if there is something of that name: asked before a long step, and again when it is written."""
    if os.path.lexists(path):
        raise _taken(path)


def _taken(path: Path) -> OutputError:
    return OutputError("exists and is left as it is", where=str(path), hint="choose another name")


def id_from(path: Path, usual: str) -> str:
    """What a file that is called so may be known by; `usual` where its name holds nothing that would do."""
    return (re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-") or usual)[:100]


def toml_text(text: str) -> str:
    """The text as TOML, in single quotes where it would need escapes."""
    if ("\\" in text or '"' in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return "".join(map(_shown, json.dumps(text, ensure_ascii=False)))


def _shown(char: str) -> str:
    """A character as it may stand in a string: what no reader would see there is an escape. Half of a surrogate pair
    is none."""
    if char.isprintable():
        return char
    code = ord(char) if char.isascii() or not "\ud800" <= char <= "\udfff" else 0xFFFD
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
