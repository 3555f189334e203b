"""The pictures over time: every delivery and every error, with the exposure windows shaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from forensics.language.catalogue import Language
from forensics.model import FileFindings, Findings, Tally, Window
from forensics.report.plots.backdrop import NAMED, behind, gaps_between, hatch, shade
from forensics.report.plots.canvas import MARGIN, WIDE, Paper, Plot, Sheet, instead, legend, plot, rows, sheet
from forensics.report.plots.lettering import fitted, label_width
from forensics.report.plots.marks import (
    MARKS,
    UNSURE,
    WHOLE,
    Bar,
    Point,
    crowded,
    draw_bars,
    draw_marks,
    gathered,
    handles,
)
from forensics.report.plots.time_axis import midnight, said, span, time_axis
from forensics.report.wording import visitor

__all__ = ["TOP", "overview", "window_timeline"]

TOP = 25  # addresses shown one by one; the rest together

_LANE, _BARS, _ROW = 0.5, 0.95, 0.23  # inches that a lane of marks, a lane of bars and the row of an address are high


@dataclass(frozen=True, slots=True)
class _Lane:
    """One row of the overview: its label, the kind that its bars are drawn as, and its marks or bars."""

    label: str
    kind: str
    points: Sequence[Point] = ()
    bars: Sequence[Bar] = ()


def overview(findings: Findings, file: FileFindings, name: str, language: Language, paper: Paper = WIDE) -> Plot:
    """Every download, possible download and error of a file over all windows and what lies between.

    Marks where they can be told apart, bars where they are too many.
    """
    zone, points = ZoneInfo(findings.case.zone), _points(findings, file)
    windows = [w for w in findings.case.windows if file.name in w.files]
    start, end = span(windows, [at for kind, _, at in points if kind != "error"], findings.coverage)
    points = [p for p in points if start <= p[2] <= end]
    lanes = list(_lanes(language, file, points))
    margins = label_width([lane.label for lane in lanes], least=1.2), MARGIN
    lanes, step = _gathered(lanes, start, end, zone, paper.width - sum(margins))
    gaps = gaps_between(findings.coverage, start, end)
    key = [*handles([kind for lane in lanes for kind, _, _ in lane.points], language), *behind(language, gaps)]
    lines = legend(key, paper)
    title = language.text("Deliveries of {name}", name=file.name)
    told = language.text("one bar: {time}", time=language.duration(step)) if step else ""
    high, aside = 0.2 + (_BARS if step else _LANE) * len(lanes), said(language, zone, told)
    page = sheet(language, title, high, margins, lines=len(lines), above=NAMED, paper=paper, aside=aside)
    time_axis(page, start, end, zone)
    shade(page, windows, start, end)
    hatch(page, gaps, start, end)
    _draw(page, lanes)
    return plot(name, _tell(language, file, points, windows), page, lines)


def _points(findings: Findings, file: FileFindings) -> list[Point]:
    """Deliveries, whole or not, and errors, in order of time; a 304 only where it counts in at most."""
    here = pl.col("file") == file.name
    shown = pl.col("kind").is_in([*WHOLE, "partial", "indeterminate"]) | pl.col("in_at_most")
    deliveries = findings.downloads.filter(
        here & shown & pl.col("kind").is_in(list(MARKS)), pl.col("first").is_not_null()
    )
    errors = findings.requests.filter(here & (pl.col("verdict") == "error")).with_columns(
        at=pl.coalesce("start", "end"), kind=pl.lit("error")
    )
    found = [
        *deliveries.select("kind", pl.col("client").fill_null(""), "first").iter_rows(),
        *errors.filter(pl.col("at").is_not_null()).select("kind", pl.col("client").fill_null(""), "at").iter_rows(),
    ]
    return sorted(found, key=lambda row: (row[2], row[1], row[0]))


def _lanes(language: Language, file: FileFindings, points: Sequence[Point]) -> Iterator[_Lane]:
    """The rows of the overview; beside the downloads, only those in which there is something to draw."""
    unsure, errors = [p for p in points if p[0] in UNSURE], [p for p in points if p[0] == "error"]
    label = [language.text("Downloads"), language.text("{count} in the windows", count=file.total.downloads.headline)]
    if outside := file.outside.downloads.headline:
        label.append(language.text("{count} outside", count=outside))
    yield _Lane("\n".join(label), "complete", [p for p in points if p[0] in WHOLE])
    if unsure:
        label = [language.text("Partial or unclear"), language.number(len(unsure))]
        yield _Lane("\n".join(label), "partial", unsure)
    if errors:
        label = [language.text("Errors"), language.number(len(errors))]
        yield _Lane("\n".join(label), "error", errors)


def _gathered(
    lanes: Sequence[_Lane], start: datetime, end: datetime, zone: ZoneInfo, room: float
) -> tuple[list[_Lane], timedelta | None]:
    """The lanes with bars for the marks of those that have too many, and how long a bar is, if there is one."""
    origin = midnight(start.astimezone(zone).date(), zone)
    found, step = list(lanes), None
    for place, lane in enumerate(lanes):
        if crowded(lane.points, start, end, room):
            bars, step = gathered(lane.points, start, end, origin)
            found[place] = replace(lane, points=(), bars=bars)
    return found, step


def _draw(page: Sheet, lanes: Sequence[_Lane]) -> None:
    rows(page.axes, [lane.label for lane in lanes])
    for row, lane in enumerate(lanes):
        if lane.bars:
            draw_bars(page, lane.bars, -row, lane.kind)
        draw_marks(page.axes, lane.points, -row, 0.8)
    if not lanes[0].bars and not lanes[0].points:
        instead(page, page.language.text("none seen"))


def window_timeline(
    findings: Findings, file: FileFindings, tally: Tally, name: str, language: Language, paper: Paper = WIDE
) -> Plot | None:
    """The deliveries of one window, a row for each address; None if there is nothing to draw."""
    windows = [w for w in findings.case.windows if w.label == tally.label]
    if not windows:
        return None
    start, end = span(windows, [], findings.coverage)
    points = [p for p in _points(findings, file) if start <= p[2] <= end]
    clients, labels = _address_rows(language, points)
    if not clients:
        return None
    shown = [fitted(label, paper.names) for label in labels]
    gaps = gaps_between(findings.coverage, start, end)
    key = handles([kind for members in clients for kind, _, _ in members], language)
    lines = legend([*key, *behind(language, gaps)], paper)
    title = language.text("{window}: deliveries per IP address", window=tally.label)
    margins = label_width(shown, least=1.0), MARGIN
    zone = ZoneInfo(findings.case.zone)
    high, aside = 0.2 + _ROW * len(clients), said(language, zone)
    page = sheet(language, title, high, margins, lines=len(lines), paper=paper, aside=aside)
    time_axis(page, start, end, zone)
    shade(page, windows, start, end, named=False)
    hatch(page, gaps, start, end)
    rows(page.axes, shown)
    for row, members in enumerate(clients):
        draw_marks(page.axes, members, -row, 0.6)
    return plot(name, _tell_window(language, tally, clients), page, lines)


def _address_rows(language: Language, points: Sequence[Point]) -> tuple[list[list[Point]], list[str]]:
    """The points by address, in order of the first delivery, and the labels of those rows.

    Addresses beyond TOP share a row; so do those that only met errors.
    """
    by_client: dict[str, list[Point]] = {}
    for point in points:
        by_client.setdefault(point[1], []).append(point)
    got = {c: p for c, p in by_client.items() if any(kind != "error" for kind, _, _ in p)}
    most = sorted(got, key=lambda c: -sum(kind in WHOLE for kind, _, _ in got[c]))[:TOP]
    single = [c for c in got if c in most]
    clients = [got[c] for c in single]
    labels = [visitor(language, c) if c else language.text("IP address not known") for c in single]
    rest = [c for c in got if c not in most]
    refused = [c for c in by_client if c not in got]
    for group, label in (
        (rest, language.plural("{count} more IP address", "{count} more IP addresses", len(rest))),
        (
            refused,
            language.plural("{count} IP address, errors only", "{count} IP addresses, errors only", len(refused)),
        ),
    ):
        if group:
            clients.append(sorted((p for c in group for p in by_client[c]), key=lambda p: p[2]))
            labels.append(label)
    return clients, labels


def _tell(language: Language, file: FileFindings, points: Sequence[Point], windows: Sequence[Window]) -> str:
    unsure, errors = (sum(kind in kinds for kind, _, _ in points) for kinds in (UNSURE, ("error",)))
    plural = language.plural
    return language.text(
        "Timeline with {windows} shaded: {inside} inside, {outside} outside, {unclear} and {errors}.",
        windows=plural("{count} exposure window", "{count} exposure windows", len(windows)),
        inside=plural("{count} download", "{count} downloads", file.total.downloads.headline),
        outside=plural("{count} download", "{count} downloads", file.outside.downloads.headline),
        unclear=plural("{count} partial or unclear delivery", "{count} partial or unclear deliveries", unsure),
        errors=plural("{count} error", "{count} errors", errors),
    )


def _tell_window(language: Language, tally: Tally, clients: Sequence[Sequence[Point]]) -> str:
    errors = sum(kind == "error" for members in clients for kind, _, _ in members)
    plural = language.plural
    return language.text(
        "Timeline of one exposure window with a row for each IP address: {downloads} by {addresses}, {partial} and"
        " {errors}.",
        downloads=plural("{count} download", "{count} downloads", tally.downloads.headline),
        addresses=plural("{count} IP address", "{count} IP addresses", tally.addresses.headline),
        partial=plural("{count} partial delivery", "{count} partial deliveries", tally.partial),
        errors=plural("{count} error", "{count} errors", errors),
    )
