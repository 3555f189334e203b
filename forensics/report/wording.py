"""How amounts, bounds and the answer are worded: the same words in every report of one language.

Times are written as ISO 8601 has them, with their offset, in every language; numbers, plural forms and durations
are those of `Language`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forensics.language.catalogue import Language
from forensics.language.untrusted import for_terminal

if TYPE_CHECKING:  # the nouns of counting bring polars along, which inspect does without
    from forensics.model import Bounds, Coverage, FileFindings, NearName, Tally, Window

__all__ = [
    "answer",
    "at_least",
    "at_most",
    "covered",
    "exposure",
    "local",
    "minute",
    "near",
    "size",
    "unbounded",
    "utc",
    "visitor",
    "while_exposed",
]

_VISITOR = re.compile(r"Visitor (\d+)")
_NAME = "\0"  # stands for the name of the file until the sentence is cut there; no message holds it


def size(language: Language, count: int | None) -> str:
    """Bytes as "183,296 bytes"; "not known" for None."""
    return language.text("not known") if count is None else language.plural("{count} byte", "{count} bytes", count)


def visitor(language: Language, client: str) -> str:
    """The label "Visitor 3" of a report without addresses in the words of this language; an address as it is."""
    label = _VISITOR.fullmatch(client)
    return language.text("Visitor {number}", number=label[1]) if label else client


def local(time: datetime, zone: ZoneInfo) -> str:
    """As "2020-06-08 09:12:44 +02:00"; fractions of a second only if there are any."""
    try:
        shown = time.astimezone(zone)
    except OverflowError:  # the last hours of the year 9999 have no local time east of Greenwich
        shown = time.astimezone(UTC)
    offset = shown.strftime("%z")
    return f"{_digits(shown)} {offset[:3]}:{offset[3:5]}"


def minute(time: datetime, zone: ZoneInfo) -> str:
    """As "2020-06-08 09:12 +02:00", or with its seconds if it has any."""
    return re.sub(r"(?<=\d\d:\d\d):00(?= )", "", local(time, zone))


def utc(time: datetime) -> str:
    """As "2020-06-08 07:12:44 UTC"."""
    return f"{_digits(time.astimezone(UTC))} UTC"


def _digits(time: datetime) -> str:
    plain = time.replace(tzinfo=None)
    return plain.isoformat(" ", "milliseconds" if plain.microsecond % 1000 == 0 and plain.microsecond else "auto")


def at_least(language: Language, bounds: Bounds) -> str:
    """The lower bound, or that there is none (counting.md 3.7: never 0 for not known)."""
    if bounds.at_least is None:
        return language.text("not determinable from these logs")
    return language.number(bounds.at_least)


def at_most(language: Language, bounds: Bounds) -> str:
    """The upper bound: "13", or "13 or more"."""
    if bounds.open_ended:
        return language.text("{number} or more", number=bounds.at_most)
    return language.number(bounds.at_most)


def unbounded(time: datetime) -> bool:
    """Whether a window's start or end stands for "not stated": before logs were kept, or after all of them."""
    return time.year <= 1970 or time.year >= 9998


def exposure(windows: Sequence[Window]) -> timedelta:
    """How long something was exposed: the windows with a start and an end together, overlaps once."""
    total, until = timedelta(), datetime.min.replace(tzinfo=UTC)
    for start, end in sorted((w.start, w.end) for w in windows if not unbounded(w.start) and not unbounded(w.end)):
        total += max(timedelta(), end - max(start, until))
        until = max(until, end)
    return total


def covered(language: Language, coverage: Sequence[Coverage], windows: Sequence[Window]) -> str:
    """How much of the windows the logs cover, as a clause; of several logs, the least complete one counts."""
    exposed = exposure(windows)
    if not coverage:
        return language.text("no log covers the exposure windows")
    if not exposed:
        return language.text(
            "how much of the exposure the logs cover cannot be told, because no window has a start and an end"
        )
    share = min(c.fraction for c in coverage)
    if share >= 1:
        return language.text("the logs cover 100% of the exposure windows")
    told = {"share": language.percent(share), "time": language.duration(exposed * (1 - share))}
    if len(coverage) == 1:
        return language.text("the logs cover {share} of the exposure windows, {time} not covered", **told)
    return language.text("the least complete log covers {share} of the exposure windows, {time} not covered", **told)


