"""What a stream of a PDF holds, unpacked within limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from pikepdf import Dictionary, Name, Stream

from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf.objects import FAULTS, Object, inherited
from forensics.documents.pdf.sizes import is_larger
from forensics.language.statement import state

__all__ = ["content", "draws_text", "forms_of"]

_SHOWS = re.compile(rb"\bBT\b.*?(?:\bT[jJ]\b|[)>]\s*['\"])", re.DOTALL)


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


def draws_text(stream: Object, limits: Limits) -> bool:
    """Whether it, or a form that it may draw, has operators that show text."""
    stack, seen = [stream], {stream.objgen}
    while stack:
        try:
            each = stack.pop()
            if _SHOWS.search(content(each, limits)):
                return True
            inner = [form for _, form in forms_of(each) if form.objgen not in seen]
        except (NotInspectableError, *FAULTS):
            continue
        seen.update(form.objgen for form in inner)
        stack += inner
    return False


def forms_of(owner: Object) -> Iterator[tuple[str, Object]]:
    """The form XObjects that the resources of a page or a form name."""
    named = (inherited(owner, "/Resources") or Dictionary()).get("/XObject", Dictionary())
    return (
        (name, each) for name, each in named.items() if isinstance(each, Stream) and each.get("/Subtype") == Name.Form
    )
