"""The ceiling is a bound: what left the server never counts more than at_most (counting.md 4b.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.downloads.assembly import assemble
from forensics.downloads.ceilings import UnplacedPart, deliveries_in
from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.verdicts import judge
from forensics.model import Case, LeakedFile
from forensics.parties.identify import identify
from tests.support.request_fixture import CASE, NOON, SIZE, requests
from tests.support.thorough import some

QUARTER = SIZE // 4
_WHOLE = UnplacedPart(((0, SIZE - 1),))


def ceiling(*rows: dict[str, Any], case: Case = CASE) -> list[int]:
    """As how many deliveries each download of these requests counts at most."""
    table = judge(identify(mark_copies(requests(*rows)), case), case, ())
    return list(assemble(table, case)[1]["at_most"])


def quarter(number: int, minutes: float = 0, **values: Any) -> dict[str, Any]:
    """A 206 of a quarter of the file, its range logged."""
    first = number * QUARTER
    return loose(QUARTER, minutes, content_range=f"bytes {first}-{first + QUARTER - 1}/{SIZE}", **values)


def loose(length: int, minutes: float = 0, **values: Any) -> dict[str, Any]:
    """A 206 of so many bytes, its range not logged."""
    return {"status": 206, "body_bytes": length, "end": NOON + timedelta(minutes=minutes), **values}


@pytest.mark.parametrize(
    ("parts", "size", "most"),
    [
        ([], SIZE, 0),
        ([UnplacedPart(most=QUARTER)] * 3, SIZE, 0),
        ([UnplacedPart(most=QUARTER)] * 40, SIZE, 10),
        ([UnplacedPart(((0, QUARTER - 1),))] * 40, SIZE, 0),  # edge case 21: the same quarter again
        ([_WHOLE, _WHOLE], SIZE, 2),
        ([_WHOLE, UnplacedPart(((0, SIZE - 2),))], SIZE, 1),
        ([UnplacedPart(((0, SIZE - 2),)), UnplacedPart(((0, SIZE - 2),)), UnplacedPart(most=1)], SIZE, 1),
        ([UnplacedPart(((0, SIZE - 2),)), UnplacedPart(((0, SIZE - 2),)), UnplacedPart(most=2)], SIZE, 2),
        ([UnplacedPart(((0, 9), (20, SIZE - 1))), UnplacedPart(((10, 19),))], SIZE, 1),
        ([UnplacedPart(((0, SIZE + 99),))], SIZE, 1),  # more than the file has
        ([UnplacedPart(), UnplacedPart(), UnplacedPart(most=SIZE - 1)], SIZE, 2),  # each of them perhaps whole
        (
            [UnplacedPart(most=300), UnplacedPart(most=200), UnplacedPart(most=100)],
            None,
            2,
        ),  # the file has 300 bytes at least
        ([UnplacedPart(most=0)], None, 0),
        ([], None, 0),
    ],
)
def test_what_parts_allow(parts: list[UnplacedPart], size: int | None, most: int) -> None:
    """A delivery needs every byte; bytes of a known place are those of that place."""
    assert deliveries_in(parts, size) == most


_SMALL = 8
_SPAN = st.tuples(st.integers(0, _SMALL - 1), st.integers(0, _SMALL - 1)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(st.tuples(_SPAN, st.booleans()), max_size=9))
def test_parts_allow_what_they_were(sent: list[tuple[tuple[int, int], bool]]) -> None:
    """However many of the places the log tells, the whole files that left are allowed; all told, none more."""
    truth = min(sum(first <= byte <= last for (first, last), _ in sent) for byte in range(_SMALL))
    parts = [UnplacedPart((span,)) if told else UnplacedPart(most=span[1] - span[0] + 1) for span, told in sent]
    assert deliveries_in(parts, _SMALL) >= truth
    assert deliveries_in([UnplacedPart((span,)) for span, _ in sent], _SMALL) == truth


@pytest.mark.parametrize(
    ("rows", "most"),
    [
        ([loose(QUARTER, n / 2) for n in range(40)], [10]),  # ten whole files in quarters within 20 minutes
        ([loose(QUARTER, n * 45) for n in range(40)], 10),  # and over days, each an episode of its own
        ([loose(QUARTER, n, agent=f"agent {n % 3}") for n in range(40)], 10),  # and by several programs
        ([loose(SIZE // 2, n / 60) for n in range(4)], [2]),
        ([loose(QUARTER, n) for n in range(3)], [1]),  # parts of no whole are still told in the ceiling
        ([quarter(0, n) for n in range(12)], [1]),
        ([quarter(n % 4, n) for n in range(8)], 2),
        ([quarter(n % 4, n / 60) for n in (0, 1, 2, 3, 1, 2, 3, 0, 0)], 2),
        ([loose(QUARTER, n, peer=f"192.0.2.{n}") for n in range(3)], 3),  # each address by itself
        ([loose(QUARTER, n, peer=None) for n in range(3)], 3),
        ([{}, loose(SIZE // 2, 0.1), loose(SIZE // 2, 0.2)], 2),  # absorbed by a whole delivery, but another whole
        ([{}, loose(QUARTER, 0.1)], 1),
        ([loose(517_459, encoding="gzip", status=200, peer="192.0.2.4")] * 2, 2),  # each perhaps whole, compressed
        ([loose(1, aborted=True, status=200) | {"body_bytes": None, "planned_bytes": SIZE}] * 2, 2),
        ([{"body_bytes": SIZE + 5}, {"body_bytes": SIZE + 7}], 2),
        ([loose(QUARTER, n * 60, status=200) for n in range(3)], 3),  # each began as a download (3.7)
        ([loose(QUARTER, 0, status=200), loose(QUARTER, 60), loose(QUARTER, 120)], 1),
        ([loose(QUARTER, 0, status=200), *(loose(QUARTER, 60 + n) for n in range(7))], 2),
        ([{"status": 206, "body_bytes": None}] * 3, 3),  # a size that is not logged
        ([{"status": 206, "body_bytes": None, "range": "bytes=0-499999"}] * 3, 1),  # but the range is
        ([{"status": 304, "body_bytes": 0, "peer": f"192.0.2.{n}"} for n in range(2)], 2),
        ([{"match": "rejected", "status": None, "names": 5}], [5]),
        ([{"match": "rejected", "status": None}], [1]),
    ],
)
def test_ceiling(rows: list[dict[str, Any]], most: int | list[int]) -> None:
    """Across the time and the agents of one client, and never below what may have left."""
    found = ceiling(*rows)
    assert found == most if isinstance(most, list) else sum(found) == most


def test_an_unknown_size_has_a_ceiling() -> None:
    """The file is at least as large as its largest part."""
    unknown = replace(CASE, files=(LeakedFile("leak.xlsx"),))
    rows = [loose(length, n) for n, length in enumerate((300_000, 200_000, 100_000))]
    assert sum(ceiling(*rows, case=unknown)) == 2


def test_parts_in_two_windows_count_in_each() -> None:
    """A whole that was begun in one window and ended in another is missing from neither."""
    first, second = CASE.windows[0], replace(CASE.windows[0], label="two")
    cut = NOON + timedelta(hours=2)
    case = replace(CASE, windows=(replace(first, end=cut), replace(second, start=cut)))
    rows = [loose(SIZE * 3 // 4, minutes) for minutes in (60, 61, 180, 181)]
    assert sum(ceiling(*rows, case=case)) >= 3


_SENT = st.fixed_dictionaries(
    {
        "peer": st.sampled_from(["192.0.2.1", "192.0.2.2", "2001:db8::1"]),
        "agent": st.sampled_from(["Firefox", "Wget"]),
        "minutes": st.integers(0, 3000),
        "first": st.integers(0, 7),
        "eighths": st.integers(1, 8),
        "logged": st.sampled_from(["place", "bytes", "planned", "total"]),
        "headers": st.integers(80, 900),
    }
)


def _request(sent: dict[str, Any]) -> tuple[dict[str, Any], range]:
    """What is logged of it, and which eighths of the file left."""
    eighth, first = SIZE // 8, sent["first"]
    eighths = range(first, min(8, first + sent["eighths"]))
    length = len(eighths) * eighth
    row = {"peer": sent["peer"], "agent": sent["agent"], "end": NOON + timedelta(minutes=sent["minutes"])}
    row["status"] = 200 if first == 0 and sent["minutes"] % 2 else 206
    sizes = {
        "place": {
            "body_bytes": length,
            "content_range": f"bytes {first * eighth}-{first * eighth + length - 1}/{SIZE}",
        },
        "bytes": {"body_bytes": length},
        "planned": {"planned_bytes": SIZE if row["status"] == 200 else length},
        "total": {"total_bytes": length + sent["headers"]},
    }
    return row | sizes[sent["logged"]], eighths


@settings(max_examples=some(60, 150), deadline=None)
@given(st.lists(_SENT, max_size=14))
def test_the_truth_lies_within(sent: list[dict[str, Any]]) -> None:
    """Whatever was sent to whom and however it was logged: at_least <= whole files that left <= at_most."""
    made = [(one["peer"], one["logged"], *_request(one)) for one in sent]
    truth = 0
    for peer in {peer for peer, *_ in made}:
        mine = [eighths for who, _, _, eighths in made if who == peer]
        truth += min(sum(eighth in eighths for eighths in mine) for eighth in range(8))
    table = judge(identify(mark_copies(requests(*(row for *_, row, _ in made))), CASE), CASE, ())
    downloads = assemble(table, CASE)[1]
    assert downloads["in_at_least"].sum() <= truth <= downloads["at_most"].sum()
    assert downloads["in_headline"].sum() <= downloads["at_most"].sum()
