"""Which files of the paths that were given are documents to look into."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from forensics.documents.kinds import NO_DOCUMENT, kind_of
from forensics.errors import InspectionError
from forensics.output.folder import LEFT_BEHIND

__all__ = ["Found", "documents_in", "is_document"]


@dataclass(frozen=True, slots=True)
class Found:
    """The files to look into, in order, and those of folders that are no documents: pages, programs, plain text."""

    documents: tuple[Path, ...]
    passed_over: tuple[Path, ...]


def documents_in(paths: Sequence[Path]) -> Found:
    """The files given, and those below the folders given, each once and by name; links to folders are not followed.

    A file that was named is looked into whatever it is. Raises InspectionError for a path that is not there.
    """
    documents: dict[Path, None] = {}
    passed_over: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for file in _below(path):
                (documents if is_document(file) else passed_over).setdefault(file)
        elif not path.exists():
            raise InspectionError("there is no such file or folder", where=str(path))
        elif _may_wait(path):
            raise InspectionError("is no file", where=str(path), hint="copy what it gives into a file")
        else:
            documents.setdefault(path)
    return Found(tuple(documents), tuple(path for path in passed_over if path not in documents))


def _below(folder: Path) -> Iterator[Path]:
    """Every file of a folder and those in it, in the order of their names; nothing that would wait, as a pipe."""
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders.sort()
        for name in sorted(files):
            path = Path(place, name)
            if name not in LEFT_BEHIND and not _may_wait(path):
                yield path


def _refuse(error: OSError) -> None:
    raise InspectionError(error.strerror or "cannot be read", where=str(error.filename)) from error


def _may_wait(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device; a link that leads nowhere is a file that cannot be read."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def is_document(path: Path) -> bool:
    """Whether a file is to be looked into; one that cannot be read is, so that it is told."""
    try:
        with path.open("rb") as file:
            return kind_of(file) != NO_DOCUMENT
    except OSError:
        return True
