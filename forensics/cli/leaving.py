"""The beginning and the end of the process: what it may leave behind, who may end it, how it goes; and what is told of
a command that was used wrongly.

It ends at once, once all is written.
To take a hundred thousand objects to pieces, which the system takes back as they are, would be a tenth of a short run.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
import warnings
from typing import Any, NoReturn

import click

from forensics.cli import unforeseen
from forensics.cli.answers import FAILED, UNREAD, EndedError, is_unread
from forensics.cli.sections import Sections
from forensics.cli.streams import UnprintedError, prepare, silence
from forensics.language.untrusted import for_terminal
from forensics.limits import limit

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
        _settle_in()
        stdout = sys.stdout
        try:
            return super().main()
        except UnprintedError as error:
            if is_unread(error):  # as Windows says it, which click does not know
                sys.exit(UNREAD)
            silence(stdout)
            hint = "a report that the command writes is written all the same; give its answer another place"
            click.echo(f"forensics: stdout: the answer cannot be written: {error.strerror}\n  {hint}", err=True)
            _leave(FAILED)
        except SystemExit as end:
            # Click puts another stream in its place where nobody reads any more, with the code of an error.
            if sys.stdout is not stdout:
                end.code = UNREAD
            if isinstance(end.code, int) and threading.active_count() == 1:
                _leave(end.code)
            raise
        except OSError as error:
            if not is_unread(error):
                raise
            sys.exit(UNREAD)


def _settle_in() -> None:
    """All that is written is for its owner alone, also what libraries write; nothing but this program talks; and
    whoever ends it leaves nothing half-done behind."""
    prepare()
    unforeseen.ask_for_it()
    os.umask(os.umask(0o077) | 0o077)
    limit("CORE", 0)  # what memory holds of the evidence is not written to a disk by a crash
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # as nohup has it, it stays
            signal.signal(number, _end)


def _end(number: int, _frame: object) -> NoReturn:
    raise EndedError(number)


def _leave(code: int) -> None:
    """Ends the process; returns where something cannot be written, which the usual end tells."""
    atexit._run_exitfuncs()  # noqa: SLF001 - the usual end has no other name for it
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)
