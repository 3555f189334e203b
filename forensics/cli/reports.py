"""The commands around a report that exists: `report` writes it for other readers, `forget-key` and `purge` end it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from forensics.cli.answers import CONTEXT, INCOMPLETE, PATH, answers, note
from forensics.language.languages import LANGUAGES
from forensics.language.untrusted import for_terminal

__all__ = ["forget_key", "purge", "report"]

#: Named here, so that `--help` need not load what fills them; a test holds them equal.
_LEVELS = ("investigator", "regulator", "public")


@click.command(context_settings=CONTEXT)
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--level", type=click.Choice(_LEVELS), default="regulator", show_default=True, help="Who may read it.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the report.")
@click.option("--pdf", is_flag=True, help="Also write report.pdf (PDF/A).")
@click.option("-o", "--output", type=PATH, help="Folder to write to. Default: DIR-<level>, with -nl for Dutch.")
@click.option("--key", metavar="FILE", type=PATH, help="Key of the linking ids. Default: DIR.key, made if missing.")
@click.option("--with-addresses", "reason", metavar="REASON", help="Show addresses in full; regulator only.")
@click.option("--k", type=click.IntRange(min=2), help="Fewest visitors of a part; public only. Default: 5.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def report(
    folder: Path, level: str, lang: str, pdf: bool, output: Path | None, key: Path | None, reason: str | None,
    k: int | None, quiet: bool,
) -> int:  # fmt: skip
    """Write the report in DIR again: for other readers, in another language, as PDF too. No log is read.

    Each level holds less than the one before it: investigator, regulator (labels and linking ids in place of
    addresses), public (counts only).

    \b
    Example:
      forensics report reports/coa-2020 --level public --lang nl
    """
    _refuse_misplaced(level, key, reason, k)
    from rich.console import Console

    from forensics.custody import log as custody
    from forensics.custody.derived import Wanted, derive, folder_for
    from forensics.custody.retention import overdue
    from forensics.language.catalogue import language
    from forensics.report.disclosure import K
    from forensics.report.terminal import print_findings

    spoken = language(lang)
    wanted = Wanted(level, spoken, pdf=pdf, key=key, with_addresses=reason, k=k or K)
    made = derive(folder, output or folder_for(folder, level, spoken), wanted)
    print_findings(made.findings, Console(highlight=False, markup=False, emoji=False), spoken)
    late = overdue(made.findings.case.retain_until, custody.now())
    for text in (f"Report: {made.page}", *made.notes, *filter(None, [late])):
        note(text, quiet=quiet)
    return 0 if made.findings.complete else INCOMPLETE


def _refuse_misplaced(level: str, key: Path | None, reason: str | None, k: int | None) -> None:
    """Raises UsageError for an option that does nothing at this level: whoever gives it expects something."""
    for name, given, of in (
        ("--key", key, "regulator"),
        ("--with-addresses", reason, "regulator"),
        ("--k", k, "public"),
    ):
        if given is not None and level != of:
            raise click.UsageError(f"{name} is for --level {of}")
    if reason is not None and not reason.strip():
        raise click.UsageError("--with-addresses needs a reason, which is written into the report")


@click.command("forget-key", context_settings=CONTEXT)
@click.argument("target", metavar="DIR|KEYFILE", type=PATH)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def forget_key(target: Path, yes: bool, quiet: bool) -> int:
    """Destroy the key of a report: its linking ids can no longer be linked to another report, or to an address.

    \b
    Example:
      forensics forget-key reports/coa-2020 --yes
    """
    from forensics.custody.purge import forget_key as forget

    if not yes and sys.stdin.isatty():
        click.confirm(for_terminal(f"Destroy the key of {target}? This cannot be undone"), abort=True, err=True)
    gone = forget(target)
    click.echo(for_terminal(_of_key(gone.path, was_there=gone.was_there)))
    for text in gone.notes:
        note(text, quiet=quiet)
    return 0


def _of_key(path: Path, *, was_there: bool) -> str:
    if was_there:
        return f"Forgotten: {path}. Reports can no longer be linked, nor a linking id to an address."
    return f"No key: {path} is not there."


@click.command(context_settings=CONTEXT)
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--key", metavar="FILE", type=PATH, help="Key to destroy too. Default: DIR.key.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def purge(folder: Path, yes: bool, key: Path | None, quiet: bool) -> int:
    """Delete what identifies visitors from the report in DIR, and its key; a record of it stays.

    Of a report for investigators only the custody log is left. Seal and hand over what must stay before that.

    \b
    Example:
      forensics purge reports/coa-2020 --yes
    """
    from forensics.custody.purge import purge as purge_report

    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("nobody can be asked here: give --yes to delete")
        click.confirm(for_terminal(f"Delete what identifies visitors from {folder}?"), abort=True, err=True)
    done = purge_report(folder, key=key)
    click.echo(
        for_terminal(f"Purged: {folder}, {len(done.files)} {'file' if len(done.files) == 1 else 'files'} deleted")
    )
    if done.key.was_there:
        click.echo(for_terminal(_of_key(done.key.path, was_there=True)))
    for text in done.notes:
        note(text, quiet=quiet)
    return 0
