"""Writes the pages that tell of every command, and of every key of the JSON that commands write.

    python docs/reference.py

tests/project/test_docs.py fails when a page and the code differ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click

from forensics.cli import main
from forensics.language.untrusted import for_markdown

__all__ = ["PAGES"]

_DOCS = Path(__file__).parent
_MARK = "<!-- Written by docs/reference.py: change what it tells of, then `make golden`. -->\n\n"
#: What is written by whom: the heading, who writes it, and the schema that ships with the package.
_CONTRACTS = (
    ("findings", "`findings.json`, `investigate --json`, `count --json`", "report/saved/findings.schema.json"),
    ("documents", "`inspect --json`", "documents/documents.schema.json"),
    ("events", "a line of `watch`", "watch/events.schema.json"),
    ("status", "`watch --status --json`", "watch/status/status.schema.json"),
)


@dataclass(frozen=True, slots=True)
class _Names:
    """The name of a contract, and its parts by theirs."""

    contract: str
    parts: Mapping[str, Mapping[str, Any]]


def commands_page() -> str:
    """Usage, text and options of every command, as `--help` has them."""
    root = click.Context(main, info_name="forensics", **main.context_settings)  # type: ignore[arg-type]
    text = f"{_MARK}# Commands\n\nWhat `--help` says of each, in one place. stdout is the answer, stderr the talk.\n"
    return text + "".join(_command(ctx) for ctx in _contexts(root))


def _contexts(ctx: click.Context) -> Iterator[click.Context]:
    """Those of all commands, a command before those below it."""
    yield ctx
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.commands[name]
            if not command.hidden:
                yield from _contexts(click.Context(command, info_name=name, parent=ctx))


def _command(ctx: click.Context) -> str:
    usage = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
    text = f"\n## {ctx.command_path}\n\n    {usage}\n\n"
    text += "\n\n".join(map(_paragraph, cleandoc(ctx.command.help or "").split("\n\n"))) + "\n"
    rows = [record for each in _options(ctx) if (record := each.get_help_record(ctx)) is not None]
    return text + ("\n" + _table(("Option", "Meaning"), rows) if rows else "")


def _options(ctx: click.Context) -> list[click.Option]:
    """Those of the command; of `watch`, those of a pass, which it takes where no other is named."""
    command = ctx.command
    if isinstance(command, click.Group) and "run" in command.commands:
        command = command.commands["run"]
    return [each for each in command.get_params(ctx) if isinstance(each, click.Option)]


def _paragraph(text: str) -> str:
    """Prose as prose; what keeps its lines in the help, as code."""
    if text.startswith("\b"):
        head, *lines = text.splitlines()[1:]
        return f"{for_markdown(head)}\n\n" + "\n".join(f"    {line.strip()}" for line in lines)
    return for_markdown(" ".join(text.split()))


def json_page() -> str:
    """Every key of every JSON that a command writes."""
    text = f"{_MARK}# Keys of JSON\n\nScripts rely on these keys: more may come, none is renamed. The JSON Schemas"
    text += " (2020-12) ship with the package, and say more of patterns and bounds.\n"
    for name, written, place in _CONTRACTS:
        schema = json.loads(files("forensics").joinpath(place).read_text("utf-8"))
        names = _Names(name, schema.get("$defs", {}))
        text += f"\n## {name}\n\nWritten by {written}; [its schema](../forensics/{place}).\n\n{_keys(schema, names)}"
        for part, definition in names.parts.items():
            if "properties" in definition:
                text += f'\n<a id="{name}-{_plain(part)}"></a>\n\n### {_plain(part)} ({name})\n\n'
                text += f"{_said(definition)}\n\n{_keys(definition, names)}"
    return text


def _keys(definition: Mapping[str, Any], names: _Names) -> str:
    """The keys of one object; those that depend on another key stand behind the others."""
    parts = [definition, *(each.get("then", {}) for each in definition.get("allOf", ()))]
    needed = {key for part in parts for key in part.get("required", ())}
    known = {key: value for part in parts for key, value in part.get("properties", {}).items() if value is not True}
    rows = [
        (f"`{key}`", _kind(value, names), ("" if key in needed else "May be missing. ") + _said(value))
        for key, value in known.items()
    ]
    return _table(("Key", "Type", "Meaning"), rows)


def _kind(value: Mapping[str, Any], names: _Names) -> str:
    """The type of a value in a word or two; an object of its own leads to its keys."""
    if "$ref" in value:
        part = value["$ref"].rpartition("/")[2]
        if "properties" not in names.parts[part]:
            return _kind(names.parts[part], names)
        return f"[{_plain(part)}](#{names.contract}-{_plain(part)})"
    for several in ("anyOf", "oneOf"):
        if several in value:
            return " or ".join(_kind(each, names) for each in value[several])
    if "const" in value or "enum" in value:
        return ", ".join(for_markdown(json.dumps(each)) for each in value.get("enum", [value.get("const")]))
    kinds = value.get("type", "any")
    if kinds == "array":
        return f"list of {_kind(value.get('items', {}), names)}"
    return kinds if isinstance(kinds, str) else " or ".join(kinds)


def _plain(part: str) -> str:
    """The name of a part, without the module that tells it from another of that name."""
    return part.rpartition("__")[2].removeprefix("_")


def _said(value: Mapping[str, Any]) -> str:
    return for_markdown(re.sub(r"\s+", " ", value.get("description", "")).strip())


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head)]
    lines.append(["---"] * len(lines[0]))
    lines += [[cell if cell.startswith(("`", "[")) else cell.replace("|", "\\|") for cell in row] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


PAGES = {"commands.md": commands_page, "json.md": json_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (_DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
