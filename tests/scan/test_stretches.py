"""A log that is read in stretches gives what it gives at once, wherever it was left."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from forensics.model import LeakedFile, Log, Scan
from forensics.scan.continued import continued
from forensics.scan.jobs import Job
from forensics.scan.progress import quiet
from forensics.scan.scan import LOG_START, scan_source, scan_stretch

FILE = LeakedFile("leak.xlsx")
IIS = "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2026-06-01 00:00:07\n#Fields: "


def _combined(made: random.Random) -> list[bytes]:
    return [
        b'192.0.2.%d - - [01/Jun/2026:%02d:%02d:07 +0200] "GET /%s HTTP/1.1" 200 %d "-" "curl/8.5"\n'
        % (number % 9, number // 60, number % 60, made.choice([b"leak.xlsx", b"", b"a%20b", b"caf\xe9"]), number * 7)
        for number in range(120)
    ]


def _json(made: random.Random) -> list[bytes]:
    rows = [
        {
            "time": f"2026-06-01T{number // 60:02}:{number % 60:02}:07+02:00",
            "remote_addr": "192.0.2.1",
            "request": f"GET /{made.choice(['leak.xlsx', 'x'])} HTTP/1.1",
            "status": 200,
            "body_bytes_sent": number,
            "http_user_agent": "curl/8.5",
        }
        for number in range(120)
    ]
    return [json.dumps(row).encode() + b"\n" for row in rows]


def _iis(made: random.Random) -> list[bytes]:
    """The fields change once, and the second heading leaves the day to be counted."""
    first = (IIS + "date time c-ip cs-method cs-uri-stem sc-status sc-bytes\n").encode().splitlines(keepends=True)
    rows = [
        f"2026-06-01 {n // 6:02}:{n % 6}0:09 192.0.2.{n} GET /{made.choice(['leak.xlsx', 'x'])} 200 {n * 9}\n".encode()
        for n in range(90)
    ]
    second = (IIS.replace("06-01", "06-02") + "time c-ip cs-method cs-uri-stem sc-status\n").encode()
    later = [f"{n % 24:02}:{n % 60:02}:09 192.0.2.{n} GET /leak.xlsx 200\n".encode() for n in range(0, 60, 5)]
    return [*first, *rows, *second.splitlines(keepends=True), *later]


def _job(path: Path) -> Job:
    return Job("s1", 0, Log(path.name), path, path.name, None, (FILE,), quiet)


def _in_stretches(job: Job, lines: list[bytes], cuts: list[int]) -> Scan:
    plain = not str(job.path).endswith(".gz")
    left, scans = LOG_START, []
    for end in cuts:
        scanned, left = scan_stretch(job, left, sum(map(len, lines[:end])) if plain else None)
        scans.append(scanned)
    assert left.place.offset == sum(map(len, lines))
    assert left.place.lines == len(lines)
    return reduce(continued, scans)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("written", [_combined, _json, _iis])
def test_stretches_are_the_whole(written: object, seed: int, tmp_path: Path) -> None:
    """Rows, minutes and tally, but for the digests of the whole."""
    made = random.Random(seed)
    lines = written(made)  # type: ignore[operator]
    path = tmp_path / "access.log"
    path.write_bytes(b"".join(lines))
    cuts = [*sorted(made.sample(range(1, len(lines)), 4)), len(lines)]
    (whole,) = scan_source(_job(path))
    parts = _in_stretches(_job(path), lines, cuts)
    assert_frame_equal(parts.requests, whole.requests)
    assert_frame_equal(parts.minutes.sort("minute"), whole.minutes.sort("minute"))
    known = {"sha256": whole.report.sha256, "stream_sha256": whole.report.stream_sha256}
    assert replace(parts.report, **known, out_of_order=whole.report.out_of_order) == whole.report
    assert whole.requests.height


def test_what_a_compressed_log_holds_behind_a_place(tmp_path: Path) -> None:
    """A log that was left while it lay plain, and was rotated and packed since."""
    lines = _combined(random.Random(7))
    plain, packed = tmp_path / "access.log", tmp_path / "access.log.1.gz"
    plain.write_bytes(b"".join(lines))
    first, left = scan_stretch(_job(plain), LOG_START, sum(map(len, lines[:50])))
    packed.write_bytes(gzip.compress(b"".join(lines)))
    rest, behind = scan_stretch(_job(packed), left, None)
    (whole,) = scan_source(_job(plain))
    assert_frame_equal(continued(first, rest).requests, whole.requests)
    assert (behind.place.offset, behind.place.lines) == (sum(map(len, lines)), len(lines))


def test_what_others_write_behind_the_end_is_left(tmp_path: Path) -> None:
    """The line that is being written is read when it is whole."""
    lines = _combined(random.Random(8))
    path = tmp_path / "access.log"
    path.write_bytes(b"".join(lines) + lines[0][:40])
    scanned, left = scan_stretch(_job(path), LOG_START, sum(map(len, lines)))
    assert scanned.report.damage is None
    assert (scanned.report.lines, left.place.lines) == (len(lines), len(lines))


def test_nothing_new(tmp_path: Path) -> None:
    """It is left where it was."""
    path = tmp_path / "access.log"
    path.write_bytes(b"".join(_combined(random.Random(9))))
    _, left = scan_stretch(_job(path), LOG_START, path.stat().st_size)
    scanned, again = scan_stretch(_job(path), left, path.stat().st_size)
    assert again == left
    assert (scanned.report.lines, scanned.requests.height, scanned.minutes.height) == (0, 0, 0)
