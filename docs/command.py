"""Writes the manual pages, made of what `--help` says, and the names that the shell completes.

    python docs/command.py

tests/cli/test_manual.py fails when a page, or the list of names, and the code differ.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from pathlib import Path

import click

from forensics.cli import main, offers
from forensics.formats import registry
from forensics.language.catalogue import language
from forensics.rulebook.index import KINDS, entries
from forensics.version import __version__

__all__ = ["names", "pages"]

_DOCS = Path(__file__).parent
_MAN = _DOCS / "man"
_WHOLE = 1000
_WIDE = 72
#: What roff would take for something else, and how it is written to be copied as it was typed.
_SPECIAL = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
_ENVIRONMENT = {
    "NO_COLOR": "With anything in it: no colours.",
    "CLICOLOR_FORCE": "Other than 0: colours into a pipe or a file too. CLICOLOR=0: none on a terminal either.",
    "SOURCE_DATE_EPOCH": "Seconds since 1970 that stand for now in the custody log, for bundles that are the same.",
}


def pages() -> dict[str, str]:
    """Each manual page by its file name: of the program, and of every command."""
    root = click.Context(main, info_name="forensics", **main.context_settings)  # type: ignore[arg-type]
    found = {_title(ctx): ctx for ctx in _contexts(root)}
    return {f"{title}.1": "\n".join(_page(ctx, list(found))) + "\n" for title, ctx in found.items()}


def names() -> str:
    """What is completed and would take long to find out, as the JSON that ships with the command."""
    english = language("en")
    explained: dict[str, str] = {}
    for entry in entries():
        told = english.say(entry.title) or english.say(KINDS[entry.kind])
        explained.setdefault(entry.name, told)
    found = {"formats": {fmt.name: fmt.title for fmt in registry()}, "explained": explained}
    return json.dumps(found, indent=1) + "\n"


def _contexts(ctx: click.Context) -> Iterator[click.Context]:
    yield ctx
    for name, command in _shown(ctx).items():
        yield from _contexts(click.Context(command, info_name=name, parent=ctx))


def _shown(ctx: click.Context) -> dict[str, click.Command]:
    """The commands below one, as its help lists them."""
    known = getattr(ctx.command, "commands", {})
    listed = ctx.command.list_commands(ctx) if isinstance(ctx.command, click.Group) else []
    return {name: known[name] for name in listed if not known[name].hidden}


def _title(ctx: click.Context) -> str:
    return ctx.command_path.replace(" ", "-")


def _page(ctx: click.Context, titles: list[str]) -> Iterator[str]:
    help_text = _paragraphs(ctx.command.help or "")
    summary = ctx.command.get_short_help_str(_WHOLE).rstrip(".")
    yield '.\\" Written by docs/command.py from what --help says.'
    yield f'.TH {_title(ctx).upper()} 1 "" "forensics {__version__}" "Manual of forensics"'
    yield from (".SH NAME", f"{_escaped(_title(ctx))} \\- {_prose(summary)}")
    yield from (".SH SYNOPSIS", f".B {_escaped(ctx.command_path)}")
    yield _escaped(" ".join(ctx.command.collect_usage_pieces(ctx)))
    yield from _description(help_text)
    yield from _options(ctx)
    yield from [".SH COMMANDS"] * isinstance(ctx.command, click.Group)
    for name, command in _shown(ctx).items():
        yield from _item(name, command.get_short_help_str(_WHOLE))
    yield from _codes(help_text)
    yield from _examples(help_text)
    if ctx.parent is None:
        yield ".SH ENVIRONMENT"
        for name, told in _ENVIRONMENT.items():
            yield from _item(name, told)
    yield from _see_also(ctx, titles)


def _paragraphs(text: str) -> list[str]:
    """Those of a docstring; the mark of one that keeps its lines stays before it."""
    return [part.strip("\n") for part in re.split(r"\n\s*\n", cleandoc(text)) if part.strip()]


def _description(paragraphs: list[str]) -> Iterator[str]:
    yield ".SH DESCRIPTION"
    told = [part for part in paragraphs if not part.startswith(("\b", "Exit codes:"))]
    for number, part in enumerate(told):
        yield from [".PP"] * bool(number)
        yield _prose(part)


def _options(ctx: click.Context) -> Iterator[str]:
    command = ctx.command
    below = command.commands.get("run") if isinstance(command, click.Group) else None
    listed = (below or command).get_params(ctx)  # a group that is a command too: `watch`
    records = [record for each in listed if (record := each.get_help_record(ctx)) is not None and record[1]]
    yield from [".SH OPTIONS"] * bool(records)
    for name, told in records:
        yield from _item(name, told)


def _codes(paragraphs: list[str]) -> Iterator[str]:
    """The sentence of exit codes, one code a line; that behind it as it stands."""
    for part in (part for part in paragraphs if part.startswith("Exit codes:")):
        sentence, _, rest = " ".join(part.removeprefix("Exit codes:").split()).partition(". ")
        yield ".SH EXIT STATUS"
        for each in sentence.rstrip(".").split("; "):
            code, _, meaning = each.strip().partition(" ")
            yield from _item(code, meaning)
        yield from [".PP", _prose(rest)] if rest else []


def _examples(paragraphs: list[str]) -> Iterator[str]:
    """Lines as they are typed."""
    for part in (part for part in paragraphs if part.startswith("\b")):
        lines = [line.strip() for line in part.lstrip("\b\n").splitlines()]
        yield from (".SH EXAMPLES", ".nf", *map(_escaped, lines[1:]), ".fi")


def _see_also(ctx: click.Context, titles: list[str]) -> Iterator[str]:
    others = [title for title in titles if title != _title(ctx)]
    near = others if ctx.parent is None else [other for other in others if other in _family(ctx)]
    yield ".SH SEE ALSO"
    yield from (f".BR {_escaped(title)} (1){'' if title == near[-1] else ' ,'}" for title in near)


def _family(ctx: click.Context) -> set[str]:
    """The pages above and below one."""
    below = {f"{_title(ctx)}-{name}" for name in _shown(ctx)}
    above = {_title(ctx.parent), "forensics"} if ctx.parent else set()
    return below | above


def _item(name: str, told: str) -> Iterator[str]:
    yield from (".TP", f".B {_escaped(name)}", _prose(told))


def _prose(text: str) -> str:
    """A paragraph in lines that fit a terminal, for those who look into the page itself."""
    lines = textwrap.wrap(" ".join(text.split()), _WIDE, break_on_hyphens=False, break_long_words=False)
    return "\n".join(map(_escaped, lines))


def _escaped(text: str) -> str:
    """As roff prints it, to be copied: hyphens of options as they are typed, no line taken for a request."""
    plain = "".join(_SPECIAL.get(char, char if char.isascii() else f"\\[u{ord(char):04X}]") for char in text)
    return f"\\&{plain}" if plain.startswith(".") else plain


def write() -> None:
    """All of them; a page of a command that is gone goes."""
    made: Mapping[str, str] = pages()
    _MAN.mkdir(exist_ok=True)
    for old in _MAN.glob("*.1"):
        if old.name not in made:
            old.unlink()
    for name, page in made.items():
        (_MAN / name).write_text(page, encoding="ascii", newline="\n")
    Path(offers.__file__).with_name(offers.NAMES).write_text(names(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
