"""The picture over time of findings that hold no single request: the downloads of each day, or of each window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from forensics.language.catalogue import Language
from forensics.model import FileFindings, Findings, Share, Window
from forensics.report.plots.backdrop import NAMED, behind, gaps_between, hatch, shade
from forensics.report.plots.canvas import MARGIN, Plot, instead, label_width, legend, plot, rows, sheet
from forensics.report.plots.marks import Bar, draw_bars
from forensics.report.plots.time_axis import midnight, span, time_axis

__all__ = ["day_bars"]

_HIGH = 1.5  # inches


def day_bars(findings: Findings, file: FileFindings, name: str, language: Language) -> Plot:
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
    gaps = gaps_between(findings.coverage, start, end)
    lines = legend(behind(language, gaps))
    margins = label_width(label, least=1.2), MARGIN
    title = text("Deliveries of {name}", name=file.name)
    page = sheet(language, title, _HIGH if bars else 0.7, margins, lines=len(lines), above=NAMED)
    day = text("one bar: {time}", time=language.duration(timedelta(days=1)))
    time_axis(page, start, end, zone, told=day if days else text("one bar: one window") if bars else "")
    shade(page, windows, start, end)
    hatch(page, gaps, start, end)
    rows(page.axes, ["\n".join(label)])
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


def _tell(language: Language, file: FileFindings, windows: Sequence[Window]) -> str:
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
