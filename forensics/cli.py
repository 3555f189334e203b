"""The command line: options, one library call, print. The one place that turns errors into exit codes.

stdout carries the answer alone, stderr everything else. Heavy modules are imported by the command
that needs them, so that `--help` is quick.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from forensics import __version__
from forensics.errors import CaseError, ForensicsError
from forensics.untrusted import for_terminal

if TYPE_CHECKING:
    from forensics.engines import Engine
    from forensics.model import Case, Findings

__all__ = ["main"]

_FAILED, _INCOMPLETE, _INTERRUPTED = 1, 3, 130
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
#: Whether it can be read or written is told by the step that tries.
_PATH = click.Path(path_type=Path, readable=False)
P = ParamSpec("P")


def _complain(error: ForensicsError) -> None:
    """The error as a user can act on it: where, what, and the way out."""
    click.echo(for_terminal(f"forensics: {error}"), err=True)
    if isinstance(error, CaseError):
        for problem in error.problems:
            click.echo(for_terminal(f"  {problem.key}: {problem.reason}"), err=True)
            if problem.example:
                click.echo(for_terminal(f"      for example: {problem.example}"), err=True)
    if error.hint:
        click.echo(for_terminal(f"  {error.hint}"), err=True)


def _answers(command: Callable[P, int]) -> Callable[P, None]:
    """Ends the process with the command's exit code; an error that a user can cause becomes 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        # A Windows console with an old code page must not turn an answer into a traceback.
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            code = command(*args, **kwargs)
        except ForensicsError as error:
            _complain(error)
            code = _FAILED
        except KeyboardInterrupt:
            click.echo("forensics: interrupted; no half-written report was left", err=True)
            code = _INTERRUPTED
            if threading.active_count() > 1:  # a thread that reads a log cannot be stopped, only left behind
                os._exit(code)
        sys.exit(code)

    return run


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every scanning command takes."""
    for option in (
        click.option("--jobs", type=click.IntRange(min=1), help="Logs read side by side. Default: all cores."),
        click.option("--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster: tcp://scheduler:8786"),
        click.option("--cache", metavar="DIR", type=_PATH, help="Keep scans here: files are hashed, not read twice."),
        click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON on stdout."),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on stderr."),
        click.option("-v", "--verbose", is_flag=True, help="Say on stderr how each log was read."),
    ):
        command = option(command)
    return command


def _note(text: str, *, quiet: bool) -> None:
    if not quiet:
        click.echo(for_terminal(text), err=True)


def _engine(jobs: int | None, cluster: str | None) -> Engine:
    """What the scan is mapped by. Raises UsageError where both are given."""
    from forensics import engines

    if cluster is None:
        return engines.pool(jobs)
    if jobs is not None:
        raise click.UsageError("--jobs is for this machine, --cluster for others: give one of them")
    return engines.cluster(cluster)


def _investigate(case: Case, engine: Engine, cache: Path | None, *, quiet: bool, verbose: bool) -> Findings:
    from forensics.cache import Cache
    from forensics.investigation import investigate
    from forensics.report.bar import progress_bar

    recall = Cache(cache) if cache else None
    with progress_bar(shown=not quiet and sys.stderr.isatty()) as progress:
        findings = investigate(case, engine=engine, progress=progress, recall=recall)
    for text in recall.told if recall else ():
        _note(text, quiet=quiet)
    for source in findings.sources if verbose else ():
        _note(
            f"{source.id} {source.path}: {source.format or 'no known format'} ({source.format_because});"
            f" size field {source.size_field or 'none'} ({source.size_field_because or source.size_field_source});"
            f" {source.parsed:,} of {source.lines:,} lines read",
            quiet=False,
        )
    return findings


def _print(findings: Findings, *, as_json: bool) -> None:
    if as_json:
        from forensics.report.document import as_json as text

        click.echo(text(findings), nl=False)
        return
    from rich.console import Console

    from forensics.report.terminal import print_findings

    print_findings(findings, Console(highlight=False, markup=False, emoji=False))


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="forensics")
def main() -> None:
    """How often a web server really handed over a file that should not have been public.

    \b
    Example:
      forensics new case.toml
      forensics check case.toml
      forensics investigate case.toml

    Exit codes: 0 answered; 1 error, no answer; 2 wrong use; 3 answered, but the evidence is incomplete
    where it could touch a window; 4 the answer differs or is new.
    """


@main.command(context_settings=_CONTEXT)
@click.argument("case_file", metavar="CASE.toml", type=_PATH)
@click.option("-o", "--output", type=_PATH, help="Report folder. Default: reports/<case id>.")
@_shared
@_answers
def investigate(
    case_file: Path,
    output: Path | None,
    jobs: int | None,
    cluster: str | None,
    cache: Path | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Scan the logs of a case, count, write the report, print the answer.

    \b
    Example:
      forensics investigate sample_logs/coa-2020/case.toml -o /tmp/report
    """
    from forensics.case import load_case
    from forensics.report.write import refuse_foreign, write_reports

    engine = _engine(jobs, cluster)
    case = load_case(case_file)
    folder = output or Path("reports") / case.id
    refuse_foreign(folder)
    findings = _investigate(case, engine, cache, quiet=quiet, verbose=verbose)
    report = write_reports(findings, folder)
    _print(findings, as_json=as_json)
    _note(f"Report: {report}", quiet=quiet)
    return 0 if findings.complete else _INCOMPLETE


