"""Which offsets from UTC the times of logs are written with: what a time without one could be read in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from forensics.errors import SourceError
from forensics.model import Log
from forensics.sources import is_archive, is_url, locate, sample

__all__ = ["offsets_in", "offsets_seen"]

#: A time of day, then its offset.
_OFFSET = re.compile(rb"\d\d:\d\d:\d\d(?:[.,]\d{1,9})? ?(Z\b|[+-]\d\d:?\d\d\b)")
_FILES = 20  # a year of daily logs tells no more


def offsets_seen(logs: Sequence[Log], folder: Path) -> tuple[str, ...]:
    """The offsets in samples of the logs, the most frequent first, as "+02:00"; none where they cannot be looked at."""
    return offsets_in(line for path in islice(_local(logs, folder), _FILES) for line in _lines(path))


def offsets_in(lines: Iterable[bytes]) -> tuple[str, ...]:
    """The offsets in these lines, the first of each, the most frequent first."""
    seen = Counter(offset for line in lines if (offset := _offset(line)))
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


def _lines(path: Path) -> tuple[bytes, ...]:
    try:
        return sample(path)
    except SourceError:
        return ()


def _offset(line: bytes) -> str:
    found = _OFFSET.search(line)
    if found is None:
        return ""
    text = found[1].decode().replace(":", "")
    return "+00:00" if text == "Z" else f"{text[:3]}:{text[3:]}"
