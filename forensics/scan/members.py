"""The members of an archive: those that are read, the small ones of one series together, as logs that lie by themselves
are; and those that are not, of which all are counted and the first are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import islice

from forensics import formats
from forensics.formats import Detection
from forensics.model import Scan, Unread
from forensics.scan.jobs import Job
from forensics.scan.sought import sought
from forensics.scan.together import FILES, LARGEST, LINES, PlainLog, plain_log, scans_of
from forensics.sources import CHUNK_BYTES, Chunk, Source, spread
from forensics.sources.chunks import LONGEST_LINE
from forensics.sources.rawfile import RawFile

__all__ = ["TOLD", "MemberLogs", "UnreadMembers"]

#: Members that are named of those that may hold lines, and of the others.
TOLD = 10

#: Scans one member by itself, of which these chunks were taken before.
Alone = Callable[[Job, Source, Sequence[Chunk]], Scan]


@dataclass(slots=True)
class UnreadMembers:
    """The members of one archive that were not read, in their order."""

    named: list[Unread] = field(default_factory=list)
    more: int = 0
    more_lost: int = 0

    def add(self, member: Unread) -> None:
        """One more."""
        if sum(one.lost == member.lost for one in self.named) < TOLD:
            self.named.append(member)
        else:
            self.more += 1
            self.more_lost += member.lost


class MemberLogs:
    """The members of one archive that are read; `scans` are theirs, in order, once all were added."""

    def __init__(self, alone: Alone) -> None:
        self._alone = alone
        self._order: list[str] = []
        self._found: dict[str, Scan] = {}
        self._likely: dict[str, Detection | None] = {}  # by what the names of a series have in common
        self._waiting: list[PlainLog] = []
        self._waiting_bytes = 0

    def add(self, job: Job, source: Source) -> None:
        """One more, to be read before the next is opened."""
        self._order.append(job.id)
        if job.format is not None or source.compression != "none" or not 0 < (source.size or 0) <= LARGEST:
            self._found[job.id] = self._alone(job, source, ())
            return
        source.seek_names(sought(job.files).times_in)
        chunks = list(islice(source, 2))
        job = replace(job, likely=self._likely_of(job, chunks))
        log = plain_log(job, chunks, source) if job.likely else None
        if log is None:
            self._found[job.id] = self._alone(job, source, chunks)
        else:
            self._wait(log)

    @property
    def scans(self) -> list[Scan]:
        """The scan of each member."""
        self._read_waiting()
        return [self._found[of] for of in self._order]

    def _likely_of(self, job: Job, chunks: Sequence[Chunk]) -> Detection | None:
        """What the first member of a series is in; None where that is no format of plain lines."""
        series = re.sub("[0-9]+", "0", job.shown)
        if series not in self._likely:
            found = formats.detect(spread(chunks[0].told)) if chunks else None
            plain = found and found.format and not (found.format.refused or found.wrappers or found.others)
            self._likely[series] = found if plain else None
        return self._likely[series]

    def _wait(self, log: PlainLog) -> None:
        """Reads what waits where that is enough, or is in another format."""
        first = self._waiting[0].job.likely if self._waiting else log.job.likely
        if first is not log.job.likely or self._waiting_bytes >= LINES or len(self._waiting) == FILES:
            self._read_waiting()
        self._waiting.append(log)
        self._waiting_bytes += len(log.data)

    def _read_waiting(self) -> None:
        logs, self._waiting, self._waiting_bytes = self._waiting, [], 0
        found = scans_of(logs) if logs else {}
        for log in logs:
            self._found[log.job.id] = found.get(log.job.id) or self._alone(log.job, _again(log), ())


def _again(log: PlainLog) -> Source:
    """A member whose lines are at hand, as a source."""
    raw = RawFile(BytesIO(log.data), seekable=False)
    size = len(log.data)
    return Source(raw, lambda _raw, _flaws: None, size=size, chunk_bytes=CHUNK_BYTES, longest=LONGEST_LINE)
