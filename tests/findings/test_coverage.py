"""What each series of logs covers of the windows (counting.md 3.8, Gaps)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import polars as pl
import pytest

from forensics.findings.coverage.coverage import cover
from forensics.findings.coverage.open_windows import uncertain_after
from forensics.model import Case, Coverage, Damage, Log, SourceReport, Window
from forensics.model.schema import MINUTES, check

START = datetime(2026, 6, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
Span = tuple[datetime, datetime]


def at(days: float) -> datetime:
    """That many days after the beginning of June."""
    return START + timedelta(days=days)


def window(start: float, end: float, label: str = "w") -> Window:
    """A window between two days of June."""
    return Window(label, at(start), at(end), ("leak.xlsx",))


def source(number: int = 1, path: str = "web/access.log", **values: Any) -> SourceReport:
    """A log file of the first entry of the case."""
    return SourceReport(id=f"s{number}", log=values.pop("log", 0), path=path, **values)


def lines(start: float, end: float, *holes: Span, number: int = 1) -> list[tuple[str, datetime, int]]:
    """Five lines in each minute between two days, but for the holes."""
    every = [at(start) + n * MINUTE for n in range(round((end - start) * 1440))]
    return [(f"s{number}", m, 5) for m in every if not any(a <= m < b for a, b in holes)]


def covered(
    rows: Sequence[tuple[str, datetime, int]],
    *windows: Window,
    sources: Sequence[SourceReport] = (source(),),
    covers: Span | None = None,
) -> tuple[Coverage, ...]:
    """The coverage of one log, or of `sources`, with these lines."""
    minutes = check(pl.DataFrame(list(rows), schema=dict(MINUTES), orient="row"), MINUTES)
    logs = (Log("web/*", covers=covers), Log("other/*", covers=covers))
    return cover(minutes, sources, Case(id="c", files=(), windows=windows, logs=logs))


def spans(coverage: Coverage) -> list[tuple[datetime, datetime, str | None]]:
    """The gaps, without reasons."""
    return [(gap.start, gap.end, gap.window) for gap in coverage.gaps]


def test_a_log_without_silence_covers_its_windows() -> None:
    """Lines in every minute leave nothing open."""
    (found,) = covered(lines(0, 4), window(1, 3))
    assert (found.log, found.sources, found.gaps, found.fraction) == ("web/access.log", ("s1",), (), 1.0)
    assert (found.first, found.last) == (at(0), at(4) - MINUTE)


@pytest.mark.parametrize(
    ("path", "gaps", "quiet"),
    [("web/other.log", 0, 1), ("web/other_vhosts_access.log", 0, 0), ("web2/access.log", 1, 0)],
)
def test_an_empty_log_beside_another(path: str, gaps: int, quiet: int) -> None:
    """That of a site nobody asked for, Debian's spare one, or that of a second server, which must have lines."""
    sources = (source(lines=5), source(2, path))
    found = {one.log: one for one in covered(lines(0, 4), window(1, 3), sources=sources)}
    empty = found.get(path)
    assert (len(empty.gaps), len(empty.quiet)) == (gaps, quiet) if empty else not gaps + quiet
    assert found["web/access.log"].gaps == ()


def test_a_gap_names_its_window_and_the_lines_to_be_expected() -> None:
    """Counting.md 4.68: three silent hours on a site with 300 lines an hour."""
    (found,) = covered(lines(0, 4, (at(2), at(2) + 3 * HOUR)), window(1, 3))
    (gap,) = found.gaps
    assert (gap.start, gap.end, gap.window, gap.expected) == (at(2), at(2) + 3 * HOUR, "w", 900.0)
    assert gap.because == "no line between two lines of the log: about 900 lines were to be expected"
    assert found.fraction == 1 - 3 / 48


def test_a_gap_outside_every_window_is_listed_too() -> None:
    """It makes no answer incomplete, but a window may have been stated wrongly."""
    hole = (at(0.5), at(0.5) + HOUR)
    (found,) = covered(lines(0, 4, hole), window(1, 3))
    assert (spans(found), found.fraction) == ([(*hole, None)], 1.0)


def test_a_gap_over_two_windows_is_listed_for_each_as_a_whole() -> None:
    """It is not cut: the log is silent from its start to its end, whatever the windows."""
    hole = (at(1.5), at(2.5))
    (found,) = covered(lines(0, 5, hole), window(1, 2, "a"), window(2, 3, "b"), window(3, 4, "c"))
    assert spans(found) == [(*hole, "a"), (*hole, "b")]
    assert found.fraction == pytest.approx(2 / 3)


