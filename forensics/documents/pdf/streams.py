"""What a stream of a PDF holds, unpacked within limits."""

from __future__ import annotations

import zlib

from pikepdf import Name

from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf.sizes import is_larger
from forensics.documents.pdf.walk import FAULTS, Object
from forensics.language.statement import state

__all__ = ["content"]


def content(stream: Object, limits: Limits) -> bytes:
    """The bytes as they were before they were packed. Raises NotInspectableError: damaged, or larger than it may be."""
    try:
        found = _unpacked(stream, limits)
    except (*FAULTS, zlib.error) as error:
        raise NotInspectableError(state("It is packed in a way that cannot be undone.")) from error
    limits.spend(len(found))
    return found


def _unpacked(stream: Object, limits: Limits) -> bytes:
    if is_larger(stream, limits.part):
        raise NotInspectableError(state("It unpacks to far more than a document holds."))
    if stream.get("/Filter") != Name.FlateDecode or "/DecodeParms" in stream:
        return bytes(stream.read_bytes())
    packer = zlib.decompressobj()
    found = packer.decompress(stream.read_raw_bytes(), limits.part)
    if packer.unconsumed_tail:
        raise NotInspectableError(state("It unpacks to far more than a document holds."))
    return found
