"""Examples of values with most of their letters taken out, for who asks for them; kept nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["EXAMPLES", "Samples", "masked"]

EXAMPLES = 3
_WORD = re.compile(r"[^\W_]+")
_LONG = 40


@dataclass(slots=True)
class Samples:
    """Whoever wants examples gives one to `inspect_file`, and finds up to three of each category in it."""

    by_category: dict[str, list[str]] = field(default_factory=dict)

    def add(self, category: str, examples: list[str]) -> None:
        """Takes the first ones."""
        known = self.by_category.setdefault(category, [])
        known.extend(example for example in examples if example not in known)
        del known[EXAMPLES:]


def masked(value: str) -> str:
    """Of each word its first letter, of a long number two digits at each end: "J*** d* V****", "12*****82"."""
    shown = value[:_LONG]
    return _WORD.sub(_mask, shown) + ("..." if len(value) > _LONG else "")


def _mask(found: re.Match[str]) -> str:
    word = found.group()
    if word.isdigit():
        return f"{word[:2]}{'*' * (len(word) - 4)}{word[-2:]}" if len(word) >= 8 else "*" * len(word)
    return word[0] + "*" * (len(word) - 1)
