"""The scans of one source as bytes, and back: without the names of one run, since the next may give others."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from io import BytesIO
from typing import Any

import polars as pl
from pydantic import TypeAdapter

from forensics.jobs import Job
from forensics.model import SourceReport
from forensics.schema import MINUTES, REQUEST, check
from forensics.siblings import Scan

__all__ = ["packed", "unpacked"]


def packed(scans: Sequence[Scan], job: Job) -> bytes:
    """A line of JSON with the reports, then the two tables as Parquet; `job` is the one that was scanned."""
    nameless = [_unnamed(scan, job) for scan in scans]
    requests, minutes = BytesIO(), BytesIO()
    pl.concat([scan.requests for scan in nameless]).write_parquet(requests)
    pl.concat([scan.minutes for scan in nameless]).write_parquet(minutes)
    told = {"requests": requests.tell(), "reports": [asdict(scan.report) for scan in nameless]}
    return b"%s\n%s%s" % (json.dumps(told, default=_tagged).encode(), requests.getvalue(), minutes.getvalue())


def unpacked(data: bytes, job: Job) -> list[Scan]:
    """What was packed, under the names that `job` gives it."""
    line, _, tables = data.partition(b"\n")
    told = json.loads(line, object_hook=_untagged)
    requests = check(pl.read_parquet(tables[: told["requests"]]), REQUEST)
    minutes = check(pl.read_parquet(tables[told["requests"] :]), MINUTES)
    of = pl.col("source")
    return [
        _named(Scan(requests.filter(of == report.id), minutes.filter(of == report.id), report), job)
        for report in TypeAdapter(list[SourceReport]).validate_python(told["reports"])
    ]


def _tagged(value: object) -> dict[str, str]:
    """Bytes and times, which JSON does not have."""
    if isinstance(value, bytes):
        return {"base64": b64encode(value).decode()}
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    raise TypeError(f"a report holds {type(value).__name__}, which cannot be kept")


def _untagged(found: dict[str, Any]) -> object:
    match list(found.items()):
        case [("base64", text)]:
            return b64decode(text)
        case [("time", text)]:
            return datetime.fromisoformat(text)
    return found


def _unnamed(scan: Scan, job: Job) -> Scan:
    """Members of an archive keep the rest of their names: "s3.1" of "s3" is ".1"."""
    report = scan.report
    return Scan(
        scan.requests.with_columns(pl.col("row", "source").str.strip_prefix(job.id)),
        scan.minutes.with_columns(pl.col("source").str.strip_prefix(job.id)),
        replace(
            report,
            id=report.id.removeprefix(job.id),
            path=report.path.removeprefix(job.shown),
            unread=tuple(replace(one, id=one.id.removeprefix(job.id)) for one in report.unread),
        ),
    )


def _named(scan: Scan, job: Job) -> Scan:
    report = scan.report
    row, source = (pl.concat_str(pl.lit(job.id), name).alias(name) for name in ("row", "source"))
    return Scan(
        scan.requests.with_columns(row, source, log=pl.lit(job.log_index, REQUEST["log"])),
        scan.minutes.with_columns(source),
        replace(
            report,
            id=job.id + report.id,
            log=job.log_index,
            path=job.shown + report.path,
            archive=job.shown if report.archive else "",
            unread=tuple(replace(one, id=job.id + one.id) for one in report.unread),
        ),
    )
