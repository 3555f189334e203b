"""The pictures of a report: deliveries over time, coverage, downloads per address, definitions.

Every mark differs in shape as well as in a colour-blind-safe colour, so that the pictures hold in
black and white. What stands in a log or a case is drawn literally.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from forensics.model import Bounds, Definition, FileFindings, Findings, Recipient
from forensics.report.canvas import INK, Plot, label_width, legend, literal, note, plot, rows, sheet, style
from forensics.report.coverage_bars import coverage_bars
from forensics.report.timelines import MARKS, TOP, overview, window_timeline
from forensics.report.wording import at_least, at_most, plural

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["Plot", "draw"]

_OURS = ("at_least", "headline", "at_most")
_QUIET, _BAND = "#a9b2bc", "#dbe7f3"


def draw(findings: Findings) -> tuple[Plot, ...]:
    """All pictures of the findings, in the order of the report; files and windows are counted from 1.

    Names: timeline-F, window-F-W, addresses-F, definitions-F, coverage. Pictures of nothing are left out.
    """
    with style():
        return tuple(picture for picture in _draw(findings) if picture)


def _draw(findings: Findings) -> Iterator[Plot | None]:
    for f, file in enumerate(findings.files, 1):
        yield overview(findings, file, f"timeline-{f}")
        for w, tally in enumerate(file.windows, 1):
            yield window_timeline(findings, file, tally, f"window-{f}-{w}")
        yield _addresses(file, f"addresses-{f}")
        yield _definitions(file, findings.definitions, f"definitions-{f}")
    yield coverage_bars(findings)


def _addresses(file: FileFindings, name: str) -> Plot | None:
    """Whole and partial deliveries of each address as one stacked bar, the most first."""
    people = sorted(file.addresses, key=lambda r: (-r.downloads, -r.partial, r.first, r.address))
    if not people:
        return None
    shown, rest = people[:TOP], people[TOP:]
    bars = [(literal(r.address, 39), r.downloads, r.partial) for r in shown]
    if rest:
        bars.append((f"{len(rest):,} more addresses", sum(r.downloads for r in rest), sum(r.partial for r in rest)))
    left = label_width([label for label, _, _ in bars], least=1.0)
    figure, axes = sheet("Downloads per address", 1.25 + 0.23 * len(bars), left, 1.2)
    whole, part = MARKS["complete"].colour, MARKS["partial"].colour
    for row, (_, downloads, partial) in enumerate(bars):
        axes.barh(-row, downloads, height=0.62, color=whole if row < TOP else _QUIET)
        if partial:
            axes.barh(-row, partial, left=downloads, height=0.62, facecolor="white", edgecolor=part, hatch="////")
        _beside(axes, downloads + partial, -row, _count(downloads, partial))
    _finish(axes, [label for label, _, _ in bars], max(d + p for _, d, p in bars))
    legend(axes, _key(whole, part if any(p for _, _, p in bars) else None))
    return plot(name, "Downloads per address", _tell_addresses(people), figure)


def _count(downloads: int, partial: int) -> str:
    return f"{downloads:,} + {partial:,} partial" if partial else f"{downloads:,}"


def _key(whole: str, part: str | None) -> list[Artist]:
    from matplotlib.patches import Patch  # noqa: PLC0415 late: see canvas

    handles: list[Artist] = [Patch(color=whole, label="whole file")]
    if part:
        handles.append(Patch(facecolor="white", edgecolor=part, hatch="////", label="part of it"))
    return handles


def _definitions(file: FileFindings, definitions: Sequence[Definition], name: str) -> Plot | None:
    """The headline between its bounds, above what other definitions make of the same requests."""
    others = [d for d in definitions if d.file == file.name and d.name not in _OURS]
    if not others:
        return None
    ours, people = file.total.downloads, file.total.addresses
    labels = ["This report", *(literal(d.title, 38) for d in others)]
    left = label_width(labels, least=1.2)
    figure, axes = sheet("The same requests, counted by other definitions", 1.3 + 0.25 * len(labels), left, 1.35)
    least = ours.at_least if ours.at_least is not None else ours.headline
    axes.axvspan(least, ours.at_most, color=_BAND, zorder=0, linewidth=0)
    axes.barh(0, ours.headline, height=0.66, color=MARKS["complete"].colour)
    for colour, width in (("white", 3.4), (INK, 1.3)):
        axes.plot(
            [least, ours.at_most],
            [0, 0],
            color=colour,
            linewidth=width,
            marker="|",
            markersize=7 + width / 2,
            markeredgewidth=width,
            zorder=4,
        )
    most = max([1, ours.at_most, *(d.downloads or 0 for d in others)])
    _beside(axes, ours.at_most, 0, f"{ours.headline:,} · {plural(people.headline, 'address')}", weight="bold")
    for row, one in enumerate(others, 1):
        axes.barh(-row, one.downloads or 0, height=0.58, color=_QUIET)
        _beside(axes, one.downloads or 0, -row, _result(one))
    _finish(axes, labels, most)
    axes.get_yticklabels()[0].set_fontweight("bold")
    note(axes, f"Shaded: at least {at_least(ours)}, at most {at_most(ours)}")
    return plot(name, "The same requests, counted by other definitions", _tell_definitions(ours, others), figure)


def _result(one: Definition) -> str:
    if one.downloads is None:
        return "not computable from these logs"
    addresses = "" if one.addresses is None else f" · {plural(one.addresses, 'address')}"
    return f"{one.downloads:,}{addresses}"


def _beside(axes: Axes, x: float, row: float, text: str, weight: str = "normal") -> None:
    axes.annotate(
        text, (x, row), xytext=(5, 0), textcoords="offset points", va="center", size=7.5, weight=weight, zorder=5
    )


def _finish(axes: Axes, labels: Sequence[str], most: int) -> None:
    """Row labels, a grid at whole numbers, an axis from 0."""
    rows(axes, labels)
    axes.set_xlim(0, max(most, 1))
    step = _round_step(most)
    ticks = range(0, most + 1, step)
    axes.set_xticks(list(ticks), [f"{tick:,}" for tick in ticks])
    axes.grid(visible=True, axis="x")


def _round_step(most: int) -> int:
    """The smallest of 1, 2, 5, 10, ... that gives at most eight steps."""
    step = 1
    while most > 8 * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _tell_addresses(people: Sequence[Recipient]) -> str:
    whole = sum(1 for r in people if r.downloads)
    return (
        f"Bars of the deliveries to each of {plural(len(people), 'address')}: {whole:,} got the whole file,"
        f" {len(people) - whole:,} only a part; the most by one address is {plural(people[0].downloads, 'download')}."
    )


def _tell_definitions(ours: Bounds, others: Sequence[Definition]) -> str:
    known = [d.downloads for d in others if d.downloads is not None]
    span = f" range from {min(known):,} to {max(known):,}" if known else " cannot be computed"
    return (
        f"Bars of the downloads by definition: this report counts {ours.headline:,}, at least {at_least(ours)}, at most"
        f" {at_most(ours)}; {plural(len(others), 'other definition')}{span}."
    )
