"""The sheet that plots are drawn on: size, type, literal text, a local time axis, the same bytes every time.

Nothing here goes through pyplot: no global figure, no display. matplotlib is imported by `style` and
`sheet` only when something is drawn, because that takes most of a second.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forensics.untrusted import for_terminal

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "INK",
    "MUTED",
    "WIDTH",
    "Plot",
    "label_width",
    "legend",
    "literal",
    "note",
    "plot",
    "rows",
    "sheet",
    "style",
    "time_axis",
]

WIDTH = 7.2  # inches: the text width of an A4 page
INK, MUTED = "#1a1d21", "#5c636b"

_EDGE = 0.04 / WIDTH  # left and right of titles and notes, as a share of the width
_FONT = "DejaVu Sans"  # comes with matplotlib: the same letters on every machine
_POINT = 8.5
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_STEPS = tuple(
    timedelta(minutes=m) for m in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 5760, 10080, 20160)
)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000)
_DAY = timedelta(days=1)


@contextmanager
def style() -> Iterator[None]:
    """Drawing with our settings, whatever matplotlibrc the machine has; ids in SVG come from a fixed salt."""
    import matplotlib as mpl  # noqa: PLC0415 late: see the module

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(
            {
                "font.family": _FONT,
                "font.size": _POINT,
                "text.usetex": False,
                "text.color": INK,
                "axes.edgecolor": MUTED,
                "axes.linewidth": 0.6,
                "axes.spines.top": False,
                "axes.spines.right": False,
                "axes.spines.left": False,
                "axes.axisbelow": True,
                "axes.unicode_minus": False,
                "grid.color": "#d9dde2",
                "grid.linewidth": 0.6,
                "hatch.linewidth": 0.7,
                "xtick.color": MUTED,
                "ytick.color": INK,
                "xtick.labelsize": _POINT - 0.5,
                "ytick.labelsize": _POINT,
                "xtick.major.width": 0.6,
                "xtick.major.size": 3,
                "ytick.major.size": 0,
                "svg.fonttype": "path",
                "svg.hashsalt": "forensics",
            }
        )
        yield


def sheet(title: str, height: float, left: float, right: float, *, bottom: float = 0.45) -> tuple[Figure, Axes]:
    """A figure of WIDTH by `height` inches with its title, and axes that leave those margins, in inches."""
    from matplotlib.figure import Figure  # noqa: PLC0415 late: see the module

    figure = Figure(figsize=(WIDTH, height), dpi=150, facecolor="white")
    top = 0.62
    axes = figure.add_axes(
        (left / WIDTH, bottom / height, (WIDTH - left - right) / WIDTH, (height - bottom - top) / height)
    )
    figure.text(
        _EDGE, 1 - 0.1 / height, literal(title, 62), ha="left", va="top", size=10, weight="bold", parse_math=False
    )
    return figure, axes


def note(axes: Axes, text: str) -> None:
    """A line of small text under the title: how to read the picture."""
    figure = axes.get_figure(root=True)
    if figure:
        figure.text(_EDGE, 1 - 0.32 / figure.get_figheight(), text, va="top", size=7.5, color=MUTED, parse_math=False)


def legend(axes: Axes, handles: Sequence[Artist]) -> None:
    """The marks and what they mean, in one line under the title."""
    figure = axes.get_figure(root=True)
    if figure and handles:
        figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(_EDGE, 1 - 0.3 / figure.get_figheight()),
            bbox_transform=figure.transFigure,
            ncols=len(handles),
            frameon=False,
            fontsize=7.5,
            handletextpad=0.3,
            handlelength=1.2,
            columnspacing=1.3,
            borderpad=0,
            borderaxespad=0,
            labelcolor=INK,
        )


def rows(axes: Axes, labels: Sequence[str], air: float = 0.6) -> None:
    """Row labels left of the axes, the first row on top; row i lies at y = -i."""
    axes.set_ylim(-len(labels) + 1 - air, air)
    axes.set_yticks([-i for i in range(len(labels))], labels, parse_math=False)


def literal(text: str, limit: int = 60) -> str:
    """Text as it is drawn: controls and letters the font lacks as escapes, at most `limit` characters.

    A long text loses its middle: addresses differ at the end, folders at the start.
    """
    known = _glyphs()
    safe = "".join(c if ord(c) in known else _named(c) for c in for_terminal(text))
    if len(safe) <= limit:
        return safe
    head = (limit - 1) // 2
    return f"{safe[:head]}…{safe[len(safe) - (limit - 1 - head) :]}"


@cache
def _glyphs() -> frozenset[int]:
    """Code points that both the regular and the bold font have."""
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415 late: see the module

    weights = (get_font(findfont(FontProperties(family=_FONT, weight=w))) for w in ("normal", "bold"))
    regular, bold = (frozenset(font.get_charmap()) for font in weights)
    return regular & bold


def _named(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def label_width(labels: list[str], *, least: float = 0.9, most: float = 2.9) -> float:
    """Inches that the longest of these labels needs left of the axes."""
    return min(most, max([least, *(0.12 + 0.077 * len(label) for label in labels)]))


@dataclass(frozen=True)
class Plot:
    """A picture: file name without suffix, title, a text that tells what it shows, both formats.

    `alt` holds numbers and our own words only, nothing from a log or a case: it stands in an attribute.
    """

    name: str
    title: str
    alt: str
    svg: str
    png: bytes


def plot(name: str, title: str, alt: str, figure: Figure) -> Plot:
    """The finished picture of a figure."""
    return Plot(name, title, alt, _svg(figure), _png(figure))


def _svg(figure: Figure) -> str:
    """The picture as SVG without comments, document type and metadata: nothing but shapes."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return re.sub(r"\s*<!--.*?-->|<!DOCTYPE[^>]*>\s*", "", out.getvalue(), flags=re.DOTALL)


