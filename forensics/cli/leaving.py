"""The end of the process: at once, once all is written; and what is told of a command that was used wrongly.

To take a hundred thousand objects to pieces, which the system takes back as they are, would be a tenth of a short run.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from typing import Any

import click

from forensics.cli.answers import UNREAD
from forensics.cli.sections import Sections
from forensics.language.untrusted import for_terminal

__all__ = ["Program"]


class Program(Sections):
    """A command that ends its process when it is that process: when it is called without arguments of its caller."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """As click's own, which repeats an argument too many as it came: `forensics formats *` may have found it."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if type(error) is not click.UsageError or error.message.isprintable():
                raise
            raise click.UsageError(for_terminal(error.message), ctx=error.ctx) from None

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - as click has it
        """As click's own; it does not return to a process that ends."""
        if args or extra:
            return super().main(*args, **extra)
        stdout = sys.stdout
        try:
            return super().main()
        except SystemExit as end:
            # Click puts another stream in its place where nobody reads any more, with the code of an error.
            if sys.stdout is not stdout:
                end.code = UNREAD
            if isinstance(end.code, int) and threading.active_count() == 1:
                _leave(end.code)
            raise


def _leave(code: int) -> None:
    """Ends the process; returns where something cannot be written, which the usual end tells."""
    atexit._run_exitfuncs()  # noqa: SLF001 - the usual end has no other name for it
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)
