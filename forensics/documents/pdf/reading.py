"""What was met on the pages so far: what later checks compare with, and what is to be told of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from forensics.documents.contents import Passage, State
from forensics.documents.pdf.glyphs import Fate
from forensics.documents.pdf.runs import Run
from forensics.language.statement import Statement, listed, state, state_many

__all__ = ["Reading", "page_name", "pages_name"]

_CLICK = frozenset({Fate.LAYER, Fate.REDACTION})
_LETTERS = 3  # of a word that could say something by itself


@dataclass(slots=True)
class Reading:
    """What was met on the pages: what later checks compare with."""

    shown: set[str] = field(default_factory=set)  # words, in small letters
    hidden: set[str] = field(default_factory=set)
    noted: set[str] = field(default_factory=set)  # words of notes and of fields
    laid: set[str] = field(default_factory=set)  # by annotation: its text without spaces, in small letters
    said: list[str] = field(default_factory=list)  # in the place of what is drawn
    drawn: int = 0
    fonts: set[str] = field(default_factory=set)  # those that were seen to draw letters
    found: dict[Fate, dict[int, list[Run]]] = field(default_factory=lambda: defaultdict(dict))
    boxes: Counter[int] = field(default_factory=Counter)  # over pages that are a picture
    unseen: list[int] = field(default_factory=list)  # pages that would have had to be drawn
    sizeless: list[int] = field(default_factory=list)  # pages with text in type of no size

    def show(self, index: int, content: str) -> Passage:
        """Text that a page shows, counted from 0."""
        self.shown.update(content.casefold().split())
        return Passage(page_name(index + 1), State.VISIBLE, content)

    def hide(self, index: int, run: Run) -> Passage:
        """Text that a page has and does not show."""
        self.found[run.fate].setdefault(index, []).append(run)
        self.hidden.update(run.text.casefold().split())
        return Passage(page_name(index + 1), State.HIDDEN if run.fate in _CLICK else State.COSMETIC, run.text)

    def knows(self, word: str) -> bool:
        """Whether a page or a note has it, shown or not."""
        small = word.casefold().removeprefix("mailto:")
        return small in self.shown or small in self.hidden or small in self.noted

    def shows(self, text: str) -> bool:
        """Whether the pages show all its words, or annotations do without regard to spaces and ends of lines."""
        small = text.casefold().split()
        return self.shown.issuperset(small) or any("".join(small) in laid for laid in self.laid)

    def unknown(self, texts: Iterable[str]) -> list[str]:
        """The words of other texts that say something and that were not met before."""
        words = (word for text in texts for word in text.split() if not self.knows(word))
        return [word for word in words if sum(map(str.isalnum, word)) >= _LETTERS]


def page_name(number: int) -> Statement:
    """How a page is called, counted from 1."""
    return state("page {number}", number=number)


def pages_name(indexes: Collection[int]) -> Statement:
    """How several are called, counted from 0."""
    numbers = listed(tuple(index + 1 for index in indexes))
    return state_many("page {pages}", "pages {pages}", len(indexes), pages=numbers)
