"""What a Word document keeps beside its text: variables, mail merge, the template, other XML, people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forensics.documents import variables
from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import Element, elements
from forensics.documents.ooxml.vocabulary import NAMES, is_off, is_on
from forensics.documents.ooxml.web import Web
from forensics.documents.package import Package
from forensics.language.statement import state, state_many
from forensics.model.document import Severity

__all__ = ["Settings", "people", "resolved", "settings", "surroundings"]

_WANTED = {"w:docVar", "w:query", "w:connectString", "w:udl", "w:rsid", "w:evenAndOddHeaders", "w:trackRevisions",
           "w:displayBackgroundShape", "w:clrSchemeMapping", "w:attachedTemplate", "w:dataSource"}  # fmt: skip


@dataclass(slots=True)
class Settings:
    """What the settings decide of the text."""

    mapping: dict[str, str] = field(default_factory=dict)  # names of colours
    has_even_pages: bool = False
    shows_background: bool = False
    found: list[Element] = field(default_factory=list)


def settings(package: Package, part: str, limits: Limits) -> Settings:
    """Raises NotInspectableError."""
    found = Settings()
    for each in elements(package.blocks(part), NAMES, _WANTED, limits):
        on = not is_off(each.attributes.get("w:val"))
        match each.name:
            case "w:evenAndOddHeaders":
                found.has_even_pages = on
            case "w:displayBackgroundShape":
                found.shows_background = on
            case "w:clrSchemeMapping":
                found.mapping = _mapping(each.attributes)
            case _:
                found.found.append(each)
    return found


def _mapping(attributes: Mapping[str, str]) -> dict[str, str]:
    longer = {"bg1": "background1", "t1": "text1", "bg2": "background2", "t2": "text2"}
    found = {longer.get(name.removeprefix("w:"), ""): value for name, value in attributes.items()}
    return {name: value for name, value in found.items() if name}


def surroundings(found: Settings, part: str, web: Web) -> Iterator[Piece]:
    """Variables, mail merge, template and editing sessions."""
    held = (each for each in found.found if each.name == "w:docVar")
    yield from variables.told(((each.attributes.get("w:name", ""), _value(each)) for each in held), state("variables"))
    yield from _merge([_value(each) for each in found.found if each.name in {"w:query", "w:connectString", "w:udl"}])
    sessions = sum(each.name == "w:rsid" for each in found.found)
    if sessions:
        told = state_many("{count} editing session has left its number.", "{count} editing sessions have left numbers.",
                          sessions)  # fmt: skip
        yield hidden("W4", "", sessions, told)
    if any(each.name == "w:trackRevisions" and not is_off(each.attributes.get("w:val")) for each in found.found):
        yield hidden("W4", "", 1, state("Changes to the document are being tracked."), "I")
    for each in web.of(part):
        if each.kind == "attachedTemplate":
            severity: Severity = "M" if each.target.casefold().startswith(("http:", "https:")) else "L"
            yield hidden("W3", "", 1, state("It names the place of its template."), severity)
            yield Passage(state("template"), State.HIDDEN, each.target)
        elif each.kind in {"mailMergeSource", "mailMergeHeaderSource"}:
            yield hidden("W3", "", 1, state("It names the file with the addresses of a mail merge."))
            yield Passage(state("mail merge"), State.HIDDEN, each.target)


def _value(element: Element) -> str:
    return element.attributes.get("w:val", "")


def _merge(queries: list[str]) -> Iterator[Piece]:
    queries = [each for each in queries if each.strip()]
    if queries:
        told = state("It holds the query or the connection of a mail merge.")
        yield hidden("W3", "", len(queries), told)
    yield from (Passage(state("mail merge"), State.HIDDEN, each) for each in queries)


def resolved(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """How many comments are done with, and folded away."""
    count = sum(
        is_on(each.attributes.get("w15:done"))
        for each in elements(package.blocks(part), NAMES, {"w15:commentEx"}, limits)
    )
    if count:
        told = state_many("{count} comment is marked as resolved.", "{count} comments are marked as resolved.", count)
        yield hidden("W3", state("comments"), count, told, "I")


def people(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """Who wrote comments or changes, and their accounts."""
    for each in elements(package.blocks(part), NAMES, {"w15:person", "w15:presenceInfo"}, limits):
        name = each.attributes.get("w15:author") or each.attributes.get("w15:userId")
        if name:
            yield Author(state("people"), name)
