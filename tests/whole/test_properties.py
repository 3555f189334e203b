"""What holds for any log: invented requests, and changes to the logs that must change no number."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import Bounds, Findings, Tally
from forensics.model.schema import VERDICTS
from forensics.scan.engines.engine import Engine, pool, serial

_SIZE = 2_000_000
_OPENS = datetime(2026, 6, 9, 8, tzinfo=UTC)
_COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"'
_NGINX = (
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" '
    '"$http_user_agent" rc=$request_completion rg=$http_range cr=$sent_http_content_range'
)

_CASE = """\
[case]
id = "property"
[[files]]
name = "leak.xlsx"
paths = ["/docs/leak.xlsx"]
size = 2000000
[[windows]]
label = "one"
start = 2026-06-09T08:00:00Z
end = 2026-06-09T09:00:00Z
[[windows]]
label = "two"
start = 2026-06-09T09:30:00Z
end = 2026-06-09T10:00:00Z
[parties]
own = ["198.51.100.0/24"]
"""


@dataclass(frozen=True, order=True)
class _Request:
    """A request for the file, and what the server did with it."""

    second: int  # since the first window opened
    address: str
    agent: str
    method: str
    status: int
    first: int  # of a 206: its first byte
    body: int
    done: bool

    @property
    def _head(self) -> str:
        time = (_OPENS + timedelta(seconds=self.second)).strftime("%d/%b/%Y:%H:%M:%S +0000")
        return f'{self.address} - - [{time}] "{self.method} /docs/leak.xlsx HTTP/1.1" {self.status}'

    def nginx(self) -> str:
        """The line with completion, Range and Content-Range."""
        tail = "rg=- cr=-"
        if self.status == 206:
            tail = f"rg=bytes={self.first}- cr=bytes {self.first}-{_SIZE - 1}/{_SIZE}"
        elif self.status == 416:
            tail = f"rg=bytes={_SIZE}- cr=bytes */{_SIZE}"
        return f'{self._head} {self.body} "-" "{self.agent}" rc={"OK" if self.done else ""} {tail}'

    def apache(self) -> str:
        """The combined line."""
        return f'{self._head} {self.body or "-"} "-" "{self.agent}"'


#: Round numbers, so that parts often fit; seconds close together, so that they meet.
_SECONDS = st.builds(
    int.__add__, st.sampled_from([-200, 0, 60, 1800, 3500, 3600, 5300, 7300]), st.integers(0, 3).map((20).__mul__)
)
_ADDRESSES = ["192.0.2.10", "192.0.2.12", "::ffff:192.0.2.10", "198.51.100.7", "2001:db8::1:1", "2001:db8::1:2"]
_REQUESTS = st.builds(
    _Request,
    second=_SECONDS,
    address=st.sampled_from(_ADDRESSES),
    agent=st.sampled_from(["Firefox/126", "Wget/1.21"]),
    method=st.sampled_from(["GET"] * 6 + ["HEAD", "POST", "PUT"]),
    status=st.sampled_from([200] * 5 + [206] * 5 + [304, 302, 404, 416, 499, 204]),
    first=st.sampled_from([0, 500_000, 1_000_000, 1_500_000]),
    body=st.sampled_from([0, 2, 500_000, 1_000_000, 1_500_000, _SIZE, _SIZE + 1]),
    done=st.booleans(),
)
#: Up to a dozen requests, all different: the same line in two files is a copy.
_LOGS = st.lists(_REQUESTS, min_size=1, max_size=12, unique=True).map(sorted)
_SEEDS = st.integers(0, 2**32 - 1).map(Random)

_NGINX_LOG = {"path": "access.log*", "format": _NGINX}
_APACHE_LOG = {"path": "apache.log", "format": _COMBINED}


def _investigated(
    files: Mapping[str, Sequence[str]], logs: Sequence[Mapping[str, str]], engine: Engine = serial
) -> Findings:
    """The findings from log files of these lines, with these [[logs]] entries."""
    entries = "".join(f"[[logs]]\npath = '{log['path']}'\nformat = '{log['format']}'\n" for log in logs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, lines in files.items():
            (folder / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
        case = folder / "case.toml"
        case.write_text(_CASE + entries, encoding="utf-8", newline="")
        return investigate(load_case(case), engine=engine)


def _of_nginx(requests: Sequence[_Request], **others: Sequence[_Request]) -> Findings:
    """The findings from access.log, and from access.log.1 and so on for the others given as _1."""
    files = {"access.log": [request.nginx() for request in requests]}
    files |= {f"access.log.{name[1:]}": [request.nginx() for request in more] for name, more in others.items()}
    return _investigated(files, [_NGINX_LOG])


def _tallies(findings: Findings) -> list[Tally]:
    file = findings.files[0]
    return [*file.windows, file.total, file.outside]


def _bounds(findings: Findings) -> list[Bounds]:
    """Those of downloads and addresses; not whether a gap opens them, which depends on how logs are cut."""
    found = [bounds for tally in _tallies(findings) for bounds in (tally.downloads, tally.addresses)]
    return [replace(bounds, open_ended=False) for bounds in found]


def _numbers(findings: Findings) -> list[Any]:
    """Every number of the answer."""
    counts = [
        (tally.requests, tally.partial, tally.own, tally.robots, tally.verdicts, tally.grades)
        for tally in _tallies(findings)
    ]
    return [_bounds(findings), counts]


@settings(max_examples=8)
@given(_LOGS)
def test_every_line_has_exactly_one_verdict(requests: list[_Request]) -> None:
    """No line is lost, none is judged twice, and none belongs to two downloads."""
    findings = _of_nginx(requests)
    labelled, file = findings.requests, findings.files[0]
    assert labelled["line"].to_list() == [request.nginx().encode() for request in requests]
    assert set(labelled["verdict"]) <= set(VERDICTS)
    assert not labelled["because"].null_count()
    assert file.total.requests + file.outside.requests == len(requests)
    assert sum(sum(tally.verdicts.values()) for tally in (file.total, file.outside)) == len(requests)
    owner = dict(labelled.select("row", "download").iter_rows())
    for download, rows in findings.downloads.select("download", "rows").iter_rows():
        assert {owner[row] for row in rows} == {download}


def _in_order(bounds: Bounds) -> bool:
    least = 0 if bounds.at_least is None else bounds.at_least
    return 0 <= least <= bounds.headline <= bounds.at_most


@settings(max_examples=12)
@given(_LOGS, _LOGS)
def test_bounds_stand_in_order(nginx: list[_Request], apache: list[_Request]) -> None:
    """at_least <= headline <= at_most, of downloads and of addresses, in each window and over all."""
    files = {"access.log": [r.nginx() for r in nginx], "apache.log": [r.apache() for r in apache]}
    findings = _investigated(files, [_NGINX_LOG, _APACHE_LOG])
    for tally in _tallies(findings):
        assert _in_order(tally.downloads)
        assert _in_order(tally.addresses)
        assert (tally.addresses.by_64 or 0) <= tally.addresses.headline <= tally.downloads.headline
        # Parts of one client count together as often as their bytes allow, at least once (counting.md 4b.3).
        assert not tally.partial or tally.downloads.at_most > tally.downloads.headline
        assert sum(tally.grades.values()) == tally.downloads.headline
    *windows, total, _ = _tallies(findings)
    assert sum(window.downloads.headline for window in windows) == total.downloads.headline


@settings(max_examples=8)
@given(_LOGS, _SEEDS)
def test_order_within_a_second_means_nothing(requests: list[_Request], random: Random) -> None:
    """Lines of the same second may stand in any order."""
    shuffled: list[_Request] = []
    for _, group in groupby(requests, key=lambda request: request.second):
        same = list(group)
        random.shuffle(same)
        shuffled += same
    assert _numbers(_of_nginx(shuffled)) == _numbers(_of_nginx(requests))


@settings(max_examples=8)
@given(_LOGS, st.integers(0, 12))
def test_a_rotation_changes_no_number(requests: list[_Request], at: int) -> None:
    """One log, or the same lines cut into a rotated and a live one."""
    assert _numbers(_of_nginx(requests[at:], _1=requests[:at])) == _numbers(_of_nginx(requests))


@settings(max_examples=8)
@given(_LOGS, st.data())
def test_a_copy_changes_no_number(requests: list[_Request], data: st.DataObject) -> None:
    """A log with twins in it, alone or beside a whole copy of it."""
    twins = data.draw(st.lists(st.sampled_from(requests), max_size=3))
    lines = sorted([*requests, *twins])
    copied = _of_nginx(lines, _1=lines)
    assert _numbers(copied) == _numbers(_of_nginx(lines))
    assert copied.requests.filter(copied.requests["verdict"] == "duplicate_line").height == len(lines)


@settings(max_examples=8)
@given(_LOGS, _SECONDS)
def test_a_refusal_changes_no_number_of_downloads(requests: list[_Request], second: int) -> None:
    """A HEAD and a 404 more deliver nothing, whoever sent them."""
    head = _Request(second, "192.0.2.10", "Firefox/126", "HEAD", 200, 0, 500_000, done=True)
    more = sorted({*requests, head, replace(head, method="GET", status=404, body=153)})
    assert _bounds(_of_nginx(more)) == _bounds(_of_nginx(requests))


def _backwards(work: Callable[[Any], Any], jobs: Sequence[Any]) -> Iterator[Any]:
    """An engine that does the last job first, and hands the results over in their order."""
    return reversed([work(job) for job in reversed(jobs)])


@settings(max_examples=5)
@given(_LOGS, _LOGS)
def test_order_of_jobs_means_nothing(nginx: list[_Request], apache: list[_Request]) -> None:
    """One after the other, backwards or side by side: the same tables, to the row."""
    files = {"access.log": [r.nginx() for r in nginx], "apache.log": [r.apache() for r in apache]}
    one, *others = (_investigated(files, [_NGINX_LOG, _APACHE_LOG], engine) for engine in (serial, _backwards, pool(2)))
    for other in others:
        assert other.requests.equals(one.requests)
        assert other.downloads.equals(one.downloads)
        assert other.files == one.files


@settings(max_examples=5)
@given(_LOGS, _LOGS)
def test_order_of_logs_in_the_case_means_nothing(nginx: list[_Request], apache: list[_Request]) -> None:
    """Which log the case names first changes no number."""
    files = {"access.log": [r.nginx() for r in nginx], "apache.log": [r.apache() for r in apache]}
    one = _investigated(files, [_NGINX_LOG, _APACHE_LOG])
    assert _numbers(_investigated(files, [_APACHE_LOG, _NGINX_LOG])) == _numbers(one)
