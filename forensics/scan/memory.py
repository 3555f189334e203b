"""Evidence of which this machine has no memory to judge it: told before that is tried, for the system would end it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from forensics.errors import SourceError
from forensics.model import Evidence

__all__ = ["refuse_beyond_memory"]

#: Bytes that a request takes while all of them are judged (benchmarks/bounds.py).
_EACH = 12_000
#: So many fit anywhere.
_FEW = 100_000
_GROUP = Path("/sys/fs/cgroup/memory.max")


def refuse_beyond_memory(evidence: Evidence) -> None:
    """Raises SourceError where there are more requests than the memory of this machine has room for."""
    count, has = evidence.requests.height, _memory()
    needs = count * _EACH
    if count <= _FEW or has is None or needs <= has:
        return
    raise SourceError(
        f"{count:,} requests could name the file; to judge them takes about {needs / 1e9:,.0f} GB of memory, and this"
        f" machine has {has / 1e9:,.0f} GB",
        where=evidence.sources[0].path,
        hint="count them on a machine with more memory, or read fewer logs at once: one answer for each month, say",
    )


def _memory() -> int | None:
    """Bytes of memory that this process may have; None where the system does not say it."""
    found: list[int] = []
    with suppress(AttributeError, OSError, ValueError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    with suppress(OSError, ValueError):  # "max" where a container has no limit
        found.append(int(_GROUP.read_text("ascii")))
    return min((size for size in found if size > 0), default=None)
