"""The streams of the file of a workbook by their paths, with "/" in between, and what its parts may raise."""

from __future__ import annotations

from typing import BinaryIO

from forensics.documents import compound
from forensics.documents.limits import Limits

__all__ = ["FAULTS", "Container", "opened"]

#: What xlrd raises on damaged workbooks, beside an error of its own.
FAULTS = (*compound.FAULTS, AssertionError, LookupError, NotImplementedError, ArithmeticError, EOFError)


class Container:
    """Of one file. Raises NotInspectableError where it is damaged."""

    def __init__(self, file: compound.Container, limits: Limits) -> None:
        self.file = file
        self._limits = limits
        self.names = tuple("/".join(path) for path in compound.streams(file))

    def content(self, name: str) -> bytes:
        """A whole stream. Raises NotInspectableError."""
        return compound.content(self.file, name.split("/"), self._limits)


def opened(file: BinaryIO, limits: Limits) -> Container:
    """The container. Raises NotInspectableError where it is damaged, ImportError where olefile is missing."""
    return Container(compound.opened(file), limits)
