"""Citations of the parts of a total, of other definitions and readings, and of what a document holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forensics.documents.personal.categories import CATEGORIES
from forensics.findings.definitions import DEFINITIONS
from forensics.language.statement import Statement, message, state
from forensics.model import Alternative, Bounds, Definition, FileFindings, Share, Why
from forensics.model.document import CategoryCount, Document, Records
from forensics.parties.agents import CLASSES
from forensics.report.cited import ALL, Cited, slug
from forensics.report.cited_tallies import DOWNLOADS, of_bounds

__all__ = ["of_document", "of_file", "of_parties", "of_visitors"]

_TITLES = {rule.name: rule.title for rule in DEFINITIONS}
_OURS = ("at_least", "headline", "at_most")
_SHARES = {
    "day": message("established downloads on {name}"),
    "class": message("established downloads by the kind of program “{name}”"),
    "country": message("established downloads from the country “{name}”"),
}
_FROM = {
    "day": message("IP addresses with an established download on {name}"),
    "class": message("IP addresses with an established download by the kind of program “{name}”"),
    "country": message("IP addresses with an established download from the country “{name}”"),
}
_APART = {
    "below": message("established downloads that at least does not hold, for the reason “{code}”"),
    "above": message("downloads that at most holds beyond the established, for the reason “{code}”"),
}
_HELD = {
    "records": message("records in the document: {state}"),
    "cells": message("values in tables of the document: {state}"),
    "characters": message("characters of running text in the document: {state}"),
}
_STATES = {
    "visible": message("shown"),
    "hidden": message("hidden"),
    "cosmetic": message("shown so that nobody sees them"),
    "blank": message("blank"),
}


def of_file(file: FileFindings, definitions: tuple[Definition, ...]) -> Iterator[Cited]:
    """What hangs on the file as a whole, and the parts of its total; `definitions` are those of this file."""
    yield Cited(id="lines", what=state("lines that name the file"), value=file.named)
    for kind, shares in (("day", file.by_day), ("class", file.by_class), ("country", file.by_country)):
        for share in shares:
            yield from _of_share(kind, share)
    yield from _of_reasons("below", file.floor)
    yield from _of_reasons("above", file.ceiling)
    for version in file.versions:
        what = state("established downloads of the version of {size} bytes", size=version.size)
        yield Cited(id=f"{ALL}.size-{version.size}.D", what=what, value=version.downloads, window=_total())
    for number, other in enumerate(file.sensitivity, 1):
        yield from _of_alternative(f"alt-{number}", other)
    for definition in definitions:
        if definition.name not in _OURS:
            yield from _of_definition(definition)


def _of_reasons(side: str, why: Why) -> Iterator[Cited]:
    """How many downloads lie between a bound and what is established, for each reason that can be counted."""
    for reason in why.reasons:
        if reason.downloads is not None:
            what = state(_APART[side], code=reason.code)
            yield Cited(id=f"{ALL}.{side}-{reason.code}.D", what=what, value=reason.downloads, window=_total())


def _total() -> Statement:
    return state("all windows")


def _of_share(kind: str, share: Share) -> Iterator[Cited]:
    place, name = f"{ALL}.{kind}-{slug(share.name)}", _name(share.name)
    yield Cited(id=f"{place}.D", what=state(_SHARES[kind], name=name), value=share.downloads, window=_total())
    yield Cited(id=f"{place}.A", what=state(_FROM[kind], name=name), value=share.addresses, window=_total())


def _name(name: str | None) -> str:
    """The words of a part, to be said in any language where they are ours."""
    if name is None:
        return state("not known")
    return state(CLASSES[name]) if name in CLASSES else name


def of_parties(file: FileFindings, parties: Mapping[str, str]) -> Iterator[Cited]:
    """What each party that the case knows got, in the order of the case."""
    for party, number in parties.items():
        mine = [who for who in file.addresses if who.party == party]
        if mine:
            name, downloads = f"{ALL}.party-{number}", sum(who.downloads for who in mine)
            said = state("own systems") if party == "own" else party
            what = state("established downloads by the party “{name}”", name=said)
            yield Cited(id=f"{name}.D", what=what, value=downloads, window=_total())
            what = state("IP addresses of the party “{name}” that got the file or part of it", name=said)
            yield Cited(id=f"{name}.A", what=what, value=len(mine), window=_total())


def of_visitors(file: FileFindings, visitors: Mapping[str, int]) -> Iterator[Cited]:
    """What each address got, by the number of its label."""
    for who in file.addresses:
        name = f"{ALL}.visitor-{visitors[who.address]}"
        what = state("established downloads by {visitor}", visitor=who.address)
        yield Cited(id=f"{name}.D", what=what, value=who.downloads, window=_total())
        what = state("partial deliveries to {visitor}", visitor=who.address)
        yield Cited(id=f"{name}.P", what=what, value=who.partial, window=_total())


def _of_alternative(place: str, other: Alternative) -> Iterator[Cited]:
    bounds = Bounds(at_least=other.at_least, headline=other.headline, at_most=other.at_most)
    yield from of_bounds(f"{place}.D", bounds, DOWNLOADS, _total())


def _of_definition(definition: Definition) -> Iterator[Cited]:
    name, title = f"def-{definition.name}", state(_TITLES[definition.name])
    what = state("downloads by the definition “{name}”", name=title)
    yield Cited(id=f"{name}.D", what=what, value=definition.downloads, window=_total())
    what = state("IP addresses by the definition “{name}”", name=title)
    yield Cited(id=f"{name}.A", what=what, value=definition.addresses, window=_total())


def of_document(document: Document) -> Iterator[Cited]:
    """What one document shows and hides: its records always, of the rest what is not 0."""
    for thing, told in _HELD.items():
        held: Records = getattr(document, thing)
        for key, words in _STATES.items():
            if (value := getattr(held, key)) or thing == "records":
                yield Cited(id=f"{thing}.{key}", what=state(told, state=state(words)), value=value)
    if document.people is not None:
        what = state("people whom the records may be about: at least")
        yield Cited(id="people.min", what=what, value=document.people.least)
        what = state("people whom the records may be about: at most")
        yield Cited(id="people.max", what=what, value=document.people.most)
    yield Cited(id="items", what=state("values of personal data in the document"), value=document.items)
    for category, counted in document.categories.items():
        yield from _of_category(category, counted)
    for number, hidden in enumerate(document.findings, 1):
        what = state("what the check “{code}” counts in the document", code=hidden.code)
        yield Cited(id=f"check-{number}", what=what, value=hidden.count)


def _of_category(category: str, counted: CategoryCount) -> Iterator[Cited]:
    title = state(CATEGORIES[category].title) if category in CATEGORIES else category
    for key, words in _STATES.items():
        if value := getattr(counted, key):
            what = state("values of the category “{name}” in the document: {state}", name=title, state=state(words))
            yield Cited(id=f"{slug(category)}.{key}", what=what, value=value)
