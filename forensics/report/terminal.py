"""The answer on a terminal: the sentence, the table per window, what is uncertain.

Written with rich, but never as its markup: every text goes through untrusted.for_terminal first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from forensics.language.catalogue import Language
from forensics.language.untrusted import for_terminal
from forensics.model import ALWAYS, FileFindings, Findings, Limitation, Tally
from forensics.report import wording

if TYPE_CHECKING:
    from forensics.report.given_away import GivenAway

__all__ = ["print_findings"]


def print_findings(findings: Findings, console: Console, language: Language) -> None:
    """For every file the sentence, the table and why the numbers lie apart; then every limitation. A finding is never
    cut off."""
    zone = ZoneInfo(findings.case.zone)
    for file in findings.files:
        before, name, after = wording.answer(language, file, findings.coverage, findings.case.windows)
        console.print(Text.assemble(Text(before, style="bold"), _safe(name, "bold"), Text(after, style="bold")))
        console.print()
        console.print(_table(language, file))
        for tally in file.windows:
            if span := _span(language, tally, zone):
                console.print(_safe(span, "dim"))
        for why in (file.floor, file.ceiling):
            if why.text:
                console.print(_safe(language.say(why.text)))
        console.print()
    for each in _given_away(findings):
        heading = Text.assemble(_safe(each.document.file or "", "bold"), ": ")
        console.print(Text.assemble(heading, _safe(language.say(each.sentence))))
        if each.product:
            console.print(Text(f"  {language.say(each.product)}", style="bold"))
        console.print()
    serious = [limit for limit in findings.limitations if limit.incomplete]
    others = [limit for limit in findings.limitations if not limit.incomplete]
    _print_limits(language.text("The evidence is incomplete:"), serious, console, language)
    _print_limits(language.text("To bear in mind:"), others, console, language)


def _given_away(findings: Findings) -> Iterator[GivenAway]:
    if not findings.documents:
        return iter(())
    from forensics.report.given_away import given_away  # noqa: PLC0415 - most cases have no document

    return given_away(findings)


def _print_limits(title: str, limits: Sequence[Limitation], console: Console, language: Language) -> None:
    if limits:
        console.print(Text(title, style="bold"))
    for limit in limits:
        console.print(Text.assemble("  - ", _safe(language.say(limit.text))))


def _safe(text: str, style: str = "") -> Text:
    return Text(for_terminal(text), style=style)


def _table(language: Language, file: FileFindings) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    table.add_column(language.text("window"), justify="left")
    for name in (
        language.text("requests"),
        language.text("downloads"),
        language.text("at least"),
        language.text("at most"),
        language.text("addresses"),
        language.text("partial"),
    ):
        table.add_column(name, justify="right", no_wrap=True)
    for tally in file.windows:
        table.add_row(*_row(language, tally.label or "", tally))
    if len(file.windows) > 1:
        table.add_row(*_row(language, language.text("all windows"), file.total), style="bold")
    if file.outside.requests:
        table.add_row(*_row(language, language.text("outside every window"), file.outside), style="dim")
    return table


def _row(language: Language, label: str, tally: Tally) -> list[Text]:
    numbers = tally.downloads
    return [
        _safe(label),
        Text(language.number(tally.requests)),
        Text(language.number(numbers.headline), style="bold"),
        Text("-" if numbers.at_least is None else language.number(numbers.at_least)),
        Text(wording.at_most(language, numbers)),
        Text(language.number(tally.addresses.headline)),
        Text(language.number(tally.partial)),
    ]


def _span(language: Language, tally: Tally, zone: ZoneInfo) -> str:
    """From when to when a window reaches; nothing for one without a stated start or end."""
    if tally.start is None or tally.end is None or {tally.start, tally.end} & set(ALWAYS):
        return ""
    start, end = (wording.minute(time, zone) for time in (tally.start, tally.end))
    return language.text("{window}: {start} to {end}", window=tally.label, start=start, end=end)
