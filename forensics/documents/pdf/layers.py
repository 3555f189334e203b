"""Optional content that viewers do not show until it is switched on (check D4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

import pikepdf
from pikepdf import Dictionary

from forensics.documents.hidden import hidden
from forensics.documents.pdf.objects import Object
from forensics.language.statement import state, state_many
from forensics.model.document import Hidden

__all__ = ["is_off", "layers", "off"]


def layers(file: pikepdf.Pdf) -> Iterator[Hidden]:
    """Those that are off, and whether anything on the pages is on them. Text on them is told where the pages are."""
    groups = off(file)
    used = _used(file) if groups else set()
    on_pages = sorted(name for key, name in groups.items() if key in used)
    if on_pages:
        text = state_many("{count} layer is not shown until it is switched on.",
                          "{count} layers are not shown until they are switched on.", len(on_pages))  # fmt: skip
        yield hidden("D4", on_pages[0] or state("layer"), len(on_pages), text)


def off(file: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """Names of the groups that are off when the document is opened (ISO 32000-2 section 8.11.4.3)."""
    properties = file.Root.get("/OCProperties", Dictionary())
    config = properties.get("/D", Dictionary())
    groups = {each.objgen: str(each.get("/Name", ""))[:80] for each in properties.get("/OCGs", ())}
    start = set(groups) if config.get("/BaseState") == "/OFF" else set()
    unseen = (start | _keys(config.get("/OFF", ()))) - (_keys(config.get("/ON", ())) if start else set())
    return {key: name for key, name in groups.items() if key in unseen}


def _keys(groups: Iterable[Any]) -> set[tuple[int, int]]:
    return {each.objgen for each in groups}


def is_off(each: Object, groups: AbstractSet[tuple[int, int]]) -> bool:
    """Whether an annotation or a form is on a layer that is off, or on several that all are."""
    return "/OC" in each and bool(members := _members(each.OC)) and members <= groups


def _used(file: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Groups that the resources of pages, their forms and pictures, and annotations name."""
    used: set[tuple[int, int]] = set()
    for page in file.pages:
        resources = page.obj.get("/Resources", Dictionary())
        owners = [*resources.get("/XObject", Dictionary()).values(), *page.obj.get("/Annots", ())]
        nested = (each.get("/Resources", Dictionary()) for each in owners)
        for each in (resources, *nested):
            used.update(*map(_members, each.get("/Properties", Dictionary()).values()))
        used.update(*(_members(each.OC) for each in owners if "/OC" in each))
    return used


def _members(group: Object) -> set[tuple[int, int]]:
    """The group itself, or those of a membership dictionary."""
    if "/OCGs" not in group:
        return {group.objgen}
    found = group.OCGs
    return {found.objgen} if isinstance(found, Dictionary) else _keys(found)
