"""Whether a value looks like the name of a person."""

from __future__ import annotations

import re

from forensics.documents.personal.headers import plain
from forensics.documents.personal.words.first_names import FIRST_NAMES
from forensics.documents.personal.words.nationalities import NATIONALITIES

__all__ = ["like_a_person", "nationality_form", "sex_below", "words_below"]

_WORDS = re.compile(r"[^\W\d_][^\W\d_.,'\u2019`\-]*(?:[ .,'\u2019`\-]{1,3}[^\W\d_]+)*[.,]?", re.UNICODE)
#: "J. Jansen", "Jansen, J.", "A.B. de Vries"
_INITIALS = re.compile(
    r"(?:[^\W\d_]\.[ \-]?){1,4}(?:[^\W\d_]+[ '\u2019\-]){0,4}[^\W\d_]{2,}"
    r"|[^\W\d_]{2,}(?:[ '\u2019\-][^\W\d_]+){0,4}, ?(?:[^\W\d_]\. ?){1,4}(?:[^\W\d_]+ ?){0,3}"
)
#: "Van der" and the like before a capital; "de" alone stands in titles as well.
_BEFORE_FAMILY = re.compile(r"(?:.{1,20} )?(?:van|von|ter|ten)(?: (?:de|der|den|het|'t))? [^\W\d_]{3,}", re.IGNORECASE)
_MOST_WORDS = 5
_SEXES = frozenset(
    ("m", "v", "f", "x", "o", "u", "w", "d", "h", "man", "vrouw", "male", "female", "homme", "femme", "mannelijk",
     "vrouwelijk", "mann", "frau", "mannlich", "weiblich", "masculin", "feminin", "jongen", "meisje", "boy", "girl",
     "onbekend", "unknown", "0", "1", "2", "9")
)  # fmt: skip


def like_a_person(value: str) -> str:
    """A value with a listed first name, initials, or a Dutch or German word before a family name."""
    if len(value) > 60 or not _WORDS.fullmatch(value):
        return ""
    if _INITIALS.fullmatch(value):
        return value
    words = plain(value).split()
    if not words or len(words) > _MOST_WORDS:
        return ""
    listed = words[0] in FIRST_NAMES or words[-1] in FIRST_NAMES
    return value if listed or (_BEFORE_FAMILY.fullmatch(value) and len(words) > 1) else ""


def nationality_form(value: str) -> str:
    """A listed nationality or country."""
    words = plain(value) if len(value) < 60 else ""
    return words if words in NATIONALITIES else ""


def sex_below(value: str) -> str:
    """What may stand below its header."""
    words = plain(value) if len(value) < 15 else ""
    return words if words in _SEXES else ""


def words_below(value: str) -> str:
    """Words, as stand below headers of names, places and kinds."""
    return value if any(map(str.isalpha, value)) and sum(map(str.isdigit, value)) <= len(value) // 2 else ""
