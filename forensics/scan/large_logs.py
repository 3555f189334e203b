"""Which logs are so large that processes share the reading of one, and a start for these before all is imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from forensics.scan.engines.engine import Engine, Pool
from forensics.scan.engines.processes import begun

__all__ = ["LARGE", "PACKED", "READING", "head_start"]

#: From so many bytes on it pays to begin processes.
LARGE = 256 * 1024 * 1024
#: So many times as large a log is as its compressed file, about.
PACKED = 10
#: The module that such a process imports.
READING = "forensics.scan.portions"

_PACKED_NAMES = frozenset({".bz2", ".gz", ".xz", ".zst"})


@contextmanager
def head_start(engine: Engine, logs: Sequence[str]) -> Iterator[Engine]:
    """The engine, and with it processes that import what they need while this one does, where the logs look as if they
    will have work. That is a guess by names and sizes: it costs or saves time and nothing else."""
    if not (isinstance(engine, Pool) and _seem_large(logs)):
        yield engine
        return
    with begun(engine.workers - 1, READING) as ready:
        yield replace(engine, ready=ready)


def _seem_large(logs: Sequence[str]) -> bool:
    """Whether the only log is large, or one of several that lies here as it is."""
    packed = PACKED if len(logs) == 1 else 1
    return any(_size(Path(log)) * (packed if Path(log).suffix in _PACKED_NAMES else 1) >= LARGE for log in logs)


def _size(log: Path) -> int:
    try:
        return log.stat().st_size
    except (OSError, ValueError):  # a glob, a URL, standard input, or no file: told later
        return 0
