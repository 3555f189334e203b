"""How deliveries are drawn: a mark of its own shape and colour for each kind, or bars where marks would be too many.

Shapes differ as well as colours, which colour-blind people can tell apart: a picture holds in print without colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from forensics.language.catalogue import Language
from forensics.language.statement import message
from forensics.report.plots.canvas import INK, MUTED, Sheet
from forensics.report.plots.lettering import text_width

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = [
    "MARKS",
    "UNSURE",
    "WHOLE",
    "Bar",
    "Mark",
    "Point",
    "crowded",
    "draw_bars",
    "draw_marks",
    "gathered",
    "handles",
]

_APART = 5.5  # points between two marks
_LEVELS = 40  # marks stacked at one spot before they cover each other
_CROWD = 7  # marks on one spot that still can be counted by eye
_BARS = 120  # bars beside each other that still can be told apart
_STEPS = tuple(timedelta(minutes=m) for m in (1, 5, 10, 30, 60, 180, 360, 720, 1440, 10080, 40320))
_HATCH = "////"


@dataclass(frozen=True)
class Mark:
    """How one kind of delivery is drawn: matplotlib marker, colour, whether filled, size in points."""

    marker: str
    colour: str
    name: str  # a message
    filled: bool = True
    points: float = 5.2


MARKS = {
    "complete": Mark("o", "#0b5fa5", message("complete")),
    "assembled": Mark("D", "#00795a", message("assembled from parts"), points=4.5),
    "partial": Mark("^", "#c04a00", message("partial"), filled=False),
    "indeterminate": Mark("s", "#8a3d7d", message("unclear"), filled=False, points=4.5),
    "not_modified": Mark("o", "#5c636b", message("304, a copy from elsewhere"), filled=False, points=4.4),
    "error": Mark("x", "#3a3f45", message("error, nothing sent"), points=4),
}
WHOLE = ("complete", "assembled")
UNSURE = ("partial", "indeterminate", "not_modified")

#: What is drawn of one delivery or error: its kind, its address and its time.
Point = tuple[str, str, datetime]
#: What is drawn of many: start, end, how many.
Bar = tuple[datetime, datetime, int]


def handles(kinds: Sequence[str], language: Language) -> list[Artist]:
    """The legend of the marks of these kinds."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 late: see canvas

    return [Line2D([], [], label=language.say(m.name), **_look(m)) for kind, m in MARKS.items() if kind in kinds]


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


def draw_marks(axes: Axes, points: Sequence[Point], row: int, share: float) -> None:
    """The marks of one row, stacked where they would cover each other, over that share of its height.

    Marks of one kind on the same spot are drawn once.
    """
    low, high = axes.get_ylim()
    box, figure = axes.get_position(), axes.get_figure(root=True)
    wide, tall = figure.get_size_inches() if figure else (1.0, 1.0)
    height = box.height * tall * 72 / (high - low)  # points for one row
    xs = _across(points, axes.get_xlim(), box.width * wide)
    levels = _levels(xs)
    step = min(share / max([*levels, 1]), _APART / height)
    base = row - step * max(levels, default=0) / 2
    drawn: dict[str, dict[tuple[int, int], tuple[float, float]]] = {}
    for (kind, _, at), x, level in zip(points, xs, levels, strict=True):
        drawn.setdefault(kind, {}).setdefault((round(x), level), (at.timestamp(), base + step * level))
    for kind, spots in drawn.items():
        axes.plot(*zip(*spots.values(), strict=True), **_look(MARKS[kind]), clip_on=False, zorder=3)


def _across(points: Sequence[Point], limits: tuple[float, float], inches: float) -> list[float]:
    """How many points of length each mark lies from the left."""
    left, right = limits
    return [(at.timestamp() - left) / (right - left) * inches * 72 for _, _, at in points]


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


def crowded(points: Sequence[Point], start: datetime, end: datetime, inches: float) -> bool:
    """Whether so many marks lie on one spot of an axis that wide that bars tell more."""
    limits = start.timestamp(), end.timestamp()
    return max(_levels(_across(points, limits, inches)), default=0) >= _CROWD


def gathered(points: Sequence[Point], start: datetime, end: datetime, origin: datetime) -> tuple[list[Bar], timedelta]:
    """The points as bars of one round length, counted from `origin`, and that length: minutes, hours, days or weeks."""
    step = next((s for s in _STEPS if (end - start) / s <= _BARS), _STEPS[-1])
    found = Counter((at - origin) // step for _, _, at in points)
    return [(origin + n * step, origin + (n + 1) * step, count) for n, count in sorted(found.items())], step


def draw_bars(sheet: Sheet, bars: Sequence[Bar], row: int, kind: str) -> None:
    """The bars of one row, as high as they are many: solid for the whole file, hatched for anything else.

    Each has its number over it where all of these have room, else the highest alone.
    """
    most, mark, axes = max(count for _, _, count in bars), MARKS[kind], sheet.axes
    low, high = axes.get_xlim()
    inch = (high - low) / sheet.room  # in seconds
    base, height = row - 0.42, 0.7
    spots = [((start.timestamp() + end.timestamp()) / 2, (end - start).total_seconds()) for start, end, _ in bars]
    axes.bar(
        [middle for middle, _ in spots],
        [height * count / most for _, _, count in bars],
        bottom=base,
        width=[max(wide * 0.86, inch / 60) for _, wide in spots],
        facecolor=mark.colour if kind in WHOLE else "white",
        edgecolor="white" if kind in WHOLE else mark.colour,
        hatch=None if kind in WHOLE else _HATCH,
        linewidth=0.4 if kind in WHOLE else 0.7,
        zorder=3,
    )
    axes.axhline(base, color=MUTED, linewidth=0.5, zorder=4)
    numbers = [sheet.language.number(count) for _, _, count in bars]
    all_fit = all(
        text_width(text, sheet.points(7)) * inch < wide for text, (_, wide) in zip(numbers, spots, strict=True)
    )
    highest = [count for _, _, count in bars].index(most)
    for number in range(len(bars)) if all_fit else [highest]:
        axes.annotate(
            numbers[number],
            (spots[number][0], base + height * bars[number][2] / most),
            xytext=(0, 1.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            size=sheet.points(7),
            color=INK,
            zorder=4,
        )
