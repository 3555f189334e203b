"""Values of XML attributes as numbers and truths; whatever is no such value counts as not said."""

from __future__ import annotations

__all__ = ["decimal_of", "number_of", "truth_of"]

_DIGITS = 10


def number_of(text: str | None, default: int) -> int:
    """A whole number, also one that is written with decimals."""
    if text is None or len(text) > 4 * _DIGITS:
        return default
    try:
        return int(text)
    except ValueError:
        found = decimal_of(text, default)
        return int(found) if abs(found) < 10**_DIGITS else default


def decimal_of(text: str | None, default: float) -> float:
    """A number that is neither infinite nor none."""
    try:
        found = default if text is None else float(text)
    except ValueError:
        return default
    return found if abs(found) < float("inf") else default


def truth_of(text: str | None) -> bool:
    """1, true or on."""
    return text is not None and text.strip().casefold() in ("1", "true", "on", "t")
