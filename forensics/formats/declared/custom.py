"""Formats made from a user's own LogFormat or log_format string."""

from __future__ import annotations

from dataclasses import replace

from forensics.errors import FormatError
from forensics.formats.declared.declare import log_format, logformat
from forensics.formats.format import Format
from forensics.formats.grammars.jsonl import JsonLines, keys_of
from forensics.formats.templates import template
from forensics.formats.templates.classes import Escape
from forensics.formats.templates.pieces import SIZES
from forensics.model import SizeMeaning

__all__ = ["compile_log_format", "compile_logformat", "with_size"]


def compile_logformat(text: str, *, name: str = "custom") -> Format:
    """The format that an Apache LogFormat string writes; its own quotes and escapes are undone.

    Raises FormatError that names the directive and its position.
    """
    fmt = logformat(name, "Apache LogFormat", text)
    template.require(fmt.grammar.slots)
    return fmt


def compile_log_format(text: str, *, name: str = "custom", escape: str = "default") -> Format:
    """The format that an nginx log_format string writes; `escape` is default, json or none.

    With escape=json, a string that writes a JSON object becomes a key map. Raises FormatError.
    """
    if escape not in ("default", "json", "none"):
        raise FormatError(f"unknown escape={escape}", hint="escape is default, json or none")
    keys = keys_of(text) if escape == "json" else None
    kept: Escape = "none" if escape == "none" else "backslash"
    fmt = log_format(name, "nginx log_format", text, escape=kept)
    if escape == "json":
        fmt = replace(fmt, grammar=fmt.grammar if keys is None else JsonLines("nginx", keys), size=..., second=None)
    template.require(fmt.grammar.slots)
    return fmt


def with_size(fmt: Format, size: SizeMeaning) -> Format:
    """The same format with its main size field meaning `size`: body, planned or total."""
    if size not in SIZES:
        raise FormatError(f"unknown size field {size!r}", hint=f"one of {', '.join(SIZES)}")
    if fmt.size is None:
        raise FormatError(f"the format {fmt.name} logs no size", hint="leave out size_field")
    return replace(fmt, size=size, ambiguous=False, size_stated=True)
