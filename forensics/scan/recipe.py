"""How the lines of one source are read: in which formats, and what is sought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from forensics import formats
from forensics.formats import Format, Wrapper
from forensics.model import LeakedFile, Log, Server
from forensics.scan.sought import Sought, sought

__all__ = ["Recipe"]


@dataclass(frozen=True)
class Recipe:
    """How the lines of one source are read: in which formats, and what is sought."""

    source: str
    log_index: int
    log: Log
    detected: tuple[Format, ...]  # formats of the sample, that of most lines first
    refused: tuple[Format, ...]  # formats of the sample whose lines are no requests
    server: Server | None
    files: tuple[LeakedFile, ...]
    wrappers: tuple[Wrapper, ...] = ()  # what stands around the lines, from the outside in

    @cached_property
    def sought(self) -> Sought:
        """What could name the files, or be a twin of one."""
        return sought(self.files)

    def tried(self) -> Iterator[Format]:
        """Formats in the order in which they are tried: the detected ones, then every other known one, for a
        line must not be lost to a guess."""
        yield from self.detected
        yield from self._others

    @cached_property
    def _others(self) -> tuple[Format, ...]:
        """Told only when a line asks for them: it takes longer than to read a small log."""
        return tuple(fmt for fmt in formats.other_formats(self.detected) if not fmt.refused)
