"""The commands around a report that exists: `report` writes it for other readers, `forget-key` and `purge` end it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from forensics.cli.answers import CONTEXT, INCOMPLETE, PATH, answers, note
from forensics.cli.choices import Choice, language_option
from forensics.cli.offers import reports
from forensics.language.untrusted import for_terminal

__all__ = ["forget_key", "purge", "report"]

#: Named here, so that `--help` need not load what fills them; a test holds them equal.
_HOLDS = {
    "investigator": "which holds all that was found",
    "regulator": "in which labels stand for addresses",
    "public": "which holds counts alone",
}
_LEVELS = tuple(_HOLDS)


@click.command(context_settings=CONTEXT)
@click.argument("folder", metavar="DIR", type=PATH, shell_complete=reports)
@click.option("--level", type=Choice(_LEVELS), default="regulator", show_default=True, help="Who may read it.")
@language_option("the report")
@click.option("--pdf", is_flag=True, help="Also write report.pdf (PDF/A).")
@click.option("-o", "--output", type=PATH, help="Folder to write to. Default: DIR-<level>, with -nl for Dutch.")
@click.option("--key", metavar="FILE", type=PATH, help="Key of the linking ids. Default: DIR.key, made if missing.")
@click.option("--with-addresses", "reason", metavar="REASON", help="Show addresses in full; regulator only.")
@click.option("--k", type=click.IntRange(min=2), help="Fewest visitors of a part; public only. Default: 5.")
@click.option("--previous", metavar="DIR", type=PATH, help="Earlier public report that must tell nothing beside it.")
@click.option("--allow", metavar="PLACE=REASON", multiple=True, help="Show or write what was masked or refused.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def report(
    folder: Path, level: str, lang: str, pdf: bool, output: Path | None, key: Path | None, reason: str | None,
    k: int | None, previous: Path | None, allow: tuple[str, ...], quiet: bool,
) -> int:  # fmt: skip
    """Write a report again for other readers, or in another language.

    No log is read: all comes from the report in DIR, or a bundle of it. Each level holds less than the one before it:
    investigator, regulator (labels and linking ids in place of addresses), public (counts only).

    Exit codes: 0 written; 3 written, but the evidence is incomplete where it could touch a window; 1 error.

    \b
    Example:
      forensics report reports/coa-2020 --level public --lang nl
    """
    _refuse_misplaced(level, key, reason, k, previous)
    allowed = _allowed(level, allow)
    from forensics.cli.screen import screen
    from forensics.custody import log as custody
    from forensics.custody.derived import Wanted, derive, folder_for
    from forensics.custody.retention import overdue
    from forensics.language.catalogue import language
    from forensics.report.disclosure import K
    from forensics.report.terminal import print_findings

    spoken = language(lang)
    wanted = Wanted(
        level, spoken, pdf=pdf, key=key, with_addresses=reason, k=k or K, allowed=allowed, previous=previous
    )
    made = derive(folder, output or folder_for(folder, level, spoken), wanted)
    print_findings(made.findings, screen(), spoken)
    late = overdue(made.findings.case.retain_until, custody.now())
    told = f"Level: {level}, {_HOLDS[level]}; {_others(level)}"
    for text in (f"Report: {made.page}", told, *made.notes, *filter(None, [late])):
        note(text, quiet=quiet)
    return 0 if made.findings.complete else INCOMPLETE


def _others(level: str) -> str:
    return f"for others: --level {' or '.join(other for other in _LEVELS if other != level)}"


def _refuse_misplaced(level: str, key: Path | None, reason: str | None, k: int | None, previous: Path | None) -> None:
    """Raises UsageError for an option that does nothing at this level: whoever gives it expects something."""
    for name, given, of in (
        ("--key", key, "regulator"),
        ("--with-addresses", reason, "regulator"),
        ("--k", k, "public"),
        ("--previous", previous, "public"),
    ):
        if given is not None and level != of:
            raise click.UsageError(f"{name} is for --level {of}")
    if reason is not None and not reason.strip():
        raise click.UsageError("--with-addresses needs a reason, which is written into the report")


def _allowed(level: str, given: tuple[str, ...]) -> dict[str, str]:
    """Reason by place. Raises UsageError where one of them is missing, or nothing is masked or refused."""
    if given and level == _LEVELS[0]:
        raise click.UsageError(f"--allow is for --level {_LEVELS[1]} and {_LEVELS[2]}: {_LEVELS[0]} shows everything")
    allowed = {}
    for each in given:
        place, _, reason = each.partition("=")
        if not place.strip() or not reason.strip():
            raise click.UsageError("--allow needs a place and a reason: --allow 'case.title=a word of the language'")
        allowed[place.strip()] = reason.strip()
    return allowed


@click.command("forget-key", context_settings=CONTEXT)
@click.argument("target", metavar="DIR|KEYFILE", type=PATH, shell_complete=reports)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def forget_key(target: Path, yes: bool, quiet: bool) -> int:
    """Destroy the key that links visitors between reports.

    Afterwards no linking id of a report in DIR can be linked to another report, or to an address. This cannot be
    undone: it asks before, and where nobody can be asked it needs --yes.

    \b
    Example:
      forensics forget-key reports/coa-2020 --yes
    """
    from forensics.custody.purge import forget_key as forget

    _ask(f"Destroy the key of {target}? This cannot be undone", yes=yes)
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
@click.argument("folder", metavar="DIR", type=PATH, shell_complete=reports)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--key", metavar="FILE", type=PATH, help="Key to destroy too. Default: DIR.key.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def purge(folder: Path, yes: bool, key: Path | None, quiet: bool) -> int:
    """Delete what identifies visitors, and keep a record of that.

    It goes from the report in DIR, and so does the key. Of a report for investigators only the custody log is left.
    Seal and hand over what must stay before that. It asks before, and where nobody can be asked it needs --yes.

    \b
    Example:
      forensics purge reports/coa-2020 --yes
    """
    from forensics.custody.purge import purge as purge_report

    if folder.exists():  # else there is nothing to ask about: what is wrong is told
        _ask(f"Delete what identifies visitors from {folder}?", yes=yes)
    done = purge_report(folder, key=key)
    click.echo(
        for_terminal(f"Purged: {folder}, {len(done.files)} {'file' if len(done.files) == 1 else 'files'} deleted")
    )
    if done.key.was_there:
        click.echo(for_terminal(_of_key(done.key.path, was_there=True)))
    for text in done.notes:
        note(text, quiet=quiet)
    return 0


def _ask(question: str, *, yes: bool) -> None:
    """Raises Abort where the answer is no, UsageError where nobody can be asked and nobody said yes before."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("nobody can be asked here: give --yes to delete")
    click.confirm(for_terminal(question), abort=True, err=True)
