"""What a picture tells of people, places and devices, from whichever of its metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.xmp import Xmp
from forensics.language.statement import state, state_many

__all__ = ["Traces", "told"]


@dataclass(slots=True)
class Traces:
    """Gathered from Exif, IPTC, XMP, comments and chunks."""

    authors: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)  # whom it shows
    texts: set[str] = field(default_factory=set)  # captions, comments, keywords
    place: bool = False
    serials: set[str] = field(default_factory=set)  # of the devices
    history: int = 0  # steps of editing
    layers: int = 0  # bytes in which a program keeps layers
    makers: int = 0  # bytes in a way of writing that only the maker of the camera knows
    thumbnails: list[bytes] = field(default_factory=list)

    def take(self, packet: Xmp) -> None:
        """What XMP says."""
        self.authors.update(packet.authors)
        self.people.update(packet.people)
        self.texts.update(packet.texts)
        self.place |= packet.place
        self.serials.update(packet.serials)
        self.history += packet.history
        self.thumbnails += packet.thumbnails


def told(traces: Traces) -> Iterator[Piece]:
    """Names and texts, and what they amount to. Where the picture was taken is told as a fact, without the place."""
    where = state("metadata")
    yield from (Author(where, name) for name in sorted(traces.authors))
    yield from (Passage(where, State.HIDDEN, text) for text in sorted(traces.people | traces.texts))
    if traces.place:
        yield hidden("I1", where, 1, state("It holds the place where it was taken."))
    yield from _people(traces, where)
    yield from _devices(traces, where)


def _people(traces: Traces, where: str) -> Iterator[Piece]:
    if traces.people:
        text = state_many("{count} person who is shown is named.", "{count} people who are shown are named.",
                          len(traces.people))  # fmt: skip
        yield hidden("I2", where, len(traces.people), text)
    count = len(traces.authors) + len(traces.texts)
    if count:
        text = state_many("{count} name or text stands in the metadata.",
                          "{count} names or texts stand in the metadata.", count)  # fmt: skip
        yield hidden("I2", where, count, text, "L")
    if traces.history:
        text = state_many("{count} step of its history is kept.", "{count} steps of its history are kept.",
                          traces.history)  # fmt: skip
        yield hidden("I2", where, traces.history, text, "L")
    if traces.layers:
        text = state_many("{count} byte of the layers that it was made from is kept.",
                          "{count} bytes of the layers that it was made from are kept.", traces.layers)  # fmt: skip
        yield hidden("I2", where, traces.layers, text)


def _devices(traces: Traces, where: str) -> Iterator[Piece]:
    if traces.serials:
        text = state_many("{count} serial number of a device is kept.", "{count} serial numbers of devices are kept.",
                          len(traces.serials))  # fmt: skip
        yield hidden("I2", where, len(traces.serials), text)
    if traces.makers:
        text = state_many("{count} byte of notes of the camera's maker is kept.",
                          "{count} bytes of notes of the camera's maker are kept.", traces.makers)  # fmt: skip
        yield hidden("I2", where, traces.makers, text, "L")
