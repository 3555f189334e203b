"""The rules that a report uses: those whose number it prints, with their texts and the places that numbers lead to.

Nothing is looked up but what the pages print anyway, so a report of a lower level explains no more than it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from forensics.downloads.rules import RULES, Rule
from forensics.model import Findings
from forensics.report.page.view import FilePage, unreadable
from forensics.rulebook.counting import MENTION, SECTIONS, Section
from forensics.rulebook.index import Entry, entry, parts
from forensics.rulebook.vocabulary import GRADES

__all__ = ["RulesUsed", "linked", "prose", "rules_used"]

#: Sections that every report names: those of its counting parameters, and that which makes downloads of requests.
_ALWAYS = ("3.3", "3.6", "3.7", "3.8")

Points = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RulesUsed:
    """Rules, limitations and all grades as entries, sections each with the points of it that are told.

    `places` leads from a printed name to the id of its place; a number that a rule and a section share, to the rule.
    """

    rules: tuple[Entry, ...]
    sections: tuple[tuple[Section, Points], ...]
    grades: tuple[Entry, ...]
    limitations: tuple[Entry, ...]
    places: Mapping[str, str]

    def table(self) -> Iterator[tuple[Rule, str | None]]:
        """All rules in their order; with the first of a number that has no place yet, the id of its place."""
        known = set(self.places)
        for rule in RULES:
            yield rule, None if rule.number in known else f"rule-{rule.number}"
            known.add(rule.number)


def rules_used(findings: Findings, pages: Sequence[FilePage]) -> RulesUsed:
    """What the pages print, in the order of the rulebook."""
    names = {*_rules(pages), *(["1"] if unreadable(findings.sources) else [])}
    rules = sorted(_entries("rule", names), key=lambda rule: float(rule.name))
    sections = tuple(_sections([*_ALWAYS, *names.difference(rule.name for rule in rules)]))
    grades = tuple(_entries("grade", GRADES))
    limitations = tuple(_entries("limitation", dict.fromkeys(limit.code for limit in findings.limitations)))
    numbers = [number for section, points in sections for number in (section.number, *(name for name, _ in points))]
    places = {number: f"section-{number}" for number in numbers}
    places |= {each.name: f"{each.kind}-{each.name}" for each in (*limitations, *grades, *rules)}
    return RulesUsed(tuple(rules), sections, grades, limitations, places)


def _rules(pages: Iterable[FilePage]) -> Iterator[str]:
    """The names in the columns of rules; one that is none of ours finds no entry."""
    for part in (part for page in pages for part in (*page.windows, page.outside)):
        for verdict in part.verdicts:
            yield from (name for number, _, _ in verdict.rules for name in parts(number))


def _entries(kind: str, names: Iterable[str]) -> Iterator[Entry]:
    return (found for name in names for found in [entry(kind, name)] if found)


def _sections(names: Sequence[str]) -> Iterator[tuple[Section, Points]]:
    """The sections of these names, whole, and of others the points that their texts name."""
    texts = [text for section in SECTIONS if section.number in names for text in (section.text, *section.points)]
    told = {*names, *(found[0] for text in texts for found in MENTION.finditer(text))}
    for section in SECTIONS:
        whole = section.number in told
        points = tuple((number, text) for number, text in section.numbered if whole or number in told)
        if whole or points:
            yield section, points


def linked(text: str, places: Mapping[str, str], names: Sequence[str]) -> Markup:
    """A sentence of ours, in which those of these names that have a place lead to it."""
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name in places)
    if not known:
        return escape(text)
    pieces = re.split(rf"(?<![\w.])({known})(?!\.?\w)", str(escape(text)))
    link = Markup('<a href="#{}">{}</a>').format
    return Markup("").join(
        link(places[piece], piece) if number % 2 else Markup(piece)  # noqa: S704 escaped before it was cut
        for number, piece in enumerate(pieces)
    )


def prose(text: str, places: Mapping[str, str]) -> Markup:
    """A text of the rulebook: words in backticks as code, grades and numbers of other rules as links."""
    mentioned = [name for name in places if MENTION.fullmatch(name)]
    code = Markup("<code>{}</code>").format
    return Markup("").join(
        code(piece) if number % 2 else linked(piece, places, mentioned) for number, piece in enumerate(text.split("`"))
    )
