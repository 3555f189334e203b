"""A part that cannot be read is told, and the others are read all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forensics.documents.contents import Piece, Unread
from forensics.documents.limits import NotInspectableError

__all__ = ["told"]


def told(where: str, found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a part, and that it was not read to its end if it was not."""
    try:
        yield from found
    except NotInspectableError as error:
        yield Unread(where, error.reason)
