"""Which part of an Office Open XML document belongs to which: ids, kinds and targets of relationships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import Names, pieces
from forensics.documents.package import Package
from forensics.language.statement import state

__all__ = ["Relationship", "entrance", "relationships"]

_NAMES = Names({"http://schemas.openxmlformats.org/package/2006/relationships": "r"})


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one part says of another."""

    id: str
    kind: str  # last segment of its type: "worksheet", "pivotCacheRecords", "officeDocument"
    target: str  # name of a part, as `Package` takes it; the address itself where it is external
    external: bool


class _Relationships:
    def __init__(self, folder: str) -> None:
        self.found: list[Relationship] = []
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if _NAMES[name] != "r:Relationship":
            return
        external = attributes.get("TargetMode", "").casefold() == "external"
        target = attributes.get("Target", "")
        kind = attributes.get("Type", "").rpartition("/")[2]
        place = target if external else _place(self._folder, target)
        self.found.append(Relationship(attributes.get("Id", ""), kind, place, external))

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


def _place(folder: str, target: str) -> str:
    return normpath(join("/", folder, target)).lstrip("/")


def relationships(package: Package, part: str, limits: Limits) -> Iterator[Relationship]:
    """Those of a part; of the document itself for an empty name. Raises NotInspectableError where they cannot be
    read."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{part[len(folder) :].lstrip('/')}.rels")
    return pieces(package.blocks(name), _Relationships(folder), limits) if name in package else iter(())


def entrance(package: Package, limits: Limits) -> str:
    """The part with which a reader of the document begins, wherever it lies. Raises NotInspectableError where it is
    missing."""
    found = relationships(package, "", limits)
    main = next((each.target for each in found if each.kind == "officeDocument"), "")
    if main not in package:
        raise NotInspectableError(state("Its main part is missing."))
    return main
