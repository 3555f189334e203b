"""Formats made from a user's own LogFormat or log_format string."""

from __future__ import annotations

from dataclasses import replace

from forensics.errors import FormatError
from forensics.formats.format import Format
from forensics.formats.grammars.jsonl import JsonLines, keys_of
from forensics.formats.grammars.templated import Templated
from forensics.formats.second_reader import template as second
from forensics.formats.templates import template
from forensics.formats.templates.classes import Escape
from forensics.formats.templates.pieces import SIZES
from forensics.model import SizeMeaning

__all__ = ["compile_log_format", "compile_logformat", "with_size"]


def compile_logformat(text: str, *, name: str = "custom") -> Format:
    """The format that an Apache LogFormat string writes; its own quotes and escapes are undone.

    Raises FormatError that names the directive and its position.
    """
    compiled = template.compiled("apache", text)
    template.require(compiled.slots)
    return Format(
        name=name,
        title="Apache LogFormat",
        grammar=Templated("apache", text),
        family="Apache",
        server="apache",
        template=text,
        time=template.moment(compiled.slots),
        offset=compiled.offset,
        size=template.size_role(compiled.slots),
        second=text,
    )


def compile_log_format(text: str, *, name: str = "custom", escape: str = "default") -> Format:
    """The format that an nginx log_format string writes; `escape` is default, json or none.

    With escape=json, a string that writes a JSON object becomes a key map. Raises FormatError.
    """
    if escape not in ("default", "json", "none"):
        raise FormatError(f"unknown escape={escape}", hint="escape is default, json or none")
    keys = keys_of(text) if escape == "json" else None
    kept: Escape = "none" if escape == "none" else "backslash"
    grammar = Templated("nginx", text, kept) if keys is None else JsonLines("nginx", keys)
    template.require(grammar.slots)
    return Format(
        name=name,
        title="nginx log_format",
        grammar=grammar,
        family="nginx",
        server="nginx",
        template=text,
        time="end",
        offset=True,  # every time variable of nginx has one
        size=template.size_role(grammar.slots),
        second=None if escape == "json" else second.equivalent(template.lexed("nginx", text)),
    )


def with_size(fmt: Format, size: SizeMeaning) -> Format:
    """The same format with its main size field meaning `size`: body, planned or total."""
    if size not in SIZES:
        raise FormatError(f"unknown size field {size!r}", hint=f"one of {', '.join(SIZES)}")
    if fmt.size is None:
        raise FormatError(f"the format {fmt.name} logs no size", hint="leave out size_field")
    return replace(fmt, size=size, ambiguous=False, size_stated=True)
