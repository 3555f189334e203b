"""What an answer is printed on: colours on a terminal alone, unless the environment says otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping

from rich.console import Console

__all__ = ["screen"]


class _Screen(Console):
    """Tells when nobody reads any more, where rich would end the process with the code of an error."""

    def on_broken_pipe(self) -> None:
        """What was raised goes on to `answers`."""
        raise  # noqa: PLE0704 - rich calls this where the error is handled


def screen(*, stderr: bool = False, environment: Mapping[str, str] = os.environ) -> Console:
    """For text that is printed as it is.

    NO_COLOR, with anything in it, comes first (no-color.org); then CLICOLOR_FORCE, other than 0: colours into a pipe
    too; then CLICOLOR=0: none on a terminal either.
    """
    forced = environment.get("CLICOLOR_FORCE", "0") not in ("", "0")
    plain = bool(environment.get("NO_COLOR")) or (environment.get("CLICOLOR") == "0" and not forced)
    return _Screen(
        stderr=stderr,
        highlight=False,
        markup=False,
        emoji=False,
        no_color=plain,
        force_terminal=True if forced and not plain else None,
    )
