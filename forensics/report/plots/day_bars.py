"""The picture over time of findings that hold no single request: the downloads of each day, or of each window, and for
each window how few and how many they may be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from forensics.language.catalogue import Language
from forensics.model import FileFindings, Findings, Share, Window
from forensics.report.plots.backdrop import NAMED, behind, gaps_between, hatch, shade
from forensics.report.plots.canvas import MARGIN, WIDE, Paper, Plot, instead, legend, plot, rows, sheet
from forensics.report.plots.lettering import label_width
from forensics.report.plots.marks import Bar, draw_bars
from forensics.report.plots.ranges import Range, draw_ranges, range_key
from forensics.report.plots.time_axis import midnight, said, span, time_axis
from forensics.report.wording import at_least, at_most

__all__ = ["day_bars"]

_HIGH, _RANGES = 1.5, 1.0  # inches that the bars and the ranges are high


def day_bars(findings: Findings, file: FileFindings, name: str, language: Language, paper: Paper = WIDE) -> Plot:
    """The downloads of a file on each day that is told; if none is, those of each window."""
    zone = ZoneInfo(findings.case.zone)
    windows = [w for w in findings.case.windows if file.name in w.files]
    days = _days(file, zone)
    start, end = span(windows, [at for begin, end, _ in days for at in (begin, end)], findings.coverage)
    bars = days or _in_windows(file, start, end)
    text, headline = language.text, file.total.downloads.headline
    label = [text("Downloads"), text("{count} in the windows", count=headline)]
    if days and (rest := _rest(file)):
        label.append(text("{count} on days not shown", count=rest))
    ranges = _ranges(file, start, end)
    labels = ["\n".join(label), *([text("At least to at most\nin each window")] if ranges else [])]
    gaps = gaps_between(findings.coverage, start, end)
    lines = legend([*(range_key(language) if ranges else ()), *behind(language, gaps)], paper)
    margins = label_width(labels, least=1.2), MARGIN
    title = text("Deliveries of {name}", name=file.name)
    high = 2 * _RANGES if ranges else _HIGH if bars else 0.7
    day = text("one bar: {time}", time=language.duration(timedelta(days=1)))
    aside = said(language, zone, day if days else text("one bar: one window") if bars else "")
    page = sheet(language, title, high, margins, lines=len(lines), above=NAMED, paper=paper, aside=aside)
    time_axis(page, start, end, zone)
    shade(page, windows, start, end)
    hatch(page, gaps, start, end)
    rows(page.axes, labels)
    draw_ranges(page, ranges, -1)
    if bars:
        draw_bars(page, bars, 0, "complete")
    else:
        instead(page, text("days not shown") if headline else text("none seen"))
    return plot(name, _tell(language, file, windows), page, lines)


def _days(file: FileFindings, zone: ZoneInfo) -> list[Bar]:
    """The downloads of each day that is told, from midnight to midnight."""
    return [
        (midnight(day, zone), midnight(day + timedelta(days=1), zone), share.downloads) for day, share in _told(file)
    ]


def _told(file: FileFindings) -> list[tuple[date, Share]]:
    return [(date.fromisoformat(share.name), share) for share in file.by_day if share.name and share.downloads]


def _rest(file: FileFindings) -> int:
    """Downloads in the windows whose day is not told."""
    return max(0, file.total.downloads.headline - sum(share.downloads for _, share in _told(file)))


def _in_windows(file: FileFindings, start: datetime, end: datetime) -> list[Bar]:
    """The downloads of each window, as far as the axis reaches; nothing where windows overlap."""
    found = sorted(
        (max(tally.start, start), min(tally.end, end), tally.downloads.headline)
        for tally in file.windows
        if tally.start and tally.end and tally.downloads.headline
    )
    return [] if any(one[1] > other[0] for one, other in pairwise(found)) else found


def _ranges(file: FileFindings, start: datetime, end: datetime) -> list[Range]:
    """How few and how many the downloads of each window may be, in the middle of what the axis shows of it."""
    return [
        Range(low + (high - low) / 2, tally.downloads)
        for tally in file.windows
        if tally.start and tally.end and tally.downloads.at_most
        for low, high in [(max(tally.start, start), min(tally.end, end))]
        if low < high
    ]


def _tell(language: Language, file: FileFindings, windows: Sequence[Window]) -> str:
    """What the picture tells, with the bounds of all windows together."""
    bounds = file.total.downloads
    if not bounds.at_most:
        return _tell_bars(language, file, windows)
    told = {"least": at_least(language, bounds), "most": at_most(language, bounds)}
    between = language.text("At least {least}, at most {most} in all windows.", **told)
    return f"{_tell_bars(language, file, windows)} {between}"


def _tell_bars(language: Language, file: FileFindings, windows: Sequence[Window]) -> str:
    days = _told(file)
    told: dict[str, object] = {
        "windows": language.plural("{count} exposure window", "{count} exposure windows", len(windows)),
        "inside": language.plural("{count} download", "{count} downloads", file.total.downloads.headline),
    }
    if not file.total.downloads.headline:
        return language.text("Timeline with {windows} shaded: {inside} inside.", **told)
    if not days:
        most = max((tally.downloads.headline for tally in file.windows), default=0)
        return language.text(
            "Timeline with {windows} shaded: {inside} inside, {most} of them in the busiest window; single days are not"
            " shown.",
            most=most,
            **told,
        )
    day, busiest = max(days, key=lambda entry: entry[1].downloads)
    told |= {
        "days": language.plural("{count} day", "{count} days", len(days)),
        "most": busiest.downloads,
        "day": language.date(day),
    }
    if rest := _rest(file):
        return language.text(
            "Bars of the downloads on {days}, with {windows} shaded: {inside} inside, {rest} of them on days that are"
            " not shown; the busiest day is {day}, with {most}.",
            rest=rest,
            **told,
        )
    return language.text(
        "Bars of the downloads on {days}, with {windows} shaded: {inside} inside; the busiest day is {day}, with"
        " {most}.",
        **told,
    )
