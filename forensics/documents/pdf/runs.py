"""From hidden letters to hidden text: runs of words, without what says nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from forensics.documents.pdf.glyphs import Fate, Glyph

__all__ = ["Run", "only_dates", "readable", "runs", "shown", "weight", "words_in"]

#: Text under black boxes that says that there is a box.
_BENIGN = frozenset(
    ("attorney", "client", "confidential", "exempt", "exemption", "foia", "privileged", "product", "redacted",
     "redaction", "sealed", "withheld", "work", "geanonimiseerd", "gelakt", "gemaakt", "onleesbaar",
     "persoonsgegevens", "vertrouwelijk", "weggelakt", "zwartgelakt")
)  # fmt: skip
_WORD = re.compile(r"\w+")
_DATE = re.compile(r"\d{1,4}(?:[-./ ](?:\d{1,2}|[a-z]{3,9})[-./, ]+\d{2,4})", re.IGNORECASE)
#: Hidden one by one, these need fewer letters to be meant.
_CERTAIN = frozenset({Fate.COVERED, Fate.OBSCURED, Fate.REDACTION})
#: Ways that can take turns within a word.
_UNSEEN = frozenset({Fate.COVERED, Fate.OBSCURED, Fate.MERGED, Fate.UNDRAWN})
_SPOKEN = 2  # letters
_LONG = 5  # digits: more than a year
_NUMBERS = 4
_STOPS = {0x02: "-", 0xFFFE: "-", 0x0D: None, 0x00: None}


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is hidden in one way without a break."""

    fate: Fate
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return words_in(self.text)


def words_in(text: str) -> int:
    """Words of a text, by its letters and digits."""
    return len(_WORD.findall(text))


def weight(texts: Iterable[str]) -> float:
    """How much several texts say: each different word once, and four numbers as much as a word. The mark of a printing
    house has few words, a date, and stands on each page."""
    words = {word.casefold() for text in texts for word in _WORD.findall(text)}
    spoken = sum(sum(map(str.isalpha, word)) >= _SPOKEN or len(word) >= _LONG for word in words)
    return spoken + (len(words) - spoken) / _NUMBERS


def readable(text: str) -> str:
    """Text without the signs by which PDFium marks hyphens and ends of lines."""
    return text.translate(_STOPS)


def shown(found: Iterable[Glyph]) -> str:
    """The text that is left, with a line's end where some is missing."""
    parts = groupby(found, key=lambda glyph: glyph.fate is Fate.SHOWN)
    return readable("".join("".join(glyph.char for glyph in part) if is_shown else "\n" for is_shown, part in parts))


def runs(found: list[Glyph]) -> Iterator[Run]:
    """Those that say something."""
    for fate, text in _raw(found):
        letters = [char for char in text if char.isalnum()]
        enough = len(letters) >= (2 if fate in _CERTAIN else 3)
        if enough and len(set(letters)) > 1 and not _benign(text):
            yield Run(fate, text.strip())


def _raw(found: list[Glyph]) -> Iterator[tuple[Fate, str]]:
    """Hidden stretches; what is neither letter nor digit goes with what stands before it."""
    stretch: list[Glyph] = []
    for glyph in found:
        mark = not glyph.char.isalnum()
        if stretch and not mark and not _together(stretch[0].fate, glyph.fate):
            yield _stretch(stretch)
            stretch = []
        if stretch or not (mark or glyph.fate is Fate.SHOWN):
            stretch.append(glyph)
    if stretch:
        yield _stretch(stretch)


def _together(one: Fate, other: Fate) -> bool:
    """Whether both are of one stretch: under strips one letter lies below a single one, and the next below two."""
    return one is other or (one in _UNSEEN and other in _UNSEEN)


def _stretch(glyphs: list[Glyph]) -> tuple[Fate, str]:
    fates = Counter(glyph.fate for glyph in glyphs if glyph.char.isalnum())
    return fates.most_common(1)[0][0], readable("".join(glyph.char for glyph in glyphs))


def _benign(text: str) -> bool:
    words = {word.casefold() for word in _WORD.findall(text)}
    return words <= _BENIGN


def only_dates(texts: Iterable[str]) -> bool:
    """Whether all of it is dates: of a stamp or a version, as a rule."""
    return all(not re.search(r"\w", _DATE.sub("", text)) for text in texts)