def while_exposed(language: Language, windows: Sequence[Window]) -> str:
    """When the sentence holds; without any stated bound, for as long as the logs reach."""
    stated = any(not unbounded(time) for window in windows for time in (window.start, window.end))
    return language.text("while it was exposed") if stated else language.text("in the time of these logs")


def answer(
    language: Language, file: FileFindings, coverage: Sequence[Coverage], windows: Sequence[Window]
) -> tuple[str, str, str]:
    """The sentence, in three parts: before the file's name, the name, and after it.

    That nothing was seen is never said without how much was looked at (docs/notification.md).
    """
    when = while_exposed(language, windows)
    looked = covered(language, coverage, windows)
    if file.total.downloads.headline:
        sentence = _handed_over(language, file.total, when)
    elif not file.named:
        sentence = _not_named(language, file, when, looked)
    else:
        sentence = _not_seen(language, file.total.downloads, when, looked)
    before, _, after = sentence.partition(_NAME)
    return before, file.name, after


def _handed_over(language: Language, total: Tally, when: str) -> str:
    told = {
        "name": _NAME,
        "times": language.plural("{count} time", "{count} times", total.downloads.headline),
        "count": total.downloads.headline,
        "recipients": language.plural("{count} IP address", "{count} IP addresses", total.addresses.headline),
        "when": when,
        "most": at_most(language, total.downloads),
    }
    if total.downloads.at_least is None:
        return language.text(
            "The server handed over “{name}” {times} to {recipients} {when} (established: {count}; at least: not"
            " determinable from these logs, at most {most}).",
            **told,
        )
    return language.text(
        "The server handed over “{name}” {times} to {recipients} {when}"
        " (established: {count}; at least {least}, at most {most}).",
        least=at_least(language, total.downloads),
        **told,
    )


def _not_named(language: Language, file: FileFindings, when: str, looked: str) -> str:
    """That no line names the file comes first: it may have been asked for by a wrong name (counting.md 4b.6)."""
    bounds = file.total.downloads
    told = {"name": _NAME, "when": when, "most": at_most(language, bounds), "covered": looked}
    if bounds.at_most:
        sentence = language.text(
            "No line of these logs names “{name}”; between 0 and {most} downloads {when}; {covered}.", **told
        )
    elif bounds.open_ended:
        sentence = language.text("No line of these logs names “{name}”; {most} downloads {when}; {covered}.", **told)
    else:
        sentence = language.text("No line of these logs names “{name}”: no download {when}; {covered}.", **told)
    if not file.near_names:
        return sentence
    close = language.text("Close to it: {names}.", names=near(language, file.near_names))
    return f"{sentence} {close}"


def near(language: Language, names: Sequence[NearName]) -> str:
    """Names that are close to the one asked for, each with the lines that hold it."""
    lines = (language.plural("{count} line", "{count} lines", name.lines) for name in names)
    return ", ".join(f"“{for_terminal(name.name)}” ({count})" for name, count in zip(names, lines, strict=True))


def _not_seen(language: Language, downloads: Bounds, when: str, looked: str) -> str:
    told = {"name": _NAME, "when": when, "covered": looked}
    if downloads.at_most and downloads.open_ended:
        return language.text(
            "The server handed over “{name}” between 0 and {most} times, or more, {when}: none of it is certain;"
            " {covered}.",
            most=downloads.at_most,
            **told,
        )
    if downloads.at_most:
        return language.text(
            "The server handed over “{name}” between 0 and {most} times {when}: none of it is certain; {covered}.",
            most=downloads.at_most,
            **told,
        )
    if downloads.open_ended:
        return language.text(
            "No downloads of “{name}” were seen {when}; at most {most}; {covered}.",
            most=at_most(language, downloads),
            **told,
        )
    return language.text("No downloads of “{name}” were seen {when}; {covered}.", **told)
