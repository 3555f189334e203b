"""Somebody who has nothing but reports for the public, and subtracts: which sets of downloads their numbers give.

A download lies in an atom: a stretch of time between two bounds that any report speaks of, with a class of programs,
in the logs of the first report or added since. Each number that is told counts a known set of atoms. Sums and
differences of these numbers, of as many as there are in `_MOST`, that count some atoms once and others not at all, are
numbers of downloads that no report tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate, combinations, pairwise, product
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from forensics.model import Findings
from forensics.report.saved.document import as_json

__all__ = ["Atom", "Told", "atoms", "found", "told"]

#: Numbers that are added and subtracted at once; sums from the first window or day on count as one.
_MOST = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Atom:
    """Where a download may lie."""

    start: datetime
    end: datetime
    agent_class: str
    added: bool = False


@dataclass(frozen=True)
class Told:
    """A number of a report: the atoms that it counts, and whether it is the answer itself, told whatever it is."""

    atoms: frozenset[Atom]
    answer: bool


def atoms(
    bounds: Sequence[datetime], windows: Sequence[tuple[datetime, datetime]], classes: Sequence[str], *, added: bool
) -> list[Atom]:
    """Those within the windows."""
    stretches = [
        (start, end)
        for start, end in pairwise(sorted(set(bounds)))
        if any(window[0] <= start and end <= window[1] for window in windows)
    ]
    states = (False, True) if added else (False,)
    return [Atom(*stretch, name, state) for stretch, name, state in product(stretches, classes, states)]


def told(report: Findings, there: Sequence[Atom], robots: Mapping[str, bool], *, added: bool) -> Iterator[list[Told]]:
    """The numbers of downloads of a report, as its findings.json has them: windows, days, classes, robots, each a list
    in its order; `added` if it knows of what was added to the logs."""
    mine = [atom for atom in there if added or not atom.added]
    file = json.loads(as_json(report))["files"][0]
    zone = ZoneInfo(report.case.zone)
    spans = [tuple(map(datetime.fromisoformat, (window["start"], window["end"]))) for window in file["windows"]]
    yield [_told((atom for atom in mine if one <= atom.start and atom.end <= end), answer=True) for one, end in spans]
    yield _parts(mine, file["by_day"], lambda atom: atom.start.astimezone(zone).date().isoformat())
    yield _parts(mine, file["by_class"], lambda atom: atom.agent_class, rest="other programs")
    yield [_told((atom for atom in mine if robots[atom.agent_class] is robot), answer=True) for robot in (True, False)]


def _told(some: Any, *, answer: bool) -> Told:  # noqa: ANN401 - atoms, in whatever they come
    return Told(frozenset(some), answer)


def _parts(mine: Sequence[Atom], shares: Any, key: Any, rest: str | None = None) -> list[Told]:  # noqa: ANN401 - JSON
    """A table: each part by its name, the rest of them all that has none of these."""
    names = [share["name"] for share in shares]
    shown = [name for name in names if name != rest]
    counted = [_told((atom for atom in mine if key(atom) == name), answer=False) for name in shown]
    joined = [_told((atom for atom in mine if key(atom) not in shown), answer=False)] if rest in names else []
    return [*counted, *joined]


def found(lists: Sequence[Sequence[Told]], there: Sequence[Atom]) -> set[frozenset[Atom]]:
    """The sets of atoms whose number follows, but for those that are told as the answer, and what these make alone."""
    place = {atom: number for number, atom in enumerate(there)}
    rows, answers = [], []
    for some in lists:
        marked = np.zeros((len(some), len(there)), dtype=np.int8)
        for number, each in enumerate(some):
            marked[number, [place[atom] for atom in each.atoms]] = 1
        sums = list(accumulate(marked))[1:]
        rows += [*marked, *sums]
        answers += [each.answer for each in some] + [all(each.answer for each in some)] * len(sums)
    if not rows:
        return set()
    matrix, is_answer = np.array(rows), np.array(answers)
    sets: set[frozenset[Atom]] = set()
    for many in range(1, _MOST + 1):
        picked, signs = _combinations(len(rows), many)
        if not len(picked):
            continue
        made = np.einsum("sm,cma->sca", signs, matrix[picked]).reshape(-1, len(there))
        alone = np.tile(is_answer[picked].all(axis=1), len(signs))
        whole = ((made == 0) | (made == 1)).all(axis=1) & made.any(axis=1) & ~alone
        sets |= {frozenset(there[at] for at in np.flatnonzero(row)) for row in np.unique(made[whole], axis=0)}
    return sets


@cache
def _combinations(rows: int, many: int) -> tuple[Any, Any]:
    picked = np.array(list(combinations(range(rows), many)), dtype=np.int16).reshape(-1, many)
    return picked, np.array(list(product((1, -1), repeat=many)), dtype=np.int8)
