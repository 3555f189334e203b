"""The format of records as one log has them: what its sizes count, how it writes its times, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from forensics.dates import NUMBERED, day_order
from forensics.formats.columns.minute import line_minutes
from forensics.formats.format import Format
from forensics.formats.grammars.jsonl import key_map
from forensics.formats.grammars.record_lines import Records
from forensics.formats.grammars.records.key_names import meaning_of
from forensics.formats.grammars.records.objects import leaves_of
from forensics.formats.grammars.records.records import Record, record_of

__all__ = ["tailored"]

_LOOKED_AT = 500
#: How times are written of which the minute is found without reading the rest of the line, and as templates.
_WRITTEN = (
    (re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}(?::?\d{2})?)?$"), "{end:iso}"),
    (re.compile(r"\d{2}/[A-Za-z]{3}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}$"), "{end:%d/%b/%Y:%H:%M:%S %z}"),
    (re.compile(r"[A-Z][a-z]{2} \d{1,2}, \d{4} @ \d{2}:\d{2}:\d{2}\.\d{1,9}$"), "{end:%b %d, %Y @ %H:%M:%S.%f}"),
    (re.compile(r"\d{10}(?:\.\d{1,9})?$"), "{end:epoch}"),
    (re.compile(r"\d{13}$"), "{end:epoch_ms}"),
    (re.compile(r"\d{16}$"), "{end:epoch_us}"),
    (re.compile(r"\d{19}$"), "{end:epoch_ns}"),
)


def tailored(fmt: Format, texts: pl.Series) -> Format:
    """The format of records for the log that these lines are of; any other as it is, and where none is an object."""
    if not isinstance(fmt.grammar, Records):
        return fmt
    lines = texts.filter(texts.str.starts_with("{").fill_null(value=False))
    lines = lines.gather_every(len(lines) // _LOOKED_AT + 1)
    if lines.is_empty():
        return fmt
    order = _order(lines.to_list())
    read = [(line, record) for line in lines if (record := record_of(line, order))]
    records = [record for _, record in read]
    if not records:
        return replace(fmt, grammar=replace(fmt.grammar, order=order))
    stamps = _stamps(read)
    sizes = {role for record in records for role in ("body", "size") if role in record.values}
    return replace(
        fmt,
        size="body" if sizes == {"body"} else "planned" if sizes else None,
        ambiguous="size" in sizes,
        server="nginx" if sizes == {"body"} and "object" not in records[0].values else None,
        time="start" if records[0].starts else "end",
        offset=all(record.time[-1] for record in records),
        grammar=Records(order, stamps),
    )


def _order(lines: Sequence[str]) -> str:
    """The order of day and month in the times of the lines; "" where there is none, or nothing tells."""
    found = (leaves_of(line) for line in lines)
    dates = [
        text
        for one in found
        if one is not None
        for path, text in one.values.items()
        if NUMBERED.match(text) and any(meaning.role in ("time", "day") for meaning in meaning_of(path))
    ]
    return day_order(dates)


def _stamps(read: Sequence[tuple[str, Record]]) -> tuple[tuple[str, str], ...]:
    """Where the times stand and how they are written, as a key map; () unless that is known of all of them."""
    stamps: dict[tuple[str, str], None] = {}
    for line, record in read:
        path, found = record.paths["time"], leaves_of(line)
        text = found.values.get(path, "") if found else ""
        template = next((one for pattern, one in _WRITTEN if pattern.match(text)), "")
        if not template or any("'" in key for key in path):
            return ()
        stamps["$" + "".join(f"['{key}']" for key in path), template] = None
    keys = tuple(stamps)
    minutes = line_minutes(
        pl.Series([line for line, _ in read], dtype=pl.String), key_map("fields", keys).stamps, zone="UTC"
    )
    return () if minutes.null_count() else keys
