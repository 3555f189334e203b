"""The command line: options, one library call, print.

stdout carries the answer alone, stderr everything else. Heavy modules are imported by the command
that needs them, so that `--help` is quick.
"""

from __future__ import annotations

import gc
import os
from pyexpat import EXPAT_VERSION

import click

from forensics import __version__
from forensics.cli.answers import CONTEXT
from forensics.cli.bundles import seal, verify
from forensics.cli.cases import check, new
from forensics.cli.completion import completion
from forensics.cli.counting import count, investigate
from forensics.cli.explanations import explain
from forensics.cli.exploring import explore
from forensics.cli.helping import help_
from forensics.cli.inspections import inspect
from forensics.cli.leaving import Program
from forensics.cli.logs import detect, formats
from forensics.cli.notifications import notify
from forensics.cli.reports import forget_key, purge, report
from forensics.cli.watching import watch

__all__ = ["main"]

#: Objects that come to be before garbage is looked for: a command ends soon, and most of what it makes it keeps.
_OBJECTS = 250_000
#: Of Expat before 2.6 some documents are known to take long: what reads markup tells its version.
_SECTIONS = {
    "Count": ("new", "check", "investigate", "count"),
    "Use a report": ("report", "explore", "notify", "seal", "verify", "purge", "forget-key"),
    "Watch what is published": ("inspect", "watch"),
    "Look up": ("detect", "formats", "explain", "completion", "help"),
}
_VERSION = f"%(prog)s, version %(version)s (Expat {EXPAT_VERSION.removeprefix('expat_')})"


@click.group(cls=Program, sections=_SECTIONS, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="forensics", message=_VERSION)
def main() -> None:
    """How often a web server really handed over a file that should not have been public.

    \b
    Example:
      forensics new case.toml
      forensics check case.toml
      forensics investigate case.toml

    Exit codes: 0 answered; 1 error, no answer; 2 wrong use; 3 answered, but the evidence is incomplete
    where it could touch a window; 4 the answer differs or is new; 130 interrupted; 141 its reader went away
    (`| head`). Where those of a command mean more, its own help says so.
    """
    gc.set_threshold(_OBJECTS)
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # numpy would start threads for matrices, of which there are none


for command in (
    investigate, count, check, new, detect, formats, explain, inspect, watch, report, notify, seal, verify, forget_key,
    purge, explore, completion, help_,
):  # fmt: skip
    main.add_command(command)
