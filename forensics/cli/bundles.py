"""The commands around an evidence bundle: `seal` makes one, `verify` checks it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from forensics.cli.answers import CONTEXT, DIFFERS, INCOMPLETE, PATH, answers, note
from forensics.cli.fields import fields_option, print_objects
from forensics.cli.offers import reports, settings
from forensics.language.untrusted import for_terminal

__all__ = ["seal", "verify"]


@click.command(context_settings=CONTEXT)
@click.argument("report", metavar="DIR", type=PATH, shell_complete=reports)
@click.option("-o", "--output", type=PATH, help="Folder of the bundle. Default: DIR-bundle.")
@click.option("--sign", "key", metavar="KEY", type=PATH, help="Private SSH key that signs, with ssh-keygen.")
@click.option("--timestamp-request", is_flag=True, help="Also write a request for a time stamp (RFC 3161).")
@click.option("--include-sources", is_flag=True, help="Copy the case file and the logs into it; investigators only.")
@click.option(
    "--case", "case_file", metavar="CASE.toml", type=PATH, shell_complete=settings,
    help="Default: the one the custody log names.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def seal(
    report: Path,
    output: Path | None,
    key: Path | None,
    timestamp_request: bool,
    include_sources: bool,
    case_file: Path | None,
    quiet: bool,
) -> int:
    """Seal a report in a signed bundle that anyone can check.

    The bundle is a BagIt bag with the report and its custody log. A report of each level is sealed on its own: what it
    leaves out is not in its bundle either.

    \b
    Example:
      forensics seal reports/coa-2020 --sign ~/.ssh/id_ed25519
    """
    if case_file is not None and not include_sources:
        raise click.UsageError("--case is for --include-sources: it says where the logs lie")
    from forensics.custody.bundle.sealing import seal as seal_report

    bundle = output or report.resolve().with_name(f"{report.resolve().name}-bundle")
    sealed = seal_report(
        report,
        bundle,
        key=key,
        timestamp_request=timestamp_request,
        include_sources=include_sources,
        case_file=case_file,
    )
    signed = f", signed with {sealed.key}" if sealed.key else ""
    click.echo(for_terminal(f"Sealed: {sealed.folder} ({sealed.files} files, level {sealed.level}{signed})"))
    for text in sealed.notes:
        note(text, quiet=quiet)
    return 0


@click.command(context_settings=CONTEXT)
@click.argument("folder", metavar="DIR", type=PATH, shell_complete=reports)
@click.option("--allowed-signers", metavar="FILE", type=PATH, help="Whose signatures count, for ssh-keygen.")
@click.option("--authority", metavar="PEM", type=PATH, help="Certificates of the time stamp authority.")
@click.option(
    "--case", "case_file", metavar="CASE.toml", type=PATH, shell_complete=settings,
    help="Count again; logs lie in its folder.",
)  # fmt: skip
@click.option("--sources", metavar="DIR", type=PATH, multiple=True, help="Another folder with logs or the case file.")
@click.option(
    "--key", metavar="FILE", type=PATH, help="Key of the case, for the keyed hashes and ids of a regulator's."
)
@click.option("--allow-unsigned", is_flag=True, help="Pass also what nobody vouches for.")
@click.option("--ranges", metavar="NAME=FILE", multiple=True, help="As it was given to investigate.")
@click.option("--jobs", type=click.IntRange(min=1), help="Logs read side by side. Default: all cores.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects on stdout.")
@fields_option
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on stderr.")
@answers
def verify(
    folder: Path,
    allowed_signers: Path | None,
    authority: Path | None,
    case_file: Path | None,
    sources: tuple[Path, ...],
    key: Path | None,
    allow_unsigned: bool,
    ranges: tuple[str, ...],
    jobs: int | None,
    as_json: bool,
    fields: str | None,
    quiet: bool,
) -> int:
    """Check a sealed report, and count again where the logs are at hand.

    Whether anybody vouches for it is said first. Signature, manifests, time stamp, custody log and findings are
    checked, and page, PDF, pictures, workbook and database are made again. Nothing outside DIR is opened, whatever it
    names, but what --case and --sources name.

    Exit codes: 0 it is as sealed; 3 not all of it could be checked, or it was never sealed; 4 it differs, or nobody
    vouches for it: it is not signed, or by a key of which nobody says whose it is.

    \b
    Example:
      forensics verify reports/coa-2020-bundle --allowed-signers allowed_signers
    """
    from forensics.cli.progress_bar import progress_bar
    from forensics.custody import verify as verification
    from forensics.custody.bundle.bag import is_bag
    from forensics.custody.purge import late as overdue
    from forensics.output.folder import left_in_place
    from forensics.report.disclosure.tokens import known_key
    from forensics.scan.engines.engine import pool

    with left_in_place(folder), progress_bar(shown=not quiet and sys.stderr.isatty()) as progress:
        checks = verification.verify(
            folder,
            allowed_signers=allowed_signers,
            authority=authority,
            case_file=case_file,
            sources=sources,
            key=None if key is None else known_key(key),
            ranges=ranges,
            engine=pool(jobs),
            progress=progress,
        )
    sealed = is_bag(folder)
    if as_json or fields is not None:
        found = [{"check": check.name, "state": check.state, "sentences": check.sentences} for check in checks]
        print_objects(found, fields)
    else:
        if not sealed:
            click.echo(
                for_terminal(f"{folder} was never sealed: what was changed since it was written cannot be told.")
            )
        elif any(check.state == "not trusted" for check in checks):
            click.echo(for_terminal(f"{folder}: nobody vouches for it. Whoever made it may have made all of it up."))
        for check in checks:
            for sentence in check.sentences:
                click.echo(for_terminal(f"{check.state:<12} {check.name:<18} {sentence}"))
    if late := overdue(folder):
        note(late, quiet=quiet)
    refused = ("differs",) if allow_unsigned else ("differs", "not trusted")
    if any(check.state in refused for check in checks):
        return DIFFERS
    whole = sealed and not any(check.state == "not checked" and check.needed for check in checks)
    return 0 if whole else INCOMPLETE
