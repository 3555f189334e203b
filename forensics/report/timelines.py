"""The pictures over time: every delivery and every error, with the exposure windows shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import polars as pl

from forensics.model import Coverage, FileFindings, Findings, Tally, Window
from forensics.report.canvas import (
    MUTED,
    WIDTH,
    Plot,
    label_width,
    legend,
    literal,
    plot,
    rows,
    sheet,
    time_axis,
)
from forensics.report.wording import plural

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["MARKS", "TOP", "Mark", "overview", "shade", "span", "window_timeline"]

TOP = 25  # addresses shown one by one; the rest together

_SHADE = "#e8eef5"
_EDGE = "#5b7896"
_APART = 5.5  # points between two marks
_LEVELS = 40  # marks stacked at one spot before they cover each other
_NEAR = datetime(1970, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Mark:
    """How one kind of delivery is drawn: matplotlib marker, colour, whether filled, size in points."""

    marker: str
    colour: str
    name: str
    filled: bool = True
    points: float = 5.2


MARKS = {
    "complete": Mark("o", "#0b5fa5", "complete"),
    "assembled": Mark("D", "#00795a", "assembled from parts", points=4.5),
    "partial": Mark("^", "#c04a00", "partial", filled=False),
    "indeterminate": Mark("s", "#8a3d7d", "unclear", filled=False, points=4.5),
    "not_modified": Mark("o", "#5c636b", "304, a copy from elsewhere", filled=False, points=4.4),
    "error": Mark("x", "#3a3f45", "error, nothing sent", points=4),
}
_WHOLE = ("complete", "assembled")
_UNSURE = ("partial", "indeterminate", "not_modified")

#: What is drawn of one delivery or error: its kind, its address and its time.
_Point = tuple[str, str, datetime]


def overview(findings: Findings, file: FileFindings, name: str) -> Plot:
    """Every download, possible download and error of a file over all windows and what lies between."""
    points = _points(findings, file)
    windows = [w for w in findings.case.windows if file.name in w.files]
    start, end = span(windows, [at for kind, _, at in points if kind != "error"], findings.coverage)
    points = [p for p in points if start <= p[2] <= end]
    lanes = [(label, kinds) for label, kinds in _lanes(file, points) if kinds]
    zone = ZoneInfo(findings.case.zone)
    left = 1.45
    figure, axes = sheet(f"Deliveries of {file.name}", 1.25 + 0.5 * len(lanes), left, 0.15, bottom=0.5)
    time_axis(axes, start, end, zone)
    shade(axes, windows, start, end, WIDTH - left - 0.15)
    rows(axes, [label for label, _ in lanes])
    for row, (_, kinds) in enumerate(lanes):
        _place(axes, [p for p in points if p[0] in kinds], -row, 0.8)
    if not any(kind in _WHOLE for kind, _, _ in points):
        axes.text(0.5, 0, "none seen", transform=axes.get_yaxis_transform(), ha="center", va="center", color=MUTED)
    legend(axes, _handles([kind for kind, _, _ in points]))
    return plot(name, f"Deliveries of {file.name}", _tell(file, points, windows), figure)


def _points(findings: Findings, file: FileFindings) -> list[_Point]:
    """Deliveries, whole or not, and errors, in order of time; a 304 only where it counts in at most."""
    here = pl.col("file") == file.name
    shown = pl.col("kind").is_in([*_WHOLE, "partial", "indeterminate"]) | pl.col("in_at_most")
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


def _lanes(file: FileFindings, points: Sequence[_Point]) -> list[tuple[str, tuple[str, ...]]]:
    """The rows of the overview: label, and the kinds drawn in it; no kinds where there is nothing to draw."""
    seen = [kind for kind, _, _ in points]
    errors, unsure = seen.count("error"), sum(seen.count(kind) for kind in _UNSURE)
    inside, outside = file.total.downloads.headline, file.outside.downloads.headline
    whole = f"Downloads\n{inside:,} in the windows" + (f"\n{outside:,} outside" if outside else "")
    return [
        (whole, _WHOLE),
        (f"Partial or unclear\n{unsure:,}", _UNSURE if unsure else ()),
        (f"Errors\n{errors:,}", ("error",) if errors else ()),
    ]


def window_timeline(findings: Findings, file: FileFindings, tally: Tally, name: str) -> Plot | None:
    """The deliveries of one window, a row for each address; None if there is nothing to draw."""
    windows = [w for w in findings.case.windows if w.label == tally.label]
    if not windows:
        return None
    start, end = span(windows, [], findings.coverage)
    points = [p for p in _points(findings, file) if start <= p[2] <= end]
    clients, labels = _address_rows(points)
    if not clients:
        return None
    shown = [literal(label, 39) for label in labels]
    left = label_width(shown, least=1.0)
    title = f"{tally.label}: deliveries per address"
    figure, axes = sheet(title, 1.35 + 0.23 * len(clients), left, 0.15, bottom=0.5)
    time_axis(axes, start, end, ZoneInfo(findings.case.zone))
    shade(axes, windows, start, end, 0)
    rows(axes, shown)
    for row, members in enumerate(clients):
        _place(axes, members, -row, 0.6)
    legend(axes, _handles([kind for members in clients for kind, _, _ in members]))
    return plot(name, title, _tell_window(tally, clients), figure)


def _address_rows(points: Sequence[_Point]) -> tuple[list[list[_Point]], list[str]]:
    """The points by address, in order of the first delivery, and the labels of those rows.

    Addresses beyond TOP share a row; so do those that only met errors.
    """
    by_client: dict[str, list[_Point]] = {}
    for point in points:
        by_client.setdefault(point[1], []).append(point)
    got = {c: p for c, p in by_client.items() if any(kind != "error" for kind, _, _ in p)}
    most = sorted(got, key=lambda c: -sum(kind in _WHOLE for kind, _, _ in got[c]))[:TOP]
    single = [c for c in got if c in most]
    clients, labels = [got[c] for c in single], [c or "address not known" for c in single]
    rest = [c for c in got if c not in most]
    refused = [c for c in by_client if c not in got]
    for group, label in (
        (rest, f"{len(rest):,} more addresses"),
        (refused, f"{plural(len(refused), 'address')}, errors only"),
    ):
        if group:
            clients.append(sorted((p for c in group for p in by_client[c]), key=lambda p: p[2]))
            labels.append(label)
    return clients, labels


def span(
    windows: Sequence[Window], times: Sequence[datetime], coverage: Sequence[Coverage]
) -> tuple[datetime, datetime]:
    """Start and end of the axis: the windows and those times, with some air.

    A window that reaches far beyond what is logged ("until the year 9999") is cut to what is logged.
    """
    seen = [t for c in coverage for t in (c.first, c.last) if t] + list(times)
    ends = []
    for window in windows:
        start, end = window.start, window.end
        if seen and start < max(seen) and end > min(seen):
            inner = max(start, min(seen)), min(end, max(seen))
            if end - start > 4 * (inner[1] - inner[0]):
                start, end = inner
        ends += [start, end]
    ends = [min(max(t, _NEAR[0]), _NEAR[1]) for t in (*ends, *times)] or list(_NEAR)
    air = max((max(ends) - min(ends)) * 0.025, timedelta(minutes=1))
    return min(ends) - air, max(ends) + air


def shade(axes: Axes, windows: Sequence[Window], start: datetime, end: datetime, inches: float) -> None:
    """The windows as shaded stretches, labelled where `inches` (the width of the axes) leave room."""
    for index, window in enumerate(windows, 1):
        low, high = max(window.start, start), min(window.end, end)
        if low >= high:
            continue
        axes.axvspan(low.timestamp(), high.timestamp(), color=_SHADE, zorder=0, linewidth=0)
        for edge in (window.start, window.end):
            if start <= edge <= end:
                axes.axvline(edge.timestamp(), color=_EDGE, linewidth=0.7, zorder=0.6)
        room = int((high - low) / (end - start) * inches / 0.068)
        if room:
            whole = f"{index} · {window.label}" if len(windows) > 1 else window.label
            label = (
                literal(whole, room) if room >= min(len(whole), 12) else f"window {index}" if room >= 8 else str(index)
            )
            axes.annotate(
                label,
                ((low + (high - low) / 2).timestamp(), 1),
                xycoords=("data", "axes fraction"),
                xytext=(0, 2),
                textcoords="offset points",
                ha="center",
                va="bottom",
                size=7,
                color=MUTED,
                parse_math=False,
            )


def _place(axes: Axes, points: Sequence[_Point], row: int, share: float) -> None:
    """The marks of one row, stacked where they would cover each other, over that share of its height.

    Marks of one kind on the same spot are drawn once.
    """
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    box, figure = axes.get_position(), axes.get_figure(root=True)
    height = box.height * figure.get_figheight() * 72 / (high - low) if figure else 1.0  # points for one row
    xs = [(at.timestamp() - left) / (right - left) * box.width * WIDTH * 72 for _, _, at in points]
    levels = _levels(xs)
    step = min(share / max([*levels, 1]), _APART / height)
    base = row - step * max(levels, default=0) / 2
    drawn: dict[str, dict[tuple[int, int], tuple[float, float]]] = {}
    for (kind, _, at), x, level in zip(points, xs, levels, strict=True):
        drawn.setdefault(kind, {}).setdefault((round(x), level), (at.timestamp(), base + step * level))
    for kind, spots in drawn.items():
        axes.plot(*zip(*spots.values(), strict=True), **_look(MARKS[kind]), clip_on=False, zorder=3)


def _levels(xs: Sequence[float]) -> list[int]:
    """For each mark, from left to right, the lowest level on which the mark before it is far enough away."""
    last: list[float] = []
    levels = []
    for x in xs:
        free = (level for level, before in enumerate(last) if x - before >= _APART)
        level = min(next(free, len(last)), _LEVELS)
        last[level : level + 1] = [x]
        levels.append(level)
    return levels


def _handles(kinds: Sequence[str]) -> list[Artist]:
    from matplotlib.lines import Line2D  # noqa: PLC0415 late: see canvas

    return [Line2D([], [], label=m.name, **_look(m)) for kind, m in MARKS.items() if kind in kinds]


def _look(mark: Mark) -> dict[str, Any]:
    """A filled mark has a thin white edge, so that neighbours stay apart; a hollow one a thick edge of its colour."""
    solid = mark.filled and mark.marker != "x"
    return {
        "linestyle": "none",
        "marker": mark.marker,
        "markersize": mark.points,
        "color": mark.colour,
        "markerfacecolor": mark.colour if mark.filled else "white",
        "markeredgecolor": "white" if solid else mark.colour,
        "markeredgewidth": 0.4 if solid else 1.2,
    }


def _tell(file: FileFindings, points: Sequence[_Point], windows: Sequence[Window]) -> str:
    unsure, errors = (sum(kind in kinds for kind, _, _ in points) for kinds in (_UNSURE, ("error",)))
    inside = plural(file.total.downloads.headline, "download")
    outside = plural(file.outside.downloads.headline, "download")
    unclear = plural(unsure, "partial or unclear delivery", "partial or unclear deliveries")
    return (
        f"Timeline with {plural(len(windows), 'exposure window')} shaded: {inside} inside, {outside} outside,"
        f" {unclear} and {plural(errors, 'error')}."
    )


def _tell_window(tally: Tally, clients: Sequence[Sequence[_Point]]) -> str:
    errors = sum(kind == "error" for members in clients for kind, _, _ in members)
    return (
        f"Timeline of one exposure window with a row for each address: {plural(tally.downloads.headline, 'download')}"
        f" by {plural(tally.addresses.headline, 'address')},"
        f" {plural(tally.partial, 'partial delivery', 'partial deliveries')} and {plural(errors, 'error')}."
    )
