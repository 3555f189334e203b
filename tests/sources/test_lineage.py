"""Which sources are files of one log: rotations, copies under free names, objects, containers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from forensics.model import Case, Log, SourceReport
from forensics.sources.lineage import all_series

CASE = Case(id="c", files=(), windows=(), logs=(Log("*"), Log("*", host="b.example.org")))
HASH = "0a1b2c3d4e5f" * 5 + "6789"
OTHER = "9f8e7d6c5b4a" * 5 + "3210"


def sources(*names: str, **values: str) -> list[SourceReport]:
    """A source of each path."""
    return [SourceReport(id=f"s{n}", log=0, path=name, format=values.get("format")) for n, name in enumerate(names, 1)]


def groups(found: Sequence[SourceReport]) -> list[list[str]]:
    """The paths of each series."""
    return [[source.path for source in log.sources] for log in all_series(found, CASE)]


@pytest.mark.parametrize(
    "names",
    [
        ["access.log", "access.log.1", "access.log.2-copy.bz2", "access (1).log", "access.log~"],
        ["logs/2026-06-09-10-15-30-3F2A1B4C5D6E7F80", "logs/2026-06-09-11-00-02-00AA11BB22CC33DD"],
        ["E2EXAMPLE.2026-06-09-10.abcdef12.gz", "E2EXAMPLE.2026-06-09-11.qwertyui.gz"],
        ["cf.2026-06-09-10.qwertyui.gz", "cf.2026-06-09-11.asdfghjk.gz", "cf.2026-06-09-12.zxcvbnmp.gz"],
        [f"lb/2026/06/{day}/1_lb_20260{6}{day}T1005Z_192.0.2.{day}_{tail}.log.gz"
         for day, tail in (("09", "2hk3lm4n"), ("10", "abcdwxyz"), ("11", "1z2y3x4w"))],
        [f"containers/{name}/{name}-json.log" for name in (HASH, OTHER)],
        ["pods/web-7d9f8b6c5-x2x4z/nginx/0.log", "pods/web-6c8d7f5b4-bcdfg/nginx/0.log"],
        ["web_i-0123456789abcdef0.log", "web_i-0fedcba9876543210.log"],
        ["logs/2026-06-09/access.log", "logs/2026-06-10/access.log"],
        ["y=2026/m=06/d=09/h=10/m=00/PT1H.json", "y=2026/m=06/d=09/h=11/m=00/PT1H.json"],
    ],
    ids=lambda names: names[0][:30],
)  # fmt: skip
def test_files_of_one_log_are_one_series(names: list[str]) -> None:
    """Whatever rotation, a writer of objects, an orchestrator or a hand put into the name."""
    assert groups(sources(*names)) == [names]


@pytest.mark.parametrize(
    "names",
    [
        ["web1/access.log", "web2/access.log"],
        ["access.log", "ssl_access.log"],
        ["2026-06-09-frontend.log", "2026-06-09-backend.log", "2026-06-09-static00.log"],  # one day, three servers
        ["frontend-20260609.log", "static00-20260609.log"],
        ["E1EXAMPLE.2026-06-09-10.abcdef12.gz", "E2EXAMPLE.2026-06-09-10.abcdef13.gz"],
    ],
    ids=lambda names: names[0],
)
def test_logs_of_several_servers_stay_apart(names: list[str]) -> None:
    """The gap of one must not be filled by another."""
    assert sorted(groups(sources(*names))) == sorted([name] for name in names)


def test_servers_whose_names_come_again_stay_apart() -> None:
    """A word behind the date that recurs is a name."""
    names = [f"2026-06-{day:02}-{server}.log" for day in (8, 9, 10) for server in ("frontend", "static00")]
    assert groups(sources(*names)) == [names[::2], names[1::2]]


def test_containers_of_two_formats_are_two_series() -> None:
    """Only the content tells which is the web server."""
    one, other = sources(f"{HASH}-json.log", f"{OTHER}-json.log")
    assert len(all_series([replace(one, format="nginx_combined"), replace(other, format="caddy")], CASE)) == len(
        ["nginx", "caddy"]
    )


def test_two_hosts_of_a_case_are_two_series() -> None:
    """Though the names are alike."""
    one, other = sources("access.log", "access.log.1")
    assert [len(log.sources) for log in all_series([one, replace(other, log=1)], CASE)] == [1, 1]


def test_objects_and_writers_are_scattered_rotations_are_not() -> None:
    """Only of rotations can one be missing."""
    names = ["access.log.1", "2026-06-09-10-15-30-3F2A1B4C5D6E7F80", f"{HASH}-json.log"]
    assert {log.sources[0].path: log.scattered for log in all_series(sources(*names), CASE)} == {
        names[0]: False,
        names[1]: True,
        names[2]: True,
    }
