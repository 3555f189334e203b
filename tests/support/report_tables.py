"""The two tables of an invented case, LABELLED and DOWNLOAD, made from its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from forensics.model import Window
from forensics.model.schema import DOWNLOAD, LABELLED, check
from tests.support.report_lines import SIZE, Line

__all__ = ["FILE", "FIRST", "SECOND", "WINDOWS", "ZONE", "Text", "tables", "utc"]

Text = Callable[[str], str]

FILE = "Lijst signalen.xlsx"
ZONE = "Europe/Amsterdam"
FIRST, SECOND = "first publication", "second publication"


def utc(local: str) -> datetime:
    """A local time of 2020, "06-08 09:12:44", in UTC."""
    return datetime.fromisoformat(f"2020-{local}").replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


WINDOWS = (
    Window(FIRST, utc("06-08 09:00:00"), utc("06-11 17:00:00"), (FILE,)),
    Window(SECOND, utc("06-15 10:00:00"), utc("06-18 12:00:00"), (FILE,)),
)


def _window(at: datetime) -> str | None:
    return next((w.label for w in WINDOWS if w.start <= at < w.end), None)


def _request(line: Line, text: Text) -> dict[str, Any]:
    at, source = utc(line.at), line.row.split(":")[0]
    label, number = _window(at), int(line.row.split(":")[1])
    target = f"{line.path}?from=news"
    agent, agent_class = line.agent
    stamp = at.astimezone(ZoneInfo(ZONE)).strftime("%d/%m/%Y:%H:%M:%S %z")
    raw = f'{line.client} - - [{stamp}] "{line.method} {target} HTTP/1.1" {line.status} {line.size} "-" "{agent}"'
    told = {
        "row": line.row,
        "source": source,
        "log": int(source == "s3"),
        "line_no": number,
        "offset": number * 180,
        "line": text(raw).encode("utf-8", "surrogatepass"),
        "format": "nginx combined",
        "file": text(FILE),
        "match": line.match,
        "start": at,
        "end": at + timedelta(seconds=2),
        "peer": text(line.client),
        "method": text(line.method),
        "target": text(target),
        "host": text("www.example.org"),
        "path": text(line.path),
        "query": text("from=news"),
        "protocol": text("HTTP/1.1"),
        "status": line.status,
        "body_bytes": line.size if source != "s3" else None,
        "planned_bytes": line.size if source == "s3" else None,
        "referer": text("https://www.example.org/wob"),
        "agent": text(agent),
        "client": text(line.client),
        "client_64": text(line.client),
        "party": text("requester") if line.client == "198.51.100.7" else None,
        "own": line.client == "192.0.2.33",
        "agent_class": agent_class,
        "robot": "Bot" in agent,
        "size": SIZE,
        "verdict": line.verdict,
        "rule": line.rule,
        "because": text(line.because),
        "grade": "G2" if line.verdict in {"complete", "assembled"} else None,
        "flags": list(line.flags),
        "download": line.download,
        "window": text(label) if label else None,
        "edge_window": text(SECOND) if "edge" in line.flags else None,
    }
    return {name: told.get(name) for name in LABELLED}


def _download(requests: Sequence[dict[str, Any]]) -> dict[str, Any]:
    first, last = requests[0], requests[-1]
    sent = sum(r["body_bytes"] or r["planned_bytes"] or 0 for r in requests)
    whole = first["verdict"] in {"complete", "assembled"}
    told = {
        **{key: first[key] for key in DOWNLOAD if key in first},
        "kind": first["verdict"],
        "proof": {"complete": "single", "assembled": "proven"}.get(first["verdict"]),
        "first": first["start"],
        "last": last["end"],
        "bytes": sent,
        "rows": [r["row"] for r in requests],
        "in_at_least": whole and not first["own"] and "repeat-within-30s" not in first["flags"],
        "in_headline": whole,
        "in_at_most": "absorbed" not in first["flags"],
        "at_most": int("absorbed" not in first["flags"]),
    }
    return {name: told.get(name) for name in DOWNLOAD}


def tables(lines: Sequence[Line], text: Text) -> tuple[pl.DataFrame, pl.DataFrame]:
    """LABELLED and DOWNLOAD rows; `text` is applied to all that a log or a case could hold."""
    requests = [_request(line, text) for line in lines]
    parts: dict[str, list[dict[str, Any]]] = {}
    for request in requests:
        if request["download"]:
            parts.setdefault(request["download"], []).append(request)
    downloads = [_download(part) for part in parts.values()]
    return (
        check(pl.DataFrame(requests, schema=dict(LABELLED)), LABELLED),
        check(pl.DataFrame(downloads, schema=dict(DOWNLOAD)), DOWNLOAD),
    )
