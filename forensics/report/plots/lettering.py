"""Text as plots draw it: literal, of letters that the font has, and measured in inches.

matplotlib is imported only when something is measured, as in `canvas`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from forensics.language.untrusted import for_terminal

__all__ = ["FONT", "POINT", "fitted", "label_width", "literal", "text_width"]

FONT = "DejaVu Sans"  # comes with matplotlib: the same letters on every machine
POINT = 8.5
_LONGEST = 120  # characters that are ever drawn of one text


def literal(text: str, limit: int = _LONGEST) -> str:
    """Text as it is drawn: controls and letters the font lacks as escapes, at most `limit` characters.

    A long text loses its middle: addresses differ at the end, folders at the start.
    """
    known = _glyphs()
    safe = "".join(c if ord(c) in known else _named(c) for c in for_terminal(text))
    if len(safe) <= limit:
        return safe
    head = (limit - 1) // 2
    return f"{safe[:head]}…{safe[len(safe) - (limit - 1 - head) :]}"


def fitted(text: str, inches: float, size: float = POINT, weight: str = "normal") -> str:
    """The text literally, with as much of its middle left out as makes it that wide; nothing where that is no room."""
    shown = literal(text)
    limit = len(shown)
    while shown and text_width(shown, size, weight) > inches:
        limit = min(limit - 1, int(limit * inches / text_width(shown, size, weight)) + 1)
        shown = literal(text, limit) if limit >= 3 else ""
    return shown


@lru_cache(4096)
def text_width(text: str, size: float = POINT, weight: str = "normal") -> float:
    """Inches that a line of literal text is wide."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 late: see above
    from matplotlib.textpath import text_to_path  # noqa: PLC0415 late: see above

    letters = FontProperties(family=FONT, size=size, weight=weight)
    wide, _, _ = text_to_path.get_text_width_height_descent(text, letters, ismath=False)
    return float(wide) / 72


@cache
def _glyphs() -> frozenset[int]:
    """Code points that both the regular and the bold font have."""
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415 late: see above

    weights = (get_font(findfont(FontProperties(family=FONT, weight=w))) for w in ("normal", "bold"))
    regular, bold = (frozenset(font.get_charmap()) for font in weights)
    return regular & bold


def _named(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def label_width(labels: Sequence[str], *, least: float = 0.9) -> float:
    """Inches that the longest line of these labels needs left of the axes."""
    lines = (line for label in labels for line in label.split("\n"))
    return max([least, *(0.12 + text_width(line) for line in lines)])
