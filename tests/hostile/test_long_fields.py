"""A field full of what patterns stumble over: ten times as long takes some ten times the time, not a hundred."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import MappingProxyType

import pytest

from forensics.formats.columns.escapes import undo
from forensics.formats.grammars.records.objects import whole_characters
from forensics.formats.grammars.records.records import record_of
from forensics.language.untrusted import for_csv, for_markdown, for_terminal
from forensics.report.plots.lettering import literal
from forensics.report.workbook.harmless import harmless
from forensics.watch.sinks.sentence import plain
from tests.support.hostility.payloads import PAYLOADS

#: What a field of 8 kB is filled with.
_FILLINGS = (
    "A",
    "(",
    " ",
    "7",
    "\\",
    "\\x4",
    "\\ud8",
    ";",
    "; ",
    ';"',
    "%2",
    "0\u0300",
    "[",
    '"',
    "a.",
    "www.",
    ":/",
    "<r>",
)
#: A quadratic pattern takes a hundred times as long, a linear one ten times.
_MOST = 40
_FLOOR = 0.002  # seconds below which a clock tells nothing


def _record(text: str) -> object:
    fields = dict.fromkeys(("http_user_agent", "referer", "request", "host", "forwarded", "remote_addr", "x"), text)
    return record_of(json.dumps({"time": text, "status": "200", "uri": "/" + text, **fields}))


_READERS = MappingProxyType[str, Callable[[str], object]](
    {
        "terminal": for_terminal,
        "csv": for_csv,
        "markdown": for_markdown,
        "workbook": harmless.__wrapped__,
        "plot": literal,
        "sentence": plain,
        "escapes": undo,
        "halves": whole_characters,
        "records": _record,
    }
)


def _seconds(read: Callable[[str], object], text: str) -> float:
    """The least of three tries, in processor time."""
    tries = []
    for _ in range(3):
        begun = time.process_time()
        read(text)
        tries.append(time.process_time() - begun)
    return min(tries)


@pytest.mark.parametrize("reader", _READERS)
def test_no_pattern_takes_the_square(reader: str) -> None:
    """Each filling, in each place that reads or shows a field as Python text."""
    read = _READERS[reader]
    slow = {
        filling: ratio
        for filling in _FILLINGS
        if (long := _seconds(read, filling * (80_000 // len(filling)))) > _FLOOR
        and (ratio := long / max(_seconds(read, filling * (8_000 // len(filling))), _FLOOR / 10)) > _MOST
    }
    assert slow == {}


def test_payloads_are_not_empty() -> None:
    """Each has a name and a text of its own."""
    assert len(set(PAYLOADS.values())) == len(PAYLOADS) > 60
