"""The commands about logs and their formats: `detect` and `formats`."""

from __future__ import annotations

import json

import click

from forensics.cli.answers import CONTEXT, FAILED, answers
from forensics.language.untrusted import for_terminal

__all__ = ["detect", "formats"]


@click.command(context_settings=CONTEXT)
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects on stdout.")
@answers
def detect(logs: tuple[str, ...], as_json: bool) -> int:
    """Say which format each log is in, and why.

    \b
    Example:
      forensics detect /var/log/apache2/access.log*
    """
    from forensics.cli.previews import detected, detected_json
    from forensics.scan.preview import preview_logs

    previews = preview_logs(logs)
    if as_json:
        click.echo(json.dumps([detected_json(item) for item in previews], indent=2))
    else:
        for item in previews:
            for line in detected(item):
                click.echo(for_terminal(line))
    return 0 if all(item.detection.format for item in previews) else FAILED


@click.command(context_settings=CONTEXT)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects on stdout.")
@answers
def formats(as_json: bool) -> int:
    """List all formats that are read, with an example line each.

    \b
    Example:
      forensics formats --json
    """
    from forensics.cli.previews import format_json, format_lines
    from forensics.formats import registry

    if as_json:
        click.echo(json.dumps([format_json(fmt) for fmt in registry()], indent=2))
    else:
        for fmt in registry():
            for line in format_lines(fmt):
                click.echo(for_terminal(line))
    return 0
