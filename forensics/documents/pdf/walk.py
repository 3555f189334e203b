"""Every object of a file, once: what can be reached from its beginning, and what nothing refers to."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Stream

from forensics.documents.pdf.found import Found, note
from forensics.documents.pdf.objects import Object, containers

__all__ = ["MOST", "own", "walked"]

#: Objects that are looked at: of a file with more, those that are met first. Ten times as many as the largest documents
#: of offices have; each costs 10 microseconds and 800 bytes.
MOST = 300_000
_MACHINERY = ("/ObjStm", "/XRef", "/Catalog", "/Pages")


def own(file: pikepdf.Pdf) -> tuple[Found, Found]:
    """What belongs to the document, and what lies in the file beside it; where there is too much, nothing of that."""
    document = walked([file.trailer], set())
    document.complete &= int(file.trailer.get("/Size", 0)) <= MOST
    if not document.complete:
        return document, Found()
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
        if len(reached) > MOST:
            found.complete = False
            break
        if isinstance(each, Array):
            stack.extend(containers(each))
            continue
        entries = dict(each.items())
        note(each, entries, found)
        stack.extend(containers(entries.values()))
    return found
