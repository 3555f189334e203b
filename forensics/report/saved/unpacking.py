"""A table of a report is unpacked: a small one here, a large one by a process of its own, with limits on memory and
time; one that is far larger than its file, as no table of ours is, not at all."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import polars as pl

from forensics.child import started
from forensics.limits import limit
from forensics.report.saved.declared import declared

__all__ = ["serve", "unpacked"]

_SERVE = "import sys, forensics.report.saved.unpacking as u; u.serve(int(sys.argv[1]), int(sys.argv[2]))"
#: Rows of a table, and bytes of memory of a table however small its file, beyond which it is not unpacked.
_MOST_ROWS, _MOST_OF_A_SMALL_ONE = 50_000_000, 128 * 1024**2
#: How many times the size of its file a table may take. One of ours has some 46 columns, of which each row fills so
#: many with what no other row has that it takes five bytes of the file at least: 150 times, measured on logs in which
#: one line is repeated.
_SWELLS = 300
#: Bytes up to which it is unpacked in this process.
_HERE = 32 * 1024**2
#: What the process takes beside the table, and how many times the table it may take on the way.
_BESIDE, _COPIES = 2 * 1024**3, 4
#: Seconds of the processor, and how many bytes more it is given a second more for.
_SECONDS, _A_SECOND = 30, 20 * 1024**2


def unpacked(content: bytes) -> pl.DataFrame:
    """The table in that Parquet file. Raises ValueError where it is none, or would take more than a table of ours."""
    found = declared(content)
    if found.rows > _MOST_ROWS:
        raise ValueError(f"this has more than {_MOST_ROWS:,} rows")
    most = max(_MOST_OF_A_SMALL_ONE, _SWELLS * len(content))
    if found.bytes > most:
        raise ValueError(
            f"this would take {found.bytes:,} bytes of memory, as no table of ours in {len(content):,} does"
        )
    table = _read(content) if found.bytes <= _HERE else _apart(content, found.bytes)
    texts = sum(_text(column) for column in table.iter_columns())
    if texts > most:
        raise ValueError(f"its texts would take {texts:,} bytes, as no table of ours in {len(content):,} does")
    return table


def _read(content: bytes) -> pl.DataFrame:
    try:
        return pl.read_parquet(BytesIO(content))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise ValueError(f"this cannot be read as Parquet: {error}") from error


def _text(column: pl.Series) -> int:
    """Bytes of all texts of a column, each counted as often as it stands there."""
    if column.dtype == pl.List(pl.String):
        column = column.explode(empty_as_null=False, keep_nulls=False)
    if column.dtype == pl.String:
        return int(column.str.len_bytes().sum())
    return int(column.bin.size().sum()) if column.dtype == pl.Binary else 0


def _apart(content: bytes, size: int) -> pl.DataFrame:
    """Read by another process, which ends where it takes more than it may."""
    seconds = _SECONDS + size // _A_SECOND
    threads = {"POLARS_MAX_THREADS": "2"}  # whose stacks count as memory
    child = started(_SERVE, str(_BESIDE + _COPIES * size), str(seconds), environment=threads)
    if child is None:
        return _read(content)
    try:
        said, _ = child.communicate(content, timeout=3 * seconds)
    except subprocess.TimeoutExpired:
        raise ValueError(f"unpacking it took more than {3 * seconds} seconds") from None
    finally:
        child.kill()
        child.wait()
    if child.returncode:
        raise ValueError("this cannot be read as Parquet within the memory and time that it should take")
    return pl.read_ipc(BytesIO(said))


def serve(memory: int, seconds: int) -> None:
    """The work of that process: a Parquet file from stdin, its table to stdout."""
    sys.excepthook = lambda *_: None
    for kind, most in (("AS", memory), ("CPU", seconds), ("CORE", 0)):
        limit(kind, most)
    pl.read_parquet(BytesIO(sys.stdin.buffer.read())).write_ipc(sys.stdout.buffer)
