"""The commands around a case file: `new` writes one to start from, `check` validates it."""

from __future__ import annotations

from pathlib import Path

import click

from forensics.cli.answers import CONTEXT, INCOMPLETE, PATH, answers
from forensics.language.untrusted import for_terminal

__all__ = ["check", "new"]


@click.command(context_settings=CONTEXT)
@click.argument("case_file", metavar="CASE.toml", type=PATH)
@answers
def check(case_file: Path) -> int:
    """Validate a case and sample each of its logs; writes nothing.

    \b
    Example:
      forensics check case.toml
    """
    from forensics.casefile import load_case
    from forensics.cli.previews import checked
    from forensics.scan.preview import preview

    case = load_case(case_file)
    lines, complete = checked(case, preview(case))
    for line in lines:
        click.echo(for_terminal(line))
    return 0 if complete else INCOMPLETE


@click.command(context_settings=CONTEXT)
@click.argument("case_file", metavar="CASE.toml", type=PATH)
@answers
def new(case_file: Path) -> int:
    """Write a commented case file to start from.

    \b
    Example:
      forensics new case.toml
    """
    from forensics.casefile import write_template

    write_template(case_file)
    click.echo(for_terminal(f"Written: {case_file}. Edit it, then: forensics check {case_file}"))
    return 0
