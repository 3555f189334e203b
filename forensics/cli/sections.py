"""Commands in sections, each with its summary whole: what `--help` lists where a command has others below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import click

__all__ = ["Sections"]

#: Longer than any summary: what does not fit a line is wrapped, never cut.
_WHOLE = 1000


class Sections(click.Group):
    """A group that lists its commands by what they are for, in the order of use; without sections, in the order in
    which they were added."""

    def __init__(self, *args: object, sections: Mapping[str, Sequence[str]] | None = None, **extra: object) -> None:
        super().__init__(*args, **extra)  # type: ignore[arg-type] # click has a dozen of them
        self.sections = sections or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """The names in the order in which they are shown; one without a section comes last."""
        return [name for name in dict.fromkeys(chain(*self.sections.values(), self.commands)) if name in self.commands]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """A list for each section."""
        wide = max(map(len, self.commands))
        left = {name: self.commands[name] for name in self.list_commands(ctx) if not self.commands[name].hidden}
        parts = [(title, [name for name in names if name in left]) for title, names in self.sections.items()]
        placed = set(chain(*self.sections.values()))
        rest = [name for name in left if name not in placed]
        for title, names in (*parts, ("Others" if parts else "Commands", rest)):
            rows = [(f"{name:<{wide}}", left[name].get_short_help_str(_WHOLE)) for name in names]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
