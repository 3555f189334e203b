"""The programs to which Apache hands its log lines, and where they write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PureWindowsPath

from forensics.watch.server_configs.apache_words import words_of
from forensics.watch.server_configs.rotations import dated, literal

__all__ = ["written_by"]

#: Options of rotatelogs that take a value: the link to the current log, a program to run, the number of files.
_VALUED = frozenset("Lpn")


def written_by(command: str) -> str | None:
    """The glob of the files that a piped command writes ("|/usr/bin/rotatelogs -l /var/log/access.%Y%m%d 86400");
    None for a program that is not known."""
    words = words_of(command.lstrip("|$").strip())
    program = PureWindowsPath(words[0]).name.lower().removesuffix(".exe") if words else ""
    if program not in ("rotatelogs", "rotatelogs2", "cronolog"):
        return None
    options, path = _options_and_path(words[1:], frozenset() if program == "cronolog" else _VALUED)
    if path is None or program == "cronolog":
        return dated(path) if path else None
    if "%" in path:
        return dated(path)
    return f"{literal(path)}*" if "n" in options else f"{literal(path)}.*"


def _options_and_path(words: Sequence[str], valued: frozenset[str]) -> tuple[str, str | None]:
    """The letters of the options, and the first word that is none."""
    letters, skip = "", False
    for word in words:
        if skip:
            skip = False
        elif word.startswith("--"):
            skip = valued == frozenset() and "=" not in word  # cronolog: --symlink NAME
        elif word.startswith("-") and len(word) > 1:
            letters += word[1:]
            skip = len(word) == 2 and (word[1] in valued or (not valued and word[1] in "HSPl"))
        else:
            return letters, word
    return letters, None
