"""What is met on a walk through the objects of a file, by the keys that only such things have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pikepdf import Dictionary, Stream, String

from forensics.documents.pdf.objects import Object, containers

__all__ = ["Found", "note"]

_ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE")
_MASKS = ("/Alpha", "/Luminosity")
#: Keys whose text is for people: of notes, fields, bookmarks, properties.
_SAYING = frozenset({"/Author", "/Contents", "/Keywords", "/RC", "/Subj", "/Subject", "/Title", "/V"})
#: Those whose text no viewer shows, or only to who asks for it.
_DESCRIBING = frozenset(
    {"/ActualText", "/Alt", "/ContactInfo", "/Desc", "/DV", "/E", "/Location", "/OverlayText", "/Reason", "/TU"}
)


@dataclass(slots=True)
class Found:
    """What was met on the way."""

    reached: set[tuple[int, int]] = field(default_factory=set)
    complete: bool = True  # not: there are more objects than are looked at
    files: list[Object] = field(default_factory=list)  # file specifications with content
    pictures: list[Object] = field(default_factory=list)  # that are JPEG
    metadata: list[Object] = field(default_factory=list)  # XMP
    private: list[Object] = field(default_factory=list)  # of programs: PieceInfo
    actions: Counter[str] = field(default_factory=Counter)
    thumbnails: int = 0
    alternates: int = 0  # pictures that have others to be shown in their stead
    contents: list[Object] = field(default_factory=list)  # of attached files
    images: list[Object] = field(default_factory=list)
    pages: list[Object] = field(default_factory=list)
    texts: list[Object] = field(default_factory=list)  # streams that may draw text: no picture, no font, no metadata
    looks: list[Object] = field(default_factory=list)  # of annotations
    patterns: list[Object] = field(default_factory=list)  # and masks
    sayings: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)


def note(each: Object, entries: Mapping[str, Object], found: Found) -> None:
    """What kind of thing a dictionary or a stream is."""
    if isinstance(each, Stream):
        _note_stream(each, entries, found)
    elif "/EF" in entries:
        found.files.append(each)
    elif entries.get("/Type") == "/Page":
        found.pages.append(each)
    elif "/S" in entries and str(entries["/S"]) in _ACTIONS:
        found.actions[str(entries["/S"])[1:]] += 1
    elif "/G" in entries and entries.get("/S") in _MASKS:
        found.patterns += _streams([entries["/G"]])
    if "/AP" in entries:
        found.looks += _looks(entries["/AP"])
    if "/PieceInfo" in entries:
        found.private.append(entries["/PieceInfo"])
    if "/Thumb" in entries:
        found.thumbnails += 1
    if "/ByteRange" not in entries:  # as a signature has, whose content is bytes
        _note_texts(entries, found)


def _note_texts(entries: Mapping[str, Object], found: Found) -> None:
    found.sayings += _texts(entries, _SAYING)
    found.descriptions += _texts(entries, _DESCRIBING)
    if entries.get("/Subtype") == "/Link" or entries.get("/Type") == "/Thread":
        found.descriptions += _texts(entries, _SAYING)


def _note_stream(each: Object, entries: Mapping[str, Object], found: Found) -> None:
    kind, subtype = entries.get("/Type"), entries.get("/Subtype")
    if subtype == "/Image":
        found.images.append(each)
        found.alternates += "/Alternates" in entries
        if "/DCTDecode" in str(entries.get("/Filter", "")):
            found.pictures.append(each)
    elif kind == "/EmbeddedFile":
        found.contents.append(each)
    elif kind == "/Metadata":
        found.metadata.append(each)
    elif "/PatternType" in entries:
        found.patterns.append(each)
    elif kind is None or subtype == "/Form":
        found.texts.append(each)


def _texts(entries: Mapping[str, Object], keys: frozenset[str]) -> list[str]:
    return [str(entries[key]) for key in keys.intersection(entries) if isinstance(entries[key], String)]


def _looks(looks: Object) -> list[Object]:
    """The appearance streams of an annotation, for each of its states (ISO 32000-2 section 12.5.5)."""
    if not isinstance(looks, Dictionary) or isinstance(looks, Stream):
        return []
    by_state = [look for look in looks.values() if isinstance(look, Dictionary) and not isinstance(look, Stream)]
    return _streams(looks.values()) + [each for look in by_state for each in _streams(look.values())]


def _streams(objects: Iterable[Object]) -> list[Object]:
    return [each for each in containers(objects) if isinstance(each, Stream)]
