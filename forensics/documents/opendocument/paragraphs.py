"""Running text, run by run: what of a paragraph is shown, what is not, and what nobody sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from forensics.documents.causes import Cause, state_of
from forensics.documents.contents import State
from forensics.documents.opendocument.names import attribute
from forensics.documents.opendocument.shapes import SHAPES, look_of
from forensics.documents.opendocument.styles import Look, Styles

__all__ = ["CAUSES", "STATES", "Paragraphs", "Why"]

_STYLE, _DISPLAY, _IS_HIDDEN = attribute("text:style-name"), attribute("text:display"), attribute("text:is-hidden")
_STRING, _CELL_STYLE = attribute("text:string-value"), attribute("table:style-name")
_IF_TRUE, _IF_FALSE = attribute("text:string-value-if-true"), attribute("text:string-value-if-false")
_CURRENT = attribute("text:current-value")
_BLANKS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
_PARAGRAPHS = ("text:p", "text:h")
#: What stands in comments beside their text, and in fields for programs.
_SILENT = frozenset({"dc:date", "dc:creator", "meta:creator-initials", "meta:date-string", "loext:sender-initials",
                     "office:binary-data"})  # fmt: skip


class Why(IntEnum):
    """Why a reader does not see a run of text; of two the larger one is told."""

    SEEN = 0
    TINY = 1
    COLOUR = 2  # that of its ground
    STYLE = 3  # text:display="none"
    FIELD = 4  # hidden text, a hidden paragraph
    SECTION = 5
    DELETED = 6  # by a tracked change
    COMMENT = 7
    NOTES = 8  # of a slide


CAUSES: Mapping[Why, Cause] = {
    Why.DELETED: "deleted", Why.STYLE: "vanish", Why.FIELD: "field", Why.SECTION: "section", Why.COLOUR: "same_colour",
    Why.TINY: "tiny", Why.COMMENT: "comment",
}  # fmt: skip
STATES: Mapping[Why, State] = {why: state_of(cause) for why, cause in CAUSES.items()} | {
    Why.SEEN: State.VISIBLE,
    Why.NOTES: State.HIDDEN,
}
#: What may paint the ground of text, and the family of its styles.
_TABLES = {f"table:{family}": family for family in ("table", "table-row", "table-cell")}
_AROUND = {"text:deletion": Why.DELETED, "office:annotation": Why.COMMENT, "presentation:notes": Why.NOTES}


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that changes how the text in it is seen."""

    name: str
    look: Look
    why: Why


class _Paragraph:
    """The runs of one, of which the last grows."""

    def __init__(self) -> None:
        self.runs: list[tuple[Why, str]] = []
        self.is_hidden = False

    def take(self, text: str, why: Why) -> None:
        if self.runs and self.runs[-1][0] is why:
            self.runs[-1] = (why, self.runs[-1][1] + text)
        elif text:
            self.runs.append((why, text))


class Paragraphs:
    """Follows the elements of running text and gathers its runs, paragraph by paragraph."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._open: list[_Open] = []
        self._paragraphs: list[_Paragraph] = []  # a text box in a paragraph has paragraphs of its own
        self._in_hidden_text = False
        self._silent = 0  # elements around what is read whose text is not shown
        self.characters: Counter[Why] = Counter()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        style = attributes.get(_STYLE, "")
        self._silent += name in _SILENT
        if name in _PARAGRAPHS:
            self._paragraphs.append(_Paragraph())
            self._enter(name, self._styles.look("paragraph", style), Why.SEEN)
        elif name == "text:span":
            self._enter(name, self._styles.look("text", style), Why.SEEN)
        elif name in _TABLES:
            self._enter(name, self._styles.look(_TABLES[name], attributes.get(_CELL_STYLE, "")), Why.SEEN)
        elif name in SHAPES:
            self._enter(name, look_of(attributes, self._styles), Why.SEEN)
        elif name == "text:section":
            shown = attributes.get(_DISPLAY)
            hides = shown == "none" or (shown == "condition" and attributes.get(_IS_HIDDEN) == "true")
            self._enter(name, self._styles.look("section", style), Why.SECTION if hides else Why.SEEN)
        elif name in _AROUND:
            self._enter(name, Look(), _AROUND[name])
        elif self._paragraphs:
            self._take_field(name, attributes)

    def _take_field(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _BLANKS:
            self.text(_BLANKS[name])
        elif name == "text:hidden-text" and attributes.get(_IS_HIDDEN) == "true":
            # Some programs write the text within as well.
            self._paragraphs[-1].take(attributes.get(_STRING, ""), Why.FIELD)
            self._silent += 1
            self._in_hidden_text = True
        elif name == "text:conditional-text":
            # One of two texts is shown: it stands within.
            other = _IF_FALSE if attributes.get(_CURRENT) == "true" else _IF_TRUE
            self._paragraphs[-1].take(attributes.get(other, ""), Why.FIELD)
        elif name == "text:hidden-paragraph":
            self._paragraphs[-1].is_hidden = attributes.get(_IS_HIDDEN) == "true"

    def enter(self, name: str, look: Look) -> None:
        """An element begins that paints the ground of all that is in it."""
        self._enter(name, look, Why.SEEN)

    def _enter(self, name: str, look: Look, why: Why) -> None:
        above = self._open[-1] if self._open else _Open("", Look(), Why.SEEN)
        self._open.append(_Open(name, look.over(above.look), max(why, above.why)))

    def end(self, name: str) -> list[tuple[Why, str]]:
        """It ends; of a paragraph, its runs."""
        self._silent -= name in _SILENT
        if name == "text:hidden-text" and self._in_hidden_text:
            self._silent -= 1
            self._in_hidden_text = False
        if self._open and self._open[-1].name == name:
            self._open.pop()
        if name not in _PARAGRAPHS or not self._paragraphs:
            return []
        paragraph = self._paragraphs.pop()
        lowest = Why.FIELD if paragraph.is_hidden else Why.SEEN
        runs = [(max(why, lowest), text) for why, text in paragraph.runs]
        for why, text in runs:
            self.characters[why] += len(text.strip())
        return runs

    def text(self, data: str) -> None:
        """Text of the paragraph that is open; none else is shown."""
        if self._paragraphs and not self._silent:
            self._paragraphs[-1].take(data, self._why())

    def _why(self) -> Why:
        here = self._open[-1]
        if not here.look.is_shown:
            return max(here.why, Why.STYLE)
        if here.why is not Why.SEEN:
            return here.why
        return Why.COLOUR if here.look.is_ground_coloured else Why.TINY if here.look.is_tiny else Why.SEEN
