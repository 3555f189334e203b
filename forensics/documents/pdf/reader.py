"""Reads a PDF: its pages with PDFium as a viewer shows them, its structure with qpdf as the file holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from forensics.documents.contents import Piece
from forensics.documents.limits import Limits, NotInspectableError
from forensics.language.statement import state

__all__ = ["read"]


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The pieces of a document. Raises NotInspectableError: encrypted, damaged, too large, or no library to read it."""
    try:
        from forensics.documents.pdf import document  # noqa: PLC0415 - pikepdf and pypdfium2 are an extra
    except ImportError as error:
        raise NotInspectableError(
            state("Reading it needs what 'pip install 'accesslog-forensics[documents]'' installs.")
        ) from error
    data = file.read(limits.part + 1)
    if len(data) > limits.part:
        raise NotInspectableError(state("It has more than {size} bytes.", size=limits.part))
    return document.pieces(data, limits)
