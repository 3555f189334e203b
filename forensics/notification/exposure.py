"""When the breach was, by what was stated and by the logs: fields 4 and 5."""

from __future__ import annotations

from datetime import datetime

from forensics.language.statement import message
from forensics.model import FileFindings, Tally
from forensics.notification.field import Filled, Matter, joined

__all__ = ["ongoing", "period"]

_BEFORE_START, _AFTER_START = message(", {span} before the stated start"), message(", {span} after the stated start")
_BEFORE_END, _AFTER_END = message(", {span} before the stated end"), message(", {span} after the stated end")


def period(matter: Matter) -> Filled:
    """Field 4: the stated windows beside what the logs show, with the difference."""
    text, value = [], []
    for file in matter.saved.files:
        for window in file.windows:
            text += [_stated(matter, file, window), *_logged(matter, window)]
            value.append(_value(file, window))
    stated = any(window.start or window.end for file in matter.saved.files for window in file.windows)
    say = matter.language.text
    return Filled(
        text=tuple(text) if stated else (),
        value={"windows": value},
        basis=say("Start and end as the case states them; first and last delivery, and first refusal, as logged."),
        method=say(
            "A delivery is a response that carried the file or part of it. A refusal is the first answer 403, 404 or"
            " 410 after the last answer that shows the file in its place."
        ),
        sources=("case.toml: windows", "findings.json: files.windows.observed"),
        caveats=(
            say("The times in the logs are those of the servers' clocks."),
            say("A breach may have begun before the first download, and last beyond the last one."),
        ),
        needs=() if stated else ("windows",),
    )


def _stated(matter: Matter, file: FileFindings, window: Tally) -> str:
    return matter.language.text(
        "“{file}”, window “{window}”: stated from {start} to {end}.",
        file=file.name,
        window=window.label,
        start=_shown(matter, window.start),
        end=_shown(matter, window.end),
    )


def _shown(matter: Matter, time: datetime | None) -> str:
    if time is None:
        return matter.language.text("a time that is not known")
    return matter.language.moment(time, matter.zone)


def _logged(matter: Matter, window: Tally) -> tuple[str, ...]:
    say, seen = matter.language.text, window.observed
    if (delivered := seen.get("first_delivery")) is None:
        first = say("In the logs no delivery is seen in this window.")
    else:
        first = say(
            "In the logs: first delivery on {first}{since}; last delivery on {last}.",
            first=_shown(matter, delivered),
            since=_difference(matter, delivered, window.start, _BEFORE_START, _AFTER_START),
            last=_shown(matter, seen.get("last_delivery")),
        )
    if (refused := seen.get("first_gone")) is None:
        return first, say("No refusal was logged after that: the logs do not show that the file was taken down.")
    gone = say(
        "First refusal after that, which shows that the file was gone: {gone}{since}.",
        gone=_shown(matter, refused),
        since=_difference(matter, refused, window.end, _BEFORE_END, _AFTER_END),
    )
    return first, gone


def _difference(matter: Matter, time: datetime, stated: datetime | None, before: str, after: str) -> str:
    """How far a logged time lies from the stated one; empty where there is nothing to tell."""
    if stated is None or time == stated:
        return ""
    return matter.language.text(after if time > stated else before, span=matter.language.duration(time - stated))


def _value(file: FileFindings, window: Tally) -> dict[str, object]:
    """What is stated and what is logged, with the difference in seconds."""
    seen = window.observed

    def apart(time: datetime | None, stated: datetime | None) -> int | None:
        return round((time - stated).total_seconds()) if time and stated else None

    return {
        "file": file.name,
        "window": window.label,
        "start": window.start,
        "end": window.end,
        **seen,
        "first_delivery_after_start_seconds": apart(seen.get("first_delivery"), window.start),
        "first_gone_after_end_seconds": apart(seen.get("first_gone"), window.end),
    }


def ongoing(matter: Matter) -> Filled:
    """Field 5: whether the file was still there after the stated end."""
    say, files = matter.language.text, matter.saved.files
    ends = {file.name: _end(file) for file in files}
    text = [line for file in files for line in _still(matter, file, ends[file.name])]
    last = max((series.last for series in matter.saved.coverage if series.last), default=None)
    if last is not None:
        text.append(say("The logs that were examined run until {last}.", last=_shown(matter, last)))
    after = {file.name: _after(file, ends[file.name]) for file in files}
    return Filled(
        text=tuple(text),
        value={
            "answered_after_end": [{"file": name, "last_answer": time} for name, time in after.items()],
            "downloads_outside_windows": sum(file.outside.downloads.headline for file in files),
            "logs_until": last,
        },
        basis=say("Answers 200, 206 and 304 for the file after the stated end."),
        method=say("The last answer that shows the file in its place is compared with the end of its last window."),
        sources=("findings.json: files.total.observed", "findings.json: files.outside", "findings.json: coverage"),
        caveats=joined(
            [
                say(
                    "Copies under another address, on another host, or in a cache or search engine, are not seen here."
                ),
                say("After the last line of the logs nothing is known.") if last else "",
            ]
        ),
    )


def _end(file: FileFindings) -> datetime | None:
    """When the last window ends; None if one has no end."""
    ends = [window.end for window in file.windows]
    return None if not ends or None in ends else max(end for end in ends if end)


def _after(file: FileFindings, end: datetime | None) -> datetime | None:
    last = file.total.observed.get("last_answer")
    return last if end and last and last >= end else None


def _still(matter: Matter, file: FileFindings, end: datetime | None) -> tuple[str, ...]:
    say = matter.language.text
    if end is None:
        return (say("“{file}”: no end is stated.", file=file.name),)
    after = _after(file, end)
    if after:
        line = say(
            "“{file}” could still be had after the stated end, {end}: last answer on {last}.",
            file=file.name,
            end=_shown(matter, end),
            last=_shown(matter, after),
        )
    else:
        line = say(
            "“{file}”: no delivery is seen after the stated end, {end}.", file=file.name, end=_shown(matter, end)
        )
    outside = file.outside.downloads.headline
    if not outside:
        return (line,)
    more = matter.language.plural(
        "{count} download lies outside every stated window.",
        "{count} downloads lie outside every stated window.",
        outside,
    )
    return line, more
