"""Documents that are known and cannot be looked into, each with the way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from forensics.documents.contents import Piece
from forensics.documents.kinds import kind_of
from forensics.documents.limits import Limits, NotInspectableError
from forensics.language.statement import message, state

__all__ = ["REASONS", "read"]

REASONS = {
    "flat": message("A document of Office as one XML file cannot be looked into: save it as "
                    "docx, xlsx, pptx, odt, ods or odp, and inspect that."),
    "office_html": message("A page that Office wrote may hold a whole document, and cannot be looked into: save it as "
                           "docx, xlsx or pptx, and inspect that."),
    "mbox": message("A mailbox cannot be looked into: save its messages one by one, and inspect those."),
}  # fmt: skip


def read(file: BinaryIO, _: Limits) -> Iterator[Piece]:
    """Raises NotInspectableError, always."""
    raise NotInspectableError(state(REASONS[kind_of(file)]))
