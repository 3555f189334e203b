"""The command that makes a shell complete this one: the script, and where each shell looks for it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    get_completion_class,
)

from forensics.cli.answers import CONTEXT, answers
from forensics.cli.choices import Choice
from forensics.errors import OutputError
from forensics.language.untrusted import for_terminal

__all__ = ["SHELLS", "VARIABLE", "completion", "place", "script"]

SHELLS = ("bash", "zsh", "fish", "powershell")
#: Click answers the shell where this is set.
VARIABLE = "_FORENSICS_COMPLETE"
#: Where a shell looks by itself, or is told to: an environment variable, what it is without it, and the rest.
_PLACES = {
    "bash": ("XDG_DATA_HOME", ".local/share", "bash-completion/completions/forensics"),
    "zsh": ("XDG_DATA_HOME", ".local/share", "zsh/site-functions/_forensics"),
    "fish": ("XDG_CONFIG_HOME", ".config", "fish/completions/forensics.fish"),
}
_NEXT = {
    "bash": "It works in a new shell where the package bash-completion is installed; else add to ~/.bashrc: source {}",
    "zsh": "Add to ~/.zshrc, before compinit is called, then start a new shell: fpath=({.parent} $fpath)",
    "fish": "It works in a new shell.",
}


class _Joined(ShellComplete):
    """Completes `--level=r` too, where click would put the value in the place of the whole word, or find none."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """As click finds them, with the option before each value where the shell takes both for one word."""
        option, equals, _ = incomplete.partition("=")
        if args and args[-1] == "=":  # bash takes them for three
            return super().get_completions(args[:-1], incomplete)
        found = super().get_completions(args, incomplete)
        if not equals or not option.startswith("--"):
            return found
        return [CompletionItem(f"{option}={each.value}", help=each.help) for each in found if each.type == "plain"]


@add_completion_class
class _Bash(_Joined, BashComplete):
    pass


@add_completion_class
class _Zsh(_Joined, ZshComplete):
    pass


@add_completion_class
class _Fish(_Joined, FishComplete):
    pass


def script(shell: str, program: click.Command) -> str:
    """What the shell is to read."""
    made = get_completion_class(shell)
    if made is None:  # an older click knows fewer shells
        raise click.UsageError(f"nothing is known of {shell}")
    return made(program, {}, "forensics", VARIABLE).source()


def place(shell: str, environment: Mapping[str, str] = os.environ) -> Path:
    """The file in which a user's completions of `forensics` lie. Raises UsageError for a shell without such a place."""
    if shell not in _PLACES:
        raise click.UsageError(
            f"{shell} has no folder for completions: add what is printed without --install to $PROFILE"
        )
    variable, usual, rest = _PLACES[shell]
    return Path(environment.get(variable) or Path.home() / usual) / rest


@click.command(context_settings=CONTEXT)
@click.argument("shell", type=Choice(SHELLS), metavar="bash|zsh|fish|powershell")
@click.option("--install", is_flag=True, help="Write it where the shell looks for it, in your own folders.")
@click.pass_context
@answers
def completion(ctx: click.Context, shell: str, install: bool) -> int:
    """Print or install what makes a shell complete commands, options and values.

    \b
    Example:
      forensics completion bash --install
      forensics completion zsh > ~/.zfunc/_forensics
      forensics completion fish | source
    """
    text = script(shell, ctx.find_root().command)
    if not install:
        click.echo(text, nl=False)
        return 0
    target = place(shell)
    _write(target, text)
    click.echo(for_terminal(f"Written: {target}. {_NEXT[shell].format(target)}"))
    return 0


def _write(target: Path, text: str) -> None:
    """Raises OutputError where the file is somebody else's, or cannot be written."""
    from forensics.output.folder import os_errors_as_output_errors

    with os_errors_as_output_errors(
        "the completion", target.parent, "print it without --install, and put it elsewhere"
    ):
        if target.exists() and VARIABLE not in target.read_text("utf-8", "replace"):
            hint = "move it away, or print the script without --install"
            raise OutputError("this file is not of this tool", where=str(target), hint=hint)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