def _png(figure: Figure) -> bytes:
    """The picture as PNG without the name of the software."""
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def time_axis(axes: Axes, start: datetime, end: datetime, zone: ZoneInfo) -> None:
    """An x axis from `start` to `end`, in seconds since 1970, that is read in local time."""
    ticks = _ticks(start, end, zone, room=axes.get_position().width * WIDTH)
    axes.set_xlim(start.timestamp(), end.timestamp())
    axes.set_xticks([at.timestamp() for at, _ in ticks], [label for _, label in ticks])
    axes.grid(visible=True, axis="x")
    figure = axes.get_figure(root=True)
    if figure:
        top = 1 - 0.14 / figure.get_figheight()
        figure.text(1 - _EDGE, top, f"local time, {zone.key}", ha="right", va="top", size=7, color=MUTED)


def _ticks(start: datetime, end: datetime, zone: ZoneInfo, room: float) -> list[tuple[datetime, str]]:
    """Round local times between the two, as many as can be read in `room` inches, each with its label."""
    first, last = (t.astimezone(zone).replace(tzinfo=None) for t in (start, end))
    step = next((s for s in _STEPS if (last - first) / s * (0.85 if s >= _DAY else 0.62) <= room), None)
    local = _regular(first, last, step) if step else _monthly(first, last, room)
    labels = [
        _label(at, step, first=not i or at.date() != local[i - 1].date(), opening=not i) for i, at in enumerate(local)
    ]
    return [(at.replace(tzinfo=zone).astimezone(UTC), text) for at, text in zip(local, labels, strict=True)]


def _regular(first: datetime, last: datetime, step: timedelta) -> list[datetime]:
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    skip = -((midnight - first) // step)  # rounded up: the first step that is not before `first`
    count = int((last - midnight) / step) - skip + 1
    return [midnight + (skip + i) * step for i in range(count)]


def _monthly(first: datetime, last: datetime, room: float) -> list[datetime]:
    low, high = first.year * 12 + first.month, last.year * 12 + last.month - 1  # months, 0-based
    step = next((s for s in _MONTH_STEPS if (high - low) / s * 0.6 <= room), _MONTH_STEPS[-1])
    months = range(-(-low // step) * step, high + 1, step)
    return [datetime(m // 12, m % 12 + 1, 1) for m in months]  # noqa: DTZ001 local time, the zone comes after


def _label(at: datetime, step: timedelta | None, *, first: bool, opening: bool) -> str:
    """The label of a tick, always of two lines: `first` of its day, `opening` the axis."""
    day = f"{at.day} {_MONTHS[at.month - 1]}"
    if step is None:
        return f"{_MONTHS[at.month - 1]}\n{at.year}"
    if step < _DAY:
        return f"{at:%H:%M}" + (f"\n{day} {at.year}" if opening else f"\n{day}" if first else "\n ")
    return f"{_DAYS[at.weekday()]} {day}" + (f"\n{at.year}" if opening else "\n ")
