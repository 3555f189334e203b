"""Which rotated log files belong together, told from their names alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import PurePath

__all__ = ["copied", "rotation", "scattered", "series", "shared", "stamp"]

#: What a path has made of the beginning of a URL.
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):/(?=[^/])")
_COMPRESSED = re.compile(r"\.(?:gz|gzip|z|bz2?|xz|lzma|zst|zstd|lz4)$", re.IGNORECASE)

_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_HOUR = r"(?:[01]\d|2[0-3])"
#: Minutes, and seconds, end there: "06aae252" behind an hour is a random part, though it begins with digits.
_SIXTY = r"[-_.:]?[0-5]\d(?=(?:[-_.:]?[0-5]\d)?Z?(?![0-9A-Za-z]))"
_TIME = rf"(?:(?![-_.]\d{{1,3}}(?:\.\d{{1,3}}){{3}})[-_.T]?{_HOUR}(?:{_SIXTY}){{0,2}}Z?)?"
_SECONDS = r"1\d{9}"

#: In the order in which they are tried; all of what matches is taken off the name.
_DATES = (
    # IIS: u_ex200608.log by day, u_ex20060812.log by hour
    re.compile(rf"(?<=^ex|^in|^nc)(?P<year>\d\d){_MONTH}{_DAY}{_HOUR}?(?=\D)", re.IGNORECASE),
    re.compile(rf"(?<=^u_ex|^u_in|^u_nc)(?P<year>\d\d){_MONTH}{_DAY}{_HOUR}?(?=\D)", re.IGNORECASE),
    # access.log-20200608, access-2020-06-08.log, access.log.2020-06-08-10, logrotate's -%Y%m%d-%s
    re.compile(rf"(?:^|[-_.]){_YEAR}(?P<dash>[-_.]?){_MONTH}(?P=dash){_DAY}(?:-{_SECONDS}|{_TIME})(?!\d)"),
    # access-2020-06.log
    re.compile(rf"(?:^|[-_.]){_YEAR}[-_]{_MONTH}(?![-_]?\d)"),
    # access.log.1591574400, by Apache's rotatelogs
    re.compile(rf"[-_.](?P<seconds>{_SECONDS})(?=$|\.\D)"),
)
#: access.log.2, and access.2.log by logrotate's `extension`; not the end of an IPv4 address.
_NUMBER = re.compile(
    r"(?<!\.\d)(?<!\.\d\d)(?<!\.\d\d\d)\.(?P<number>\d{1,3})(?=$|\.(?:log|txt|json|csv)$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Name:
    """What a file name is made of: what stays, its date, its number, and whether a random part stood behind the
    date, `stamp`; `bare` is the stem without the word behind the date, which may be random too, or "" if there is
    none."""

    stem: str
    day: date | None = None
    number: int | None = None
    scattered: bool = False
    bare: str = ""
    stamp: str = ""
    copied: bool = False


#: A copy by hand or by a desktop: "access.log.2-copy", "access (1).log", "access - Copy (2).log", "access.log~".
_MARKS = "copy|copie|kopie|kopia|copia|bak|backup|orig|original|old|saved?"
_COPIED = (
    re.compile(r"^(?:copy of|copie de|kopie van|kopie von) ", re.IGNORECASE),
    re.compile(r" ?\(\d{1,3}\)(?=$|\.(?:log|txt|jsonl?|ndjson|csv|\d{1,3})\b)", re.IGNORECASE),
    re.compile(
        rf"(?<=.)[-_. ]+(?:{_MARKS})[-_ ]?\d{{0,2}}(?=$|\.(?:log|txt|jsonl?|ndjson|csv|\d{{1,3}})\b)", re.IGNORECASE
    ),
    re.compile(r"(?<=.)(?:\.?~\d*~?)$"),
)
#: A counter of the files of one date: access-20200608-001.log
_COUNTER = re.compile(r"^[-_.]\d{1,6}(?=$|\.[A-Za-z])")
#: What a writer of objects puts behind the time: a UUID, hexadecimal digits, letters and digits in turn, a second
#: time, an address, counters.
_UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_HASH = (
    rf"{_UUID}|[0-9a-f]{{6,}}|[0-9A-F]{{6,}}|(?=[A-Za-z]*\d+[A-Za-z]+\d)[A-Za-z0-9]{{6,}}"
    r"|(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])(?=[A-Za-z]*\d)[A-Za-z0-9]{6,}"
)
_RANDOM = re.compile(
    rf"^(?:[-_.]\d{{1,12}}(?![A-Za-z0-9]))*(?:[-_.](?:{_HASH}|\d{{1,3}}(?:\.\d{{1,3}}){{3}})(?![A-Za-z0-9]))+"
)
#: It may be random, or the name of a server.
_WORD = re.compile(
    r"^(?:[-_.]\d{1,12}(?![A-Za-z0-9]))*[-_.](?!(?:access|error|log|json|txt|csv)\b)[A-Za-z0-9]{6,}(?![A-Za-z0-9])"
)
#: Folders by date: 2026/06/09, year=2026/month=06/day=09/hour=10, 2026-06-09, backup-20260609.
_PARTITION = re.compile(
    rf"(?<![^/])(?:\w+=)?(?:19|20)\d\d/(?:\w+=)?{_MONTH}/(?:\w+=)?{_DAY}(?:/(?:\w+=)?\d\d){{0,2}}(?![^/])"
)
_DATED_FOLDER = re.compile(
    rf"(?<=[-_.=/])(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:{_TIME})(?![^/])|^(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])(?:{_TIME})(?![^/])"
)
#: The time of day in the name of a file in such a folder.
_CLOCK = re.compile(rf"{_HOUR}[-_.:][0-5]\d[-_.:][0-5]\d(?!\d)")


@lru_cache(maxsize=65536)
def series(path: PurePath) -> str:
    """The series of rotated files that a log belongs to: folder and name without what rotation added.

    access.log, access.log.1, access.log.2.gz, access.log-20200608.gz and access-2020-06-08.log in
    one folder are all "folder/access.log", and so are access.log.2-copy.bz2 and "access (1).log"; a name that is
    only a date becomes "*.log". What a writer of objects puts behind the time, a hash, an address or a counter,
    goes with it, and so do folders that are dates. A URL stays one.
    """
    return _placed(path, _take_apart(path.name).stem)


def shared(path: PurePath) -> str:
    """The series, if the word behind the date in the name were random too; else as `series` says."""
    name = _take_apart(path.name)
    return _placed(path, name.bare or name.stem)


def stamp(path: PurePath) -> str:
    """The date and time in the name, as written there."""
    return _take_apart(path.name).stamp


def copied(path: PurePath) -> bool:
    """Whether the name says that it is a copy, made by hand and at any time."""
    return _take_apart(path.name).copied


def scattered(path: PurePath) -> bool:
    """Whether the name has a random part beside its time: one of many objects, which may overlap, come late and
    lack wherever nobody asked for anything."""
    return _take_apart(path.name).scattered


def rotation(path: PurePath) -> int | date | None:
    """The number or the date (by month: its first day) in a rotated file's name; a date goes first.

    None for the file being written to, and for objects, of which there is not one for each day. A file rotated
    by the hour gives its date.
    """
    name = _take_apart(path.name)
    if name.scattered:
        return None
    return name.number if name.day is None else name.day


def _placed(path: PurePath, stem: str) -> str:
    """Folder and stem, without dates of folders."""
    if stem[:1] in ("-", "_", ".") and stem[:1] != path.name[:1]:  # the name began with its date
        stem = f"*{stem}" if stem.startswith(".") else stem[1:]
    folder = path.parent.as_posix()
    undated = _DATED_FOLDER.sub("*", _PARTITION.sub("*", folder))
    if undated != folder:
        stem = _CLOCK.sub("*", stem)
    return _SCHEME.sub(r"\1://", (PurePath(undated) / (stem or "*")).as_posix())


@lru_cache(maxsize=65536)
def _take_apart(name: str) -> _Name:
    packed, name = name, _plain(name)
    by_hand = name != _COMPRESSED.sub("", packed)
    dated = ((found, _date(found.groupdict())) for each in _DATES for found in each.finditer(name))
    match, day = next((pair for pair in dated if pair[1] is not None), (None, None))
    known = _Name(name) if match is None else _behind(name[: match.start()], match[0], name[match.end() :])
    numbered = _NUMBER.search(known.stem)
    if numbered is None:
        return replace(known, day=day, copied=by_hand)
    stem = known.stem[: numbered.start()] + known.stem[numbered.end() :]
    return replace(known, stem=stem, day=day, number=int(numbered["number"]), copied=by_hand)


def _behind(before: str, date_and_time: str, behind: str) -> _Name:
    """The parts of a name with a date: what stands behind it may be a counter, random, or a word."""
    behind = _COUNTER.sub("", behind)
    random = _RANDOM.match(behind)
    rest = behind[random.end() :] if random else behind
    word = _WORD.match(rest)
    return _Name(
        stem=f"{before}*{rest}" if random else before + rest,
        scattered=random is not None,
        bare=f"{before}*{rest[word.end() :]}" if word else "",
        stamp=date_and_time,
    )


def _plain(name: str) -> str:
    """The name without compression, and without what says that it is a copy."""
    while True:
        less = _COMPRESSED.sub("", name)
        for mark in _COPIED:
            less = mark.sub("", less) or less
        if less == name:
            return name
        name = less


def _date(fields: dict[str, str]) -> date | None:
    """The day that was matched; None if the calendar has no such day."""
    if "seconds" in fields:
        return datetime.fromtimestamp(int(fields["seconds"]), UTC).date()
    year = int(fields["year"])
    try:
        return date(year + 2000 if year < 100 else year, int(fields["month"]), int(fields.get("day", 1)))
    except ValueError:
        return None
