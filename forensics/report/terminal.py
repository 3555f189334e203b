"""The answer on a terminal: the sentence, the table per window, what is uncertain.

Written with rich, but never as its markup: every text goes through untrusted.for_terminal first.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from forensics.model import ALWAYS, FileFindings, Findings, Tally
from forensics.report import wording
from forensics.untrusted import for_terminal

__all__ = ["print_findings"]

_COLUMNS = ("window", "requests", "downloads", "at least", "at most", "addresses", "partial")


def _safe(text: str, style: str = "") -> Text:
    return Text(for_terminal(text), style=style)


def _row(label: str, tally: Tally) -> list[Text]:
    numbers = tally.downloads
    return [
        _safe(label),
        Text(wording.number(tally.requests)),
        Text(wording.number(numbers.headline), style="bold"),
        Text("-" if numbers.at_least is None else wording.number(numbers.at_least)),
        Text(wording.at_most(numbers)),
        Text(wording.number(tally.addresses.headline)),
        Text(wording.number(tally.partial)),
    ]


def _span(tally: Tally, zone: ZoneInfo) -> str:
    if tally.start is None or tally.end is None or {tally.start, tally.end} & set(ALWAYS):
        return ""
    return f"{wording.local(tally.start, zone)[:16]} to {wording.local(tally.end, zone)[:16]}"


def _table(file: FileFindings) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for name in _COLUMNS:
        table.add_column(name, justify="left" if name == "window" else "right", no_wrap=name != "window")
    for tally in file.windows:
        table.add_row(*_row(tally.label or "", tally))
    if len(file.windows) > 1:
        table.add_row(*_row("all windows", file.total), style="bold")
    if file.outside.requests:
        table.add_row(*_row("outside every window", file.outside), style="dim")
    return table


def print_findings(findings: Findings, console: Console) -> None:
    """The sentence and the table for every file, then every limitation; a finding is never cut off."""
    zone = ZoneInfo(findings.case.zone)
    for file in findings.files:
        before, name, after = wording.answer(file, findings.coverage, findings.case.windows)
        console.print(Text.assemble(Text(before, style="bold"), _safe(name, "bold"), Text(after, style="bold")))
        console.print()
        console.print(_table(file))
        for tally in file.windows:
            if span := _span(tally, zone):
                console.print(_safe(f"{tally.label}: {span}", "dim"))
        console.print()
    serious = [limit for limit in findings.limitations if limit.incomplete]
    if serious:
        console.print(Text("The evidence is incomplete:", style="bold"))
        for limit in serious:
            console.print(Text.assemble("  - ", _safe(limit.text)))
    others = [limit for limit in findings.limitations if not limit.incomplete]
    if others:
        console.print(Text("To bear in mind:", style="bold"))
        for limit in others:
            console.print(Text.assemble("  - ", _safe(limit.text)))
