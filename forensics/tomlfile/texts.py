"""Texts that readers see, which a file may give in one language or in several: `title = "..."`, or `title.en` and
`title.nl`."""

from __future__ import annotations

from collections.abc import Mapping

from forensics.language.languages import LANGUAGES
from forensics.tomlfile.faults import Faults, Place, kind_of, shown

__all__ = ["in_languages", "text_of"]


def in_languages(value: object, place: Place, faults: Faults) -> tuple[str, dict[str, str]]:
    """The text that stands for all languages ("" if none is given), and it in the others, by code.

    Of several the first stands for all, in the order of LANGUAGES. What is wrong goes to `faults`.
    """
    if value is None:
        return "", {}
    if not isinstance(value, Mapping):
        return _text(value, place, faults), {}
    for code in value:
        if code not in LANGUAGES:
            faults.add((*place, code), f"is no language that reports are written in; these are {', '.join(LANGUAGES)}")
    texts = {code: _text(value[code], (*place, code), faults) for code in LANGUAGES if code in value}
    if not value:
        faults.add(place, f"holds no text; it takes one, or one for each of {', '.join(LANGUAGES)}")
    first, *others = texts or [""]
    return texts.get(first, ""), {code: texts[code] for code in others}


def text_of(value: object) -> str:
    """The text that stands for all languages, of a value that `in_languages` has told the faults of."""
    texts = value if isinstance(value, Mapping) else {LANGUAGES[0]: value}
    return next((text for code in LANGUAGES if isinstance(text := texts.get(code), str)), "")


def _text(value: object, place: Place, faults: Faults) -> str:
    if not isinstance(value, str):
        faults.add(place, f"is {kind_of(value)}; text in quotes is needed")
        return ""
    if not value:
        faults.add(place, "is empty")
    elif "\0" in value:
        faults.add(place, f"{shown(value)} holds a NUL character")
    return value
