"""Which rotated log files belong together, told from their names alone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import PurePath

__all__ = ["rotation", "series"]

#: What a path has made of the beginning of a URL.
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):/(?=[^/])")
_COMPRESSED = re.compile(r"\.(?:gz|gzip|z|bz2?|xz|lzma|zst|zstd|lz4)$", re.IGNORECASE)

_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_HOUR = r"(?:[01]\d|2[0-3])"
_TIME = rf"(?:[-_.T]?{_HOUR}(?:[-_.:]?[0-5]\d){{0,2}}Z?)?"
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


def series(path: PurePath) -> str:
    """The series of rotated files that a log belongs to: folder and name without what rotation added.

    access.log, access.log.1, access.log.2.gz, access.log-20200608.gz and access-2020-06-08.log in
    one folder are all "folder/access.log"; a name that is only a date becomes "*.log". A URL stays one.
    """
    stem, _day, _number = _take_apart(path.name)
    if stem[:1] in ("-", "_", ".") and stem[:1] != path.name[:1]:  # the name began with its date
        stem = f"*{stem}" if stem.startswith(".") else stem[1:]
    return _SCHEME.sub(r"\1://", (path.parent / (stem or "*")).as_posix())


def rotation(path: PurePath) -> int | date | None:
    """The number or the date (by month: its first day) in a rotated file's name; a date goes first.

    None for the file being written to. A file rotated by the hour gives its date.
    """
    _stem, day, number = _take_apart(path.name)
    return number if day is None else day


def _take_apart(name: str) -> tuple[str, date | None, int | None]:
    """Stem, date and number of a file name."""
    name = _COMPRESSED.sub("", name)
    dated = ((found, _date(found.groupdict())) for each in _DATES for found in each.finditer(name))
    match, day = next((pair for pair in dated if pair[1] is not None), (None, None))
    if match is not None:
        name = name[: match.start()] + name[match.end() :]
    numbered = _NUMBER.search(name)
    if numbered is None:
        return name, day, None
    return name[: numbered.start()] + name[numbered.end() :], day, int(numbered["number"])


def _date(fields: dict[str, str]) -> date | None:
    """The day that was matched; None if the calendar has no such day."""
    if "seconds" in fields:
        return datetime.fromtimestamp(int(fields["seconds"]), UTC).date()
    year = int(fields["year"])
    try:
        return date(year + 2000 if year < 100 else year, int(fields["month"]), int(fields.get("day", 1)))
    except ValueError:
        return None
