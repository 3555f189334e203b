"""How few and how many there may be in each window: a line from the one to the other, the count between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from forensics.language.catalogue import Language
from forensics.model import Bounds
from forensics.report.plots.canvas import INK, Sheet
from forensics.report.plots.lettering import text_width
from forensics.report.plots.marks import MARKS

if TYPE_CHECKING:
    from matplotlib.artist import Artist

__all__ = ["Range", "draw_ranges", "range_key"]

_LABEL = 7  # points
_LINE: dict[str, Any] = {"color": INK, "linewidth": 1.2, "marker": "_", "markersize": 7, "markeredgewidth": 1.2}
_COUNT: dict[str, Any] = {"color": MARKS["complete"].colour, "markersize": 6, "markeredgecolor": "white"}


@dataclass(frozen=True, slots=True)
class Range:
    """The bounds of a window, and where on the axis of time they stand."""

    at: datetime
    bounds: Bounds


def range_key(language: Language) -> list[Artist]:
    """The legend of a range."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 late: see canvas

    told = language.text("from at least to at most, with the established number")
    return [
        Line2D(
            [], [], marker="o", label=told, linewidth=1.2, **_COUNT | {"color": INK, "markerfacecolor": _COUNT["color"]}
        )
    ]


def draw_ranges(sheet: Sheet, ranges: Sequence[Range], row: int) -> None:
    """The ranges in one row, from 0 at its foot, each with its numbers over it where all of these have room.

    Where nothing is known for certain the line begins at 0, and "?" stands for the number; where there may be more
    than are counted, "+" follows it.
    """
    most, base = max((each.bounds.at_most for each in ranges), default=1), row - 0.42
    texts = [_numbers(sheet, each.bounds) for each in ranges]
    for each, text in zip(ranges, texts if _fit(sheet, ranges, texts) else [""] * len(texts), strict=True):
        x, ends = each.at.timestamp(), (each.bounds.at_least or 0, each.bounds.at_most)
        heights = [base + 0.62 * count / most for count in (*ends, each.bounds.headline)]
        sheet.axes.plot([x, x], heights[:2], zorder=3, clip_on=False, **_LINE)
        sheet.axes.plot([x], heights[2:], "o", zorder=4, clip_on=False, **_COUNT)
        sheet.axes.annotate(
            text, (x, heights[1]), xytext=(0, 4), textcoords="offset points", ha="center", va="bottom",
            size=sheet.points(_LABEL), color=INK, zorder=5,
        )  # fmt: skip


def _numbers(sheet: Sheet, bounds: Bounds) -> str:
    number = sheet.language.number
    least = "?" if bounds.at_least is None else number(bounds.at_least)
    return f"{least}\N{EN DASH}{number(bounds.at_most)}{'+' if bounds.open_ended else ''}"


def _fit(sheet: Sheet, ranges: Sequence[Range], texts: Sequence[str]) -> bool:
    """Whether no text would touch the next or run over an end of the axis."""
    left, right = sheet.axes.get_xlim()
    inch = (right - left) / sheet.room
    spans = sorted(
        (each.at.timestamp() - half, each.at.timestamp() + half)
        for each, text in zip(ranges, texts, strict=True)
        for half in [text_width(text, sheet.points(_LABEL)) * inch / 2]
    )
    return all(one[1] + inch * 0.05 < other[0] for one, other in pairwise(spans))
