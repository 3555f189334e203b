"""Chosen fields of the objects that `--json` prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from forensics.cli.choices import meant

__all__ = ["chosen", "fields_option", "print_objects"]


def fields_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--fields` of a command with `--json`."""
    return click.option(
        "--fields", metavar="NAME,...", help="As --json, with these fields alone; a wrong name is told with all names."
    )(command)


def chosen(entry: Mapping[str, Any], fields: str | None) -> Mapping[str, Any]:
    """These fields of it, in the order given; None stands for all. Raises UsageError for a name that it has not."""
    if fields is None:
        return entry
    names = [name.strip() for name in fields.split(",") if name.strip()]
    unknown = [name for name in names if name not in entry]
    if unknown or not names:
        wrong = f"{unknown[0]!r} is not a field.{meant(unknown[0], entry)}" if unknown else "a name is missing."
        raise click.BadParameter(f"{wrong} There are: {', '.join(entry)}", param_hint="'--fields'")
    return {name: entry[name] for name in names}


def print_objects(entries: Sequence[Mapping[str, Any]], fields: str | None) -> None:
    """A JSON list of them."""
    click.echo(json.dumps([chosen(entry, fields) for entry in entries], indent=2))
