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

from forensics.language.statement import Statement, from_json, to_json
from forensics.model import Damage, Hole, RefusedLines, Rejected, Scan, SeenFormat, SizeSign, SourceReport, Unread
from forensics.model.schema import MINUTES, REQUEST, check
from forensics.scan.jobs import Job

__all__ = ["decode", "encode"]


def encode(scans: Sequence[Scan], job: Job) -> bytes:
    """A line of JSON with the reports, then the two tables as Parquet; `job` is the one that was scanned."""
    nameless = [_unnamed(scan, job) for scan in scans]
    requests, minutes = BytesIO(), BytesIO()
    pl.concat([scan.requests for scan in nameless]).write_parquet(requests)
    pl.concat([scan.minutes for scan in nameless]).write_parquet(minutes)
    told = {"requests": requests.tell(), "reports": [_tagged(asdict(scan.report)) for scan in nameless]}
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
        for report in map(_report, told["reports"])
    ]


def _tagged(value: Any) -> Any:  # noqa: ANN401 - what a report holds
    """What JSON does not have under a name of its own: bytes, times, and statements, which are more than their text."""
    match value:
        case dict():
            return {name: _tagged(part) for name, part in value.items()}
        case list() | tuple():
            return [_tagged(part) for part in value]
        case Statement():
            return {"statement": to_json(value)}
        case bytes():
            return {"base64": b64encode(value).decode()}
        case datetime():
            return {"time": value.isoformat()}
    return value


def _untagged(value: Any) -> Any:  # noqa: ANN401 - what a report holds
    match value:
        case {"statement": said, **rest} if not rest:
            return from_json(said)
        case {"base64": text, **rest} if not rest:
            return b64decode(text)
        case {"time": text, **rest} if not rest:
            return datetime.fromisoformat(text)
        case dict():
            return {name: _untagged(part) for name, part in value.items()}
        case list():
            return tuple(_untagged(part) for part in value)
    return value


def _report(told: dict[str, Any]) -> SourceReport:
    found = _untagged(told)
    return SourceReport(**{
        **found,
        "unread": tuple(Unread(**member) for member in found["unread"]),
        "formats_seen": tuple(SeenFormat(**seen) for seen in found["formats_seen"]),
        "refused_lines": tuple(RefusedLines(**lines) for lines in found["refused_lines"]),
        "holes": tuple(Hole(**hole) for hole in found["holes"]),
        "damage": Damage(**found["damage"]) if found["damage"] else None,
        "size_signs": tuple(SizeSign(**sign) for sign in found["size_signs"]),
        "rejected": tuple(Rejected(**line) for line in found["rejected"]),
    })  # fmt: skip


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
