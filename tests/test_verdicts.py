"""One request, one verdict: every rule of counting.md 3.5, in its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model import Case, FileVersion, LeakedFile, Log, Parties
from forensics.schema import VERDICTS
from forensics.verdicts import rules
from tests.request_fixture import CASE, FILE, NOON, SIZE, judged, source

#: A file with two versions, a measured gzip size and a login page; web logs, an origin log, a proxy.
VERSIONS = (
    FileVersion(SIZE, end=NOON + timedelta(days=1)),
    FileVersion(SIZE + 500_000, start=NOON + timedelta(days=1)),
)
RICH = LeakedFile("leak.xlsx", versions=VERSIONS, encoded_sizes=(600_000,), page_sizes=(5120,))
ORIGIN = replace(CASE, files=(RICH,), logs=(Log("edge.log"), Log("origin.log", layer="origin")))
BIG = 60_000_000

#: What a request says beyond a GET of the file with status 200 -> verdict, rule, grade.
CASES: list[tuple[dict[str, Any], str, str, str | None]] = [
    # 1 and 2: what the line is about
    ({"match": "rejected", "status": None}, "indeterminate", "1", None),
    ({"match": "other"}, "other_target", "2", None),
    ({"match": "cleared"}, "other_target", "2", None),
    ({"match": "twin"}, "indeterminate", "2", None),
    ({"match": "variant"}, "indeterminate", "2", None),
    ({"match": "variant", "planned_bytes": SIZE, "aborted": True}, "indeterminate", "2", None),
    ({"match": "variant", "body_bytes": 10}, "other_target", "2", None),
    ({"match": "variant", "status": 304, "body_bytes": 0}, "other_target", "2", None),
    ({"match": "variant", "status": 404, "body_bytes": 153}, "error", "9", None),
    # 3 and 4: methods
    ({"method": "HEAD", "body_bytes": 0}, "probe", "3", None),
    ({"method": "HEAD", "planned_bytes": SIZE}, "probe", "3", None),
    ({"method": "head", "planned_bytes": SIZE}, "probe", "3", None),
    ({"method": "OPTIONS", "body_bytes": 0}, "probe", "3", None),
    ({"method": "PROPFIND", "status": 207, "body_bytes": 1240}, "probe", "3", None),
    ({"method": "TRACE"}, "probe", "3", None),
    ({"method": "COPY", "status": 201, "body_bytes": 0}, "indeterminate", "3", None),
    ({"method": "MOVE", "status": 403, "body_bytes": 0}, "error", "4", None),
    ({"method": "PUT", "status": 201, "body_bytes": SIZE}, "indeterminate", "4", None),
    ({"method": "DELETE", "status": 204, "body_bytes": 0}, "error", "4", None),
    ({"method": "POST", "planned_bytes": SIZE}, "complete", "11", "G1"),
    ({"method": "get"}, "complete", "11", "G2"),
    # 5 to 9: statuses that deliver nothing
    ({"status": 301, "body_bytes": 262}, "redirect", "5", None),
    ({"status": 302, "body_bytes": SIZE}, "redirect", "5", None),
    ({"status": 308, "body_bytes": 0}, "redirect", "5", None),
    ({"status": 304, "body_bytes": 0}, "not_modified", "6", None),
    ({"status": 416, "body_bytes": 197, "range": f"bytes={SIZE}-"}, "error", "7", None),
    ({"status": 0, "body_bytes": 300_000}, "partial", "8", "G2"),
    ({"status": 0, "body_bytes": 0}, "error", "8", None),
    ({"status": 499, "body_bytes": 0}, "error", "8", None),
    ({"status": 408, "body_bytes": 100}, "partial", "8", "G2"),
    ({"status": 404, "body_bytes": 153}, "error", "9", None),
    ({"status": 503, "body_bytes": 0}, "error", "9", None),
    ({"status": 403, "body_bytes": SIZE}, "indeterminate", "9", None),
    # 10: nothing, or nothing known
    ({"body_bytes": 0, "aborted": True}, "probe", "10", None),
    ({"total_bytes": 0}, "probe", "10", None),
    ({"body_bytes": None}, "complete", "10", "G0"),
    ({"body_bytes": None, "aborted": True}, "indeterminate", "10", None),
    # 11 to 14: the whole file
    ({"body_bytes": SIZE}, "complete", "11", "G2"),
    ({"body_bytes": SIZE, "protocol": "HTTP/2.0", "aborted": False}, "complete", "11", "G2"),
    ({"body_bytes": SIZE, "protocol": None}, "complete", "11", "G2"),
    ({"body_bytes": SIZE, "range": "bytes=0-99"}, "complete", "11", "G2"),
    ({"status": 203, "body_bytes": SIZE}, "complete", "11", "G2"),
    ({"planned_bytes": SIZE}, "complete", "11", "G1"),
    ({"total_bytes": SIZE + 334}, "complete", "11", "G2"),
    ({"total_bytes": SIZE + 7790}, "complete", "11", "G2"),
    ({"total_bytes": SIZE + 80}, "complete", "11", "G2"),
    ({"planned_bytes": SIZE, "total_bytes": SIZE + 300}, "complete", "11", "G2"),
    ({"body_bytes": SIZE, "aborted": True}, "complete", "12", "G2"),
    ({"planned_bytes": SIZE, "aborted": True}, "indeterminate", "12", None),
    ({"body_bytes": SIZE + 500_000}, "complete", "13", "G2"),
    ({"end": NOON + timedelta(days=1), "body_bytes": SIZE}, "complete", "13", "G2"),
    ({"end": NOON + timedelta(days=1), "body_bytes": SIZE + 500_000}, "complete", "11", "G2"),
    ({"body_bytes": 600_000}, "complete", "14", "G2"),
    ({"body_bytes": 605_999}, "complete", "14", "G2"),
    ({"planned_bytes": 594_001}, "complete", "14", "G1"),
    ({"body_bytes": 517_459, "encoding": "gzip", "aborted": False}, "complete", "14", "G2"),
    # 15 to 18: other bodies
    ({"body_bytes": 5120}, "error", "15", None),
    ({"body_bytes": 9000, "content_type": "text/html; charset=utf-8"}, "error", "15", None),
    ({"body_bytes": 731_240}, "partial", "16", "G2"),
    ({"total_bytes": SIZE}, "partial", "16", "G2"),
    ({"total_bytes": SIZE + 79}, "partial", "16", "G2"),
    ({"planned_bytes": SIZE, "total_bytes": 800_000, "aborted": True}, "partial", "16", "G2"),
    ({"planned_bytes": 731_240}, "indeterminate", "17", None),
    ({"body_bytes": 731_240, "aborted": False}, "indeterminate", "17", None),
    ({"body_bytes": SIZE + 1}, "indeterminate", "18", None),
    ({"total_bytes": SIZE * 2}, "indeterminate", "18", None),
    # 19 to 22: ranges
    ({"status": 206, "body_bytes": 2, "range": "bytes=0-1"}, "probe", "19", None),
    ({"status": 206, "body_bytes": 2}, "probe", "19", None),
    ({"status": 206, "body_bytes": 0, "range": "bytes=0-99"}, "probe", "19", None),
    ({"status": 206, "body_bytes": SIZE}, "complete", "20", "G2"),
    ({"status": 206, "body_bytes": SIZE, "range": "bytes=0-"}, "complete", "20", "G2"),
    ({"status": 206, "planned_bytes": SIZE}, "complete", "20", "G1"),
    ({"status": 206, "planned_bytes": SIZE, "aborted": True}, "indeterminate", "20", None),
    ({"status": 206, "body_bytes": 100, "range": "bytes=0-99"}, "partial", "21", "G2"),
    ({"status": 206, "body_bytes": 50, "content_range": f"bytes 0-99/{SIZE}"}, "partial", "21", "G2"),
    ({"status": 206, "body_bytes": 100, "content_range": "bytes 0-99/777"}, "indeterminate", "21", None),
    ({"status": 206, "body_bytes": 65_536}, "partial", "22", "G2"),
    ({"status": 206, "body_bytes": 2216, "range": "bytes=0-999,500000-500999"}, "partial", "22", "G2"),
    ({"status": 206, "body_bytes": SIZE, "range": "bytes=0-9,20-29"}, "partial", "22", "G2"),
    # 23: the rest
    ({"status": 204, "body_bytes": 0}, "indeterminate", "23", None),
    ({"status": 226}, "indeterminate", "23", None),
    ({"status": None}, "indeterminate", "23", None),
    ({"status": 9}, "indeterminate", "23", None),
]


def one(values: dict[str, Any], case: Case | None = None, **more: Any) -> dict[str, Any]:
    """The judged request that says this."""
    return judged(values, case=case or replace(CASE, files=(RICH,)), **more)[0]


@pytest.mark.parametrize(("values", "verdict", "rule", "grade"), CASES, ids=lambda value: str(value)[:60])
def test_rule(values: dict[str, Any], verdict: str, rule: str, grade: str | None) -> None:
    """The first rule that matches decides."""
    row = one(values)
    assert (row["verdict"], row["rule"]) == (verdict, rule), row["because"]
    assert row["grade"] == grade


def test_an_unknown_size_leaves_the_status_to_speak() -> None:
    """Graded G0: no delivery can be called whole by its bytes."""
    unknown = replace(CASE, files=(LeakedFile("leak.xlsx"),))
    for values in ({"body_bytes": 731_240}, {"planned_bytes": 5}, {"total_bytes": 2_000_334}):
        row = one(values, unknown)
        assert (row["verdict"], row["rule"], row["grade"]) == ("complete", "10", "G0")


def test_a_recurring_smaller_size_is_a_hint() -> None:
    """Edge case 32: the same smaller body went to two clients, perhaps the file compressed."""
    rows = [{"peer": f"192.0.2.{n}", "body_bytes": 517_459} for n in (1, 2, 3)]
    assert {(row["verdict"], row["rule"]) for row in judged(*rows)} == {("indeterminate", "17")}
    assert [row["verdict"] for row in judged(rows[0], rows[0])] == ["partial", "partial"]


def test_copies_are_judged_first() -> None:
    """Whatever else the line says."""
    rows = ({"source": "s1", "line": b"x"}, {"source": "s2", "line": b"x"})
    assert [row["verdict"] for row in judged(*rows)] == ["complete", "duplicate_line"]


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({}, "indeterminate"),
        ({"status": 404, "body_bytes": 153}, "error"),
        ({"method": "HEAD", "body_bytes": 0}, "probe"),
        ({"status": 304, "body_bytes": 0}, "not_modified"),
        ({"status": 206, "body_bytes": 100, "range": "bytes=0-99"}, "indeterminate"),
    ],
)
def test_an_origin_whose_cache_is_not_seen(values: dict[str, Any], verdict: str) -> None:
    """Edge case 53: one request of a cache may have served many; what delivers nothing stays what it is."""
    row = one({"log": 1, **values}, ORIGIN)
    assert row["verdict"] == verdict
    assert (row["rule"] == "0") == (verdict == "indeterminate")


def test_an_origin_below_a_log_that_was_seen() -> None:
    """Edge case 52: the outermost layer decides, for the time it covers."""
    edge = source(log=0, first=NOON - timedelta(hours=1), last=NOON + timedelta(hours=1))
    row = one({"log": 1}, ORIGIN, sources=(edge,))
    assert (row["verdict"], row["rule"]) == ("duplicate_layer", "0")
    row = one({"log": 1, "end": NOON + timedelta(hours=2)}, ORIGIN, sources=(edge,))
    assert (row["verdict"], row["rule"]) == ("indeterminate", "0")
    assert one({"log": 0}, ORIGIN, sources=(edge,))["verdict"] == "complete"


def test_a_cdn_shows_by_its_agent() -> None:
    """Edge case 53, where nobody said that this is an origin."""
    assert one({"agent": "Amazon CloudFront"})["rule"] == "0"


def test_an_inner_log_caps_the_grade() -> None:
    """Edge case 58: a trusted proxy stood between; what it handed on is not in this log."""
    case = replace(CASE, parties=Parties(trusted_proxies=(ip_network("10.0.0.0/8"),)))
    row = one({"peer": "10.0.0.2", "forwarded": "198.51.100.7"}, case)
    assert (row["client"], row["verdict"], row["grade"]) == ("198.51.100.7", "complete", "G1")
    assert "proxied" in row["flags"]


@pytest.mark.parametrize(
    ("values", "size", "blind"),
    [
        ({"body_bytes": SIZE}, SIZE, True),
        ({"planned_bytes": SIZE}, SIZE, True),
        ({"body_bytes": BIG}, BIG, False),
        ({"planned_bytes": BIG}, BIG, True),
        ({"body_bytes": 4 * 1024 * 1024}, 4 * 1024 * 1024, False),
        ({"body_bytes": 100}, SIZE, False),
    ],
)
def test_abort_blind(values: dict[str, Any], size: int, *, blind: bool) -> None:
    """Flagged on planned sizes always, on what was handed over below 4 MiB (counting.md 3.3)."""
    case = replace(CASE, files=(replace(FILE, versions=(FileVersion(size),)),))
    assert ("abort-blind" in one(values, case)["flags"]) is blind


@pytest.mark.parametrize(
    ("values", "flag"),
    [
        ({"body_bytes": 600_000}, "encoded"),
        ({"body_bytes": SIZE + 500_000}, "other-version"),
        ({"status": 206, "body_bytes": 2216, "range": "bytes=0-999,500000-500999"}, "multipart"),
        ({"body_bytes": 100, "aborted": True}, "aborted"),
    ],
)
def test_flags(values: dict[str, Any], flag: str) -> None:
    """What a reader should know beside the verdict."""
    assert flag in one(values)["flags"]
    assert flag not in one({})["flags"]


@pytest.mark.parametrize(
    ("values", "first", "last"),
    [
        ({}, 0, SIZE - 1),
        ({"body_bytes": 731_240}, 0, 731_239),
        ({"status": 206, "body_bytes": 100, "range": "bytes=10-109"}, 10, 109),
        ({"status": 206, "body_bytes": 60, "range": "bytes=10-109"}, 10, 69),
        ({"status": 206, "body_bytes": 500_000, "range": "bytes=-500000"}, 1_500_000, SIZE - 1),
        ({"status": 206, "body_bytes": 1_268_760, "range": "bytes=731240-"}, 731_240, SIZE - 1),
        ({"status": 206, "body_bytes": 100, "range": "bytes=1-5", "content_range": f"bytes 10-109/{SIZE}"}, 10, 109),
        ({"status": 206, "total_bytes": 500, "range": "bytes=0-99"}, 0, 99),
        ({"status": 206, "total_bytes": 120, "range": "bytes=0-99"}, None, None),
        ({"status": 206, "body_bytes": 100}, None, None),
        ({"status": 206, "body_bytes": 2216, "range": "bytes=0-999,5000-5999"}, None, None),
        ({"total_bytes": 800_000}, None, None),
        ({"status": 404, "body_bytes": 153}, None, None),
        ({"status": 206, "body_bytes": 100, "range": "bytes=99999999999999999999-"}, None, None),
    ],
    ids=str,
)
def test_which_bytes_left(values: dict[str, Any], first: int | None, last: int | None) -> None:
    """The interval of the file that the response carried, as far as the log tells."""
    row = one(values)
    assert (row["first_byte"], row["last_byte"]) == (first, last)


def test_every_rule_is_met_by_a_case_here() -> None:
    """No rule without a test, and none that can never match."""
    edge = source(log=0, first=NOON, last=NOON)
    met = {one(values)["because"] for values, *_ in CASES}
    met |= {row["because"] for row in judged({"line": b"x"}, {"source": "s2", "line": b"x"})}
    met |= {row["because"] for row in judged({"log": 1}, case=ORIGIN, sources=(edge,))}
    met |= {row["because"] for row in judged({"log": 1}, case=ORIGIN)}
    met |= {one({"body_bytes": 5}, replace(CASE, files=(LeakedFile("leak.xlsx"),)))["because"]}
    met |= {row["because"] for row in judged(*({"peer": f"192.0.2.{n}", "body_bytes": 517_459} for n in (1, 2)))}
    assert met == {rule.because for rule in rules()}


def test_rules_speak_for_themselves() -> None:
    """Known verdicts, a reason each, and in the order of counting.md but for what must come first."""
    for rule in rules():
        assert rule.verdict in VERDICTS
        assert rule.because
    assert rules()[-1].number == "23"


_SIZES = st.none() | st.sampled_from([0, 1, 2, 79, 80, SIZE - 1, SIZE, SIZE + 1, SIZE + 80, 2 * SIZE, 2**62])


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "status": st.none() | st.sampled_from([0, 9, 200, 203, 204, 206, 301, 304, 404, 416, 499, 503, 999]),
                "method": st.none() | st.sampled_from(["GET", "POST", "HEAD", "PUT", "COPY", "get", "=1"]),
                "match": st.sampled_from(["target", "variant", "twin", "cleared", "rejected", "other"]),
                "body_bytes": _SIZES,
                "planned_bytes": _SIZES,
                "total_bytes": _SIZES,
                "aborted": st.none() | st.booleans(),
                "range": st.none()
                | st.sampled_from(["bytes=0-", "bytes=-1", "bytes=0-1,3-4", "bytes=9-1", "x", "bytes=-"]),
                "content_range": st.none() | st.sampled_from([f"bytes 0-99/{SIZE}", "bytes 9-1/*", "bytes */5", ""]),
                "encoding": st.none() | st.just("gzip"),
            }
        ),
        min_size=1,
        max_size=20,
    )
)
def test_every_request_has_exactly_one_verdict(rows: list[dict[str, Any]]) -> None:
    """Whatever the fields say, and none is lost, moved or left without a reason."""
    found = judged(*rows)
    assert [row["row"] for row in found] == [f"s1:{n}" for n in range(1, len(rows) + 1)]
    for row in found:
        assert row["verdict"] in VERDICTS
        assert row["because"]
        assert (row["grade"] is not None) == (row["verdict"] in ("complete", "partial"))
        assert row["first_byte"] is None or 0 <= row["first_byte"] <= row["last_byte"]
