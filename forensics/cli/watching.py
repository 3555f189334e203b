"""The scheduled scan: a pass, or pass after pass, and its status; and the ways into it and out of it."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from forensics.cli.answers import CONTEXT, PATH, answers
from forensics.cli.choices import meant
from forensics.cli.fields import fields_option
from forensics.cli.offers import settings
from forensics.cli.passes import say_status, take_passes
from forensics.cli.sections import Sections
from forensics.language.untrusted import for_terminal

__all__ = ["watch"]

#: A server's configuration lies there, by distribution.
_CONFIGURATIONS = ("/etc/nginx/nginx.conf", "/etc/apache2/apache2.conf", "/etc/httpd/conf/httpd.conf")
_USUAL = "watch.toml"


class _Watch(Sections):
    """A command of its own where its first argument is a watch file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A pass, unless one of the others is named: what comes first is its watch file, or an option of it."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            self._refuse_misspelt(ctx, args[0])
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt(self, ctx: click.Context, word: str) -> None:
        """Raises UsageError for a word that is no file, and nearly one of the others or an option of a pass."""
        names = [*self.commands, *(name for each in self.commands["run"].params for name in each.opts)]
        hint = meant(word, [name for name in names if name.lstrip("-").isalpha()])
        if word.isalpha() and not ctx.resilient_parsing and hint and not Path(word).exists():
            raise click.UsageError(for_terminal(f"{word!r} is no command, and no file is called so.{hint}"), ctx=ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The others, the options of a pass, and watch files."""
        run = self.commands["run"]
        here = click.Context(run, info_name="run", parent=ctx, resilient_parsing=True)
        if incomplete.startswith("-"):
            return run.shell_complete(here, incomplete)
        named = [each for each in super().shell_complete(ctx, incomplete) if each.value != "run"]
        return [*named, *settings(here, run.params[0], incomplete)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Those of a pass, which is what the command does unless one of the others is named."""
        options = [each for each in self.commands["run"].get_params(ctx) if isinstance(each, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record is not None])
        self.format_commands(ctx, formatter)


@click.group(
    cls=_Watch,
    context_settings=CONTEXT,
    options_metavar="[OPTIONS]",
    subcommand_metavar="WATCH.toml | new ... | case ... | schema",
)
def watch() -> None:
    """Look at published folders and their logs: what is new there.

    One pass tells what came, what hides something, and who downloaded it. Prints one JSON object a line for each event
    that was not told before. Only what is new is read.

    Exit codes: 0 nothing new; 4 something new; 3 something could not be read whole; 1 error; 2 wrong use.

    \b
    Example:
      forensics watch new watch.toml --config /etc/nginx/nginx.conf
      forensics watch watch.toml
      forensics watch watch.toml --status
      forensics watch case "Lijst signalen.xlsx" watch.toml -o case.toml
    """


@watch.command("run", context_settings=CONTEXT, hidden=True)
@click.argument("watch_file", metavar="WATCH.toml", type=PATH, shell_complete=settings)
@click.option("--once", is_flag=True, hidden=True, help="One pass, as without it: for scripts that say so.")
@click.option(
    "--follow", is_flag=True, help="Pass after pass, as soon as a log or a folder changes, until it is ended."
)
@click.option("--status", is_flag=True, help="Say what is watched, when the last pass was, and what is wrong. No pass.")
@click.option("--json", "as_json", is_flag=True, help="With --status: one JSON object.")
@fields_option
@click.option("--jobs", type=click.IntRange(min=1), help="Documents and logs read side by side. Default: all cores.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def run(
    watch_file: Path, once: bool, follow: bool, status: bool, as_json: bool, fields: str | None, jobs: int | None,
    quiet: bool,
) -> int:  # fmt: skip
    """Take one pass over what WATCH.toml names.

    Prints one JSON object a line for each event that was not told before; schema: forensics watch schema.

    Exit codes: 0 nothing new; 4 something new; 3 something could not be read whole; 1 error; 2 wrong use.

    \b
    Example:
      forensics watch watch.toml
      forensics watch watch.toml --follow
      forensics watch watch.toml --status --json
    """
    from forensics.watch.watch_file import load_watch

    if sum((once, follow, status)) > 1:
        raise click.UsageError("--once, --follow and --status are different things: choose one")
    if (as_json or fields is not None) and not status:
        raise click.UsageError("--json and --fields go with --status; events are JSON in any case")
    watched = load_watch(watch_file)
    if status:
        return say_status(watched, fields, as_json=as_json)
    return take_passes(watched, jobs, follow=follow, quiet=quiet)


@watch.command(context_settings=CONTEXT)
@click.argument("target", metavar="WATCH.toml", type=PATH, default=_USUAL)
@click.option(
    "--config", "configs", metavar="FILE", type=PATH, multiple=True, help="httpd.conf or nginx.conf; repeatable."
)
@click.option("--zone", metavar="ZONE", help="Time zone of logs without an offset: Europe/Amsterdam")
@answers
def new(target: Path, configs: tuple[Path, ...], zone: str | None) -> int:
    """Write a watch file, from the configuration of a web server.

    Without a configuration it is a commented one to start from. WATCH.toml is written, watch.toml if it is left out; a
    file that exists is left as it is. Without --config the usual places of nginx and Apache are looked at.

    \b
    Example:
      forensics watch new watch.toml --config /etc/nginx/nginx.conf --zone Europe/Amsterdam
    """
    from forensics.watch.server_configs import new_watch

    found = configs or tuple(path for path in map(Path, _CONFIGURATIONS) if path.is_file())
    for text in new_watch(target, found, zone):
        click.echo(for_terminal(text))
    click.echo(for_terminal(f"Written: {target}. Read it through, then: forensics watch {target}"))
    return 0


@watch.command(context_settings=CONTEXT)
@click.argument("name", metavar="NAME")
@click.argument("watch_file", metavar="[WATCH.toml]", type=PATH, default=_USUAL, shell_complete=settings)
@click.option(
    "-o",
    "--output",
    metavar="CASE.toml",
    type=PATH,
    default=Path("case.toml"),
    show_default=True,
    help="The case file to be written; one that exists is left as it is.",
)
@answers
def case(name: str, watch_file: Path, output: Path) -> int:
    """Write a case file with what the watch knows of one file.

    It holds the versions, windows, logs and the document. NAME is the name of a watched file, or the path under which
    it is published; WATCH.toml, watch.toml if it is left out, the watch that knows it.

    \b
    Example:
      forensics watch case "Lijst signalen.xlsx" watch.toml -o case.toml
      forensics investigate case.toml
    """
    from datetime import UTC, datetime

    from forensics.watch.case_file import write_case
    from forensics.watch.state import looked_into
    from forensics.watch.watch_file import load_watch

    watched = load_watch(watch_file)
    with looked_into(watched.state, watched.id) as connection:
        write_case(watched, connection, name, output, datetime.now(UTC))
    click.echo(for_terminal(f"Written: {output}. Read it through, then: forensics investigate {output}"))
    return 0


@watch.command(context_settings=CONTEXT)
@click.option("--status", is_flag=True, help="That of --status --json in place of that of the events.")
@answers
def schema(status: bool) -> int:
    """Print the JSON Schema of the events, or of the status.

    \b
    Example:
      forensics watch schema
    """
    import json

    from forensics.watch import written
    from forensics.watch.status import saved

    click.echo(json.dumps(saved.json_schema() if status else written.json_schema(), indent=2))
    return 0
