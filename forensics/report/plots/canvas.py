"""The sheet that plots are drawn on: size, colours, legend, the same bytes every time.

Nothing here goes through pyplot: no global figure, no display. matplotlib is imported only when something is
drawn, because that takes most of a second.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forensics.language.catalogue import Language
from forensics.report.plots.lettering import FONT, POINT, fitted, text_width

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "INK", "MARGIN", "MUTED", "NARROW", "WIDE", "Paper", "Plot", "Sheet", "beside", "instead", "legend", "plot", "rows",
    "sheet", "style",
]  # fmt: skip

MARGIN = 0.15  # inches right of axes that have nothing beside them
INK, MUTED = "#1a1d21", "#5c636b"

_EDGE = 0.04  # inches left and right of titles and legends
_ASIDE = 7  # points of what is said beside the title
_LEGEND = 7.5, 0.16  # size of its letters in points, height of its lines in inches


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn on: how wide it is and the name of a row at most, in inches; the smallest letters, in points; how
    many inches the title takes, and whether what is said beside it stands there or under it."""

    width: float
    names: float
    least: float
    head: float
    abreast: bool


#: The text width of an A4 page.
WIDE = Paper(7.2, 2.7, 6.5, 0.32, abreast=True)
#: A telephone of 390 pixels between its margins, where a point is 1 1/3 pixels: no letter is smaller than 11.
NARROW = Paper(3.73, 1.35, 8.4, 0.5, abreast=False)


@contextmanager
def style() -> Iterator[None]:
    """Drawing with our settings, whatever matplotlibrc the machine has; ids in SVG come from a fixed salt."""
    import matplotlib as mpl  # noqa: PLC0415 late: see above

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(
            {
                "font.family": FONT,
                "font.size": POINT,
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
                "xtick.labelsize": POINT - 0.5,
                "ytick.labelsize": POINT,
                "xtick.major.width": 0.6,
                "xtick.major.size": 3,
                "ytick.major.size": 0,
                "svg.fonttype": "path",
                "svg.hashsalt": "forensics",
            }
        )
        yield


@dataclass(frozen=True)
class Sheet:
    """An empty picture: its axes, and the title that it carries in its file too."""

    figure: Figure
    axes: Axes
    title: str
    language: Language
    paper: Paper = WIDE

    def points(self, size: float) -> float:
        """The size of letters that are that large where there is room for it."""
        return max(size, self.paper.least)

    @property
    def room(self) -> float:
        """Inches that the axes are wide."""
        return float(self.axes.get_position().width) * self.paper.width


def sheet(  # noqa: PLR0913 - what a figure is made of
    language: Language,
    title: str,
    height: float,
    margins: tuple[float, float],
    *,
    lines: int,
    above: float = 0.1,
    bottom: float = 0.5,
    paper: Paper = WIDE,
    aside: str = "",
) -> Sheet:
    """A figure as wide as the paper, with its title and axes `height` inches high and `margins` inches left and right.

    `lines` are those of the legend between the title and the axes; `above` and `bottom` are the inches free over and
    under the axes, and `aside` is said beside the title.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 late: see above

    top = paper.head + lines * _LEGEND[1] + above
    whole, (left, right) = height + bottom + top, margins
    figure = Figure(figsize=(paper.width, whole), dpi=150, facecolor="white")
    axes = figure.add_axes((left / paper.width, bottom / whole, 1 - (left + right) / paper.width, height / whole))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_label_coords(0.5, 0)  # no axis has a label, else a place for it is sought beside all ticks
    small = max(_ASIDE, paper.least)
    shown = fitted(title, paper.width - 0.1 - paper.abreast * (0.2 + text_width(aside, small)), 10, "bold")
    place = _EDGE / paper.width, 1 - 0.1 / whole
    figure.text(*place, shown, ha="left", va="top", size=10, weight="bold", parse_math=False)
    place = (1 - _EDGE / paper.width, 1 - 0.14 / whole) if paper.abreast else (_EDGE / paper.width, 1 - 0.31 / whole)
    side = "right" if paper.abreast else "left"
    figure.text(*place, aside, ha=side, va="top", size=small, color=MUTED, parse_math=False)
    return Sheet(figure, axes, shown, language, paper)


def legend(handles: Sequence[Artist], paper: Paper = WIDE) -> list[list[Artist]]:
    """The marks and what they mean, in as many lines as they need; `plot` puts them under the title."""
    lines: list[list[Artist]] = []
    left = 0.0
    for handle in handles:
        need = 0.36 + text_width(str(handle.get_label()), max(_LEGEND[0], paper.least))
        if not lines or left < need:
            lines.append([])
            left = paper.width - _EDGE
        lines[-1].append(handle)
        left -= need
    return lines


def _put(sheet: Sheet, lines: Sequence[Sequence[Artist]]) -> None:
    for number, handles in enumerate(lines):
        down = (sheet.paper.head + number * _LEGEND[1]) / sheet.figure.get_figheight()
        sheet.figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(_EDGE / sheet.paper.width, 1 - down),
            bbox_transform=sheet.figure.transFigure,
            ncols=len(handles),
            frameon=False,
            fontsize=sheet.points(_LEGEND[0]),
            handletextpad=0.35,
            handlelength=1.3,
            columnspacing=1.2,
            borderpad=0,
            borderaxespad=0,
            labelcolor=INK,
        )


def rows(axes: Axes, labels: Sequence[str], air: float = 0.6) -> None:
    """Row labels left of the axes, the first row on top; row i lies at y = -i."""
    axes.set_ylim(-len(labels) + 1 - air, air)
    axes.set_yticks([-i for i in range(len(labels))], labels, parse_math=False)


def beside(sheet: Sheet, x: float, row: float, text: str, weight: str = "normal") -> None:
    """A text right of the end of a bar."""
    sheet.axes.annotate(
        text,
        (x, row),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        size=sheet.points(7.5),
        weight=weight,
        zorder=5,
        parse_math=False,
    )


def instead(sheet: Sheet, text: str) -> None:
    """A text in the first row where there is nothing to draw."""
    sheet.axes.text(
        0.5,
        0,
        text,
        transform=sheet.axes.get_yaxis_transform(),
        ha="center",
        va="center",
        color=MUTED,
        bbox={"boxstyle": "square,pad=0.3", "facecolor": "white", "edgecolor": "none"},
    )


@dataclass(frozen=True)
class Plot:
    """A picture: file name without suffix, title, a text that tells what it shows, both formats, and an SVG for a
    narrow screen.

    `alt` holds numbers, times and our own words only, nothing from a log or a case: it stands in an attribute.
    """

    name: str
    title: str
    alt: str
    svg: str
    png: bytes
    narrow: str = ""


def plot(name: str, alt: str, sheet: Sheet, lines: Sequence[Sequence[Artist]] = ()) -> Plot:
    """The finished picture of a sheet, with the lines of its legend; what is narrow, as SVG alone.

    Both files carry the title, the text and the language: nothing that differs between two runs.
    """
    _put(sheet, lines)
    told = {"Title": sheet.title, "Description": alt}
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    svg, png = io.StringIO(), io.BytesIO()
    sheet.figure.savefig(svg, format="svg", metadata={**told, "Language": sheet.language.code, **nothing})
    if sheet.paper == WIDE:
        sheet.figure.savefig(png, format="png", metadata={**told, "Software": None})
    shapes = re.sub(r"\s*<!--.*?-->|<!DOCTYPE[^>]*>\s*", "", svg.getvalue(), flags=re.DOTALL)
    return Plot(name, sheet.title, alt, shapes, png.getvalue())
