"""Which parts of a package lead to which, each read once."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.contents import Unread
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml.relationships import Relationship, relationships
from forensics.documents.package import Package

__all__ = ["Web"]


class Web:
    """The relationships of a package. Names of parts are compared without case."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package, self._limits = package, limits
        self._from: dict[str, tuple[Relationship, ...]] = {}
        self._broken: list[Unread] = []

    def of(self, part: str) -> tuple[Relationship, ...]:
        """What a part leads to; the package itself, for an empty name."""
        key = part.casefold()
        found = self._from.get(key)
        if found is None:
            try:
                found = tuple(relationships(self._package, part, self._limits))
            except NotInspectableError as error:
                found = ()
                self._broken.append(Unread(part, error.reason))
            self._from[key] = found
        return found

    def one(self, part: str, kind: str) -> str:
        """The first part of a kind that a part leads to, if it is there; else empty."""
        return next(iter(self.all(part, kind)), "")

    def all(self, part: str, kind: str) -> Iterator[str]:
        """Every part of a kind that it leads to and that is there."""
        for each in self.of(part):
            if each.kind.casefold() == kind.casefold() and not each.external and each.target in self._package:
                yield each.target

    def target(self, part: str, number: str) -> str:
        """The part with an id; empty where there is none."""
        found = (each.target for each in self.of(part) if each.id == number and not each.external)
        return next((target for target in found if target in self._package), "")

    def every(self) -> Iterator[Relationship]:
        """Those of all parts to which the document leads, and its own."""
        for part in ("", *self.reached("")):
            yield from self.of(part)

    def unread(self) -> tuple[Unread, ...]:
        """Parts of which it cannot be told where they lead, of those that were asked for until now."""
        return tuple(self._broken)

    def reached(self, part: str) -> dict[str, Relationship]:
        """Every part to which one leads, by however many others, with the relationship by which it was met first; by
        names in lower case."""
        found: dict[str, Relationship] = {}
        waiting = [part]
        while waiting:
            for each in self.of(waiting.pop()):
                name = each.target.casefold()
                if not each.external and name not in found and each.target in self._package:
                    found[name] = each
                    waiting.append(each.target)
        return found
