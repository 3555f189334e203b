"""What a sample tells of one log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from forensics.formats import Detection
from forensics.model.schema import PARSED
from forensics.scan.jobs import Job

__all__ = ["KEPT", "Preview", "told"]

#: Lines kept of each log.
KEPT = 50
_ASKED = {name: PARSED[name] for name in ("peer", "forwarded", "agent")}


@dataclass(frozen=True)
class Preview:
    """One log by its sample: the detection, the first and last time in the sample, who asked in it (peer, forwarded
    and agent, each combination once with its lines), of which hosts with how many lines, and what to do if its format
    is not known; some lines are `kept`. `whole`: the log ends with that last time.
    """

    job: Job
    detection: Detection
    first: datetime | None
    last: datetime | None
    asked: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_ASKED | {"lines": pl.UInt32}))
    hosts: Mapping[str, int] = field(default_factory=dict)
    hint: str = ""
    kept: tuple[bytes, ...] = ()
    whole: bool = False


def told(job: Job, detection: Detection, parsed: pl.DataFrame, *, kept: Sequence[bytes], whole: bool) -> Preview:
    """The preview that PARSED rows of a log tell, of which some times may stand in rows of nothing else."""
    times = parsed.select(pl.coalesce("start", "end")).to_series().drop_nulls()
    first, last = times.min(), times.max()
    return Preview(
        job,
        detection,
        first if isinstance(first, datetime) else None,
        last if isinstance(last, datetime) else None,
        parsed.drop_nulls("peer").group_by(*_ASKED, maintain_order=True).agg(lines=pl.len()),
        _counted(parsed["host"]),
        kept=tuple(kept[:KEPT]),
        whole=whole,
    )


def _counted(hosts: pl.Series) -> Mapping[str, int]:
    """How often each stands there, most first."""
    return dict(sorted(hosts.drop_nulls().value_counts().iter_rows(), key=lambda pair: (-pair[1], pair[0])))
