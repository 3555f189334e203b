"""Answers with everything that is hard to save, and saved reports to be read again."""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from forensics.casefile import load_case
from forensics.casefile.options import quick_case
from forensics.investigation import investigate
from forensics.language.statement import Statement
from forensics.model import Disagreement, Findings
from forensics.report import tables
from forensics.report.files import CHECKSUMS, FINDINGS
from forensics.report.saved import document
from tests.support.archive_fixture import zip_of
from tests.support.small_case import SIZE, entry

__all__ = ["TABLES", "content", "different", "odd", "save", "unbounded"]

TABLES = ("requests.parquet", "downloads.parquet")
_CASE = """
[case]
id = "odd-1"
title = "Caf\\u00e9 {x} \\\\udc80 \\u202e<b>"
zone = "Europe/Amsterdam"
aware = 2026-06-18T15:00:00
purpose = "{{ 7*7 }}"
retain_until = 2027-06-18T00:00:00
[[files]]
name = "leak.xlsx"
paths = ["/docs/leak.xlsx"]
other_paths = ["/docs/other.xlsx"]
encoded_sizes = [160112]
[[files.versions]]
size = 2000000
to = 2026-06-09T12:00:00
[[files.versions]]
size = 3000000
from = 2026-06-09T12:00:00
[[files]]
name = "annex.pdf"
[[windows]]
label = "first {y}"
start = 2026-06-09T10:00:00
end = 2026-06-09T12:00:00
[[windows]]
label = "second"
start = 2026-06-10T10:00:00
end = 2026-06-10T12:00:00
files = ["leak.xlsx"]
[[logs]]
path = "logs/*"
covers = [2026-06-08T00:00:00, 2026-06-11T00:00:00]
[parties]
own = ["192.0.2.0/28", "2001:db8::/48"]
trusted_proxies = ["198.51.100.200"]
[[parties.known]]
name = "requester"
networks = ["192.0.2.11"]
[counting]
episode_minutes = 20
"""


def odd(folder: Path) -> Findings:
    """Bytes that are no text, lines without a time, damage, an archive with members that are not read, two files."""
    (folder / "logs").mkdir()
    name = b"acc\xffess.log".decode("utf-8", "surrogateescape") if sys.platform == "linux" else "access.log"
    lines = [
        b"\x16\x03\xff\xfe /docs/leak.xlsx \x00\n",
        *(entry(minute, peer="198.51.100.9").encode() for minute in range(-60, 180)),
        entry(5, "/docs/leak.xlsx", size=SIZE).encode(),
        entry(20, "/docs/leak.xlsx?x=\xff", size=SIZE, peer="192.0.2.11").encode("latin-1"),
        entry(21, "/docs/leak.xlsx\\x1b[2J\t\x9b{z}", size=SIZE, peer="2001:db8::7").encode(),
        entry(30, "/docs/annex.pdf", size=48_211).encode(),
    ]
    (folder / "logs" / name).write_bytes(b"".join(lines))
    members = {"a.log": b"".join(lines[:200]), "../out.log": lines[-1], "empty.log": b"", "b.zip": zip_of({"c": b"x"})}
    (folder / "logs" / "week.zip").write_bytes(zip_of(members))
    (folder / "logs" / "cut.log.gz").write_bytes(gzip.compress(b"".join(lines), mtime=0)[:-40])
    case = folder / "case.toml"
    case.write_text(_CASE, encoding="utf-8")
    found = investigate(load_case(case))
    difference = Disagreement(found.requests["row"][0], "bytes", "{1}\x1b", None, None)
    return replace(found, second_reader=replace(found.second_reader, disagreements=(difference,)))


def unbounded(folder: Path) -> Findings:
    """No size, no case file, windows without bounds, and the first second of Unix time."""
    log = folder / "access.log"
    first = entry(5, "/docs/leak.xlsx").replace("09/Jun/2026:10:05:00", "01/Jan/1970:02:00:00")
    log.write_text(first + entry(9, "/docs/leak.xlsx"), encoding="utf-8")
    found = investigate(quick_case(name="leak.xlsx", logs=[str(log)]))
    assert datetime(1970, 1, 1, tzinfo=UTC) in found.requests["start"].to_list()
    return found


def content(findings: Findings) -> dict[str, bytes]:
    """What a report is written again from."""
    found = {
        FINDINGS: document.as_json(findings).encode(),
        "requests.parquet": tables.requests_parquet(findings.requests),
        "downloads.parquet": tables.downloads_parquet(findings.downloads),
    }
    return {**found, CHECKSUMS: tables.checksums(found)}


def save(folder: Path, files: dict[str, bytes] | Findings, changed: Any = None) -> Path:  # noqa: ANN401 - JSON
    """A folder with these files; with another document in place of theirs, if there is one."""
    files = content(files) if isinstance(files, Findings) else dict(files)
    if changed is not None:
        files[FINDINGS] = json.dumps(changed).encode()
        files[CHECKSUMS] = tables.checksums({name: files[name] for name in (FINDINGS, *TABLES)})
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def different(one: Any, other: Any, place: str = "findings") -> list[str]:  # noqa: ANN401 - any value of the model
    """Where two answers differ, in value or in type; paths and versions of this machine, and signs of sizes, aside."""
    if place.endswith((".folder", ".document", ".parties.databases", ".parties.ranges", ".case.notification")):
        return []
    if place.endswith((".header_bytes", ".size_signs", ".read_with")):
        return []
    if type(one) is not type(other):
        return [f"{place}: {type(one)}, {type(other)}"]
    if isinstance(one, pl.DataFrame):
        return [] if one.equals(other) and one.schema == other.schema else [place]
    if is_dataclass(one):
        pairs = [(each.name, getattr(one, each.name), getattr(other, each.name)) for each in fields(one)]
    elif isinstance(one, dict):
        pairs = [(key, one[key], other.get(key)) for key in one] + [("keys", "".join(one), "".join(other))]
    elif isinstance(one, tuple):
        pairs = [(str(n), *pair) for n, pair in enumerate(zip(one, other, strict=False))] + [
            ("len", len(one), len(other))
        ]
    else:
        said = isinstance(one, Statement) and (one.message, one.values) != (other.message, other.values)
        return [f"{place}: {one!r}, {other!r}"] if one != other or said else []
    return [found for name, left, right in pairs for found in different(left, right, f"{place}.{name}")]
