"""One request, one verdict: every rule of counting.md 3.5, in its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.pieces import piece_of
from forensics.downloads.rules import RULES
from forensics.downloads.verdicts import judge
from forensics.model import Case, FileVersion, LeakedFile, Parties
from forensics.model.schema import VERDICTS
from forensics.parties.identify import identify
from tests.support.request_fixture import CASE, FILE, NOON, SIZE, judged, requests, source
from tests.support.verdict_table import BIG, CASES, ORIGIN, RICH


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


def test_the_agent_of_a_cdn_is_a_claim() -> None:
    """Edge case 53, where nobody said that this is an origin: believed of a trusted peer alone."""
    assert one({"agent": "Amazon CloudFront"})["verdict"] == "complete"


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
        ({"total_bytes": 600_296}, "encoded"),
        ({"total_bytes": 597_000}, "encoded"),
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
        ({"total_bytes": 800_000}, 0, 779_716),  # at least, whatever headers took
        ({"total_bytes": 16_000}, None, None),
        ({"status": 206, "total_bytes": 500_000, "range": "bytes=1000000-"}, 1_000_000, 1_481_208),
        ({"status": 206, "total_bytes": 500_000}, None, None),
        ({"status": 404, "body_bytes": 153}, None, None),
        ({"status": 206, "body_bytes": 100, "range": "bytes=99999999999999999999-"}, None, None),
    ],
    ids=str,
)
def test_which_bytes_left(values: dict[str, Any], first: int | None, last: int | None) -> None:
    """The interval of the file that the response carried, as far as the log tells."""
    row = one(values)
    assert (row["first_byte"], row["last_byte"]) == (first, last)


@pytest.mark.parametrize(
    ("asked", "body", "spans", "length"),
    [
        ("bytes=0-999,500000-500999", 2216, ((0, 999), (500_000, 500_999)), None),
        ("bytes=0-999, -1000", 2216, ((0, 999), (SIZE - 1000, SIZE - 1)), None),
        ("bytes=0-999,500-1499", 1500, ((0, 999), (500, 1499)), None),  # joined by the server (Apache)
        ("bytes=0-999,500-1499", 2211, ((0, 999), (500, 1499)), None),  # sent twice (nginx)
        ("bytes=0-999,500000-", 5000, (), None),  # cut off: which part is not known
        ("bytes=0-0,9999999-", 100, ((0, 0),), None),
        ("bytes=0-999,-", 2216, (), None),
        ("bytes=0-999,x", 2216, (), None),
        ("bytes=0-9," + "9" * 5000 + "-", 100, (), None),
        ("bytes=0-999", 1000, ((0, 999),), 1000),
        (None, 1000, (), 1000),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_one_request_delivered(
    asked: str | None, body: int, spans: tuple[tuple[int, int], ...], length: int | None
) -> None:
    """Several ranges in one answer are those that were asked for; its body is longer than the data (3.6.6)."""
    [row] = judged({"status": 206, "body_bytes": body, "range": asked})
    found = piece_of(0, row, NOON)
    assert (found.spans, found.length) == (spans, length)


def test_every_rule_is_met_by_a_case_here() -> None:
    """No rule without a test, and none that can never match."""
    edge = source(log=0, first=NOON, last=NOON)
    met = {row["because"] for row in judged(*(values for values, *_ in CASES), case=replace(CASE, files=(RICH,)))}
    met |= {row["because"] for row in judged({"line": b"x"}, {"source": "s2", "line": b"x"})}
    for how in ("request", "layer"):
        held = identify(mark_copies(requests({})), CASE).with_columns(copy=pl.lit(value=True), copy_how=pl.lit(how))
        met |= set(judge(held, CASE, ())["because"])
    met |= {row["because"] for row in judged({"log": 1}, case=ORIGIN, sources=(edge,))}
    met |= {row["because"] for row in judged({"log": 1}, case=ORIGIN)}
    unknown = replace(CASE, files=(LeakedFile("leak.xlsx", page_sizes=(5120,)),))
    met |= {
        one({"body_bytes": 5, **more}, unknown)["because"] for more in ({}, {"aborted": True}, {"body_bytes": 5120})
    }
    small = LeakedFile("leak.xlsx", versions=(FileVersion(3359),), page_sizes=(5120,))
    met |= {one({"total_bytes": 8000}, replace(CASE, files=(small,)))["because"]}
    met |= {row["because"] for row in judged(*({"peer": f"192.0.2.{n}", "body_bytes": 517_459} for n in (1, 2)))}
    assert met == {rule.because for rule in RULES}, "each rule needs a row in CASES of tests/support/verdict_table.py"


def test_rules_speak_for_themselves() -> None:
    """Known verdicts, a reason each, and in the order of counting.md but for what must come first."""
    for rule in RULES:
        assert rule.verdict in VERDICTS
        assert rule.because
    assert RULES[-1].number == "23"


_SIZES = st.none() | st.sampled_from([0, 1, 2, 79, 80, SIZE - 1, SIZE, SIZE + 1, SIZE + 80, 2 * SIZE, 2**62])


@settings(max_examples=30)
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
