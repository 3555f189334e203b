"""Texts of the case with what names a visitor masked: a visitor may choose a name that is a word of the title.

What is masked is told with a count (`disclose`) and a place (`places`); whoever knows that a word is no visitor's
name says so, for that place and with a reason, and the text is shown as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from forensics.report.disclosure.spellings import Needles, plain

__all__ = ["LEFT_OUT", "mask", "masks"]

LEFT_OUT = "\N{HORIZONTAL ELLIPSIS}"
#: A text with more of them in it is masked as a whole.
_MOST = 50


def masks(texts: Iterable[str], hidden: Needles) -> Mapping[str, str]:
    """Text -> what is shown in its place, for those texts in which something hidden stands.

    Names of two files, windows or parties stay two: what would be written alike gets a number.
    """
    each = list(dict.fromkeys(texts))
    found = {text: masked for text in each if (masked := mask(text, hidden)) != text}
    taken = {text for text in each if text not in found}
    for text, masked in found.items():
        found[text] = next(one for one in _numbered(masked) if one not in taken)
        taken.add(found[text])
    return found


def mask(text: str, hidden: Needles) -> str:
    """The text with each hidden name or address in it left out; nothing of it where that cannot be told apart."""
    shown = text
    for _ in range(_MOST):
        spelled = hidden.address(shown) or hidden.name(shown)
        if spelled is None:
            return shown
        without = _without(shown, spelled)
        if without is None:
            return LEFT_OUT
        shown = without
    return LEFT_OUT


def _without(text: str, spelled: str) -> str | None:
    """The text less every place where that stands; None where its places are not those of the text as written."""
    folded, _ = plain(text)
    if len(folded) != len(text):
        return None
    word = re.compile(rf"(?<![^\W_]){re.escape(spelled)}(?![^\W_])")
    spans = [match.span() for match in word.finditer(folded)] or [
        match.span() for match in re.finditer(re.escape(spelled), folded)
    ]
    if not spans:
        return None
    for start, end in reversed(spans):
        text = text[:start] + LEFT_OUT + text[end:]
    return text


def _numbered(text: str) -> Iterable[str]:
    yield text
    number = 2
    while True:
        yield f"{text} ({number})"
        number += 1