def test_a_window_that_reaches_beyond_the_log_is_open_at_both_ends() -> None:
    """Before the first and after the last line the traffic of the log is the measure."""
    (found,) = covered(lines(1, 3), window(0, 4))
    last = at(3) - MINUTE
    assert spans(found) == [(at(0), at(1), "w"), (last, at(4), "w")]
    assert [gap.because.partition(":")[0] for gap in found.gaps] == [
        "before the first line of the log",
        "after the last line of the log",
    ]
    assert found.fraction == pytest.approx(0.5, abs=0.001)


def test_a_window_that_opens_just_before_the_first_line_is_covered() -> None:
    """Four minutes at five lines a minute are not more than 20 lines."""
    (found,) = covered(lines(1, 3), Window("w", at(1) - 4 * MINUTE, at(3), ("leak.xlsx",)))
    assert found.gaps == ()


def test_a_window_that_lies_beyond_the_log_is_one_gap() -> None:
    """A log of another week says nothing about it."""
    (found,) = covered(lines(0, 2), window(7, 8), window(-3, -2, "v"))
    assert spans(found) == [(at(-3), at(-2), "v"), (at(7), at(8), "w")]
    assert found.fraction == 0.0


def test_windows_without_bounds_are_open_at_no_end() -> None:
    """A count without --from and --to asks for what the log holds; silences in it still matter."""
    hole = (at(1), at(1) + HOUR)
    (found,) = covered(lines(0, 2, hole), Window("all", *EVER, ("leak.xlsx",)))
    assert (spans(found), found.fraction) == ([(*hole, "all")], 1.0)


@pytest.mark.parametrize("rows", [[], [("s1", START + DAY, 1)], [("s1", START + DAY, 7)]])
def test_without_a_rate_what_the_log_does_not_show_is_a_gap(rows: list[tuple[str, datetime, int]]) -> None:
    """Nobody can tell whether a log with one line, or none, was complete."""
    (found,) = covered(rows, window(0, 2))
    assert [gap.expected for gap in found.gaps] == [None] * (2 if rows else 1)
    assert (found.gaps[0].start, found.gaps[-1].end) == (at(0), at(2))
    assert found.fraction == 0.0


def test_a_loss_that_the_rhythm_of_the_log_explains_is_named() -> None:
    """Bursts of 30 lines, ten minutes to an hour apart: four hours without one are no gap, and told."""
    chance, minute, bursts = Random(7), at(0), []
    while minute < at(14):
        bursts.append(minute)
        minute += MINUTE * chance.randrange(10, 60)
    kept = [start for start in bursts if not at(5) <= start < at(5) + 4 * HOUR]
    (found,) = covered([("s1", start, 30) for start in kept], window(4, 6))
    (silence,) = found.silences
    around = max(start for start in kept if start < at(5)) + MINUTE, min(start for start in kept if start > at(5))
    assert ((silence.start, silence.end), silence.window) == (around, "w")
    assert (found.gaps, found.quiet, found.fraction) == ((), (), 1.0)


def test_the_custodian_can_state_that_a_quiet_log_is_complete() -> None:
    """With `covers`, an unknown rate inside the period is no gap; outside the period it is."""
    (found,) = covered([("s1", at(1), 1)], window(0, 4), window(5, 6, "v"), covers=(at(0), at(3)))
    assert spans(found) == [(at(3), at(4), "w"), (at(5), at(6), "v")]
    assert found.gaps[0].because == "outside the period that the source covers"


def test_a_statement_does_not_outweigh_missing_traffic() -> None:
    """The log should cover the second day, and it holds none of the lines to be expected there."""
    (found,) = covered(lines(0, 1), window(0, 3), covers=(at(0), at(2)))
    assert spans(found) == [(at(1) - MINUTE, at(2), "w"), (at(2), at(3), "w")]


def test_a_stray_line_outside_the_stated_period_makes_no_gap_of_years() -> None:
    """A silence outside every window and outside `covers` is nobody's question."""
    rows = [("s1", at(-4000), 1), *lines(0, 3)]
    assert len(covered(rows, window(1, 2))[0].gaps) == 1
    assert covered(rows, window(1, 2), covers=(at(0), at(3)))[0].gaps == ()


def test_each_series_is_judged_by_itself() -> None:
    """Web 2 is silent while web 1 is not; rotations of one log fill each other's silence."""
    hole = (at(1), at(2))
    sources = [source(3, "web2/access.log"), source(2, "web1/access.log.1"), source(1, "web1/access.log")]
    rows = lines(0, 3, hole, number=1) + lines(1, 2, number=2) + lines(0, 3, hole, number=3)
    one, two = covered(rows, window(0, 3), sources=sources)
    assert (one.log, one.sources, one.gaps) == ("web1/access.log", ("s2", "s1"), ())
    assert (two.log, two.sources, spans(two)) == ("web2/access.log", ("s3",), [(*hole, "w")])


