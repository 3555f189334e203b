"""Nobody subtracts numbers of reports for the public until fewer than k visitors are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from forensics.findings.recipients import by_class, by_day
from forensics.model import Findings, Tally, Window
from forensics.report.disclosure import disclose
from forensics.report.disclosure.difference import bars, difference, without
from tests.support.report_fixture import crowd
from tests.support.subtraction import Atom, atoms, found, told

_ZONE = ZoneInfo("Europe/Amsterdam")
_BEGIN = datetime(2020, 6, 8, tzinfo=_ZONE)
_END = _BEGIN + timedelta(days=6)
_ROBOTS = {"browser": False, "tool/script": False, "search engine": True, "archiver": True}
_AGENTS = tuple(_ROBOTS)
_K = 3
_SIZE = 60


@dataclass(frozen=True)
class Download:
    """When, by which visitor, with which program."""

    at: datetime
    visitor: int
    agent_class: str


@cache
def _base() -> Findings:
    return crowd(_SIZE, 10)


def _random(random: Random, many: int) -> list[Download]:
    """Downloads in six days, most of them on some, by visitors who come again, each with a program of their own."""
    days = random.choices(range(6), k=4)
    programs = {visitor: random.choices(_AGENTS, (12, 3, 3, 1))[0] for visitor in range(24)}
    downloads = []
    for _ in range(many):
        visitor = random.randrange(24)
        hours = 24 * random.choice((*days, random.randrange(6))) + random.randrange(24)
        downloads.append(Download(_BEGIN + timedelta(hours=hours, minutes=5), visitor, programs[visitor]))
    return downloads


def _windows(random: Random, many: int) -> list[Window]:
    """So many, one after the other, that together are always the same time; most do not end with a day."""
    cuts = sorted(random.sample(range(1, 144), many - 1))
    bounds = [_BEGIN, *(_BEGIN + timedelta(hours=cut) for cut in cuts), _END]
    file = _base().files[0].name
    return [Window(f"w{number}", start, end, (file,)) for number, (start, end) in enumerate(pairwise(bounds))]


def _findings(downloads: Sequence[Download], windows: Sequence[Window]) -> Findings:
    """For investigators: each visitor has a /64 of its own, and an address more for every third visit."""
    base = _base()
    table = base.downloads.head(len(downloads)).with_columns(
        client=pl.Series([f"2001:db8:0:{each.visitor:x}::{at % 3:x}" for at, each in enumerate(downloads)]),
        first=pl.Series([each.at for each in downloads]).dt.convert_time_zone("UTC"),
        agent_class=pl.Series([each.agent_class for each in downloads]),
        robot=pl.Series([_ROBOTS[each.agent_class] for each in downloads]),
        window=pl.Series([next(w.label for w in windows if w.start <= each.at < w.end) for each in downloads]),
        in_headline=pl.lit(value=True),
    )
    [file] = base.files
    return replace(
        base,
        case=replace(base.case, windows=tuple(windows)),
        downloads=table,
        files=(
            replace(
                file,
                windows=tuple(_tally(file.windows[0], table, window) for window in windows),
                total=_tally(file.total, table, None),
                by_day=by_day(table, base.case.zone),
                by_class=by_class(table),
                by_country=(),
            ),
        ),
    )


def _tally(tally: Tally, table: pl.DataFrame, window: Window | None) -> Tally:
    mine = table if window is None else table.filter(pl.col("window") == window.label)
    many, networks = mine.height, mine["client"].str.split("::").list.first().n_unique()
    return replace(
        tally,
        label=window.label if window else None,
        start=window.start if window else None,
        end=window.end if window else None,
        downloads=replace(tally.downloads, at_least=many, headline=many, at_most=many),
        addresses=replace(tally.addresses, headline=mine["client"].n_unique(), by_64=networks),
        requests=many,
    )


def _bounds(*windows: Sequence[Window]) -> list[datetime]:
    days = [_BEGIN + timedelta(days=day) for day in range(7)]
    return [*days, *(at for some in windows for window in some for at in (window.start, window.end))]


class _Attack:
    """What somebody with these reports finds, held against the downloads: those from number `since` on were added."""

    def __init__(
        self, reports: Sequence[Findings], there: Sequence[Atom], downloads: Sequence[Download], since: int
    ) -> None:
        lists = [list(told(report, there, _ROBOTS, added=number > 0)) for number, report in enumerate(reports)]
        self._lying = dict(enumerate(downloads))
        self._since = since
        self._answers = [self._in(each.atoms) for report in lists for some in report for each in some if each.answer]
        # What robots did in between is compared by its own number: they are no people (docs/disclosure.md).
        self._answers += [
            self._in(new.atoms - old.atoms)
            for one, *more in [lists]
            for other in more
            for old, new in zip(one[3], other[3], strict=True)
        ]
        # By time, and by program: the two meet in the total alone, so they are looked at one after the other.
        sets = found([some for each in lists for some in each[:2]], there)
        self._sets = sets | found([some for each in lists for some in each[2:]], there)

    def few(self) -> list[int]:
        """Of each number that has any, and fewer than k visitors, how many; what is told as the answer makes none."""
        some = [self._in(each) for each in self._sets]
        left = [each for each in some if each - set().union(*(one for one in self._answers if one <= each))]
        numbers = [len({self._lying[at].visitor for at in each}) for each in left]
        return [number for number in numbers if number < _K]

    def _in(self, some: frozenset[Atom]) -> frozenset[int]:
        return frozenset(
            at
            for at, each in self._lying.items()
            for atom in some
            if atom.start <= each.at < atom.end
            and atom.agent_class == each.agent_class
            and atom.added is (at >= self._since)
        )


def test_no_report_is_subtracted_to_few() -> None:
    """Of a hundred; with the tables of the investigator the same attack finds somebody in nearly every one."""
    leaks, shown = 0, 0
    for seed in range(100):
        random = Random(seed)
        downloads, windows = _random(random, random.randrange(20, _SIZE)), _windows(random, random.choice((1, 2, 3)))
        whole = _findings(downloads, windows)
        there = atoms(_bounds(windows), [(_BEGIN, _END)], _AGENTS, added=False)
        public = disclose(whole, "public", k=_K)
        assert _Attack([public], there, downloads, _SIZE).few() == [], seed
        leaks += bool(_Attack([whole], there, downloads, _SIZE).few())
        shown += bool(public.files[0].by_day) + bool(public.files[0].by_class)
    assert leaks > 90
    assert shown > 90


@pytest.mark.parametrize("kind", ["added", "windows", "k"])
def test_no_two_reports_are_subtracted_to_few(kind: str) -> None:
    """Downloads are added, the windows are others, or k is: what `--previous` lets through leaves nobody alone."""
    written = leaks = 0
    for seed in range(60):
        random = Random(seed)
        downloads, windows = _random(random, 40), _windows(random, random.choice((1, 2)))
        more = [*downloads, *_random(random, 16)] if kind == "added" else downloads
        others = _windows(random, random.choice((1, 2, 3))) if kind == "windows" else windows
        first = disclose(_findings(downloads, windows), "public", k=_K)
        whole = _findings(more, others)
        second = disclose(whole, "public", k=5 if kind == "k" else _K)
        there = atoms(_bounds(windows, others), [(_BEGIN, _END)], _AGENTS, added=kind == "added")
        leaks += bool(_Attack([first, second], there, more, 40).few())
        asked = difference(first, second, bars(whole, _K))
        if asked.numbers:
            continue
        written += 1
        left = without(second, asked.tables)
        assert _Attack([first, left], there, more, 40).few() == [], (seed, asked)
    assert leaks
    assert written > 5
