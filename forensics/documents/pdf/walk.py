"""Every object of a file, once: what can be reached from its beginning, and what nothing refers to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Stream

__all__ = ["FAULTS", "Found", "Object", "containers", "own", "walked"]

#: What pikepdf raises on files that are not as they should be.
FAULTS = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    pikepdf.ForeignObjectError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    RuntimeError,
)
#: An object of pikepdf; of which kind, the file alone knows.
Object: TypeAlias = Any
_ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE")
_CONTAINERS = (Array, Dictionary, Stream)
_MACHINERY = ("/ObjStm", "/XRef", "/Catalog", "/Pages")


@dataclass(slots=True)
class Found:
    """What was met on the way."""

    reached: set[tuple[int, int]] = field(default_factory=set)
    files: list[Object] = field(default_factory=list)  # file specifications with content
    pictures: list[Object] = field(default_factory=list)  # that are JPEG
    metadata: list[Object] = field(default_factory=list)  # XMP
    private: list[Object] = field(default_factory=list)  # of programs: PieceInfo
    actions: Counter[str] = field(default_factory=Counter)
    thumbnails: int = 0
    contents: list[Object] = field(default_factory=list)  # of attached files
    images: int = 0
    pages: list[Object] = field(default_factory=list)
    texts: list[Object] = field(default_factory=list)  # streams that may draw text: no picture, no font, no metadata


def own(file: pikepdf.Pdf) -> tuple[Found, Found]:
    """What belongs to the document, and what lies in the file beside it."""
    document = walked([file.trailer], set())
    every = (each for each in file.objects if isinstance(each, Dictionary | Stream))
    loose = [each for each in every if each.objgen not in document.reached and not _machinery(each)]
    return document, walked(loose, set(document.reached))


def _machinery(each: Object) -> bool:
    return str(each.get("/Type", "")) in _MACHINERY or "/Linearized" in each


def walked(roots: Iterable[Object], reached: set[tuple[int, int]]) -> Found:
    """All that can be reached from some objects, without what was reached before."""
    found = Found(reached)
    stack = list(roots)
    while stack:
        each = stack.pop()
        if each.is_indirect:
            if each.objgen in reached:
                continue
            reached.add(each.objgen)
        if isinstance(each, Array):
            stack.extend(containers(each))
            continue
        entries = dict(each.items())
        _note(each, entries, found)
        stack.extend(containers(entries.values()))
    return found


def containers(objects: Iterable[Object]) -> Iterator[Object]:
    """Those of several objects that can hold others."""
    return (each for each in objects if isinstance(each, _CONTAINERS))


def _note(each: Object, entries: Mapping[str, Object], found: Found) -> None:
    """What kind of thing it is, by the keys that only such things have."""
    if isinstance(each, Stream):
        _note_stream(each, entries, found)
    elif "/EF" in entries:
        found.files.append(each)
    elif entries.get("/Type") == "/Page":
        found.pages.append(each)
    elif "/S" in entries and str(entries["/S"]) in _ACTIONS:
        found.actions[str(entries["/S"])[1:]] += 1
    if "/PieceInfo" in entries:
        found.private.append(entries["/PieceInfo"])
    if "/Thumb" in entries:
        found.thumbnails += 1


def _note_stream(each: Object, entries: Mapping[str, Object], found: Found) -> None:
    kind, subtype = entries.get("/Type"), entries.get("/Subtype")
    if subtype == "/Image":
        found.images += 1
        if "/DCTDecode" in str(entries.get("/Filter", "")):
            found.pictures.append(each)
    elif kind == "/EmbeddedFile":
        found.contents.append(each)
    elif kind == "/Metadata":
        found.metadata.append(each)
    elif kind is None or subtype == "/Form":
        found.texts.append(each)
