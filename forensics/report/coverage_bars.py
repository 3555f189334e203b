"""The picture of what the logs cover: a bar for each series of logs, its gaps, and the exposure windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forensics.model import Coverage, Findings
from forensics.report.canvas import MUTED, WIDTH, Plot, label_width, literal, note, plot, rows, sheet, time_axis
from forensics.report.timelines import shade, span
from forensics.report.wording import duration, percent, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["coverage_bars"]

_SHARES = 1.0  # inches for the shares right of the bars
_BAR, _LOST = "#5b7896", "#b3430a"
_LABELLED = 5  # gaps of one log that get a label; more labels would cover each other


def coverage_bars(findings: Findings) -> Plot | None:
    """What each series of logs covers, its gaps, and the windows; None without logs."""
    series = [c for c in findings.coverage if c.first and c.last]
    if not series:
        return None
    times = [t for c in series for t in (c.first, c.last) if t]
    start, end = span(findings.case.windows, times, findings.coverage)
    shown = [literal(c.log, 32) for c in series]
    left = label_width(shown, least=1.0)
    figure, axes = sheet("What the logs cover", 1.35 + 0.36 * len(series), left, _SHARES, bottom=0.5)
    time_axis(axes, start, end, ZoneInfo(findings.case.zone))
    shade(axes, findings.case.windows, start, end, WIDTH - left - _SHARES)
    least = (end - start).total_seconds() * 0.004  # the shortest gap that can be seen
    for row, one in enumerate(series):
        _bar(axes, one, -row, least)
        axes.annotate(
            percent(one.fraction),
            (1, -row),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            ha="left",
            weight="bold",
        )
    rows(axes, shown)
    axes.annotate(
        "of the windows",
        (1, 1),
        xycoords="axes fraction",
        xytext=(6, 2),
        textcoords="offset points",
        va="bottom",
        size=7,
        color=MUTED,
    )
    note(axes, "Dark: time with log lines. Shaded: exposure windows. Outlined: a gap; hatched: a gap inside a window.")
    return plot("coverage", "What the logs cover", _tell_coverage(series), figure)


def _bar(axes: Axes, one: Coverage, row: float, least: float) -> None:
    if not one.first or not one.last:
        return
    first, last = one.first.timestamp(), one.last.timestamp()
    axes.barh(row, last - first, left=first, height=0.5, color=_BAR)
    for gap in one.gaps:
        begin, length = gap.start.timestamp(), (gap.end - gap.start).total_seconds()
        width = max(length, least)
        axes.barh(
            row,
            width,
            left=begin - (width - length) / 2,
            height=0.5,
            facecolor="white",
            edgecolor=_LOST,
            hatch="/////" if gap.window else "",
            linewidth=0.8,
        )
        if len(one.gaps) <= _LABELLED:
            axes.annotate(
                f"{duration(gap.end - gap.start)} gap",
                (begin + length / 2, row + 0.25),
                xytext=(0, 1.5),
                textcoords="offset points",
                ha="center",
                va="bottom",
                size=6.5,
                color=_LOST,
            )


def _tell_coverage(series: Sequence[Coverage]) -> str:
    gaps = [gap for one in series for gap in one.gaps]
    inside = sum(gap.window is not None for gap in gaps)
    return (
        f"Bars of the time that {plural(len(series), 'series of logs', 'series of logs')} cover, with the exposure"
        f" windows shaded: {plural(len(gaps), 'gap')}, {inside:,} of them inside a window;"
        f" the least complete series covers {percent(min(one.fraction for one in series))} of the windows."
    )
