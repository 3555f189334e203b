"""The command that opens a page on one report: `explore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from forensics.cli.answers import CONTEXT, PATH, answers, note
from forensics.language.untrusted import for_terminal

if TYPE_CHECKING:
    from forensics.explore.guard import Guard

__all__ = ["explore"]


@click.command(context_settings=CONTEXT)
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1. Default: one that is free.")
@click.option("--open/--no-open", "opened", help="Also open it in the browser. Default: only print the address.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def explore(folder: Path, port: int, opened: bool, quiet: bool) -> int:
    """Look through the report in DIR in a browser: filter its lines, follow the timeline, ask why a line counts or not.

    The page is on this machine alone, behind an address that nobody can guess; it is printed on stdout. Nothing is
    written, and nothing is fetched from elsewhere. It ends with Ctrl-C, or when the terminal is closed. For reports
    of level investigator.

    \b
    Example:
      forensics explore reports/coa-2020
    """
    from importlib.util import find_spec

    from forensics.distribution import extra_hint
    from forensics.errors import OutputError

    if find_spec("datasette") is None:
        raise OutputError("this needs the package datasette, which is not installed", hint=extra_hint("explore"))
    from forensics.explore.opened import open_report
    from forensics.explore.server import serve

    report = open_report(folder)
    for text in report.notes:
        note(f"Warning: {text}", quiet=False)

    def ready(guard: Guard) -> None:
        click.echo(guard.address)
        note(for_terminal(f"Case {report.case}: open the address above in a browser; Ctrl-C ends it"), quiet=quiet)
        if opened:
            click.launch(guard.invite())

    serve(report, port=port, ready=ready)
    return 0
