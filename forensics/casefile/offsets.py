"""Which offsets from UTC the times of logs are written with: what a time without one could be read in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from forensics.errors import SourceError
from forensics.model import Log
from forensics.sources import is_archive, is_url, locate, sample

__all__ = ["offsets_seen"]

#: A time of day, then its offset.
_OFFSET = re.compile(rb"\d\d:\d\d:\d\d(?:[.,]\d{1,9})? ?(Z\b|[+-]\d\d:?\d\d\b)")
_FILES = 20  # a year of daily logs tells no more


def offsets_seen(logs: Sequence[Log], folder: Path) -> tuple[str, ...]:
    """The offsets in samples of the logs, the most frequent first, as "+02:00"; none where they cannot be looked at."""
    seen = Counter(offset for path in islice(_local(logs, folder), _FILES) for offset in _offsets(path))
    return tuple(offset for offset, _ in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0])))


def _local(logs: Sequence[Log], folder: Path) -> Iterator[Path]:
    """The log files on this machine; one that is not there is told by the scan."""
    for log in logs:
        if is_url(log.path) or log.path == "-":
            continue
        try:
            yield from (path for path in locate(log, folder) if isinstance(path, Path) and not is_archive(path))
        except SourceError:
            continue


def _offsets(path: Path) -> Iterator[str]:
    try:
        lines = sample(path)
    except SourceError:
        return
    for line in lines:
        if found := _OFFSET.search(line):
            text = found[1].decode().replace(":", "")
            yield "+00:00" if text == "Z" else f"{text[:3]}:{text[3:]}"
