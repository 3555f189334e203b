"""A file for a person to start from: written once, never over another."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from forensics.errors import OutputError

__all__ = ["id_from", "toml_text", "write_new"]

_CONTROL = re.compile("[\x7f-\x9f]")


def write_new(path: Path, text: str) -> None:
    """A new file with this text, for its owner alone.

    Raises OutputError if the file exists or cannot be written; nothing half-written is left.
    """
    try:
        with open(path, "x", encoding="utf-8", newline="\n", opener=_for_owner) as file:
            file.write(text)
    except FileExistsError:
        raise OutputError("exists and is left as it is", where=str(path), hint="choose another name") from None
    except OSError as error:
        with suppress(OSError):  # where it could not even be created
            path.unlink()
        raise OutputError(f"cannot be written: {error.strerror}", where=str(path)) from None


def id_from(path: Path, usual: str) -> str:
    """What a file that is called so may be known by; `usual` where its name holds nothing that would do."""
    return (re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-") or usual)[:100]


def toml_text(text: str) -> str:
    """The text as TOML, in single quotes where it would need escapes."""
    if ("\\" in text or '"' in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
