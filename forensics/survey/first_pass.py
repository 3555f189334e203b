"""Every line of the logs read once for some names, and judged as an investigation judges them, without a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import polars as pl

from forensics.investigation import Judgement, judgement
from forensics.model import Case, Evidence, Layer, NearName, Network
from forensics.model.schema import REQUEST, empty
from forensics.scan.engines.engine import Engine, serial
from forensics.scan.jobs import Job
from forensics.scan.near_names import NAMING, near_names
from forensics.scan.progress import Progress, quiet
from forensics.scan.scan import scan
from forensics.scan.unread_logs import refuse_unread

__all__ = ["FirstPass", "first_pass", "is_cheap", "judged_with"]

#: Logs that hold more than this, in bytes of lines, are only sampled: to read them takes minutes.
_CHEAP = 12 * 1024**3
#: Of logs up to this size names near one that was found are sought too, in a second reading.
_READ_TWICE = 3 * 1024**3
#: About how many bytes of lines one byte of a compressed log holds.
_PACKED = 12
_PACKED_NAMES = (".gz", ".bz2", ".xz", ".zst", ".zip", ".tgz", ".lzma")


@dataclass(frozen=True, slots=True)
class FirstPass:
    """What all lines show: the evidence for the names as the investigation judges it, how many lines name each, and
    the names near each with their lines."""

    case: Case
    evidence: Evidence
    judged: Judgement
    named: Mapping[str, int]
    near: Mapping[str, tuple[NearName, ...]]

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From the first to the last line of all logs."""
        firsts = [source.first for source in self.evidence.sources if source.first is not None]
        lasts = [source.last for source in self.evidence.sources if source.last is not None]
        return (min(firsts), max(lasts)) if firsts and lasts else None


def weight(jobs: Sequence[Job]) -> int:
    """About how many bytes of lines the logs hold; of one whose size is not known, none."""
    return sum((job.size or 0) * (_PACKED if _is_packed(job) else 1) for job in jobs)


def _is_packed(job: Job) -> bool:
    return str(job.path).lower().endswith(_PACKED_NAMES)


def is_cheap(jobs: Sequence[Job]) -> bool:
    """Whether every line can be read within a minute or so, by the size of the logs alone: logs that lie elsewhere
    would be fetched."""
    return weight(jobs) <= _CHEAP and all(isinstance(job.path, Path) for job in jobs)


def first_pass(case: Case, jobs: Sequence[Job], *, engine: Engine = serial, progress: Progress = quiet) -> FirstPass:
    """Reads all lines of the logs of a case, and again for names near its files where none is named or that is quick.

    Raises SourceError where no line can be read.
    """
    evidence = scan(case, engine=engine, progress=progress)
    refuse_unread(evidence, case)
    named = {file.name: _lines(evidence.requests, file.name) for file in case.files}
    again = evidence.requests if weight(jobs) > _READ_TWICE else empty(REQUEST)
    near = near_names(case, again, engine=engine)
    return FirstPass(case, evidence, judgement(case, evidence, ()), named, near)


def _lines(requests: pl.DataFrame, name: str) -> int:
    return requests.filter((pl.col("file") == name) & pl.col("match").is_in(NAMING)).height


def judged_with(found: FirstPass, proxies: Sequence[Network], layers: Sequence[Layer]) -> FirstPass:
    """The same lines, judged with those proxies trusted and the logs of these layers; nothing is read again."""
    logs = tuple(replace(log, layer=layer) for log, layer in zip(found.case.logs, layers, strict=True))
    parties = replace(found.case.parties, trusted_proxies=tuple(proxies))
    stated = replace(found.case, logs=logs, parties=parties)
    return replace(found, judged=judgement(stated, found.evidence, ()))
