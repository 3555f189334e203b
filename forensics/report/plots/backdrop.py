"""What lies behind a picture over time: the exposure windows, shaded and named, and the gaps of the logs, hatched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from forensics.language.catalogue import Language
from forensics.model import Coverage, Gap, Window
from forensics.report.plots.canvas import MUTED, Sheet
from forensics.report.plots.lettering import fitted, text_width

if TYPE_CHECKING:
    from matplotlib.artist import Artist

__all__ = ["GAP", "HATCH", "NAMED", "behind", "gaps_between", "hatch", "shade"]

GAP, HATCH = "#b3430a", "/////"
NAMED = 0.28  # inches over the axes that the names of windows take

_SHADE, _EDGE = "#e3ebf4", "#5b7896"
_SIZE = 7  # points of the labels
_AIR = 0.12  # inches between two labels
_BRIEF = 0.3  # inches that the number of a window has at least


def behind(language: Language, gaps: Sequence[Gap]) -> list[Artist]:
    """The legend of the shading, and of the hatching if there are gaps."""
    from matplotlib.patches import Patch  # noqa: PLC0415 late: see canvas

    key: list[Artist] = [
        Patch(facecolor=_SHADE, edgecolor=_EDGE, linewidth=0.7, label=language.text("exposure window"))
    ]
    if gaps:
        told = language.text("gap in a log")
        key.append(Patch(facecolor="white", edgecolor=GAP, hatch=HATCH, linewidth=0.7, label=told))
    return key


def gaps_between(coverage: Sequence[Coverage], start: datetime, end: datetime) -> list[Gap]:
    """The gaps of all logs that reach into that time."""
    return [gap for one in coverage for gap in one.gaps if gap.start < end and gap.end > start]


def shade(sheet: Sheet, windows: Sequence[Window], start: datetime, end: datetime, *, named: bool = True) -> None:
    """The windows as shaded stretches; above each its number and name, or its number, as there is room."""
    for window in windows:
        low, high = max(window.start, start), min(window.end, end)
        if low < high:
            sheet.axes.axvspan(low.timestamp(), high.timestamp(), color=_SHADE, zorder=0, linewidth=0)
        for edge in (window.start, window.end):
            if start <= edge <= end:
                sheet.axes.axvline(edge.timestamp(), color=_EDGE, linewidth=0.7, zorder=0.6)
    for label in _labels(windows, start, end, sheet.room, sheet.points(_SIZE)) if named else ():
        sheet.axes.annotate(
            label.text,
            (label.at / sheet.room, 1),
            xycoords="axes fraction",
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            size=sheet.points(_SIZE),
            color=MUTED,
            parse_math=False,
        )


@dataclass(frozen=True, slots=True)
class _Label:
    """What is written above the axes, and how many inches from their left its middle lies."""

    text: str
    at: float


def _labels(
    windows: Sequence[Window], start: datetime, end: datetime, room: float, size: float = _SIZE
) -> Iterator[_Label]:
    """Labels that do not touch: windows too near each other for two numbers share one."""
    middles = []
    for number, window in enumerate(windows, 1):
        low, high = max(window.start, start), min(window.end, end)
        if low < high:
            middles.append(((low + (high - low) / 2 - start) / (end - start) * room, number))
    groups: list[list[tuple[float, int]]] = []
    for at, number in sorted(middles):
        if groups and at - groups[-1][0][0] < _BRIEF + _AIR:
            groups[-1].append((at, number))
        else:
            groups.append([(at, number)])
    places = [(group[0][0] + group[-1][0]) / 2 for group in groups]
    for place, group in enumerate(groups):
        at = places[place]
        left = at if not place else (at - places[place - 1] - _AIR) / 2
        right = room - at if place + 1 == len(groups) else (places[place + 1] - at - _AIR) / 2
        yield _label([number for _, number in group], windows, at, (left, right), room, size)


def _label(
    numbers: Sequence[int], windows: Sequence[Window], at: float, free: tuple[float, float], room: float, size: float
) -> _Label:
    """The label of windows whose middle lies at `at`, with that many inches free left and right of it."""
    if len(numbers) > 1:
        return _Label(f"{min(numbers)}\N{EN DASH}{max(numbers)}", at)
    label = windows[numbers[0] - 1].label
    whole = f"{numbers[0]} · {label}" if len(windows) > 1 else label
    wide = sum(free) if min(free) >= 0 else 0.0
    shown = fitted(whole, wide, size)
    if text_width(shown, size) < min(1.0, text_width(fitted(whole, room, size), size)):
        return _Label(str(numbers[0]), at)
    half = text_width(shown, size) / 2  # moved aside where one side is too short
    return _Label(shown, min(max(at, at - free[0] + half), at + free[1] - half))


def hatch(sheet: Sheet, gaps: Sequence[Gap], start: datetime, end: datetime) -> None:
    """The gaps as hatched stretches, none so narrow that it cannot be seen."""
    least = (end - start) * 0.004
    for gap in gaps:
        low, high = max(gap.start, start), min(gap.end, end)
        if low < high:
            air = max(least - (high - low), timedelta()) / 2
            sheet.axes.axvspan(
                (low - air).timestamp(),
                (high + air).timestamp(),
                facecolor="none",
                edgecolor=GAP,
                hatch=HATCH,
                linewidth=0.7,
                alpha=0.75,
                zorder=0.5,
            )
