"""How many people the records of a document may be about, at least and at most, and the rule that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forensics.documents.personal.categories import CATEGORIES, IDENTIFIERS
from forensics.documents.personal.distinct import Distinct
from forensics.documents.records import Block
from forensics.language.statement import Statement, message, state
from forensics.model.document import People

__all__ = ["PeopleCount"]

_TOGETHER = "name+date_of_birth"
_TOGETHER_NAME = message("name and date of birth")
_RULE = message(
    "At least: different values of {identifier}. At most: records with personal data, each taken to be another person."
)
_RULE_OF_TEXT = message(
    "At least: different values of {identifier}. At most: all values of it, each taken to be another person."
)
_NO_IDENTIFIER = message(
    "At least: one, as no column tells people apart. At most: records with personal data, each taken to be another"
    " person."
)


class PeopleCount:
    """Gathers what tells people apart: by identifier its different values, and records (in running text: places) that
    have one. A value that stands in several tables is one."""

    def __init__(self) -> None:
        self._records = 0
        self._in_tables: dict[str, tuple[Distinct, int]] = {}
        self._in_texts: dict[str, tuple[Distinct, int]] = {}

    def add_block(self, block: Block, categories: Mapping[int, str]) -> None:
        """Takes note of records, with the categories of their columns."""
        told = frozenset(place for place, name in categories.items() if name != "staff")
        self._records += sum(count for (_, columns), count in block.filled.items() if _has_any(columns, told))
        for identifier, values, count in _identifiers(block, categories):
            known, records = self._in_tables.setdefault(identifier, (Distinct(), 0))
            known.update(values)
            self._in_tables[identifier] = (known, records + count)

    def add_text(self, identifier: str, value: str) -> None:
        """Takes note of a value in running text."""
        known, count = self._in_texts.setdefault(identifier, (Distinct(), 0))
        known.add(value)
        self._in_texts[identifier] = (known, count + 1)

    def people(self) -> People | None:
        """Of the records; of the running text where no record has personal data; None where nothing has."""
        if not self._records:
            return self._people_in_texts()
        strongest = _strongest(self._in_tables, self._records)
        if strongest is None:
            return People(1, self._records, state(_NO_IDENTIFIER))
        least = len(self._in_tables[strongest][0])
        return People(least, max(least, self._records), state(_RULE, identifier=_name_of(strongest)))

    def _people_in_texts(self) -> People | None:
        strongest = next((name for name in IDENTIFIERS if name in self._in_texts), None)
        if strongest is None:
            return None
        values, count = self._in_texts[strongest]
        return People(len(values), count, state(_RULE_OF_TEXT, identifier=_name_of(strongest)))


def _has_any(columns: tuple[int, ...], told: frozenset[int]) -> bool:
    """No columns stand for rows of kinds that were too many to be told apart."""
    return bool(told) and (not columns or not told.isdisjoint(columns))


def _identifiers(block: Block, categories: Mapping[int, str]) -> Iterator[tuple[str, Distinct, int]]:
    for place, name in categories.items():
        column = block.columns[place]
        trial = column.by_header.get(name) or column.by_form.get(name)
        if name in IDENTIFIERS and name != "name" and trial is not None and not trial.over:
            yield name, trial.different, sum(trial.hits)
    if "name" in categories.values():
        yield "name", block.names, block.named
        yield _TOGETHER, block.births, block.born


def _strongest(found: Mapping[str, tuple[Distinct, int]], records: int) -> str | None:
    """The strongest one that half of the records have; else the one that most of them have."""
    there = [name for name in IDENTIFIERS if name in found and found[name][1]]
    enough = (name for name in there if 2 * found[name][1] >= records)
    return next(enough, max(there, key=lambda name: found[name][1], default=None))


def _name_of(identifier: str) -> Statement:
    return state(_TOGETHER_NAME if identifier == _TOGETHER else CATEGORIES[identifier].column)
