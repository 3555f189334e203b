"""The scans of one source as bytes, and back: without the names of one run, since the next may give others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import polars as pl

from forensics.model import Scan
from forensics.model.schema import MINUTES, REQUEST, check
from forensics.scan.cache.report_values import report_of, report_values
from forensics.scan.jobs import Job

__all__ = ["decode", "encode"]


def encode(scans: Sequence[Scan], job: Job) -> bytes:
    """A line of JSON with the reports, then the two tables as Parquet; `job` is the one that was scanned."""
    nameless = [_unnamed(scan, job) for scan in scans]
    requests, minutes = BytesIO(), BytesIO()
    pl.concat([scan.requests for scan in nameless]).write_parquet(requests)
    pl.concat([scan.minutes for scan in nameless]).write_parquet(minutes)
    told = {"requests": requests.tell(), "reports": [report_values(scan.report) for scan in nameless]}
    return b"%s\n%s%s" % (json.dumps(told).encode(), requests.getvalue(), minutes.getvalue())


def decode(data: bytes, job: Job) -> list[Scan]:
    """What was packed, under the names that `job` gives it."""
    line, _, tables = data.partition(b"\n")
    told = json.loads(line)
    requests = check(pl.read_parquet(tables[: told["requests"]]), REQUEST)
    minutes = check(pl.read_parquet(tables[told["requests"] :]), MINUTES)
    of = pl.col("source")
    return [
        _named(Scan(requests.filter(of == report.id), minutes.filter(of == report.id), report), job)
        for report in map(report_of, told["reports"])
    ]


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