def test_rotations_named_one_by_one_are_one_series() -> None:
    """`forensics count NAME access.log access.log.1` makes an entry of each file, yet it is one log."""
    sources = [source(1, "web/access.log", log=0), source(2, "web/access.log.1", log=1)]
    assert [found.sources for found in covered([], sources=sources)] == [("s1", "s2")]


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (["access.log", "access.log.1", "access.log.2"], ()),
        (["access.log.1", "access.log.2.gz", "access.log.4.gz"], ("3",)),
        (["access.log", "access.log.2"], ("1",)),
        (["access.log", "access.log.0", "access.log.1"], ()),
        (["access.log.2", "access.log.3"], ()),
        (["access.log-20260601", "access.log-20260602", "access.log-20260605"], ("2026-06-03", "2026-06-04")),
        (["access.log-20260601", "access.log-20260608", "access.log-20260615"], ()),
        (["access.log-20260601", "access.log-20260608"], ()),
    ],
)
def test_missing_rotations_are_holes_in_numbers_and_days(names: list[str], missing: tuple[str, ...]) -> None:
    """A hole is what the other names make a hole; weekly files are not days left out."""
    sources = [source(number, f"web/{name}") for number, name in enumerate(names, 1)]
    (found,) = covered([], sources=sources)
    assert found.missing_rotations == missing


def rotated(*days: Span, names: Sequence[str]) -> list[SourceReport]:
    """Files of these names with lines in these spans."""
    return [
        source(number, f"web/{name}", first=first, last=last)
        for number, (name, (first, last)) in enumerate(zip(names, days, strict=True), 1)
    ]


@pytest.mark.parametrize(
    ("names", "jumps"),
    [
        (["access.log.2", "access.log.1", "access.log"], 1),
        (["access.log-20260601", "access.log-20260602", "access.log-20260603"], 1),
        (["access.log.1", "access.log.2", "access.log.3"], 1),
        (["access.log.1", "access.log.1.gz", "access.log"], 1),
        (["a.log", "b.log", "c.log"], 0),
    ],
)
def test_a_rotation_that_ends_after_the_next_began_is_a_clock_jump(names: list[str], jumps: int) -> None:
    """Up to an hour is what long requests and slow rotation leave; copies of a file do not overlap."""
    days = [(at(0), at(1) + 59 * MINUTE), (at(1), at(2) + 2 * HOUR), (at(2), at(3))]
    found = covered([], sources=rotated(*days, names=names))
    assert sum(series.clock_jumps for series in found) == jumps


def test_a_source_that_runs_backwards_is_a_clock_jump() -> None:
    """Its last line is stamped before its first."""
    (found,) = covered([], sources=[source(first=at(2), last=at(1))])
    assert found.clock_jumps == 1


def test_out_of_order_is_a_share_of_the_lines_read() -> None:
    """Over all sources of the series, and nothing where no line could be read."""
    sources = [source(1, parsed=90, out_of_order=3), source(2, "web/access.log.1", parsed=10)]
    assert covered([], sources=sources)[0].out_of_order == 0.03
    assert covered([])[0].out_of_order == 0.0


def test_lost_lines_end_where_the_next_source_begins() -> None:
    """Of a truncated archive nothing is known from its last whole line on."""
    first, broken, last = rotated(
        (at(0), at(1)), (at(1), at(1.5)), (at(2), at(3)), names=["a.log.2", "a.log.1", "a.log"]
    )
    whole = Damage("trailing-junk", 9, 4, "bytes after the end", lost=False)
    cut = Damage("truncated", 9, 4, "the archive ends early")
    sources = [first, broken, last, source(4, "b/access.log", first=at(1.7))]
    assert uncertain_after(broken, sources) is None
    assert uncertain_after(replace(broken, damage=whole), sources) is None
    assert uncertain_after(replace(broken, damage=cut), sources) == (at(1.5), at(2))
    assert uncertain_after(replace(last, damage=cut), sources) == (at(3), EVER[1])
    assert uncertain_after(replace(broken, damage=cut, first=None, last=None), sources) == EVER


def test_the_order_of_rows_and_sources_changes_nothing_but_their_own() -> None:
    """The same evidence in another order gives the same coverage."""
    sources = [source(1), source(2, "web2/access.log"), source(3, "web/access.log.1")]
    rows = lines(0, 2, (at(1), at(1.2))) + lines(0, 1, number=2) + lines(-1, 0, number=3)
    one = covered(rows, window(0, 2), sources=sources)
    two = covered(rows[::-1], window(0, 2), sources=[sources[1], sources[0], sources[2]])
    assert one == two
