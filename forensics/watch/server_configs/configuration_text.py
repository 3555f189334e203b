"""The text of a configuration file, or why it is not read."""

from __future__ import annotations

import os
from pathlib import Path

from forensics.errors import SourceError

__all__ = ["NotReadError", "is_one_text", "main_file", "text_of"]

#: More than any configuration holds that a person wrote.
_LARGEST = 4 * 1024 * 1024


class NotReadError(Exception):
    """A file of a configuration is passed over, with the reason."""


def text_of(path: Path) -> str:
    """The text of the file; bytes that are not UTF-8 are lone surrogates (PEP 383). Raises NotReadError."""
    try:
        if not path.is_file():
            raise NotReadError(
                "is a folder" if path.is_dir() else "is not there" if not path.exists() else "is no file"
            )
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise NotReadError(f"cannot be read: {error.strerror or error}") from None
    if len(raw) > _LARGEST:
        raise NotReadError(f"is larger than {_LARGEST // 1024 // 1024} MiB: is it a configuration?")
    if b"\0" in raw:
        raise NotReadError("holds NUL bytes: it is no text in an encoding that servers read")
    return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def is_one_text(text: str) -> bool:
    """Whether the text can be written as UTF-8, without what would act on a terminal."""
    return text.isprintable()


def main_file(path: Path, names: tuple[str, ...]) -> Path:
    """The configuration itself, where a folder is given that holds one of these.

    Raises SourceError where there is none, or it cannot be read.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where it may not look
        found = next((path / name for name in names if os.path.isfile(path / name)), None)  # noqa: PTH113
        if found is None:
            raise SourceError(
                f"holds none of {', '.join(names)}", where=str(path), hint="name the configuration itself"
            )
        path = found
    try:
        text_of(path)
    except NotReadError as error:
        raise SourceError(str(error), where=str(path), hint="name nginx.conf, httpd.conf or apache2.conf") from None
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps ".."
