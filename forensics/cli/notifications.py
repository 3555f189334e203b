"""The command that writes the input for a breach notification."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from forensics.cli.answers import CONTEXT, INCOMPLETE, PATH, answers, note
from forensics.cli.choices import Choice, language_option
from forensics.language.untrusted import for_terminal

__all__ = ["notify"]

#: Named here, so that `--help` need not load what fills and writes them; a test holds them equal.
_PROFILES = ("ap", "ico", "edpb")
_FORMATS = ("md", "html", "docx")


@click.command(context_settings=CONTEXT)
@click.argument("report", metavar="DIR", type=PATH)
@click.option("--profile", "form", type=Choice(_PROFILES), required=True, help="Whose form to follow.")
@language_option("the answers")
@click.option(
    "--format",
    "formats",
    type=Choice(_FORMATS),
    multiple=True,
    default=_FORMATS[:1],
    show_default=True,
    help="How the document is written; may be given several times.",
)
@click.option("--case", "case_file", metavar="CASE.toml", type=PATH, help="Take [notification] from it as it is now.")
@click.option("--key", metavar="FILE", type=PATH, help="Key of the case, for hashes. Default: DIR.key, if there.")
@click.option("--since", metavar="DIR", type=PATH, help="Earlier notification: show what changed since.")
@click.option("-o", "--output", type=PATH, help="Folder to write to. Default: DIR-notification.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on stderr.")
@answers
def notify(
    report: Path,
    form: str,
    lang: str,
    formats: tuple[str, ...],
    case_file: Path | None,
    key: Path | None,
    since: Path | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Write the input for a breach notification from the findings in DIR; no log is read.

    What no log can tell stands in the section [notification] of the case file; what is left out there is marked, by
    the number of its question. A text document to fill in by hand is written with --format docx.

    \b
    Example:
      forensics notify reports/coa-2020 --profile ap --lang nl --case sample_logs/coa-2020/case.toml
    """
    from forensics import notification
    from forensics.casefile import load_case
    from forensics.custody.derived import key_file
    from forensics.language.catalogue import language
    from forensics.notification.changes import read_earlier
    from forensics.notification.write import write_notification
    from forensics.report.disclosure.tokens import known_key

    saved = notification.read_findings(report)
    case = load_case(case_file) if case_file else None
    earlier = read_earlier(since, case=saved.case.id, language=lang) if since else None
    spoken = language(lang)
    lying = key or next((path for path in (key_file(report),) if path.is_file()), None)
    secret = known_key(lying) if lying else None
    found = notification.notify(saved, notification.profile(form), spoken, case=case, since=earlier, key=secret)
    folder = output or report.resolve().with_name(f"{report.resolve().name}-notification")
    data, *documents = write_notification(found, folder, formats=formats, keep=since)
    click.echo(for_terminal(f"Written: {', '.join(map(str, documents))} and {data.name}"))
    for path in (folder / f"notification.{name}" for name in _FORMATS if name not in formats):
        if path.exists():
            note(f"Not written anew, and of an earlier run: {path}", quiet=quiet)
    english, clock = language("en"), found.matter.clock
    if clock is None:
        note("No deadline: the case does not say when the organisation became aware (case.aware).", quiet=quiet)
    else:
        left = clock.deadline - datetime.now(UTC)
        state = "left" if left.total_seconds() > 0 else "ago"
        shown = english.deadline(clock.deadline, found.matter.zone)
        note(f"Deadline: {shown}, {english.duration(left)} {state}", quiet=quiet)
    for field in found.open:
        note(f"To be completed: {found.number(field.id)} {field.id}: {', '.join(field.content.needs)}", quiet=quiet)
    return 0 if saved.complete else INCOMPLETE
