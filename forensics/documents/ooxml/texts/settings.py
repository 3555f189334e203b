"""What a Word document keeps beside its text: variables, mail merge, the template, other XML, people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forensics.documents.contents import Author, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml.elements import Element, elements, everything
from forensics.documents.ooxml.leftovers import Web
from forensics.documents.ooxml.vocabulary import is_off, is_on
from forensics.documents.package import Package
from forensics.language.statement import state, state_many
from forensics.model.document import Severity

__all__ = ["Settings", "custom_xml", "people", "resolved", "settings", "surroundings"]

_WANTED = ("w:docVar", "w:query", "w:connectString", "w:udl", "w:rsid", "w:evenAndOddHeaders", "w:trackRevisions",
           "w:displayBackgroundShape", "w:clrSchemeMapping", "w:attachedTemplate", "w:dataSource")  # fmt: skip
#: Variables of programs that check grammar, which every document that they saw has.
_OF_PROGRAMS = re.compile(r"__Grammarly.*", re.IGNORECASE)
#: What Office and SharePoint themselves keep as other XML.
_OF_OFFICE = re.compile(
    r"http://schemas\.(?:microsoft\.com/(?:office/2006|sharepoint|office/infopath)|openxmlformats\.org)"
)
_LARGE = 200  # characters
_ROOT = re.compile(rb"<(?![?!])[^>]*>")


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
    for each in elements(package, part, _WANTED, limits):
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


def surroundings(found: Settings, part: str, reached: Web) -> Iterator[Piece]:
    """Variables, mail merge, template and editing sessions."""
    yield from _variables([each for each in found.found if each.name == "w:docVar"])
    yield from _merge([each.value for each in found.found if each.name in {"w:query", "w:connectString", "w:udl"}])
    sessions = sum(each.name == "w:rsid" for each in found.found)
    if sessions:
        told = state_many("{count} editing session has left its number.", "{count} editing sessions have left numbers.",
                          sessions)  # fmt: skip
        yield hidden("W4", "", sessions, told)
    if any(each.name == "w:trackRevisions" and not is_off(each.attributes.get("w:val")) for each in found.found):
        yield hidden("W4", "", 1, state("Changes to the document are being tracked."), "I")
    for each in reached.get(part.casefold(), ()):
        if each.kind == "attachedTemplate":
            severity: Severity = "M" if each.target.casefold().startswith(("http:", "https:")) else "L"
            yield hidden("W3", "", 1, state("It names the place of its template."), severity)
            yield Passage(state("template"), State.HIDDEN, each.target)
        elif each.kind in {"mailMergeSource", "mailMergeHeaderSource"}:
            yield hidden("W3", "", 1, state("It names the file with the addresses of a mail merge."))
            yield Passage(state("mail merge"), State.HIDDEN, each.target)


def _variables(found: list[Element]) -> Iterator[Piece]:
    told = [
        each for each in found if each.value.strip() and not _OF_PROGRAMS.fullmatch(each.attributes.get("w:name", ""))
    ]
    if told:
        text = state_many("{count} variable holds text that is not shown.",
                          "{count} variables hold text that is not shown.", len(told))  # fmt: skip
        yield hidden("W3", "", len(told), text)
    yield from (Passage(state("variables"), State.HIDDEN, each.value) for each in told)


def _merge(queries: list[str]) -> Iterator[Piece]:
    queries = [each for each in queries if each.strip()]
    if queries:
        told = state("It holds the query or the connection of a mail merge.")
        yield hidden("W3", "", len(queries), told)
    yield from (Passage(state("mail merge"), State.HIDDEN, each) for each in queries)


def custom_xml(package: Package, part: str, code: str, limits: Limits) -> Iterator[Piece]:
    """XML of other programs, or of Office for its own ends, told as a finding of the check `code`."""
    try:
        root = _ROOT.search(next(iter(package.blocks(part)), b""))
        texts = everything(package.blocks(part), limits)
    except NotInspectableError as error:
        yield Unread(part, error.reason)
        return
    size = sum(map(len, texts))
    if not size:
        return
    of_office = bool(root and _OF_OFFICE.search(root[0].decode("utf-8", "replace")))
    told = state_many("{count} character is kept as XML beside the document.",
                      "{count} characters are kept as XML beside the document.", size)  # fmt: skip
    yield hidden(code, part, size, told, "L" if of_office or size < _LARGE else None)
    yield Passage(part, State.HIDDEN, "\n".join(texts))


def resolved(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """How many comments are done with, and folded away."""
    count = sum(is_on(each.attributes.get("w15:done")) for each in elements(package, part, ("w15:commentEx",), limits))
    if count:
        told = state_many("{count} comment is marked as resolved.", "{count} comments are marked as resolved.", count)
        yield hidden("W3", state("comments"), count, told, "I")


def people(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """Who wrote comments or changes, and their accounts."""
    for each in elements(package, part, ("w15:person", "w15:presenceInfo"), limits):
        name = each.attributes.get("w15:author") or each.attributes.get("w15:userId")
        if name:
            yield Author(state("people"), name)
