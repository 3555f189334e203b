"""What the values of a column may be, counted as they pass: nothing of them is kept but hashes.

A category is put to the test in every column whose header names it, and in every column whose values have its shape.
Which one a column has is decided when all have passed (`decision`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from forensics.documents.personal.birth_dates import date_form
from forensics.documents.personal.distinct import Distinct
from forensics.documents.personal.free_text import proved
from forensics.documents.personal.headers import heading_of
from forensics.documents.personal.proofs import BELOW, FORMS, SAMPLED, Proof, forms_of
from forensics.documents.personal.samples import EXAMPLES, masked

__all__ = ["Column", "States", "Trial"]

#: Visible, cosmetic, hidden: by `State`.
States = list[int]
#: Values after which a test may end: always where the column has a category as a whole and some values tell which;
#: where too few passed, if there is no header that asks for it.
_ENOUGH, _ALL, _FEW = 512, 2.0, 0.2
_TEXT = 40


class Trial:
    """One test, and how the values fared that it was put to."""

    __slots__ = ("_is_dated", "_keeps", "_proof", "different", "earliest", "hits", "latest", "of", "over", "tries")

    def __init__(self, proof: Proof, keeps: float) -> None:
        self._proof = proof
        self._keeps = keeps  # share of hits below which it ends early
        self.hits: States = [0, 0, 0]
        self.tries = 0
        self.of = 0  # values of the column that passed until it ended, put to the test or not
        self.over = False
        self.different = Distinct()
        self._is_dated = proof is date_form
        self.earliest, self.latest = "", ""  # of days

    def put(self, value: str, state: int, count: int) -> None:
        """Puts a value to the test that is there so many times."""
        self.tries += count
        if plain := self._proof(value):
            self.hits[state] += count
            self.different.add(plain)
            if self._is_dated:
                self.earliest = min(self.earliest or plain, plain)
                self.latest = max(self.latest, plain)

    def pause(self, passed: int) -> None:
        """After some values, so many of which have passed in all: whether it goes on."""
        if not self.over:
            self.of = passed
            self.over = self.tries >= _ENOUGH and sum(self.hits) < self._keeps * self.tries

    @property
    def share(self) -> float:
        """Of the values, those that passed."""
        return sum(self.hits) / max(self.of, 1)


class Column:
    """The values of a column by state, and the tests that they were put to."""

    __slots__ = ("_wants_examples", "by_form", "by_header", "examples", "heading", "texts", "values")

    def __init__(self, header: str, *, wants_examples: bool = False) -> None:
        self.heading = heading_of(header)
        self.values: States = [0, 0, 0]
        self.by_header = {name: Trial(BELOW[name], _ALL if name in SAMPLED else 0) for name in self.heading.categories}
        self.by_form: dict[str, Trial] = {}
        self.texts: dict[str, States] = {}  # what proved itself in long values
        self.examples: list[str] = []  # masked; gathered only where they are asked for
        self._wants_examples = wants_examples

    def add(self, values: Sequence[str], states: Sequence[int]) -> None:
        """Counts values with their states."""
        for state, count in Counter(states).items():
            self.values[state] += count
        headed = [trial for trial in self.by_header.values() if not trial.over]
        for (value, state), count in Counter(zip(values, states, strict=True)).items():
            for trial in headed:
                trial.put(value, state, count)
            for name in forms_of(value):
                formed = self.by_form.get(name) or self._begin(name)
                if not formed.over:
                    formed.put(value, state, count)
            if len(value) > _TEXT:
                self._read(value, state, count)
        self._pause()
        if self._wants_examples and len(self.examples) < EXAMPLES:
            self.examples = list(dict.fromkeys([*self.examples, *map(masked, values[:EXAMPLES])]))[:EXAMPLES]

    def _pause(self) -> None:
        passed = sum(self.values)
        for trials in (self.by_header, self.by_form):
            for trial in trials.values():
                trial.pause(passed)

    def _begin(self, name: str) -> Trial:
        """A test by form; over at once where the header has asked for the category, unless by "name" alone."""
        found = self.by_form[name] = Trial(FORMS[name], _ALL if name in SAMPLED else _FEW)
        found.over = name in self.by_header and not self.heading.doubtful
        return found

    def _read(self, text: str, state: int, count: int) -> None:
        for name, _ in proved(text):
            self.texts.setdefault(name, [0, 0, 0])[state] += count
