"""Everything that can be explained, under the names by which code and reports call it.

A name may stand for several things ("3.8" is a section and the number of two rules, "edge" a limitation and a flag);
all of them are found. Titles, labels and texts are messages: `Language.say` prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from forensics.documents.hidden import CHECKS
from forensics.documents.personal.categories import CATEGORIES
from forensics.downloads.rules import RULES
from forensics.findings.definitions import DEFINITIONS
from forensics.findings.limitations.limitations import CODES
from forensics.language.catalogue import Language
from forensics.language.statement import message
from forensics.rulebook.counting import SECTIONS
from forensics.rulebook.glossary import GLOSSARY
from forensics.rulebook.vocabulary import FLAGS, GRADES, MEANINGS, SHOWN_BY

__all__ = ["KINDS", "Entry", "Text", "anchor", "close_to", "entries", "entry", "explain", "parts"]

#: The kinds of things that are explained, in the order of the list, and what one of each is called.
KINDS = {
    "section": message("Section"),
    "rule": message("Rule"),
    "verdict": message("Verdict"),
    "grade": message("Grade"),
    "flag": message("Flag"),
    "limitation": message("Limitation"),
    "definition": message("Definition"),
    "check": message("Check of documents"),
    "category": message("Category of personal data"),
    "term": message("Term"),
}
_SEVERITIES = {
    "H": message("H: a reader can recover it by a click."),
    "M": message("M: a reader can probably recover it."),
    "L": message("L: metadata."),
    "I": message("I: a note."),
}
_SPECIAL = message("It may be a special category by article 9 or 10 GDPR.")
_CLOSE = 5


@dataclass(frozen=True, slots=True)
class Text:
    """What is said, and the number or word before it; "" for none."""

    says: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is explained: its kind (of KINDS), its name, its title ("" for none), what is said of it.

    `page` is the page of docs/ that says the same, with the place there.
    """

    kind: str
    name: str
    title: str
    texts: tuple[Text, ...]
    page: str


def parts(rules: str) -> list[str]:
    """The names in a column of rules: "3.6, 22" are two."""
    return [part for part in rules.split(", ") if part]


@cache
def entries() -> tuple[Entry, ...]:
    """All of them, in the order of KINDS."""
    return (*_sections(), *_rules(), *_words(), *_findings(), *_documents(), *_terms())


def _sections() -> Iterator[Entry]:
    """Each section as a whole, and each of its points."""
    for section in SECTIONS:
        lead = (Text(section.text),) if section.text else ()
        points = tuple(Text(text, number) for number, text in section.numbered)
        yield Entry("section", section.number, section.title, (*lead, *points), f"counting.md#{section.number}")
        for number, text in section.numbered:
            yield Entry("section", number, section.title, (Text(text),), f"counting.md#{number}")


def _rules() -> Iterator[Entry]:
    """Each number of the table of rules, with its rows in their order."""
    rows: dict[str, list[Text]] = {}
    for rule in RULES:
        rows.setdefault(rule.number, []).append(Text(rule.because, MEANINGS[rule.verdict].word))
    for number, texts in rows.items():
        yield Entry("rule", number, "", tuple(texts), f"rules.md#rule-{number}")


def _words() -> Iterator[Entry]:
    for name, meaning in MEANINGS.items():
        counts = Text(meaning.counts, message("Counts in"))
        yield Entry("verdict", name, meaning.word, (Text(meaning.says), counts), f"counting.md#{name}")
    for name, says in GRADES.items():
        yield Entry("grade", name, "", (Text(says), Text(SHOWN_BY[name])), f"counting.md#{name}")
    for name, says in FLAGS.items():
        yield Entry("flag", name, "", (Text(says),), f"counting.md#flag-{name}")


def _findings() -> Iterator[Entry]:
    for code, meaning in CODES.items():
        yield Entry("limitation", code, "", (Text(meaning),), f"limitations.md#{code}")
    for rule in DEFINITIONS:
        yield Entry("definition", rule.name, rule.title, (Text(rule.computed),), f"definitions.md#{rule.name}")


def _documents() -> Iterator[Entry]:
    for code, check in CHECKS.items():
        severity = Text(_SEVERITIES[check.severity], message("Severity"))
        yield Entry("check", code, check.title, (severity,), f"documents.md#check-{code}")
    for name, category in CATEGORIES.items():
        texts = (Text(_SPECIAL),) if category.special else ()
        yield Entry("category", name, category.title, texts, f"documents.md#category-{name}")


def _terms() -> Iterator[Entry]:
    for term in GLOSSARY:
        yield Entry("term", term.word, term.word, (Text(term.says),), f"glossary.md#{anchor(term.word)}")


def anchor(word: str) -> str:
    """The place of a term on its page."""
    return word.lower().replace(" ", "-")


def entry(kind: str, name: str) -> Entry | None:
    """The one of that kind and name, if there is one."""
    return next((found for found in entries() if (found.kind, found.name) == (kind, name)), None)


def explain(words: str, language: Language) -> tuple[Entry, ...]:
    """All that these words stand for: a name, names with commas between them, a title in that language, the first
    part of names ("counter"), or any of these after its kind ("rule 11"). Nothing if one of them stands for nothing.
    """
    kind, _, rest = words.partition(" ")
    known = tuple(found for found in entries() if found.kind == kind.lower()) if rest else ()
    found = [_named(name, known or entries(), language) for name in (rest if known else words).split(",")]
    return tuple(one for each in found for one in each) if all(found) else ()


def _named(word: str, among: tuple[Entry, ...], language: Language) -> list[Entry]:
    wanted = _plain(word)
    return [found for found in among if wanted in {_plain(found.name), *_titles(found, language)}] or [
        found for found in among if _plain(found.name).startswith(f"{wanted}-")
    ]


def _plain(name: str) -> str:
    """A name as people type it: capitals, blanks, underscores and what stands in brackets do not matter."""
    return "-".join(name.lower().partition("(")[0].replace("_", " ").split())


def _titles(found: Entry, language: Language) -> set[str]:
    return {_plain(found.title), _plain(language.say(found.title))} - {""}


def close_to(word: str, language: Language) -> list[str]:
    """Names that look like a word which stands for nothing, the closest first."""
    names = {_plain(found.name): found.name for found in entries()}
    titles = {title: found.name for found in entries() for title in _titles(found, language)}
    near = get_close_matches(_plain(word), [*names, *titles], n=_CLOSE)
    return list(dict.fromkeys((titles | names)[name] for name in near))
