"""Random lines read by others too: apache-log-parser says the same of each, DuckDB counts the same of all.

`LINES=100000 pytest tests/whole/test_other_readers.py -s` (or `make differential`) reads so many and says how many.
"""

from __future__ import annotations

import os
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from forensics.casefile.options import quick_case
from forensics.formats import compile_logformat, parse
from forensics.model import Evidence
from forensics.scan.scan import scan
from tests.support.random_lines import COMBINED, KNOWN_FORMATS, formats, sent, write

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its patterns are no raw strings
    import apache_log_parser

_LINES = int(os.environ.get("LINES", "2000"))
_SEED = int(os.environ.get("FIRST_WORLD", "0"))
_FORMATS = 40

#: Our column and its name for the same, or for what a request line holds.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "peer": ("remote_host", "remote_ip"),
    "user": ("remote_user",),
    "host": ("server_name",),
    "method": ("request_method", "method"),
    "target": ("request_url",),
    "protocol": ("request_http_ver", "protocol"),
    "status": ("status",),
    "planned_bytes": ("response_bytes", "response_bytes_clf"),
    "total_bytes": ("bytes_tx",),
    "referer": ("request_header_referer",),
    "agent": ("request_header_user_agent",),
}


def _as_ours(field: str, said: str) -> object:
    """What the other reader says, as we write it."""
    if field in ("status", "planned_bytes", "total_bytes"):
        return int(said.replace("-", "0"))  # as Apache writes that nothing was sent
    if said == "-":
        return None
    return f"HTTP/{said}" if field == "protocol" and not said.startswith("HTTP/") else said


def _differing(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
    """Each field that both have and read in two ways; the time too."""
    for field, names in _FIELDS.items():
        for name in names:
            if name in theirs and (said := _as_ours(field, theirs[name])) != ours[field]:
                yield field, ours[field], said
    if "url_path" in theirs and (said := theirs["url_path"] + theirs["query_string"]) != ours["target"]:
        yield "target", ours["target"], said  # where one ends and the other begins it cannot tell
    time = ours["start"] or ours["end"]
    if time != theirs["time_received_tz_datetimeobj"]:
        yield "time", time, theirs["time_received_tz_datetimeobj"]


def test_apache_log_parser_reads_the_same() -> None:
    """Every line that is clean for it, in known formats and in any order of directives."""
    chance = Random(_SEED)
    compared, disagreed = 0, []
    for template in (*KNOWN_FORMATS, *islice(formats(chance), _FORMATS)):
        lines = [write(template, sent(chance)) for _ in range(max(1, _LINES // (len(KNOWN_FORMATS) + _FORMATS)))]
        table, was_read = parse(compile_logformat(template), pl.Series(lines, dtype=pl.String), zone="UTC")
        assert was_read.all(), (template, lines[was_read.arg_min() or 0])
        other = apache_log_parser.make_parser(template if template.endswith('"') else f"{template}\n")
        for line, ours in zip(lines, table.iter_rows(named=True), strict=True):
            found = list(_differing(ours, other(f"{line}\n")))
            disagreed += [(template, line, *each) for each in found]
            compared += 1
    known = _FORMATS + len(KNOWN_FORMATS)
    print(f"\napache-log-parser: {compared:,} lines compared in {known} formats, {len(disagreed):,} disagreements")
    assert not disagreed, disagreed[:3]


_COUNT = r"""
WITH lines AS (SELECT unnest(string_split(content, chr(10))) AS line FROM read_text($log)),
cut AS (
    SELECT line, regexp_extract(line,
        '^(\S+) \S+ \S+ \[([^\]]*)\] "([A-Z]+) (\S+) ([^"]*)" (\d{3}) (\d+|-) "[^"]*" "[^"]*"$',
        ['address', 'time', 'method', 'target', 'protocol', 'status', 'size']) AS row FROM lines WHERE line <> ''
),
read AS (
  SELECT * FROM (SELECT line, row.*, coalesce(try_cast(row.size AS BIGINT), 0) AS bytes,
        split_part(row.target, '?', 1) = '/docs/leak.xlsx' AS named,
        try_strptime(row.time, '%d/%b/%Y:%H:%M:%S %z')::TIMESTAMPTZ AS moment FROM cut) WHERE moment IS NOT NULL
)
"""
_WHOLE = """
SELECT (SELECT count(*) FROM cut), count(*), count(*) FILTER (named), count(*) FILTER (named AND status = '200'),
    coalesce(sum(bytes) FILTER (named), 0)::BIGINT, count(DISTINCT address) FILTER (named) FROM read
"""
_HOURS = "SELECT epoch(date_trunc('hour', moment))::BIGINT, count(*) FROM read GROUP BY 1"


def _log(chance: Random, lines: int) -> bytes:
    """Lines of which one in fifty is none of a log."""
    junk = ("junk leak.xlsx", '192.0.2.1 - - [no time] "GET / HTTP/1.1" 200 5 "-" "-"', "0", '"')
    whole = [chance.choice(junk) if chance.random() < 0.02 else write(COMBINED, sent(chance)) for _ in range(lines)]
    return "\n".join([*whole, ""]).encode()


def _ours(evidence: Evidence) -> tuple[tuple[int, ...], dict[int, int]]:
    """The same numbers out of a scan."""
    (source,) = evidence.sources
    named = evidence.requests.filter(pl.col("match") == "target")
    whole = (
        source.lines,
        source.parsed,
        named.height,
        named.filter(pl.col("status") == 200).height,
        int(named["planned_bytes"].sum()),
        named["peer"].n_unique(),
    )
    hours: Counter[int] = Counter()
    for minute, lines in evidence.minutes.select(pl.col("minute").dt.epoch("s") // 3600 * 3600, "lines").iter_rows():
        hours[minute] += lines
    return whole, dict(hours)


def test_duckdb_counts_the_same(tmp_path: Path) -> None:
    """Lines, readable lines, those that name the file, their bytes and addresses, and lines an hour."""
    duckdb = pytest.importorskip("duckdb", reason="the group bench is not installed")
    chance = Random(_SEED + 1)
    compared, disagreed = 0, []
    for number in range(4):
        log = tmp_path / f"access{number}.log"
        log.write_bytes(_log(chance, _LINES // 4))
        whole, hours = _ours(scan(quick_case(name="leak.xlsx", logs=[str(log)], format="combined", zone="UTC")))
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'; SET threads = 1")
            (theirs,) = connection.execute(_COUNT + _WHOLE, {"log": str(log)}).fetchall()
            by_hour = dict(connection.execute(_COUNT + _HOURS, {"log": str(log)}).fetchall())
        compared += whole[0]
        disagreed += [(number, ours, theirs) for ours, theirs in [(whole, theirs), (hours, by_hour)] if ours != theirs]
    print(f"\nDuckDB: {compared:,} lines counted, 6 numbers and every hour of 4 logs, {len(disagreed)} disagreements")
    assert not disagreed
