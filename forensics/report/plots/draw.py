"""The pictures of a report: deliveries over time, coverage, downloads per address, definitions.

Every mark differs in shape as well as in a colour-blind-safe colour, so that the pictures hold in
black and white. What stands in a log or a case is drawn literally.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from forensics.language.catalogue import Language
from forensics.model import Bounds, Definition, FileFindings, Findings, Recipient
from forensics.report.plots.canvas import (
    INK,
    NARROW,
    WIDE,
    Paper,
    Plot,
    Sheet,
    beside,
    legend,
    plot,
    rows,
    sheet,
    style,
)
from forensics.report.plots.chosen import beyond
from forensics.report.plots.coverage_bars import coverage_bars
from forensics.report.plots.day_bars import day_bars
from forensics.report.plots.lettering import fitted, label_width, text_width
from forensics.report.plots.marks import MARKS
from forensics.report.plots.timelines import TOP, overview, window_timeline
from forensics.report.spoken import in_language
from forensics.report.wording import at_least, at_most, visitor

if TYPE_CHECKING:
    from matplotlib.artist import Artist

__all__ = ["Plot", "draw", "draw_some"]

_OURS = ("at_least", "headline", "at_most")
_QUIET, _BAND = "#a9b2bc", "#d3e2f1"
_PART: dict[str, Any] = {"facecolor": "white", "edgecolor": MARKS["partial"].colour, "hatch": "////"}


def draw(findings: Findings, language: Language) -> tuple[Plot, ...]:
    """All pictures of the findings, in the order of the report; files and windows are counted from 1.

    Names: timeline-F, window-F-W, addresses-F, definitions-F, coverage. Pictures of nothing are left out, and so are
    what the findings of a level do not hold, and those beyond the bounds of a report (`chosen`).
    """
    return tuple(picture for picture in draw_some(findings, language, slice(None)) if picture)


def draw_some(findings: Findings, language: Language, which: slice) -> list[Plot | None]:
    """Those at these places of all pictures; None for a picture of nothing."""
    with style():
        return [_both(picture) for picture in _pictures(findings, language)[which]]


def _both(picture: Callable[..., Plot | None]) -> Plot | None:
    """The picture, with what a narrow screen shows of it."""
    wide, narrow = picture(paper=WIDE), picture(paper=NARROW)
    return replace(wide, narrow=narrow.svg) if wide and narrow else None


def _pictures(findings: Findings, language: Language) -> list[Callable[..., Plot | None]]:
    """What draws each picture."""
    findings = in_language(findings, language)
    every: dict[str, Callable[..., Plot | None]] = {}
    over_time = day_bars if findings.requests.is_empty() else overview
    for f, file in enumerate(findings.files, 1):
        name = f"timeline-{f}"
        every[name] = partial(over_time, findings, file, name, language)
        for w, tally in enumerate(file.windows, 1):
            name = f"window-{f}-{w}"
            every[name] = partial(window_timeline, findings, file, tally, name, language)
        name = f"addresses-{f}"
        every[name] = partial(_addresses, file, name, language)
        name = f"definitions-{f}"
        every[name] = partial(_definitions, file, findings.definitions, name, language)
    left_out = beyond(findings)
    chosen = [picture for name, picture in every.items() if name not in left_out]
    return [*chosen, partial(coverage_bars, findings, language)]


def _addresses(file: FileFindings, name: str, language: Language, paper: Paper) -> Plot | None:
    """Whole and partial deliveries of each address as one stacked bar, the most first."""
    people = sorted(file.addresses, key=lambda r: (-r.downloads, -r.partial, r.first, r.address))
    if not people:
        return None
    shown, rest = people[:TOP], people[TOP:]
    bars = [(fitted(visitor(language, r.address), paper.names), r.downloads, r.partial) for r in shown]
    if rest:
        more = language.plural("{count} more IP address", "{count} more IP addresses", len(rest))
        bars.append((more, sum(r.downloads for r in rest), sum(r.partial for r in rest)))
    labels, ends = [label for label, _, _ in bars], [_count(language, *numbers) for _, *numbers in bars]
    margins = label_width(labels, least=1.0), 0.2 + max(text_width(end, max(7.5, paper.least)) for end in ends)
    lines = legend(_key(language, parts=any(p for _, _, p in bars)), paper)
    title = language.text("Downloads per IP address")
    page = sheet(language, title, 0.2 + 0.23 * len(bars), margins, lines=len(lines), bottom=0.35, paper=paper)
    for row, (_, downloads, part) in enumerate(bars):
        page.axes.barh(-row, downloads, height=0.62, color=MARKS["complete"].colour if row < TOP else _QUIET)
        if part:
            page.axes.barh(-row, part, left=downloads, height=0.62, **_PART)
        beside(page, downloads + part, -row, ends[row])
    _finish(page, labels, max(d + p for _, d, p in bars))
    return plot(name, _tell_addresses(language, people), page, lines)


def _count(language: Language, downloads: int, partial: int) -> str:
    if partial:
        return language.text("{downloads} + {partial} partial", downloads=downloads, partial=partial)
    return language.number(downloads)


def _key(language: Language, *, parts: bool) -> list[Artist]:
    from matplotlib.patches import Patch  # noqa: PLC0415 late: see canvas

    handles: list[Artist] = [Patch(color=MARKS["complete"].colour, label=language.text("whole file"))]
    if parts:
        handles.append(Patch(label=language.text("part of it"), **_PART))
    return handles


def _definitions(
    file: FileFindings, definitions: Sequence[Definition], name: str, language: Language, paper: Paper
) -> Plot | None:
    """The headline between its bounds, above what other definitions make of the same requests."""
    others = [d for d in definitions if d.file == file.name and d.name not in _OURS]
    if not others:
        return None
    ours, people = file.total.downloads, file.total.addresses
    labels = [language.text("This report"), *(fitted(language.say(d.title), paper.names) for d in others)]
    result = partial(_result if paper == WIDE else _brief, language)
    headline = result(ours.headline, people.headline)
    ends = [headline, *(result(one.downloads, one.addresses) for one in others)]
    margins = label_width(labels, least=1.2), 0.2 + max(text_width(end, max(7.5, paper.least)) for end in ends)
    lines = legend(_bounds(language, ours), paper)
    title = language.text("The same requests, counted by other definitions")
    page = sheet(language, title, 0.2 + 0.25 * len(labels), margins, lines=len(lines), bottom=0.35, paper=paper)
    least = ours.at_least if ours.at_least is not None else ours.headline
    page.axes.axvspan(least, ours.at_most, color=_BAND, zorder=0, linewidth=0)
    page.axes.barh(0, ours.headline, height=0.66, color=MARKS["complete"].colour)
    for colour, width in (("white", 3.4), (INK, 1.3)):
        look: dict[str, Any] = {
            "color": colour,
            "linewidth": width,
            "markersize": 7 + width / 2,
            "markeredgewidth": width,
        }
        page.axes.plot([least, ours.at_most], [0, 0], marker="|", zorder=4, **look)
    beside(page, ours.at_most, 0, headline, weight="bold")
    for row, one in enumerate(others, 1):
        page.axes.barh(-row, one.downloads or 0, height=0.58, color=_QUIET)
        beside(page, one.downloads or 0, -row, ends[row])
    _finish(page, labels, max([1, ours.at_most, *(d.downloads or 0 for d in others)]))
    page.axes.get_yticklabels()[0].set_fontweight("bold")
    return plot(name, _tell_definitions(language, ours, others), page, lines)


def _bounds(language: Language, ours: Bounds) -> list[Artist]:
    from matplotlib.patches import Patch  # noqa: PLC0415 late: see canvas

    told = {"least": at_least(language, ours), "most": at_most(language, ours)}
    return [Patch(color=_BAND, label=language.text("at least {least}, at most {most}", **told))]


def _result(language: Language, downloads: int | None, addresses: int | None) -> str:
    """What a definition gives: "11 · 7 addresses"."""
    if downloads is None:
        return language.text("not computable from these logs")
    if addresses is None:
        return language.number(downloads)
    people = language.plural("{count} IP address", "{count} IP addresses", addresses)
    return f"{language.number(downloads)} · {people}"


def _brief(language: Language, downloads: int | None, _: int | None) -> str:
    """The same where there is no room: the downloads alone."""
    return "\N{EN DASH}" if downloads is None else language.number(downloads)


def _finish(page: Sheet, labels: Sequence[str], most: int) -> None:
    """Row labels, a grid at whole numbers, an axis from 0."""
    rows(page.axes, labels)
    page.axes.set_xlim(0, max(most, 1))
    ticks = range(0, most + 1, _round_step(most, page.room))
    page.axes.set_xticks(list(ticks), [page.language.number(tick) for tick in ticks], size=page.points(8))
    page.axes.grid(visible=True, axis="x")


def _round_step(most: int, room: float) -> int:
    """The smallest of 1, 2, 5, 10, ... that gives at most eight steps, fewer where there is no room."""
    step = 1
    while most > min(8, room / 0.35) * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _tell_addresses(language: Language, people: Sequence[Recipient]) -> str:
    whole = sum(1 for r in people if r.downloads)
    return language.text(
        "Bars of the deliveries to each of {addresses}: {whole} got the whole file, {part} only a part; the most by"
        " one IP address is {most}.",
        addresses=language.plural("{count} IP address", "{count} IP addresses", len(people)),
        whole=whole,
        part=len(people) - whole,
        most=language.plural("{count} download", "{count} downloads", people[0].downloads),
    )


def _tell_definitions(language: Language, ours: Bounds, others: Sequence[Definition]) -> str:
    known = [d.downloads for d in others if d.downloads is not None]
    told = {
        "headline": ours.headline,
        "least": at_least(language, ours),
        "most": at_most(language, ours),
        "others": language.plural("{count} other definition", "{count} other definitions", len(others)),
    }
    if not known:
        return language.text(
            "Bars of the downloads by definition: this report counts {headline}, at least {least}, at most {most};"
            " {others} cannot be computed.",
            **told,
        )
    return language.text(
        "Bars of the downloads by definition: this report counts {headline}, at least {least}, at most {most};"
        " {others} range from {fewest} to {highest}.",
        fewest=min(known),
        highest=max(known),
        **told,
    )
