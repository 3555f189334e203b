"""The cells of one row of an OpenDocument sheet: what each holds, and whether anybody sees it (ODF 1.3 part 3, 9.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forensics.documents.concealed import Drawn
from forensics.documents.contents import State
from forensics.documents.numbers import iso_text, number_text, truth_text
from forensics.documents.opendocument.names import attribute
from forensics.documents.opendocument.styles import Styles

__all__ = ["Cell", "Column", "drawn_of", "state_of"]

_TYPE, _VALUE = attribute("office:value-type"), attribute("office:value")
_VALUES = {
    "date": attribute("office:date-value"),
    "time": attribute("office:time-value"),
    "boolean": attribute("office:boolean-value"),
    "string": attribute("office:string-value"),
}
_STYLE = attribute("table:style-name")
_FAMILY = "table-cell"


@dataclass(frozen=True, slots=True)
class Column:
    """Neighbours that are alike: how many, whether they are drawn, and the style of cells that have none."""

    count: int
    is_hidden: bool
    is_thin: bool
    style: str


@dataclass(slots=True)
class Cell:
    """One cell, or several with the same content."""

    attributes: Mapping[str, str]
    covered: bool
    paragraphs: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """What the program that wrote it showed."""
        return "\n".join(self.paragraphs)

    @property
    def is_number(self) -> bool:
        """Whether it holds something else than text."""
        return self.attributes.get(_TYPE, "string") not in ("string", "void")

    @property
    def is_number_shown_as_nothing(self) -> bool:
        """By its format; some programs write no text beside a number, and many formats show no nought."""
        return self.is_number and bool(self.paragraphs) and not self.shown.strip() and self.value() != "0"

    def value(self) -> str:
        """Its value as text (`contents.Row`); empty where it holds none."""
        kind = self.attributes.get(_TYPE)
        if kind in ("float", "percentage", "currency"):
            return _number(self.attributes.get(_VALUE, ""))
        found = self.attributes.get(_VALUES.get(kind or "string", ""), "") or self.shown
        if kind == "date":
            return iso_text(found)
        if kind == "boolean":
            return truth_text(found) if found else ""
        return "" if found.isspace() else found

    def style(self, column: Column) -> str:
        """Its own, else that of its column."""
        return self.attributes.get(_STYLE) or column.style


def _number(text: str) -> str:
    try:
        return number_text(float(text)) if text else ""
    except (ValueError, OverflowError):
        return text


def drawn_of(cell: Cell, column: Column, styles: Styles) -> Drawn:
    """Why nobody sees a cell that holds a value, apart from its row and its sheet."""
    look = styles.look(_FAMILY, cell.style(column))
    if cell.covered:
        return Drawn.COVERED
    if cell.is_number_shown_as_nothing or (look.hides_text and not cell.is_number):
        return Drawn.FORMAT
    if look.is_ground_coloured:
        return Drawn.COLOUR
    return Drawn.TINY if look.is_tiny else Drawn.THIN if column.is_thin else Drawn.SEEN


def state_of(drawn: Drawn, column: Column) -> State:
    """What becomes of such a cell for a reader."""
    return State.HIDDEN if column.is_hidden else State.COSMETIC if drawn else State.VISIBLE
