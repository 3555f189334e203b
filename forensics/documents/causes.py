"""Why nobody sees a run of text, whatever kind of document it stands in: what becomes of it, which check finds it, and
what is told of so many characters of it."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from forensics.documents.contents import State
from forensics.documents.hidden import hidden
from forensics.language.statement import forms, state_many
from forensics.model.document import Hidden, Severity

__all__ = ["COSMETIC", "TEXTS", "Cause", "Told", "in_text", "on_slide", "state_of"]

Cause: TypeAlias = str
#: There, and drawn so that nobody sees it; by all other causes text is not drawn at all. White text in a box floats:
#: the box may lie on another shape.
COSMETIC = frozenset(("tiny", "flat", "same_colour", "white", "floating"))


class Told(NamedTuple):
    """How a cause is told."""

    code: str
    severity: Severity | None  # None: that of the check
    sentences: tuple[str, str]


#: Of texts, in the order in which they are told.
TEXTS: dict[Cause, Told] = {
    "deleted": Told("W1", None, forms("{count} character stands in tracked deletions.",
                                      "{count} characters stand in tracked deletions.")),
    "inserted": Told("W1", "M", forms("{count} character stands in tracked insertions.",
                                      "{count} characters stand in tracked insertions.")),
    "vanish": Told("W2", None, forms("{count} character is formatted as hidden.",
                                     "{count} characters are formatted as hidden.")),
    "field": Told("W2", None, forms("{count} character stands in hidden text or in a hidden paragraph.",
                                    "{count} characters stand in hidden text or in hidden paragraphs.")),
    "section": Told("W2", None, forms("{count} character stands in a hidden section.",
                                      "{count} characters stand in hidden sections.")),
    "shape": Told("W2", None, forms("{count} character stands in a hidden shape.",
                                    "{count} characters stand in hidden shapes.")),
    "row": Told("W2", None, forms("{count} character stands in a hidden row of a table.",
                                  "{count} characters stand in hidden rows of tables.")),
    "orphan": Told("W2", "M", forms("{count} character stands in a note, header or footer that no page shows.",
                                    "{count} characters stand in notes, headers or footers that no page shows.")),
    "fallback": Told("W2", "M", forms("{count} character is kept for old programs and differs from what is shown.",
                                      "{count} characters are kept for old programs and differ from what is shown.")),
    "tiny": Told("W2", None, forms("{count} character is too small to be seen.",
                                   "{count} characters are too small to be seen.")),
    "flat": Told("W2", None, forms("{count} character stands in a line that is too low to be seen.",
                                   "{count} characters stand in lines that are too low to be seen.")),
    "same_colour": Told("W2", None, forms("{count} character has the colour of what is behind it.",
                                          "{count} characters have the colour of what is behind them.")),
    "code": Told("W3", None, forms("{count} character stands in the codes of fields, of which only results are shown.",
                                   "{count} characters stand in the codes of fields, of which only results are shown.",
                                   )),
    "entry": Told("W3", "L", forms("{count} character stands in entries of an index, citations or marks of programs.",
                                   "{count} characters stand in entries of an index, citations or marks of programs.")),
    "choice": Told("W3", "L", forms("{count} character stands in the choices and hints of forms.",
                                    "{count} characters stand in the choices and hints of forms.")),
    "alternative": Told("W3", "L", forms("{count} character stands in alternative texts of pictures and tables.",
                                         "{count} characters stand in alternative texts of pictures and tables.")),
    "comment": Told("W3", None, forms("{count} character stands in comments.",
                                      "{count} characters stand in comments.")),
    "variable": Told("W3", None, forms("{count} character stands in variables.",
                                       "{count} characters stand in variables.")),
    "object": Told("W3", None, forms("{count} embedded object holds more than the picture of it shows.",
                                     "{count} embedded objects hold more than the pictures of them show.")),
    "property": Told("W4", None, forms("{count} character stands in properties.",
                                       "{count} characters stand in properties.")),
}  # fmt: skip
#: Severity on slides, where what stands behind a text is told less surely than on paper.
_SLIDES: dict[Cause, Severity | None] = {"tiny": "M", "same_colour": "M", "alternative": "L"}


def state_of(cause: Cause | None) -> State:
    """What becomes of text by the cause; None: nothing, it is seen."""
    if cause is None:
        return State.VISIBLE
    return State.COSMETIC if cause in COSMETIC else State.HIDDEN


def in_text(cause: Cause, where: str, count: int) -> Hidden:
    """So many characters of a text, by one of TEXTS."""
    code, severity, sentences = TEXTS[cause]
    return hidden(code, where, count, state_many(*sentences, count), severity)


def on_slide(cause: Cause, where: str, count: int) -> Hidden:
    """So many characters on a slide, by one of TEXTS."""
    return hidden("P1", where, count, state_many(*TEXTS[cause].sentences, count), _SLIDES.get(cause))
