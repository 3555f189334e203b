"""Lines that were cut short: which formats a line of another one, cut anywhere, can look like."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import polars as pl

from forensics.formats.declared.presets import registry
from forensics.formats.format import Format
from forensics.formats.reading import matches
from forensics.formats.templates.template import END

__all__ = ["is_start", "other_formats"]


def other_formats(detected: Sequence[Format]) -> list[Format]:
    """The other built-in formats, but for those that a cut line of a detected one can look like."""
    taken = {fmt.name for fmt in detected}
    return [fmt for fmt in registry() if fmt.name not in taken and not any(is_start(fmt, one) for one in detected)]


def is_start(short: Format, long: Format) -> bool:
    """Whether a line of the long format that is cut short can look like one of the short format."""
    start, whole = _look(short), _look(long)
    if start == whole != "":  # what only looks the same may read lines of its own
        return short.grammar.look == whole
    begins = start != "" and whole.startswith(start.removesuffix(END).removesuffix("$"))
    return begins or _reads_cut(short.name, long.examples)


def _look(fmt: Format) -> str:
    """The pattern of a format, or of the general one that it looks like."""
    general = next((other for other in registry() if other.name == fmt.like), fmt) if fmt.like else fmt
    return general.grammar.look


@functools.lru_cache(maxsize=8192)
def _reads_cut(short: str, examples: tuple[str, ...]) -> bool:
    """Whether the built-in format of that name reads one of the lines, cut anywhere."""
    fmt = next((fmt for fmt in registry() if fmt.name == short), None)
    if fmt is None or fmt.grammar.name not in ("template", "delimited"):
        return False
    literals = fmt.grammar.literals
    whole = [example for example in examples if all(text in example for text in literals)]
    cut = [example[:length] for example in whole for length in range(len(example))]
    return bool(cut) and bool(matches(fmt, pl.Series(cut, dtype=pl.String)).any())
