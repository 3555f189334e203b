"""The commands about logs and their formats: `detect` and `formats`."""

from __future__ import annotations

import click

from forensics.cli.answers import CONTEXT, FAILED, answers
from forensics.cli.fields import fields_option, print_objects
from forensics.language.untrusted import for_terminal

__all__ = ["detect", "formats"]


@click.command(context_settings=CONTEXT)
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects on stdout.")
@fields_option
@answers
def detect(logs: tuple[str, ...], as_json: bool, fields: str | None) -> int:
    """Say which format each log is in, and why.

    Exit codes: 0 each is in a known format; 1 one is not, or cannot be read.

    \b
    Example:
      forensics detect /var/log/apache2/access.log*
    """
    from forensics.cli.previews import detected, detected_json
    from forensics.scan.preview import preview_logs

    previews = preview_logs(logs)
    if as_json or fields is not None:
        print_objects([detected_json(item) for item in previews], fields)
    else:
        for item in previews:
            for line in detected(item):
                click.echo(for_terminal(line))
    return 0 if all(item.detection.format for item in previews) else FAILED


@click.command(context_settings=CONTEXT)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects on stdout.")
@fields_option
@answers
def formats(as_json: bool, fields: str | None) -> int:
    """List the formats that are read, with an example line each.

    \b
    Example:
      forensics formats --json
      forensics formats --fields name,title
    """
    from forensics.cli.previews import format_json, format_lines
    from forensics.formats import registry

    if as_json or fields is not None:
        print_objects([format_json(fmt) for fmt in registry()], fields)
    else:
        for fmt in registry():
            for line in format_lines(fmt):
                click.echo(for_terminal(line))
    return 0
