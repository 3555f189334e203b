"""A compound file: its streams within the limits, and its properties (MS-CFB; MS-OLEPS)."""

from __future__ import annotations

import struct
from importlib import import_module
from typing import Any, BinaryIO

from forensics.documents.limits import Limits, NotInspectableError
from forensics.language.statement import state

__all__ = ["FAULTS", "Container", "opened"]

#: What libraries raise on damaged files.
FAULTS = (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError,
          AssertionError, NotImplementedError, ArithmeticError, MemoryError, EOFError, struct.error)  # fmt: skip
_MOST = 4096


class Container:
    """The streams of one file, by their paths with "/" in between."""

    def __init__(self, file: Any, limits: Limits) -> None:  # noqa: ANN401 - olefile tells no types
        self._file, self._limits = file, limits
        try:
            self.names = tuple("/".join(path) for path in file.listdir())
        except FAULTS as error:
            raise _damaged() from error
        if len(self.names) > _MOST:
            raise NotInspectableError(state("It has more than {count} parts.", count=_MOST))

    def content(self, name: str) -> bytes:
        """A whole stream. Raises NotInspectableError."""
        try:
            size = int(self._file.get_size(name))
            self._limits.spend(size)
            if size > self._limits.part:
                raise NotInspectableError(state("Part {name} unpacks to far more than a document holds.", name=name))
            with self._file.openstream(name) as stream:
                return bytes(stream.read())
        except FAULTS as error:
            raise NotInspectableError(state("Part {name} is damaged.", name=name)) from error

    def properties(self) -> dict[str, object]:
        """Those that every document may have, by the names that olefile gives them. Raises NotInspectableError."""
        try:
            found = self._file.get_metadata()
            names = (*found.SUMMARY_ATTRIBS, *found.DOCSUM_ATTRIBS)
            return {name: getattr(found, name) for name in names}
        except FAULTS as error:
            raise NotInspectableError(state("The properties are damaged.")) from error


def opened(file: BinaryIO, limits: Limits) -> Container:
    """The container. Raises NotInspectableError where it is damaged, ImportError where olefile is missing."""
    library = import_module("olefile")
    try:
        return Container(library.OleFileIO(file), limits)
    except FAULTS as error:
        raise _damaged() from error


def _damaged() -> NotInspectableError:
    return NotInspectableError(state("It is damaged: its table of parts cannot be read."))
