"""Records as a sheet: a column for each field, two for a time, and a last one that tells whether a text was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from forensics.language.catalogue import Language
from forensics.language.untrusted import from_bytes
from forensics.report import wording
from forensics.report.workbook.harmless import Harmless, harmless
from forensics.report.workbook.sheet import Cell, Column, Row, Sheet
from forensics.rulebook.columns import COLUMNS

__all__ = ["Reader", "records"]

#: No spreadsheet counts days before this one alike; and the largest whole number that all of them keep.
_FIRST = datetime(1900, 3, 1)  # noqa: DTZ001 - a time of a cell has no zone
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a workbook is: the language, and the zone in which times are shown."""

    language: Language
    zone: ZoneInfo


def records(
    table: str,
    title: str,
    reader: Reader,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    times: frozenset[str],
) -> Sheet:
    """The sheet of a table of `COLUMNS`: the values of each row in the order of its columns, of which those in `times`
    hold times or None."""
    places = frozenset(place for place, name in enumerate(columns) if name in times)
    return Sheet(
        title,
        tuple(_headings(COLUMNS[table], reader, columns, times)),
        (_row(row, places, reader.zone) for row in rows),
    )


def _headings(
    meanings: Mapping[str, str], reader: Reader, columns: Iterable[str], times: frozenset[str]
) -> Iterator[Column]:
    say, zone = reader.language.text, reader.zone.key
    for name in columns:
        meaning = say(meanings[name])
        if name in times:
            exact = say("In UTC, as text, to the microsecond, as in the CSV files.")
            yield Column(name, f"{meaning} {exact}")
            told = say(
                "The same as a time of the spreadsheet, in the zone {zone}; which of two equal hours in autumn it is,"
                " the column in UTC tells.",
                zone=zone,
            )
            yield Column(f"{name} ({zone})", told)
        else:
            yield Column(name, meaning)
    yield Column("sanitised", say("Whether a text of the row stands here with escapes, so that no program acts on it."))


def _row(values: Sequence[Any], times: frozenset[int], zone: ZoneInfo) -> Row:
    """The cells of a row. Text is made harmless here, to tell whether that changed it."""
    cells: list[Cell] = []
    changed = False
    for place, value in enumerate(values):
        if place in times:
            cells += (None, None) if value is None else (_utc(value), _local(value, zone))
        elif (text := _text(value)) is not None:
            cells.append(harmless(text))
            changed = changed or cells[-1] != text
        else:
            cells.append(value if type(value) is not int or abs(value) <= _EXACT else Harmless(value))
    cells.append(changed)
    return cells


def _text(value: object) -> str | None:
    made = str if isinstance(value, str) else _TEXTS.get(type(value))
    return None if made is None else made(value)


def _listed(parts: Iterable[object]) -> str:
    return " ".join(map(str, parts))


#: How what may have come from a log is written as text; numbers, truth values and None are none.
_TEXTS: Mapping[type, Callable[[Any], str]] = {bytes: from_bytes, list: _listed, tuple: _listed}


def _utc(time: datetime) -> Harmless:
    return Harmless(time.astimezone(UTC).isoformat().replace("+00:00", "Z"))


def _local(time: datetime, zone: ZoneInfo) -> Cell:
    """The time on the clocks of that zone; as text where a spreadsheet has none."""
    try:
        local = time.astimezone(zone).replace(tzinfo=None)
    except OverflowError:  # the last hours of the year 9999
        return wording.local(time, zone)
    return local if local >= _FIRST else wording.local(time, zone)
