"""The end of the process: at once, once all is written.

To take a hundred thousand objects to pieces, which the system takes back as they are, would be a tenth of a short run.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from typing import Any

from forensics.cli.answers import UNREAD, is_unread
from forensics.cli.sections import Sections

__all__ = ["Program"]


class Program(Sections):
    """A command that ends its process when it is that process: when it is called without arguments of its caller."""

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
        except OSError as error:
            if not is_unread(error):  # as Windows says it, which click does not know
                raise
            sys.exit(UNREAD)


def _leave(code: int) -> None:
    """Ends the process; returns where something cannot be written, which the usual end tells."""
    atexit._run_exitfuncs()  # noqa: SLF001 - the usual end has no other name for it
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)
