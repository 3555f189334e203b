"""`forensics help`: what --help prints, for those who ask in that order."""

from __future__ import annotations

import click
from click.exceptions import NoSuchCommand
from click.shell_completion import CompletionItem

from forensics.cli.answers import CONTEXT, answers

__all__ = ["help_"]


def _commands(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """The commands of the program; those below one are few."""
    group = ctx.find_root().command
    assert isinstance(group, click.Group)  # noqa: S101 - the program is one
    return [
        CompletionItem(name, help=group.commands[name].get_short_help_str(1000))
        for name in group.list_commands(ctx)
        if name.startswith(incomplete)
    ]


@click.command("help", context_settings=CONTEXT)
@click.argument("words", metavar="[COMMAND]...", nargs=-1, shell_complete=_commands)
@click.pass_context
@answers
def help_(ctx: click.Context, words: tuple[str, ...]) -> int:
    """Show the help of a command.

    \b
    Example:
      forensics help investigate
      forensics help watch case
    """
    here = ctx.find_root()
    for word in words:
        group = here.command
        found = group.commands.get(word) if isinstance(group, click.Group) else None
        if found is None:
            raise NoSuchCommand(word, possibilities=getattr(group, "commands", None), ctx=here)
        here = click.Context(found, info_name=word, parent=here, **CONTEXT)  # type: ignore[arg-type]
    click.echo(here.get_help())
    return 0
