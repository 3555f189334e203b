"""What the values of a column may be, counted as they pass: nothing of them is kept but hashes.

A category is put to the test in every column whose header names it, and in every column whose values have its shape,
as long as it can still come to anything. Which one a column has is decided when all have passed (`decision`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TypeAlias

from forensics.documents.personal.birth_dates import date_form
from forensics.documents.personal.distinct import Distinct
from forensics.documents.personal.free_text import proved, worth_a_look
from forensics.documents.personal.headers import Heading, heading_of
from forensics.documents.personal.proofs import BELOW, FORMS, SAMPLED, Proof, forms_of, possible, shape_of_any
from forensics.documents.personal.samples import EXAMPLES, masked

__all__ = ["BELOW_HEADER", "OF_THINGS_TOO", "Cells", "Column", "States", "Trial"]

#: Visible, cosmetic, hidden: by `State`.
States = list[int]
#: Values of a column by `State`.
Cells: TypeAlias = Sequence[list[str]]
#: Share of the values that a category must have below its header.
BELOW_HEADER = 0.3
#: Organisations have such numbers too (RSIN), and products such names.
OF_THINGS_TOO = frozenset({"bsn", "name", "national_id"})
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

    def put(self, counts: Iterable[tuple[str, int]], state: int) -> None:
        """Puts values to the test that are there so many times each."""
        proof, tries, hits = self._proof, 0, 0
        found: list[str] = []
        for value, count in counts:
            tries += count
            if plain := proof(value):
                hits += count
                found.append(plain)
        self.tries += tries
        self.hits[state] += hits
        self.different.add_all(found)
        if self._is_dated and found:
            self.earliest = min(self.earliest or found[0], *found)
            self.latest = max(self.latest, *found)

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

    __slots__ = ("_open", "_wants_examples", "by_form", "by_header", "examples", "heading", "texts", "values")

    def __init__(self, header: str, *, wants_examples: bool = False) -> None:
        self.heading = heading_of(header)
        self.values: States = [0, 0, 0]
        self.by_header = {name: Trial(BELOW[name], _ALL if name in SAMPLED else 0) for name in self.heading.categories}
        self.by_form: dict[str, Trial] = {}
        self.texts: dict[str, States] = {}  # what proved itself in long values
        self.examples: list[str] = []  # masked; gathered only where they are asked for
        self._open = _open(self.heading)  # tests by form that may still tell something
        self._wants_examples = wants_examples

    def add(self, cells: Cells, in_order: Callable[[], Iterable[str]]) -> None:
        """Counts values; `in_order` gives the same as they follow one another."""
        for state, values in enumerate(cells):
            self.values[state] += len(values)
        self._test_below_header(cells)
        for state, values in enumerate(cells):
            if values and max(map(len, values)) > _TEXT:
                self._read([value for value in values if len(value) > _TEXT], state)
        if self._open:
            self._test_forms(cells, in_order)
        self._pause()
        if self._wants_examples and len(self.examples) < EXAMPLES:
            some = map(masked, islice(in_order(), EXAMPLES))
            self.examples = list(dict.fromkeys([*self.examples, *some]))[:EXAMPLES]

    def _test_below_header(self, cells: Cells) -> None:
        headed = [trial for trial in self.by_header.values() if not trial.over]
        for state, values in enumerate(cells) if headed else ():
            counts = Counter(values)
            for trial in headed:
                trial.put(counts.items(), state)

    def _test_forms(self, cells: Cells, in_order: Callable[[], Iterable[str]]) -> None:
        """Most values of most columns have the shape of no test that is still open: this is seen at once."""
        tests: dict[str, tuple[list[tuple[str, int]], ...]] = {}
        for state, values in enumerate(cells):
            names = possible(self._open, set(map(len, values)), with_at="@" in "".join(values))
            fitting = filter(shape_of_any(names).fullmatch, values) if names else ()
            for each in Counter(fitting).items():
                for name in forms_of(each[0]):
                    if name in names:
                        tests.setdefault(name, ([], [], []))[state].append(each)
        self._begin(tests.keys() - self.by_form.keys(), in_order)
        for name, by_state in tests.items():
            for state, counts in enumerate(by_state):
                self.by_form[name].put(counts, state)

    def _begin(self, names: set[str], in_order: Callable[[], Iterable[str]]) -> None:
        """Begins tests by form in the order of their first values: of two that do equally well the first one counts."""
        values = iter(in_order() if names else ())
        while names:
            for name in forms_of(next(values)):
                if name in names:
                    self.by_form[name] = Trial(FORMS[name], _ALL if name in SAMPLED else _FEW)
                    names.remove(name)

    def _pause(self) -> None:
        passed = sum(self.values)
        for trials in (self.by_header, self.by_form):
            for trial in trials.values():
                trial.pause(passed)
        if self._open:
            self._close()

    def _close(self) -> None:
        """Leaves out tests by form that are over, and all of them once the header is proved: none is asked then but
        that of names below "name" alone."""
        if any(trial.over and trial.share >= BELOW_HEADER for trial in self.by_header.values()):
            self._open &= _asked_always(self.heading)
        self._open -= {name for name, trial in self.by_form.items() if trial.over}

    def _read(self, texts: Sequence[str], state: int) -> None:
        if not worth_a_look("\n".join(texts)):
            return
        for text in texts:
            for name, _ in proved(text):
                self.texts.setdefault(name, [0, 0, 0])[state] += 1


def _open(heading: Heading) -> frozenset[str]:
    """The tests by form that may tell something below such a header (`decision`)."""
    if heading.counted:
        return _asked_always(heading)
    asked_by_header = set() if heading.doubtful else set(heading.categories)
    of_things = OF_THINGS_TOO if heading.of_things else frozenset()
    days = frozenset() if heading.is_empty else {"date_of_birth"}
    return frozenset(FORMS) - asked_by_header - of_things - days


def _asked_always(heading: Heading) -> frozenset[str]:
    return frozenset({"name"} if heading.doubtful else ())
