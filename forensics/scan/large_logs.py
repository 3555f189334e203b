"""Which logs are so large that processes pay, and a start for these before all else is imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from forensics.scan.engines.engine import Engine, Pool
from forensics.scan.engines.processes import begun

__all__ = ["LARGE", "PACKED", "READING", "head_start", "likely_bytes"]

#: From so many bytes on it pays to begin processes.
LARGE = 256 * 1024 * 1024
#: So many times as large a log is as its compressed file, about.
PACKED = 10
#: The module that such a process imports.
READING = "forensics.scan.portions"

#: Smaller files are read together, in threads.
_SMALL = 2 * 1024 * 1024
_PACKED_NAMES = frozenset({".bz2", ".gz", ".xz", ".zst"})


@contextmanager
def head_start(engine: Engine, logs: Sequence[str]) -> Iterator[Engine]:
    """The engine, and with it processes that import what they need while this one does, where the logs look as if they
    will have work. That is a guess by names and sizes: it costs or saves time and nothing else."""
    sizes = {path: _size(path) for path in map(Path, logs)}
    likely = sum(likely_bytes(path, size) for path, size in sizes.items())
    if not (isinstance(engine, Pool) and likely >= LARGE):
        yield engine
        return
    with begun(engine.workers - 1, READING) as ready:
        yield replace(engine, ready=list(ready))


def likely_bytes(path: Path, size: int) -> int:
    """About how many bytes of lines a file holds, by its name; none if it is small."""
    return size * (PACKED if path.suffix in _PACKED_NAMES else 1) if size >= _SMALL else 0


def _size(log: Path) -> int:
    try:
        return log.stat().st_size
    except (OSError, ValueError):  # a glob, a URL, standard input, or no file: told later
        return 0
