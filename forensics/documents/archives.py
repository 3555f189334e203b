"""ZIP archives of documents: each document in one goes to the reader of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from forensics.documents.contents import Embedded, Piece, State, Unread
from forensics.documents.kinds import NO_DOCUMENT, kind_of_content
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.package import Package, opened

__all__ = ["read"]


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The documents in an archive; what is none is passed over, as in a folder. Raises NotInspectableError."""
    package = opened(file, limits)
    yield from package.oddities()
    for name in package.names:
        try:
            content = _document(package, name)
        except NotInspectableError as error:
            yield Unread(name, error.reason)
            continue
        if content:
            yield Embedded(name, State.VISIBLE, content)


def _document(package: Package, name: str) -> bytes:
    """A file of the archive; empty for one that is no document. A film is not unpacked to learn that."""
    blocks = package.blocks(name)
    start = next(blocks, b"")
    if kind_of_content(start) == NO_DOCUMENT:
        return b""
    return start + b"".join(blocks)
