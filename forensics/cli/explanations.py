"""The command that says what a number or a word of a report means."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from forensics.cli.answers import CONTEXT, answers
from forensics.cli.choices import language_option
from forensics.cli.fields import fields_option, print_objects
from forensics.cli.offers import rules
from forensics.language.untrusted import for_terminal

if TYPE_CHECKING:
    from forensics.language.catalogue import Language
    from forensics.rulebook.index import Entry

__all__ = ["explain"]

#: A line of prose is no longer, however wide the terminal.
_WIDE = 100


@click.command(context_settings=CONTEXT)
@click.argument("words", metavar="[NAME]...", nargs=-1, shell_complete=rules)
@language_option("what is told")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects on stdout.")
@fields_option
@answers
def explain(words: tuple[str, ...], lang: str, as_json: bool, fields: str | None) -> int:
    """Say what a number or a word of a report means.

    NAME is a section, rule, limitation, definition, grade, verdict, flag, term of art, check of documents or category
    of personal data; without one, all that can be explained is listed. Numbers are those of the counting rules (3.6.1)
    and of the table of rules (11). Where one name stands for two things, both are told; "rule 1" and "section 1" are
    one of them.

    \b
    Example:
      forensics explain 3.6.1
    """
    from forensics.language.catalogue import language
    from forensics.rulebook import index

    spoken, name = language(lang), " ".join(words)
    found = index.explain(name, spoken) if words else index.entries()
    if not found:
        near = ", ".join(index.close_to(name, spoken))
        hint = f"close to it: {near}" if near else "`forensics explain` lists all that can be"
        raise click.UsageError(for_terminal(f"{name!r} cannot be explained; {hint}"))
    if as_json or fields is not None:
        print_objects([_object(entry, spoken) for entry in found], fields)
        return 0
    for line in _told(found, spoken) if words else _listed(found, spoken):
        click.echo(for_terminal(line))
    return 0


def _object(entry: Entry, language: Language) -> dict[str, Any]:
    texts = [{"label": language.say(text.label), "text": language.say(text.says)} for text in entry.texts]
    title = language.say(entry.title)
    return {"kind": entry.kind, "name": entry.name, "title": title, "texts": texts, "page": f"docs/{entry.page}"}


def _told(found: tuple[Entry, ...], language: Language) -> Iterator[str]:
    """Each entry: what it is, what is said of it, and the page that says the same."""
    from forensics.rulebook.index import KINDS

    for number, entry in enumerate(found):
        yield from [""] * bool(number)
        word = language.say(entry.title)
        title = f": {word}" if word not in {"", entry.name} else ""
        yield f"{language.say(KINDS[entry.kind])} {entry.name}{title}"
        for text in entry.texts:
            label = f"{language.say(text.label)}: " if text.label else ""
            yield from _wrapped(f"{label}{language.say(text.says)}", under="    " if label else "  ")
        yield f"  docs/{entry.page}"


def _listed(found: tuple[Entry, ...], language: Language) -> Iterator[str]:
    """The names of each kind; sections with their titles and without their points."""
    from forensics.rulebook.counting import SECTIONS
    from forensics.rulebook.index import KINDS

    for kind, entries in groupby(found, key=lambda entry: entry.kind):
        yield language.say(KINDS[kind])
        if kind == "section":
            yield from (f"  {section.number:<5} {language.say(section.title)}" for section in SECTIONS)
        else:
            yield from _wrapped(", ".join(entry.name for entry in entries))


def _wrapped(text: str, *, under: str = "  ") -> list[str]:
    """The text in lines that fit the terminal, indented; its later lines by `under`."""
    wide = min(_WIDE, shutil.get_terminal_size().columns)
    return textwrap.wrap(text, wide, initial_indent="  ", subsequent_indent=under, break_on_hyphens=False)
