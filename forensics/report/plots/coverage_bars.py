"""The picture of what the logs cover: a bar for each series of logs, its gaps, and the exposure windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forensics.language.catalogue import Language
from forensics.model import Coverage, Findings
from forensics.report.plots.backdrop import GAP, HATCH, NAMED, behind, shade
from forensics.report.plots.canvas import MUTED, WIDE, Paper, Plot, Sheet, legend, plot, rows, sheet
from forensics.report.plots.lettering import fitted, label_width, text_width
from forensics.report.plots.time_axis import said, span, time_axis

if TYPE_CHECKING:
    from matplotlib.artist import Artist

__all__ = ["coverage_bars"]

_BAR, _THIN = "#5b7896", "#c9d6e2"
_LABEL = 6.5  # points of the lengths of gaps


def coverage_bars(findings: Findings, language: Language, paper: Paper = WIDE) -> Plot | None:
    """What each series of logs covers, its gaps, and the windows; None without logs."""
    series = [c for c in findings.coverage if c.first and c.last]
    if not series:
        return None
    times = [t for c in series for t in (c.first, c.last) if t]
    start, end = span(findings.case.windows, times, findings.coverage)
    names = [fitted(language.say(c.log), paper.names) for c in series]
    share = language.text("of the windows")
    margins = label_width(names, least=1.0), 0.2 + text_width(share, max(7, paper.least))
    lines = legend(_key(language, series), paper)
    title = language.text("What the logs cover")
    zone = ZoneInfo(findings.case.zone)
    high, aside = 0.25 + 0.38 * len(series), said(language, zone)
    page = sheet(language, title, high, margins, lines=len(lines), above=NAMED, paper=paper, aside=aside)
    time_axis(page, start, end, zone)
    shade(page, findings.case.windows, start, end)
    rows(page.axes, names)
    for row, one in enumerate(series):
        _bar(page, one, -row, (end - start).total_seconds() * 0.004)
        page.axes.annotate(
            language.percent(one.fraction),
            (1, -row),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            weight="bold",
        )
    page.axes.annotate(
        share,
        (1, 1),
        xycoords="axes fraction",
        xytext=(6, 2),
        textcoords="offset points",
        va="bottom",
        size=page.points(7),
        color=MUTED,
        parse_math=False,
    )
    return plot("coverage", _tell(language, series), page, lines)


def _key(language: Language, series: Sequence[Coverage]) -> list[Artist]:
    """The legend: gaps and thinned stretches only if there are any."""
    from matplotlib.patches import Patch  # noqa: PLC0415 late: see canvas

    gaps = [gap for one in series for gap in one.gaps]
    key: list[Artist] = [Patch(color=_BAR, label=language.text("time with log lines")), *behind(language, ())]
    if any(gap.window is None for gap in gaps):
        key.append(Patch(facecolor="white", edgecolor=GAP, label=language.text("gap outside the windows")))
    if any(gap.window is not None for gap in gaps):
        told = language.text("gap inside a window")
        key.append(Patch(facecolor="white", edgecolor=GAP, hatch=HATCH, linewidth=0.8, label=told))
    if any(one.thinned for one in series):
        told = language.text("far fewer lines than expected")
        key.append(Patch(facecolor=_THIN, edgecolor=GAP, linewidth=0.8, label=told))
    return key


def _bar(page: Sheet, one: Coverage, row: float, least: float) -> None:
    """The bar of one series, its gaps and thinned stretches; `least` is the length of the shortest that can be seen, in
    seconds."""
    if not one.first or not one.last:
        return
    first, last = one.first.timestamp(), one.last.timestamp()
    page.axes.barh(row, last - first, left=first, height=0.5, color=_BAR)
    low, high = page.axes.get_xlim()
    told = low
    for gap in sorted((*one.gaps, *one.thinned), key=lambda gap: gap.start):
        begin, length = gap.start.timestamp(), (gap.end - gap.start).total_seconds()
        width = max(length, least)
        page.axes.barh(
            row,
            width,
            left=begin - (width - length) / 2,
            height=0.5,
            facecolor=_THIN if gap in one.thinned else "white",
            edgecolor=GAP,
            hatch=HATCH if gap in one.gaps and gap.window else "",
            linewidth=0.8,
        )
        label = page.language.duration(gap.end - gap.start)
        half = (text_width(label, page.points(_LABEL)) / 2 + 0.04) / page.room * (high - low)
        middle = min(max(begin + length / 2, low + half), high - half)
        if middle - half < told:  # it would cover the label before it
            continue
        told = middle + half
        page.axes.annotate(
            label,
            (middle, row + 0.25),
            xytext=(0, 1.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            size=page.points(_LABEL),
            color=GAP,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
        )


def _tell(language: Language, series: Sequence[Coverage]) -> str:
    gaps = [gap for one in series for gap in one.gaps]
    thinned = sum(len(one.thinned) for one in series)
    bars = language.text(
        "Bars of the time covered by {series}, with the exposure windows shaded: {gaps}, {inside} of them inside a"
        " window; the least complete series covers {share} of the windows.",
        series=language.plural("{count} series of logs", "{count} series of logs", len(series)),
        gaps=language.plural("{count} gap", "{count} gaps", len(gaps)),
        inside=sum(gap.window is not None for gap in gaps),
        share=language.percent(min(one.fraction for one in series)),
    )
    return (
        bars
        if not thinned
        else bars
        + " "
        + language.plural(
            "In {count} stretch a log holds far fewer lines than expected.",
            "In {count} stretches a log holds far fewer lines than expected.",
            thinned,
        )
    )
