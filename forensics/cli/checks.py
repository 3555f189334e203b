"""What `forensics check` prints: a row for each series of logs, then what is to be decided; or the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from forensics.language.catalogue import Language
from forensics.language.untrusted import for_terminal
from forensics.survey.checking import Checked, Decision
from forensics.survey.series import LogSeries

__all__ = ["check_json", "print_check"]

_SCHEMA = "forensics.check/1"
_INDENT = "     "
#: Wider cells are broken; and which columns hold numbers.
_WIDEST = 18
_NUMBERS = (4, 6)


def print_check(checked: Checked, console: Console, language: Language) -> None:
    """One screen; nothing is cut off, and what is to be copied stands as it is."""
    console.print(_safe(_headline(checked, language)), style="bold")
    console.print()
    console.print(_table(checked, language))
    if any(not one.whole and one.last for series in checked.series for one in series.previews):
        console.print(_safe(language.text("... a large log: its end was not looked at")), style="dim")
    console.print()
    if not checked.decisions:
        console.print(_safe(language.text("Nothing is left to decide.")))
        return
    console.print(Text(language.text("To decide, with the lines for the case:"), style="bold"))
    for number, one in enumerate(checked.decisions, 1):
        _print_decision(number, one, console, language)


def _print_decision(number: int, one: Decision, console: Console, language: Language) -> None:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=len(_INDENT) - 1, justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(f"{number}."), _safe(language.say(one.text)))
    console.print(table)
    for line in one.toml:
        # The writer of these lines has made every character visible; a further escape would change what they say.
        console.print(Text(f"{_INDENT}{line}", style="cyan"), soft_wrap=True)


def _headline(checked: Checked, language: Language) -> str:
    case = checked.case
    return language.text(
        "case {id}: valid; {files}, {windows}, {logs} in {series}",
        id=case.id,
        files=language.plural("{count} file", "{count} files", len(case.files)),
        windows=language.plural("{count} window", "{count} windows", len(case.windows)),
        logs=language.plural("{count} log", "{count} logs", sum(len(one.previews) for one in checked.series)),
        series=language.plural("{count} series", "{count} series", len(checked.series)),
    )


def _table(checked: Checked, language: Language) -> Table:
    """The names of series take what room is left: no other column is cut."""
    zone = ZoneInfo(checked.case.zone)
    rows = [_row(*pair, zone, language) for pair in zip(checked.series, checked.missing, strict=True)]
    titles = (language.text("series"), language.text("format"), language.text("zone"), language.text("from, to"),
              language.text("sampled"), language.text("size"), language.text("gaps"))  # fmt: skip
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    table.add_column(titles[0], overflow="fold")
    for number, title in enumerate(titles[1:], 1):
        widest = max(len(line) for cell in (title, *(row[number] for row in rows)) for line in cell.split("\n"))
        justify: Literal["left", "right"] = "right" if number in _NUMBERS else "left"
        table.add_column(title, overflow="fold", width=min(widest, _WIDEST), justify=justify)
    for row in rows:
        table.add_row(*map(_safe, row))
    return table


def _row(series: LogSeries, missing: Sequence[str], zone: ZoneInfo, language: Language) -> tuple[str, ...]:
    kind, where = zone_of(series)
    told = {"line": language.text("logged"), "none": "-"}
    return (
        f"{series.name}\n{language.plural('{count} file', '{count} files', len(series.previews))}",
        "\n".join(name or language.text("not known") for name in series.formats),
        told.get(kind, where),
        _span(series, zone),
        _sampled(series, language),
        _size(series, language),
        language.number(len(missing)) if missing else "-",
    )


def zone_of(series: LogSeries) -> tuple[str, str]:
    """Where the offset of its times is from: "line", "format" or "case", and the zone of the last two; "none": there
    is no format to tell."""
    one = next((each for each in series.previews if each.detection.format is not None), None)
    if one is None or one.detection.format is None:
        return "none", ""
    fmt = one.detection.format
    if fmt.offset:
        return "line", ""
    return ("format", fmt.zone) if fmt.zone else ("case", one.job.log.zone)


def _span(series: LogSeries, zone: ZoneInfo) -> str:
    """From the first to the last minute; of a log that was not seen to its end with dots behind it."""
    if series.first is None or series.last is None:
        return "-"
    first, last = (time.astimezone(zone).strftime("%Y-%m-%d %H:%M") for time in (series.first, series.last))
    return f"{first}\n{last}{'' if all(one.whole for one in series.previews) else ' ...'}"


def _sampled(series: LogSeries, language: Language) -> str:
    left = series.sampled - series.matched
    unread = language.plural("{count} unread", "{count} unread", left) if left else ""
    return "\n".join(filter(None, (language.number(series.sampled), unread)))


def _size(series: LogSeries, language: Language) -> str:
    """What its size field counts, in the words of the case; with a question mark where nothing shows it."""
    seen = dict.fromkeys((one.detection.size, one.detection.size_source) for one in series.previews)
    shown = (f"{size}{'?' if source == 'assumed' else ''}" if size else language.text("none") for size, source in seen)
    return "\n".join(dict.fromkeys(shown))


def _safe(text: str) -> Text:
    """Text that no terminal acts on; line breaks are those of a cell."""
    return Text("\n".join(map(for_terminal, text.split("\n"))))


# ---- as JSON -------------------------------------------------------------------------------------


def check_json(checked: Checked) -> str:
    """One object; see docs/new-case.md."""
    content = {
        "schema": _SCHEMA,
        "case": {"id": checked.case.id, "title": checked.case.title, "digest": checked.case.digest},
        "complete": checked.complete,
        "series": [_series(*pair) for pair in zip(checked.series, checked.missing, strict=True)],
        "decisions": [_decision(one) for one in checked.decisions],
    }
    return json.dumps(content, indent=2)


def _series(series: LogSeries, missing: Sequence[str]) -> dict[str, Any]:
    kind, zone = zone_of(series)
    fields = dict.fromkeys((one.detection.size, one.detection.size_source) for one in series.previews)
    return {
        "series": series.name,
        "files": [one.job.shown for one in series.previews],
        "formats": [name for name in series.formats if name is not None],
        "unknown": sum(one.detection.format is None for one in series.previews),
        "zone_source": None if kind == "none" else kind,
        "zone": zone or None,
        "first": _time(series.first),
        "last": _time(series.last),
        "whole": all(one.whole for one in series.previews),
        "sampled": series.sampled,
        "read": series.matched,
        "size_fields": [{"field": size, "source": source} for size, source in fields],
        "hosts": series.hosts,
        "missing_rotations": list(missing),
    }


def _decision(one: Decision) -> dict[str, Any]:
    return {"code": one.code, "series": list(one.logs), "text": str(one.text), "toml": "\n".join(one.toml)}


def _time(time: datetime | None) -> str | None:
    return None if time is None else time.astimezone(UTC).isoformat().replace("+00:00", "Z")
