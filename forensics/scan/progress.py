"""How a long step announces where it is; only the command line owns a bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

__all__ = ["Progress", "quiet"]


class Progress(Protocol):
    """Told which sources there are and how many bytes of each, as it lies, have been read."""

    def begin(self, sizes: Mapping[str, int | None]) -> None:
        """Sources by name, with their size in bytes (None: not known, standard input)."""

    def advance(self, source: str, position: int) -> None:
        """`position` bytes of that source have been read; called from several threads."""


class _Quiet:
    def begin(self, sizes: Mapping[str, int | None]) -> None:
        """Say nothing."""

    def advance(self, source: str, position: int) -> None:
        """Say nothing."""


quiet: Progress = _Quiet()
