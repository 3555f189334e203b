"""Bytes counted with headers: what a server's own lines tell of its headers (counting.md 4b.9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from forensics.downloads.assembly import assemble
from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.totals import learn
from forensics.downloads.verdicts import judge
from forensics.findings.conclusion import undeterminable
from forensics.model import Case, FileVersion, LeakedFile
from forensics.parties.identify import identify
from tests.support.request_fixture import CASE, NOON, SIZE, judged, requests, source

S = 3359
SMALL = LeakedFile("leak.xlsx", versions=(FileVersion(S),), size_source="case", page_sizes=(1000, 5120))
TINY = replace(CASE, files=(SMALL,))


def total(number: int, **values: Any) -> dict[str, Any]:
    """A response of so many bytes with headers."""
    return {"total_bytes": number, **values}


#: Responses without a body, to two visitors.
BODILESS = (
    total(180, status=304, peer="192.0.2.1"),
    total(212, method="HEAD", peer="192.0.2.2"),
    total(340, status=206, range="bytes=0-1", peer="192.0.2.2"),
)


@pytest.mark.parametrize(
    ("values", "others", "verdict", "rule", "grade"),
    [
        (total(S + 300), (), "complete", "11", "G1"),  # a full total of a small file proves little
        (total(S + 300), BODILESS, "complete", "11", "G1"),
        (total(S - 1), (), "partial", "16", "G1"),
        # a part of a small file: 1,120 bytes and the handshake of TLS
        (total(3408, status=206), (), "partial", "22", "G1"),
        (total(S + 300, status=206), (), "partial", "22", "G1"),
        (total(3408, status=206, content_range=f"bytes 0-1119/{S}"), (), "partial", "21", "G1"),
        (total(S + 400, status=206, content_range=f"bytes 0-{S - 1}/{S}"), (), "complete", "20", "G1"),
        # pages of the case: longer than the file, and shorter
        (total(5120 + 300), (), "error", "15", None),
        (total(1300), (), "error", "15", None),
        (total(5120 + 2300), (), "indeterminate", "15", None),  # or the file, and a handshake of TLS
        (total(5120 + 2300), BODILESS, "indeterminate", "18", None),
        # far above the file: a page of which nobody told, once it is known what headers take
        (total(12_000), (), "complete", "11", "G1"),
        (total(12_000), BODILESS, "indeterminate", "18", None),
        # with the planned size beside it there is no doubt
        (total(5454, planned_bytes=5120), (), "error", "15", None),
        (total(S + 2300, planned_bytes=S), (), "complete", "11", "G2"),
        (total(S + 2300, planned_bytes=2700), (), "partial", "16", "G2"),
        # an abort, and a total that a part and its headers have too
        (total(S + 300, aborted=True), (), "indeterminate", "12", None),
        (total(S, protocol=None, line=b'"GET /leak.xlsx" 200'), (), "complete", "11", "G2"),
        (total(S, protocol=None, line=b'\xff "GET /leak.xlsx" 200'), (), "complete", "11", "G2"),
        (total(S - 9, protocol=None, line=b'"GET /leak.xlsx" 200'), (), "partial", "16", "G2"),
    ],
)
def test_a_small_file(
    values: dict[str, Any], others: tuple[dict[str, Any], ...], verdict: str, rule: str, grade: str | None
) -> None:
    """Headers may be as long as it."""
    row = judged(values, *others, case=TINY)[0]
    assert (row["verdict"], row["rule"], row["grade"]) == (verdict, rule, grade), row["because"]


def learnt(*rows: dict[str, Any], **told: Any) -> list[tuple[int, bool]]:
    """What headers take at most, and whether that is known, by row."""
    table = learn(identify(mark_copies(requests(*rows)), CASE), (source(**told),))
    return list(table.select("headers_most", "learnt").iter_rows())


@pytest.mark.parametrize(
    ("rows", "told", "most", "known"),
    [
        (BODILESS, {}, 338 + 1024, True),
        (BODILESS[:2], {}, 16 * 1024, False),  # two are few
        ([total(180, status=304)] * 9, {}, 16 * 1024, False),  # one visitor decides nothing
        ([total(180 + n, status=304, peer=f"2001:db8::{n}") for n in range(9)], {}, 16 * 1024, False),  # nor one /64
        (
            [total(SIZE, method="HEAD", protocol="HTTP/2.0", peer=f"192.0.2.{n}") for n in range(9)],
            {},
            16 * 1024,
            False,
        ),
        ([total(2238, status=304, peer=f"192.0.2.{n}") for n in range(3)], {}, 2 * 2238, True),  # with a handshake
        ([total(SIZE)], {"header_bytes": (180, 350)}, 350 + 1024, True),  # the sample of the log told
        ([total(SIZE)], {"id": "s2", "header_bytes": (180, 350)}, 16 * 1024, False),  # another log's
    ],
)
def test_what_headers_take(rows: list[dict[str, Any]], told: dict[str, Any], most: int, *, known: bool) -> None:
    """Learnt from responses without a body, to two visitors at least."""
    assert set(learnt(*rows, **told)) == {(most, known)}


def counted(*rows: dict[str, Any], case: Case = CASE) -> tuple[int, int, int]:
    """At least, headline, at most."""
    table = judge(identify(mark_copies(requests(*rows)), case), case, ())
    downloads = assemble(table, case)[1]
    return tuple(int(downloads[name].sum()) for name in ("in_at_least", "in_headline", "at_most"))  # type: ignore[return-value]


def minutes(number: float) -> dict[str, Any]:
    """So many minutes after noon."""
    return {"end": NOON.replace(minute=int(number))}


def test_parts_with_headers_join_where_ranges_are_known() -> None:
    """A lower bound of what left is enough (4b.12)."""
    first = total(1_200_000, **minutes(0))
    rest = total(1_000_400, status=206, range="bytes=1000000-", **minutes(3))
    assert counted(first, rest) == (1, 1, 1)
    cut = total(900_000, status=206, content_range=f"bytes 0-1199999/{SIZE}", **minutes(0))
    more = total(1_200_400, status=206, content_range=f"bytes 800000-1999999/{SIZE}", **minutes(1))
    assert counted(cut, more) == (1, 1, 1)
    late = total(1_100_400, status=206, content_range=f"bytes 900000-1999999/{SIZE}", **minutes(1))
    assert counted(cut, late) == (0, 0, 1)  # headers may have taken some of the 900,000


def test_parts_with_headers_of_unknown_place() -> None:
    """Enough for the whole leaves the question open; a resume that overlaps answers it."""
    half = total(1_000_400, status=206, **minutes(0))
    assert counted(half, half | minutes(1)) == (0, 0, 1)
    assert counted(half, half | minutes(1), half | minutes(2), half | minutes(3)) == (0, 0, 2)
    assert counted(total(1_200_000, **minutes(0)), total(900_000, status=206, **minutes(3))) == (0, 1, 1)


def test_at_least_of_a_small_file() -> None:
    """Bytes with headers prove no delivery of it, so there is no least number rather than 0."""
    table = judge(identify(mark_copies(requests(total(S + 300))), TINY), TINY, ())
    assert undeterminable(*assemble(table, TINY))


def test_a_size_that_the_log_states_stands() -> None:
    """A store logs the size of its object: where the case gives none, each response is measured by it (4b.10)."""
    unknown = replace(CASE, files=(LeakedFile("leak.xlsx"),))
    rows = (
        {"object_bytes": SIZE, "body_bytes": SIZE},
        {"object_bytes": SIZE, "body_bytes": 812_345},
        {"object_bytes": 2_145_003, "body_bytes": 2_145_003},
        {"status": 206, "body_bytes": 9, "content_range": "bytes 0-8/777"},
        {"body_bytes": SIZE},
    )
    verdicts = [(row["verdict"], row["grade"]) for row in judged(*rows, case=unknown)]
    assert verdicts == [
        ("complete", "G2"),
        ("partial", "G2"),
        ("complete", "G2"),
        ("partial", "G2"),
        ("complete", "G0"),
    ]
    inferred = replace(CASE, files=(replace(SMALL, versions=(FileVersion(SIZE),), size_source="inferred"),))
    assert judged(rows[2], case=inferred)[0]["verdict"] == "complete"
    assert judged(rows[2])[0]["verdict"] == "indeterminate"  # the case says otherwise
