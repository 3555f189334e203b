"""Lines over 1 MiB: what names a file in them is told wherever it stands, as often as it stands there."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from forensics.model import LeakedFile
from forensics.scan.sought import sought
from forensics.sources.overlong import BEFORE, OverlongLine
from tests.support.export_fixture import counted

_LINE = '192.0.2.1 - - [09/Jun/2026:10:00:{second:02d} +0000] "GET /page.html HTTP/1.1" 200 512 "-" "curl/8"\n'
_NAMES = sought((LeakedFile(name="report.xlsx"), LeakedFile(name="maandcijfers é.pdf"))).times_in


def _log(long: str) -> str:
    return "".join([_LINE.format(second=1), long, "\n", _LINE.format(second=2)])


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_name_in_the_middle_raises_the_ceiling(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    """Behind all that is kept of the line, in any spelling; twice."""
    long = "a" * 1_500_000 + " GET /lea%6B.xlsx GET /LEAK.xlsx " + "a" * 700_000
    downloads, _, most, complete = counted(tmp_path, pack(_log(long).encode()))
    assert (downloads, most, complete) == (0, 2, False)


@pytest.mark.parametrize("at", [0, 1, BEFORE - 3, 1000, 4090])
@pytest.mark.parametrize("size", [1, 7, 4096, 10**6])
def test_a_name_is_counted_once_however_the_line_comes(at: int, size: int) -> None:
    """In pieces of any size, also where a piece ends in the middle of a name."""
    line = ("x" * at + "/report.xlsx " + "y" * 700_001 + "maandcijfers%20%C3%A9.pdf").encode() + b" \xffreport.xlsx"
    line = line[: 10**6] if size > 1 else line[: at + 60]
    passing = OverlongLine(1, 0, _NAMES)
    for start in range(0, len(line), size):
        passing.add(line[start : start + size])
    assert passing.ended().names == ((2, 1) if size > 1 else (1, 0))
