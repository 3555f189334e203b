"""A format that a configuration defines -> what [[logs]] takes as its format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from forensics.errors import FormatError
from forensics.formats import resolve
from forensics.formats.declared.configuration import FormatDefinition, bare_definition, definitions
from forensics.watch.server_configs.configuration_text import NotReadError, text_of
from forensics.watch.server_configs.published import Origin

__all__ = ["LogFormat", "logs_host", "specification"]

_LONGEST = 16 * 1024
_HOST = {
    "apache": re.compile(r"%[<>!0-9,]*(?:[vV]|\{Host\}i)", re.IGNORECASE),
    "nginx": re.compile(r"\$\{?(?:host|http_host|server_name)\b"),
}


@dataclass(frozen=True, slots=True)
class LogFormat:
    """A format with its place; `preset` is its name among ours, where the server has it built in."""

    dialect: Literal["apache", "nginx"]
    name: str  # "" without
    template: str
    origin: Origin
    escape: str = "default"
    preset: str = ""


def logs_host(fmt: LogFormat) -> bool:
    """Whether lines of the format name their host."""
    return _HOST[fmt.dialect].search(fmt.template) is not None


def specification(fmt: LogFormat, folder: Path) -> str:
    """CONFIG#NAME where that means this format, else the format itself.

    Raises FormatError where no request can be read from such lines.
    """
    if fmt.preset:
        return fmt.preset
    if len(fmt.template) > _LONGEST:
        raise FormatError("the format is longer than any that a person wrote")
    named = f"{fmt.origin.file}#{fmt.name}"
    spec = named if fmt.name and _defines(fmt.origin.file, fmt) else _written(fmt)
    resolve(spec, folder)
    return spec


def _defines(file: Path, fmt: LogFormat) -> bool:
    """Whether the file's last format of that name is this one, as `resolve` finds it."""
    try:
        found = [one for one in definitions(text_of(file)) if one.name == fmt.name]
    except (NotReadError, FormatError):
        return False
    return bool(found) and _same(found[-1], fmt)


def _same(found: FormatDefinition | None, fmt: LogFormat) -> bool:
    return found is not None and (found.dialect, found.template, found.escape) == (
        fmt.dialect,
        fmt.template,
        fmt.escape,
    )


def _written(fmt: LogFormat) -> str:
    """The format as text that is read as itself, as a directive where the bare text would not be."""
    if not fmt.template.replace("\t", " ").isprintable():
        raise FormatError("the format holds control characters or bytes that are not UTF-8")
    if fmt.dialect == "apache":
        quoted = fmt.template.replace("\\", "\\\\").replace('"', '\\"')
        spellings = [fmt.template, f'LogFormat "{quoted}"']
    else:
        quoted = fmt.template.replace("\\", "\\\\").replace("'", "\\'")
        spellings = [f"log_format {fmt.name or 'custom'} escape={fmt.escape} '{quoted}';"]
    for text in spellings:
        if _same(bare_definition(text), fmt):
            return text
    raise FormatError("the format cannot be written in a watch file")