@main.command(context_settings=_CONTEXT)
@click.argument("name")
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--from", "start", metavar="TIME", help="Start of the window: 2020-06-08T09:00:00+02:00")
@click.option("--to", "end", metavar="TIME", help="End of the window; not part of it.")
@click.option("--size", type=click.IntRange(min=1), metavar="BYTES", help="Size of the file. Default: inferred.")
@click.option("--format", "log_format", default="auto", metavar="FORMAT", help="See `forensics formats`.")
@click.option("--zone", default="UTC", help="Zone of times without an offset: Europe/Amsterdam")
@click.option("--size-field", type=click.Choice(["body", "planned", "total"]), help="What the size field counts.")
@_shared
@_answers
def count(
    name: str, logs: tuple[str, ...], start: str | None, end: str | None, size: int | None, log_format: str,
    zone: str, size_field: str | None, jobs: int | None, cluster: str | None, cache: Path | None, as_json: bool,
    quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Count the downloads of the file NAME in logs, without a case file. LOG is a file, a glob or -.

    \b
    Example:
      forensics count report.xlsx /var/log/nginx/access.log* --from 2020-06-08T09:00:00+02:00
    """
    from forensics.case import quick_case

    engine = _engine(jobs, cluster)
    case = quick_case(
        name=name,
        logs=logs,
        start=start,
        end=end,
        size=size,
        format=log_format,
        zone=zone,
        size_field=size_field,
    )
    findings = _investigate(case, engine, cache, quiet=quiet, verbose=verbose)
    _print(findings, as_json=as_json)
    return 0 if findings.complete else _INCOMPLETE


@main.command(context_settings=_CONTEXT)
@click.argument("case_file", metavar="CASE.toml", type=_PATH)
@_answers
def check(case_file: Path) -> int:
    """Validate a case and sample each of its logs; writes nothing.

    \b
    Example:
      forensics check case.toml
    """
    from forensics.case import load_case
    from forensics.preview import preview
    from forensics.report.samples import checked

    case = load_case(case_file)
    lines, complete = checked(case, preview(case))
    for line in lines:
        click.echo(for_terminal(line))
    return 0 if complete else _INCOMPLETE


@main.command(context_settings=_CONTEXT)
@click.argument("case_file", metavar="CASE.toml", type=_PATH)
@_answers
def new(case_file: Path) -> int:
    """Write a commented case file to start from.

    \b
    Example:
      forensics new case.toml
    """
    from forensics.case import write_template

    write_template(case_file)
    click.echo(for_terminal(f"Written: {case_file}. Edit it, then: forensics check {case_file}"))
    return 0


@main.command(context_settings=_CONTEXT)
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects on stdout.")
@_answers
def detect(logs: tuple[str, ...], as_json: bool) -> int:
    """Say which format each log is in, and why.

    \b
    Example:
      forensics detect /var/log/apache2/access.log*
    """
    from forensics.preview import preview_logs
    from forensics.report.samples import detected, detected_json

    previews = preview_logs(logs)
    if as_json:
        click.echo(json.dumps([detected_json(item) for item in previews], indent=2))
    else:
        for item in previews:
            for line in detected(item):
                click.echo(for_terminal(line))
    return 0 if all(item.detection.format for item in previews) else _FAILED


@main.command(context_settings=_CONTEXT)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects on stdout.")
@_answers
def formats(as_json: bool) -> int:
    """List all formats that are read, with an example line each.

    \b
    Example:
      forensics formats --json
    """
    from forensics.formats import registry
    from forensics.report.samples import format_json, format_lines

    if as_json:
        click.echo(json.dumps([format_json(fmt) for fmt in registry()], indent=2))
    else:
        for fmt in registry():
            for line in format_lines(fmt):
                click.echo(for_terminal(line))
    return 0
