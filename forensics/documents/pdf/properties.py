"""Who made a PDF, with what, and what programs left in it (check D5)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from forensics.documents.contents import Author, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf.found import Found
from forensics.documents.pdf.objects import FAULTS, Object, containers
from forensics.documents.pdf.streams import content
from forensics.documents.xmp import Xmp, xmp
from forensics.language.statement import forms, state, state_many

__all__ = ["properties"]

#: What programs write where nobody gave a name.
_NOBODY = frozenset(
    {"anonymous", "(anonymous)", "unknown", "unspecified", "(unspecified)", "untitled", "author", "user"}
)
_NO_TEXT = frozenset({"/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner"})
#: Bytes of private data from which a program can have kept the document as it was before.
_LARGE = 16_384
_NOTES = {
    "JavaScript": forms("{count} script runs in the document.", "{count} scripts run in the document."),
    "Launch": forms("{count} action starts a program.", "{count} actions start programs."),
    "SubmitForm": forms("{count} action sends the form to an address.", "{count} actions send the form to an address."),
    "ImportData": forms("{count} action loads values into the form.", "{count} actions load values into the form."),
    "GoToE": forms("{count} link leads into an attached file.", "{count} links lead into attached files."),
}


def properties(file: pikepdf.Pdf, found: Found, shown: set[str], limits: Limits) -> Iterator[Piece]:
    """Properties, metadata, private data of programs, thumbnails, actions; `shown` are the words of the pages."""
    where = state("properties")
    packets = list(_packets(found, limits))
    texts, author = _info(file)
    for packet in packets:
        if isinstance(packet, Unread):
            yield packet
    told = [packet for packet in packets if isinstance(packet, Xmp)]
    names = {name for packet in told for name in packet.authors} | author
    yield from (Author(where, name) for name in sorted(names))
    texts += [text for packet in told for text in (*packet.texts, *packet.people)]
    unseen = sorted({text for text in texts if not shown.issuperset(text.casefold().split())})
    yield from (Passage(where, State.HIDDEN, text) for text in unseen)
    count = len(names) + len(unseen)
    if count:
        text = state_many("{count} property says more than the pages.", "{count} properties say more than the pages.",
                          count)  # fmt: skip
        yield hidden("D5", where, count, text)
    history = sum(packet.history for packet in told)
    if history:
        text = state_many("{count} step of its history is kept.", "{count} steps of its history are kept.", history)
        yield hidden("D5", where, history, text)
    yield from _private(found)
    for kind, number in sorted(found.actions.items()):
        yield hidden("D4", "", number, state_many(*_NOTES[kind], number), "I")


def _packets(found: Found, limits: Limits) -> Iterator[Xmp | Unread]:
    for stream in found.metadata:
        try:
            yield xmp(content(stream, limits), limits)
        except NotInspectableError as error:
            yield Unread(state("metadata"), error.reason)


def _info(file: pikepdf.Pdf) -> tuple[list[str], set[str]]:
    """Texts and author of the information dictionary (ISO 32000-2 section 14.3.3)."""
    try:
        entries = {key: str(value).strip() for key, value in file.trailer.get("/Info", {}).items()}
    except FAULTS:
        return [], set()
    entries = {key: value for key, value in entries.items() if value.casefold() not in _NOBODY}
    author = entries.get("/Author")
    return [text for key, text in entries.items() if text and key not in _NO_TEXT], {author} if author else set()


def _private(found: Found) -> Iterator[Piece]:
    if found.private:
        size = sum(map(_weight, found.private))
        text = state_many("Programs keep data for their own use in {count} place of it.",
                          "Programs keep data for their own use in {count} places of it.",
                          len(found.private))  # fmt: skip
        yield hidden("D4", "", len(found.private), text, "M" if size >= _LARGE else "L")
    if found.thumbnails:
        text = state_many("{count} page has a thumbnail of its own.", "{count} pages have thumbnails of their own.",
                          found.thumbnails)  # fmt: skip
        yield hidden("D4", "", found.thumbnails, text, "L")


def _weight(each: Object) -> int:
    """Packed bytes of the streams below an object."""
    stack = list(containers([each]))
    seen: set[tuple[int, int]] = set()
    size = 0
    while stack:
        one = stack.pop()
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, pikepdf.Stream):
            size += int(one.get("/Length", 0))
        if isinstance(one, pikepdf.Array):
            stack.extend(containers(one))
        else:
            stack.extend(containers(one[key] for key in one.keys()))  # noqa: SIM118
    return size
