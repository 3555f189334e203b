"""Logs in many small objects, and copies of rotations: one series, no gap, no limit, one request counted once."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

from forensics.model import Findings
from tests.support.several_logs import NOON, Seen, codes, combined, found, json_lines, leak, numbers, site, syslog

LEAKS = (leak(5, "192.0.2.10"), leak(9, "198.51.100.7"), leak(130, "198.51.100.7"))
SITE = site(11, 400, *LEAKS)


def _s3(number: int, seen: Seen) -> str:
    name = seen.path.removeprefix("/")
    return (
        f"owner bucket [{seen.time:%d/%b/%Y:%H:%M:%S +0000}] {seen.client} - {number:016X} REST.GET.OBJECT {name}"
        f' "{seen.method} {seen.path} HTTP/1.1" {seen.status} - {seen.size} {seen.size} 12 11 "-" "{seen.agent}" -'
        " hostid= - - - bucket.s3.example.org"
    )


def _objects(*, twice: bool) -> dict[str, list[str]]:
    """Records of S3 in an object for each quarter, which come half an hour late; some records come twice."""
    dice = random.Random(5)
    quarters: dict[int, list[str]] = {}
    for number, seen in enumerate(SITE):
        quarter = int((seen.time - NOON).total_seconds()) // 900
        quarters.setdefault(quarter, []).append(_s3(number, seen))
        if twice and seen in LEAKS:
            quarters.setdefault(quarter + dice.randrange(2), []).append(_s3(number, seen))
    return {
        f"logs/{NOON + timedelta(seconds=900 * n + 1800):%Y-%m-%d-%H-%M-%S}-{dice.getrandbits(64):016X}": lines
        for n, lines in quarters.items()
    }


def _series(findings: Findings) -> list[tuple[str, int]]:
    return [(log.log, len(log.sources)) for log in findings.coverage]


def test_objects_of_s3_are_one_log(tmp_path: Path) -> None:
    """None has a gap before and after it, none is missing, and records come late."""
    objects = _objects(twice=False)
    findings = found(tmp_path, objects)
    assert numbers(findings) == (3, 2, 3)
    assert (_series(findings), codes(findings)) == ([("logs/*", len(objects))], set())


def test_a_record_of_s3_that_came_twice_counts_once(tmp_path: Path) -> None:
    """In one object or in two."""
    findings = found(tmp_path, _objects(twice=True))
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})


def test_a_rotation_copied_under_a_free_name_adds_no_gap(tmp_path: Path) -> None:
    """It belongs to its series, and its lines count once."""
    half = len(SITE) // 2
    old, new = ([combined(seen) for seen in part] for part in (SITE[:half], SITE[half:]))
    logs = {"access.log": new, "access.log.1": old, "access.log.1-copy": old, "access (1).log": old[:50]}
    findings = found(tmp_path, logs)
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})
    assert _series(findings) == [("access.log", 4)]
    assert [source.copy_of for source in findings.sources] == ["", "", "s2", ""]


def test_a_copy_in_another_folder_adds_no_gap(tmp_path: Path) -> None:
    """The same bytes, in a folder of their own; the original is the one among its rotations."""
    half = len(SITE) // 2
    old, new = ([combined(seen) for seen in part] for part in (SITE[:half], SITE[half:]))
    findings = found(tmp_path, {"save/access.log.1": old, "web/access.log": new, "web/access.log.1": old})
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})
    assert [source.copy_of for source in findings.sources] == ["s3", "", ""]


def test_a_copy_without_the_file_adds_no_gap(tmp_path: Path) -> None:
    """An hour of the morning, saved twice, in which nobody asked for the file."""
    quiet = [combined(seen) for seen in SITE if seen.time > NOON + timedelta(hours=3)]
    logs = {"access.log": [combined(seen) for seen in SITE], "desk/evening.txt": quiet, "desk/evening (2).txt": quiet}
    findings = found(tmp_path, logs)
    assert [source.copy_of for source in findings.sources][2] == "s2"
    assert numbers(findings) == (3, 2, 3)


def test_daily_folders_are_one_log(tmp_path: Path) -> None:
    """A folder for each hour or day holds a part."""
    parts: dict[str, list[str]] = {}
    for seen in SITE:
        parts.setdefault(f"logs/{seen.time:%Y/%m/%d/%H}/access.log", []).append(combined(seen))
    findings = found(tmp_path, parts)
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, set())
    assert _series(findings) == [("logs/*/access.log", 5)]


def test_rotations_beside_the_central_log_of_all(tmp_path: Path) -> None:
    """What the rotations hold, a collector holds in one file, wrapped; neither has a gap."""
    half = len(SITE) // 2
    logs = {
        "web/access.log": [combined(seen) for seen in SITE[half:]],
        "web/access.log.1": [combined(seen) for seen in SITE[:half]],
        "central.log": [syslog(seen) for seen in SITE],
    }
    findings = found(tmp_path, logs)
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})
    assert [source.copy_of for source in findings.sources].count("") in (1, 2)


def test_pods_come_and_go(tmp_path: Path) -> None:
    """Each pod of a deployment writes for an hour; two write at once."""
    pods = ("web-7d9f8b6c5-x2x4z", "web-7d9f8b6c5-bcdfg", "web-6c8d7f5b4-hjklm", "web-6c8d7f5b4-pqrst")
    logs: dict[str, list[str]] = {f"pods/{pod}/nginx/0.log": [] for pod in pods}
    for seen in SITE:
        second = seen.time > NOON + timedelta(hours=2)
        pod = pods[2 * second + int(seen.client.rpartition(".")[2]) % 2]
        logs[f"pods/{pod}/nginx/0.log"].append(json_lines(seen))
    findings = found(tmp_path, logs)
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, set())
    assert len(findings.coverage) == 1
