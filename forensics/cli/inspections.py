"""The command that looks into documents: what each holds that its reader was not meant to see."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forensics.cli.answers import CONTEXT, DIFFERS, INCOMPLETE, PATH, answers, note
from forensics.cli.choices import language_option
from forensics.cli.fields import print_objects

if TYPE_CHECKING:
    from forensics.documents.acceptance import Acceptance, Judged
    from forensics.documents.guard import Answer
    from forensics.language.catalogue import Language

__all__ = ["inspect"]


@click.command(context_settings=CONTEXT)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH)
@click.option("--baseline", metavar="FILE", type=PATH, help="Accepted findings, each with its reason and last day.")
@click.option("--against", metavar="FILE", type=PATH, help="An earlier version: tell what changed since.")
@click.option("--sample", is_flag=True, help="Also print up to three masked examples of each category.")
@click.option("--cache", metavar="DIR", type=PATH, help="Keep what was found here: files are hashed, not read twice.")
@click.option("--jobs", type=click.IntRange(min=1), help="Documents read side by side. Default: all cores.")
@click.option("--html", metavar="FILE", type=PATH, help="Also write a page, one row for each document.")
@click.option("--sarif", metavar="FILE", type=PATH, help="Also write SARIF 2.1.0, for code hosts.")
@language_option("what is told")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON on stdout.")
@click.option("--fields", metavar="NAME,...", help="A JSON list of the documents, each with these fields alone.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on stderr.")
@answers
def inspect(
    paths: tuple[Path, ...],
    baseline: Path | None,
    against: Path | None,
    sample: bool,
    cache: Path | None,
    jobs: int | None,
    html: Path | None,
    sarif: Path | None,
    lang: str,
    as_json: bool,
    fields: str | None,
    quiet: bool,
) -> int:
    """Say what documents hold that nobody was meant to see.

    Hidden rows, deleted text, covered words, and much more. PATH is a document, or a folder of which every document is
    looked into. Counts and categories are told, never values. In a script: forensics inspect dist/ && publish

    Exit codes: 0 nothing hidden; 4 something hidden; 3 nothing hidden was found, but something was not inspected;
    1 error.

    \b
    Example:
      forensics inspect "Lijst signalen.xlsx"
    """
    from datetime import date

    from forensics.documents.acceptance import judge
    from forensics.documents.folders import documents_in
    from forensics.documents.siblings import siblings
    from forensics.language.catalogue import language

    if against is not None and len(paths) != 1:
        raise click.UsageError("--against compares one document with its earlier version")
    accepted = _accepted(baseline)
    found = documents_in(paths)
    found_in = _looked_into(found.documents, jobs or os.cpu_count() or 1, cache, sample=sample)
    looked_into = list(_shown(found_in, len(found.documents), quiet=quiet))
    judged = [judge(each.document, accepted, date.today()) for each in looked_into]  # noqa: DTZ011 - the day here
    beside = siblings([Path(each.document.path) for each in judged if each.hides], found.documents)
    spoken = language(lang)
    _write(html, sarif, judged, len(found.passed_over), spoken)
    if fields is not None:
        print_objects([_entry(answer, each) for answer, each in zip(looked_into, judged, strict=True)], fields)
    elif as_json:
        _print_json(looked_into, judged, passed_over=len(found.passed_over), beside=len(beside))
    else:
        _print(looked_into, judged, spoken)
    if against is not None:
        _print_changes(against, judged[0], spoken, quiet=quiet, as_json=as_json or fields is not None)
    _note_totals(judged, len(found.passed_over), spoken, quiet=quiet)
    _note_beside(beside, spoken, quiet=quiet)
    return (
        DIFFERS if any(each.hides for each in judged) else INCOMPLETE if any(each.is_unread for each in judged) else 0
    )


def _accepted(baseline: Path | None) -> Sequence[Acceptance]:
    if baseline is None:
        return ()
    from forensics.documents.baseline import load_baseline

    return load_baseline(baseline)


def _looked_into(paths: Sequence[Path], jobs: int, cache: Path | None, *, sample: bool) -> Iterator[Answer]:
    """Each document in order; from an earlier run where it is the same."""
    from forensics.documents.guard import Answer, inspected, sampled

    if sample:
        yield from sampled(paths, jobs)
    elif cache is None:
        yield from (Answer(document, {}) for document in inspected(paths, jobs))
    else:
        from forensics.documents.cache import DocumentCache

        kept = DocumentCache(cache)
        known = {path: kept.find(path) for path in paths}
        fresh = inspected([path for path, document in known.items() if document is None], jobs)
        for path, earlier in known.items():
            document = earlier or next(fresh)
            if earlier is None:
                kept.keep(path, document)
            yield Answer(document, {})
        kept.close()


def _shown(looked_into: Iterator[Answer], total: int, *, quiet: bool) -> Iterator[Answer]:
    """The same, with a bar on a terminal where there are several."""
    if quiet or total < 2 or not sys.stderr.isatty():
        return looked_into
    from forensics.cli.counting_bar import counted

    return counted(looked_into, total, "Inspecting")


def _write(
    html: Path | None, sarif: Path | None, judged: Sequence[Judged], passed_over: int, language: Language
) -> None:
    from forensics.output.folder import os_errors_as_output_errors
    from forensics.output.private import replace_file

    if html:
        from forensics.report.inspection.page import render

        with os_errors_as_output_errors("the page", html.parent, "give a file in a folder that is there"):
            replace_file(html, render(judged, passed_over, language).encode())
    if sarif:
        from forensics.report.inspection.sarif import as_sarif

        with os_errors_as_output_errors("SARIF", sarif.parent, "give a file in a folder that is there"):
            replace_file(sarif, as_sarif(judged, language).encode())


def _print(found: Sequence[Answer], judged: Sequence[Judged], language: Language) -> None:
    from forensics.report.inspection import terminal

    for answer, each in zip(found, judged, strict=True):
        for line in (*terminal.told(each, language), *terminal.sampled(answer.samples, language)):
            click.echo(line)


def _print_json(found: Sequence[Answer], judged: Sequence[Judged], **counts: int) -> None:
    from forensics.documents import written
    from forensics.documents.versions import made_by

    entries = [_entry(answer, each) for answer, each in zip(found, judged, strict=True)]
    click.echo(written.as_json(entries, **counts, made_by=made_by()), nl=False)


def _entry(answer: Answer, judged: Judged) -> dict[str, Any]:
    """One entry of "documents", with what is accepted of it."""
    from forensics.documents import written

    entry = written.as_object(answer.document)
    for found, acceptance in zip(entry["findings"], judged.accepted, strict=True):
        if acceptance:
            found["accepted"] = {"reason": acceptance.reason, "until": acceptance.until.isoformat()}
    if answer.samples:
        entry["samples"] = dict(answer.samples)
    return entry


def _print_changes(against: Path, judged: Judged, language: Language, *, quiet: bool, as_json: bool) -> None:
    from forensics.documents.comparison import compare
    from forensics.documents.guard import inspected
    from forensics.report.inspection import terminal

    earlier = next(iter(inspected([against], 1)))
    for line in terminal.compared(compare(earlier, judged.document), language):
        if as_json:
            note(line, quiet=quiet)
        else:
            click.echo(line)


def _note_totals(judged: Sequence[Judged], passed_over: int, language: Language, *, quiet: bool) -> None:
    from forensics.report.inspection import terminal

    if len(judged) != 1 or passed_over:
        for line in terminal.totals(judged, passed_over, language):
            note(line, quiet=quiet)


def _note_beside(beside: Sequence[Path], language: Language, *, quiet: bool) -> None:
    from forensics.report.inspection import terminal

    for line in terminal.beside(beside, language):
        note(line, quiet=quiet)
