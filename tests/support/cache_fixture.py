"""A small case whose scans are kept, for the tests of the cache."""

from __future__ import annotations

from pathlib import Path

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.report.saved.document import as_json
from forensics.scan.cache.cache import Cache
from tests.support.small_case import CASE, SIZE, entry, write_case

__all__ = ["LEAK", "ask", "case_in", "entries", "first_log", "told"]

#: One line that names the file.
LEAK = entry(5, "/docs/leak.xlsx", size=SIZE).encode()


def case_in(folder: Path, text: str = CASE) -> Path:
    """The case, in a folder of its own."""
    (folder / "case").mkdir()
    return write_case(folder / "case", text)


def first_log(case: Path) -> Path:
    """One of its two logs."""
    return case.parent / "logs" / "web1" / "access.log"


def ask(case: Path, folder: Path) -> Cache:
    """A run that keeps its scans there and uses those that are kept. Its answer is the one without them."""
    cache = Cache(folder)
    assert as_json(investigate(load_case(case), recall=cache)) == as_json(investigate(load_case(case)))
    return cache


def entries(folder: Path) -> list[Path]:
    """Everything that is kept."""
    return sorted(folder.iterdir())


def told(reused: int, logs: int) -> str:
    """The note that so many of so many logs were not scanned."""
    return f"{reused} of {logs} logs were hashed and not scanned again (--cache)"
