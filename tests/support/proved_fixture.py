"""What octets prove of the lines of a log, beside what reading every line of it says."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from forensics import formats
from forensics.formats import Format, InForce, Wrapper
from forensics.model import FileVersion, LeakedFile, Log
from forensics.scan import chunk_lines
from forensics.scan.chunk_evidence import ChunkEvidence
from forensics.scan.chunk_headings import ChunkWithHeadings, Headings
from forensics.scan.chunk_reading import evidence_of
from forensics.scan.first_and_last import OuterMinute
from forensics.scan.recipe import Recipe
from forensics.sources.chunks import Chunk, Cutter
from tests.support.all_writers import HEADINGS
from tests.support.writers.exchange import Exchange

__all__ = [
    "KNOWN",
    "LEAK",
    "START",
    "assert_equal",
    "assert_same",
    "exchanges",
    "logged",
    "recipe",
    "spoiled",
    "stretches",
]

_Evidence = ChunkEvidence | OuterMinute | None
LEAK = LeakedFile("leak.xlsx", versions=(FileVersion(2_000_000),))
START = datetime(2026, 6, 9, 21, 50, tzinfo=UTC)
KNOWN = {fmt.name: fmt for fmt in formats.registry()}


class _Only(Recipe):
    """Tries the formats that it is given, so that lines of no format are soon done with."""

    def tried(self) -> Iterator[Format]:
        yield from self.detected


def recipe(
    *order: Format,
    files: Sequence[LeakedFile] = (LEAK,),
    wrappers: Sequence[Wrapper] = (),
    zone: str = "Europe/Amsterdam",
) -> Recipe:
    """Lines in these formats."""
    return _Only(
        source="s1",
        log_index=0,
        log=Log(path="access.log", zone=zone),
        detected=order,
        refused=(),
        server=order[0].server,
        files=tuple(files),
        wrappers=tuple(wrappers),
    )


def chunks(data: bytes, size: int) -> list[Chunk]:
    """The chunks of a log that comes in blocks of so many octets."""
    cutter = Cutter(size, 1024 * 1024)
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    return [chunk for part in (*map(cutter.take, blocks), cutter.end()) for chunk in part]


def stretches(data: bytes, size: int, wrappers: Sequence[Wrapper] = ()) -> list[ChunkWithHeadings]:
    """The chunks with the headings in force."""
    return list(Headings(InForce()).along(chunks(data, size), wrappers, lambda: 0))


def assert_same(data: bytes, how: Recipe, monkeypatch: pytest.MonkeyPatch, size: int = 1 << 16) -> int:
    """Octets and reading every line give the same evidence; in how many chunks octets proved something."""
    proved = 0
    real = chunk_lines.proved_lines
    for stretch in stretches(data, size, how.wrappers):
        proved += real(stretch, how, np.arange(stretch.chunk.height)) is not None
        quick = evidence_of(stretch, how)
        with monkeypatch.context() as patch:
            patch.setattr(chunk_lines, "proved_lines", lambda *_: None)
            patch.setattr(chunk_lines, "candidates", lambda *_: None)
            slow = evidence_of(stretch, how)
        for of_quick, of_slow in zip(quick, slow, strict=True):
            assert_equal(of_quick, of_slow)
    return proved


def assert_equal(quick: _Evidence, slow: _Evidence) -> None:
    """Two parts of what a chunk gives are the same."""
    if slow is None or quick is None:
        assert quick is slow
        return
    for field in fields(slow):
        mine, other = getattr(quick, field.name), getattr(slow, field.name)
        if isinstance(other, pl.DataFrame):
            assert_frame_equal(mine, other)
        else:
            assert mine == other, field.name


def exchanges(count: int, seed: int) -> list[Exchange]:
    """Requests of many clients, three in a second, a few of them late, a few for the file."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        late = timedelta(seconds=rng.choice([0] * 20 + [70, 4000]))
        start = START + timedelta(milliseconds=333 * number) - late
        target = rng.choice(["/", "/a/b.css", "/x?q=1", "/docs/leak.xlsx", "/docs/%6Ceak.xlsx", "/LEAK.xlsx", "/big"])
        size = rng.choice([5, 900, 2_000_000])
        peer = rng.choice(["192.0.2.7", "198.51.100.123", "2001:db8::1", "2001:db8:1111:2222:3333:4444:5555:6666"])
        user = rng.choice([None] * 30 + ["anna", "j. smith", "o\\brien", "x" * 70])
        found.append(Exchange(start, start + timedelta(seconds=1), peer, 200, size, size, target=target, user=user))
    return found


def spoiled(lines: Sequence[str], seed: int) -> list[str]:
    """Lines among which some were cut, doubled, changed or put there."""
    rng = random.Random(seed)
    odd = ["", " ", "-", "[", "x" * 300, "Jun  9 10:00:00 web sshd[7]: closed", "\ufeff", "leak.xlsx", "# leak.xlsx"]
    found = []
    for plain in lines:
        line = plain
        what = rng.randrange(40)
        at = rng.randrange(len(line) + 1)
        if what == 0:
            line = line[:at]
        elif what == 1:
            line = line[:at] + rng.choice('0129"[]\\ -:/,.\té漢\u017f\u212a%\x7f') + line[at:]
        elif what == 2:
            line = line[:at] + rng.choice('0129"[]\\ -:/,.') + line[at + 1 :]
        elif what == 3:
            line = line[:at] + line[at + 1 :]
        elif what == 4:
            found.append(rng.choice(odd))
        elif what == 5:
            line = line.replace("2026", rng.choice(["0026", "2226", "1999", "20266"]), 1)
        found.append(line)
    return found


def logged(name: str, lines: Sequence[str], end: str = "\n") -> bytes:
    """A log in which lines stand, with the heading of its format."""
    return "".join(line + end for line in (*HEADINGS.get(name, ()), *lines)).encode()
