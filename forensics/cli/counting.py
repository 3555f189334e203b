"""The commands that count: `investigate` with a case file, `count` without."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forensics.cli.answers import CONTEXT, INCOMPLETE, PATH, answers, note
from forensics.cli.choices import Choice, language_option
from forensics.cli.offers import formats, settings

if TYPE_CHECKING:
    from forensics.model import Case, Findings
    from forensics.scan.cache.cache import Cache
    from forensics.scan.engines.engine import Engine

__all__ = ["count", "investigate"]


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every scanning command takes."""
    for option in (
        click.option("--jobs", type=click.IntRange(min=1), help="Logs read side by side. Default: all cores."),
        click.option("--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster: tcp://scheduler:8786"),
        click.option("--cache", metavar="DIR", type=PATH, help="Keep scans here: files are hashed, not read twice."),
        language_option("what is told"),
        click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON on stdout."),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on stderr."),
        click.option("-v", "--verbose", is_flag=True, help="Say on stderr how each log was read."),
    ):
        command = option(command)
    return command


def _engine(jobs: int | None, cluster: str | None) -> Engine:
    """What the scan is mapped by. Raises UsageError where both are given."""
    from forensics.scan.engines import engine as engines

    if cluster is None:
        return engines.pool(jobs)
    if jobs is not None:
        raise click.UsageError("--jobs is for this machine, --cluster for others: give one of them")
    return engines.cluster(cluster)


def _cache(folder: Path) -> Cache:
    from forensics.scan.cache.cache import Cache

    return Cache(folder)


def _investigate(case: Case, engine: Engine, cache: Path | None, *, quiet: bool, verbose: bool) -> Findings:
    from forensics.cli.progress_bar import progress_bar
    from forensics.investigation import investigate

    recall = _cache(cache) if cache else None
    with progress_bar(shown=not quiet and sys.stderr.isatty()) as progress:
        findings = investigate(case, engine=engine, progress=progress, recall=recall)
    for text in recall.told if recall else ():
        note(text, quiet=quiet)
    for source in findings.sources if verbose else ():
        note(
            f"{source.id} {source.path}: {source.format or 'no known format'} ({source.format_because});"
            f" size field {source.size_field or 'none'} ({source.size_field_because or source.size_field_source});"
            f" {source.parsed:,} of {source.lines:,} lines read",
            quiet=False,
        )
    return findings


def _print(findings: Findings, lang: str, *, as_json: bool) -> None:
    if as_json:
        from forensics.report.saved.document import as_json as text

        click.echo(text(findings), nl=False)
        return
    from forensics.cli.screen import screen
    from forensics.language.catalogue import language
    from forensics.report.terminal import print_findings

    print_findings(findings, screen(), language(lang))


@click.command(context_settings=CONTEXT)
@click.argument("case_file", metavar="CASE.toml", type=PATH, shell_complete=settings)
@click.option("-o", "--output", type=PATH, help="Report folder. Default: reports/<case id>.")
@click.option("--pdf", is_flag=True, help="Also write report.pdf (PDF/A).")
@click.option("--ranges", metavar="NAME=FILE", multiple=True, help="List of a service's addresses: googlebot=a.json")
@_shared
@answers
def investigate(
    case_file: Path,
    output: Path | None,
    pdf: bool,
    ranges: tuple[str, ...],
    jobs: int | None,
    cluster: str | None,
    cache: Path | None,
    lang: str,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Scan the logs of a case, write the report, print the answer.

    Rerun, it writes the report of the same case anew; the folder of another case, or of a report for other readers, is
    left as it is.

    Exit codes: 0 answered; 3 answered, but the evidence is incomplete where it could touch a window; 1 error.

    \b
    Example:
      forensics investigate sample_logs/coa-2020/case.toml -o /tmp/report
    """
    from forensics.report.plots.studio import studio

    with studio() as begin:  # before all else is imported
        from forensics.casefile import load_case
        from forensics.casefile.options import with_ranges
        from forensics.custody import log as custody
        from forensics.custody.place import refuse_other
        from forensics.custody.retention import overdue
        from forensics.report.disclosure import LEVELS
        from forensics.report.place import taken

        started = custody.now()
        engine = _engine(jobs, cluster)
        case = with_ranges(load_case(case_file), ranges)
        folder = output or Path("reports") / case.id
        if pdf:
            from forensics.report.pdf import typeset

            typeset.installed()
        with taken(folder):  # before a long scan, not after it
            refuse_other(folder, case.id, LEVELS[0])
            findings = _investigate(case, engine, cache, quiet=quiet, verbose=verbose)
            pictures = begin(findings, lang)
            from forensics.language.catalogue import language
            from forensics.report.folder import write_reports

            acts = custody.investigation(findings, started=started, finished=custody.now(), case_file=case_file)
            log = custody.extend(custody.kept(folder), acts)
            report = write_reports(findings, folder, language=language(lang), custody=log, pdf=pdf, pictures=pictures)
            _print(findings, lang, as_json=as_json)
            note(f"Report: {report}", quiet=quiet)
            if late := overdue(case.retain_until, custody.now()):
                note(late, quiet=quiet)
    return 0 if findings.complete else INCOMPLETE


@click.command(context_settings=CONTEXT)
@click.argument("name")
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--from", "start", metavar="TIME", help="Start of the window: 2020-06-08T09:00:00+02:00")
@click.option("--to", "end", metavar="TIME", help="End of the window; not part of it.")
@click.option("--size", type=click.IntRange(min=1), metavar="BYTES", help="Size of the file. Default: inferred.")
@click.option(
    "--format",
    "log_format",
    default="auto",
    metavar="FORMAT",
    shell_complete=formats,
    help="Of every log, see `forensics formats`. Default: told by its lines.",
)
@click.option("--zone", metavar="ZONE", help="Zone of times without an offset: Europe/Amsterdam")
@click.option("--size-field", type=Choice(["body", "planned", "total"]), help="What the size field counts.")
@click.option(
    "--trusted-proxy", "trusted", metavar="NETWORK", multiple=True, help="Proxy whose chain is believed: 10.0.0.5"
)
@_shared
@answers
def count(
    name: str, logs: tuple[str, ...], start: str | None, end: str | None, size: int | None, log_format: str,
    zone: str | None, size_field: str | None, trusted: tuple[str, ...], jobs: int | None, cluster: str | None,
    cache: Path | None, lang: str, as_json: bool, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Count the downloads of a file, without a case file.

    NAME is that of the file, LOG a log, a folder, a glob, or - for standard input.

    Exit codes: 0 answered; 3 answered, but the evidence is incomplete where it could touch the window; 1 error.

    \b
    Example:
      forensics count report.xlsx /var/log/nginx/access.log* --from 2020-06-08T09:00:00+02:00
    """
    from forensics.scan.large_logs import head_start

    with head_start(_engine(jobs, cluster), () if cache else logs) as engine:  # before all else is imported
        from forensics.casefile.options import quick_case

        case = quick_case(
            name=name,
            logs=logs,
            start=start,
            end=end,
            size=size,
            format=log_format,
            zone=zone,
            size_field=size_field,
            trusted_proxies=trusted,
        )
        findings = _investigate(case, engine, cache, quiet=quiet, verbose=verbose)
    _print(findings, lang, as_json=as_json)
    return 0 if findings.complete else INCOMPLETE
