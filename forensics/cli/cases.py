"""The commands around a case file: `new` writes one to start from, `check` validates it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from forensics.cli.answers import CONTEXT, INCOMPLETE, PATH, answers, note
from forensics.cli.choices import language_option
from forensics.language.untrusted import for_terminal

if TYPE_CHECKING:
    from forensics.language.catalogue import Language
    from forensics.survey.asking import Ask

__all__ = ["check", "new"]


@click.command(context_settings=CONTEXT)
@click.argument("case_file", metavar="CASE.toml", type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print one object on stdout.")
@click.option("-v", "--verbose", is_flag=True, help="Say of each log how it was told what it is.")
@language_option("what is told")
@answers
def check(case_file: Path, as_json: bool, verbose: bool, lang: str) -> int:
    """Validate a case and sample each of its logs; say what is left to decide. Writes nothing.

    \b
    Example:
      forensics check case.toml
    """
    from forensics.casefile import load_case
    from forensics.language.catalogue import language
    from forensics.scan.preview import preview
    from forensics.survey.checking import check_against

    case = load_case(case_file)
    previews = preview(case)
    checked = check_against(case, previews)
    if as_json:
        from forensics.cli.checks import check_json

        click.echo(check_json(checked))
        return 0 if checked.complete else INCOMPLETE
    from rich.console import Console

    from forensics.cli.checks import print_check
    from forensics.cli.previews import detailed

    print_check(checked, Console(highlight=False, markup=False, emoji=False), language(lang))
    for line in detailed(case, previews) if verbose else ():
        click.echo(for_terminal(line))
    return 0 if checked.complete else INCOMPLETE


@click.command(context_settings=CONTEXT)
@click.argument("case_file", metavar="CASE.toml", type=PATH)
@click.option(
    "--file", "files", metavar="NAME", multiple=True, help="The file that leaked: name, path, URL, or a copy."
)
@click.option("--logs", metavar="PATH", multiple=True, help="Logs: a file, a folder, a pattern, an archive.")
@click.option("--title", metavar="TEXT", help="Heads the report. Default: the name of the file.")
@click.option("--zone", metavar="ZONE", help="Time zone of the case: Europe/Amsterdam")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: take every default.")
@language_option("what is told")
@answers
def new(
    case_file: Path, files: tuple[str, ...], logs: tuple[str, ...], title: str | None, zone: str | None, yes: bool,
    lang: str,
) -> int:  # fmt: skip
    """Write a case file: filled in from what the logs show, or a commented one to start from.

    With --file and --logs it reads the logs and proposes a case, each line with its reason; on a terminal it asks where
    something is open. Without them it writes a template.

    \b
    Example:
      forensics new case.toml --file "Lijst signalen.xlsx" --logs /var/log/nginx
    """
    from forensics.casefile import write_template
    from forensics.casefile.options import refuse_zone
    from forensics.language.catalogue import language
    from forensics.tomlfile.template import refuse_taken

    refuse_taken(case_file)
    if zone:
        refuse_zone(zone)
    if not files and not logs:
        write_template(case_file, title=title, zone=zone)
        click.echo(for_terminal(f"Written: {case_file}. Edit it, then: forensics check {case_file}"))
        return 0
    asks = not yes and sys.stdin.isatty() and sys.stderr.isatty()
    if not asks and not (files and logs):
        missing = "--file" if logs else "--logs"
        raise click.UsageError(f"{missing} is missing, and there is no terminal to ask at")
    if not asks and not yes:
        note("no terminal to ask at: every default is taken, as with --yes", quiet=False)
    _propose(case_file, files, logs, title or "", zone, language(lang), asks=asks)
    return 0


def _propose(
    case_file: Path,
    files: tuple[str, ...],
    logs: tuple[str, ...],
    title: str,
    zone: str | None,
    language: Language,
    *,
    asks: bool,
) -> None:
    from forensics.cli.asking import Terminal, zone_here
    from forensics.cli.progress_bar import progress_bar
    from forensics.language.statement import state_many
    from forensics.scan.engines import engine as engines
    from forensics.survey.asking import Defaults
    from forensics.survey.drafting import Request, drafted
    from forensics.survey.proposal import case_text, summary
    from forensics.tomlfile.entry import TODO
    from forensics.tomlfile.template import write_new

    ask: Ask = Terminal(language) if asks else Defaults()
    if not files:
        files = (click.prompt(language.text("Name of the file that leaked"), err=True),)
    if not logs:
        logs = (click.prompt(language.text("Where the logs lie: a folder, a file or a pattern"), err=True),)
    request = Request(case_file, files, logs, title, zone, here=zone_here() if asks else None)
    draft = drafted(request, ask, engine=engines.pool(None), shown=lambda: progress_bar(shown=sys.stderr.isatty()))
    text = case_text(draft, language)
    write_new(case_file, text)
    for said in summary(draft):
        click.echo(for_terminal(language.say(said)))
    if open_lines := text.count(TODO):
        said = state_many("{count} line waits for you: TODO", "{count} lines wait for you: TODO", open_lines)
        click.echo(language.say(said))
    click.echo(for_terminal(f"Written: {case_file}. Read it through, then: forensics check {case_file}"))
