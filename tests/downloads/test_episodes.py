"""From requests of one client to downloads: resumes, ranges, viewers, prefetches (counting.md 3.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.downloads.episodes import Episode, build, outcome
from forensics.downloads.pieces import Piece, union
from forensics.model import Counting

NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)
SIZE = 2_000_000
HALF = SIZE // 2


def piece(index: int, seconds: float = 0, **values: Any) -> Piece:
    """A 206 of some bytes, so many seconds after noon, unless said otherwise."""
    usual = {
        "index": index,
        "time": NOON + timedelta(seconds=seconds),
        "client": "192.0.2.10",
        "agent": "Firefox",
        "size": SIZE,
        "verdict": "partial",
        "status": 206,
        "spans": (),
        "length": None,
    }
    return Piece(**(usual | values))


def part(index: int, first: int, last: int, seconds: float = 0, **values: Any) -> Piece:
    """A 206 of a known range."""
    return piece(index, seconds, **({"spans": ((first, last),), "length": last - first + 1} | values))


def whole(index: int, seconds: float = 0, **values: Any) -> Piece:
    """A 200 of the whole file."""
    usual = {"verdict": "complete", "status": 200, "spans": ((0, SIZE - 1),), "length": SIZE}
    return piece(index, seconds, **(usual | values))


def cut(index: int, length: int, seconds: float = 0) -> Piece:
    """A 200 that ended early."""
    return part(index, 0, length - 1, seconds, status=200)


def told(*pieces: Piece) -> list[tuple[str, str | None, list[int], list[str]]]:
    """Kind, proof, requests and flags of each episode."""
    episodes = build(pieces, Counting())
    return [(*outcome(e)[:2], sorted(p.index for p in e.pieces), e.flags) for e in episodes]


def kinds(*pieces: Piece) -> list[str]:
    """The kinds of the episodes alone."""
    return [kind for kind, *_ in told(*pieces)]


@pytest.mark.parametrize(
    ("spans", "joined"),
    [
        ([], []),
        ([(0, 9)], [(0, 9)]),
        ([(10, 19), (0, 9)], [(0, 19)]),
        ([(0, 9), (11, 19)], [(0, 9), (11, 19)]),
        ([(0, 99), (10, 19)], [(0, 99)]),
        ([(0, 9), (5, 14), (14, 20)], [(0, 20)]),
    ],
)
def test_union(spans: list[tuple[int, int]], joined: list[tuple[int, int]]) -> None:
    """Joined where the next starts at or before last + 1 (3.6.4)."""
    assert union(spans) == joined


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: (pair[0], sum(pair)))))
def test_union_holds_the_same_bytes(spans: list[tuple[int, int]]) -> None:
    """Every byte that was in a part is in the union, none else; the gaps are real."""
    joined = union(spans)
    assert {b for a, z in joined for b in range(a, z + 1)} == {b for a, z in spans for b in range(a, z + 1)}
    assert all(one[1] + 1 < other[0] for one, other in pairwise(joined))


def test_each_complete_delivery_is_one_download() -> None:
    """Also within a second, by one client: repeats are not merged (3.6.2)."""
    assert told(whole(0), whole(1), whole(2, 5)) == [("complete", "single", [n], []) for n in range(3)]


def test_ranges_that_cover_the_file_are_one_download() -> None:
    """Edge case 20, in any order of bytes."""
    quarters = [part(n, n * 500_000, n * 500_000 + 499_999, n) for n in (3, 1, 0, 2)]
    assert told(*quarters) == [("assembled", "proven", [0, 1, 2, 3], [])]


def test_the_same_range_again_is_no_progress() -> None:
    """Edge case 21: the sum would lie."""
    assert kinds(*(part(n, 0, 499_999, n) for n in range(4))) == ["partial"]


@pytest.mark.parametrize(
    ("lengths", "kind", "proof"),
    [
        ([500_000] * 4, "assembled", "inferred"),  # edge case 19
        ([500_000] * 5, "indeterminate", None),  # edge case 22
        ([500_000] * 3, "partial", None),
        ([1_999_999], "partial", None),
    ],
)
def test_only_sums_of_bytes_known(lengths: list[int], kind: str, proof: str | None) -> None:
    """An exact sum tiles the file, more may overlap, less is a part (3.6.5)."""
    pieces = [piece(n, length=length) for n, length in enumerate(lengths)]
    assert [(k, p) for k, p, *_ in told(*pieces)] == [(kind, proof)]


def test_known_ranges_and_sums_together() -> None:
    """What is known of the place is not counted twice."""
    assert kinds(part(0, 0, HALF - 1), piece(1, 1, length=HALF)) == ["assembled"]
    assert kinds(part(0, 0, HALF - 1), part(1, 0, HALF - 1, 1), piece(2, 2, length=HALF)) == ["assembled"]
    assert kinds(part(0, 0, HALF - 1), piece(1, 1, length=HALF - 1)) == ["partial"]


def test_bytes_with_headers_cannot_tile() -> None:
    """Only enough for the whole file leaves the question open."""
    assert kinds(piece(0), piece(1, 1)) == ["partial"]
    assert kinds(piece(0, most=SIZE)) == ["indeterminate"]
    assert kinds(piece(0, most=SIZE - 1)) == ["partial"]


def test_without_a_size_nothing_is_whole() -> None:
    """Parts of a file of unknown size stay parts."""
    assert kinds(part(0, 0, 99, size=None), piece(1, 1, length=100, size=None)) == ["partial"]


def test_a_silence_of_half_an_hour_ends_an_episode() -> None:
    """At thirty minutes still one, a second later two (3.6.1)."""
    assert kinds(part(0, 0, HALF - 1), part(1, HALF, SIZE - 1, 1800)) == ["assembled"]
    assert kinds(part(0, 0, HALF - 1), part(1, HALF, SIZE - 1, 1801)) == ["partial", "partial"]


def test_many_short_silences_do_not_end_it() -> None:
    """The silence counts, not the length of the whole."""
    parts = [part(n, n * 200_000, n * 200_000 + 199_999, n * 1700) for n in range(10)]
    assert kinds(*parts) == ["assembled"]


@pytest.mark.parametrize(("seconds", "absorbed"), [(2, True), (60, True), (61, False)])
def test_a_viewer_that_switches_to_ranges(seconds: int, *, absorbed: bool) -> None:
    """Edge case 25: ranges within a minute of a complete delivery belong to it."""
    episodes = build([whole(0), part(1, 0, 65_535, seconds), part(2, HALF, HALF + 65_535, seconds)], Counting())
    assert [outcome(e)[0] for e in episodes] == (["complete"] if absorbed else ["complete", "partial"])
    assert episodes[0].flags == (["viewer"] if absorbed else [])
    assert [p.index for p in episodes[0].absorbed] == ([1, 2] if absorbed else [])


def test_a_prefetch_before_the_browser() -> None:
    """Edge case 15: another agent of the same address fetched a part first."""
    assert told(cut(0, 1_333_333), whole(1, 1, agent="Edge")) == [("complete", "single", [1], ["prefetch"])]


def test_an_absorbed_piece_goes_to_the_nearest_delivery() -> None:
    """It is part of one download only."""
    episodes = build([whole(0), part(1, 0, 9, 40), whole(2, 50)], Counting())
    assert [[p.index for p in e.absorbed] for e in episodes] == [[], [1]]


def test_nothing_is_absorbed_by_another_address_or_version() -> None:
    """Each address and each version for itself."""
    assert kinds(whole(0), part(1, 0, 9, 1, client="192.0.2.11")) == ["complete", "partial"]
    assert kinds(whole(0), part(1, 0, 9, 1, size=SIZE + 1)) == ["complete", "partial"]


def test_a_cut_delivery_is_resumed() -> None:
    """Edge case 23: the rest from the byte at which it broke off."""
    assert told(cut(0, 731_240), part(1, 731_240, SIZE - 1, 180)) == [("assembled", "proven", [0, 1], ["resumed"])]


@pytest.mark.parametrize(("seconds", "kind"), [(0, "assembled"), (1, "assembled"), (-1, "indeterminate")])
def test_a_resume_that_overshoots_closes_whatever_a_second_holds(seconds: int, kind: str) -> None:
    """Of one second nothing tells which line came first (4b.12); a 206 before the 200 resumes nothing."""
    rest = piece(1, seconds, length=SIZE - 40, least=SIZE - 40)
    assert kinds(cut(0, 60), rest) == [kind]


def test_a_resume_unmasks_a_planned_delivery() -> None:
    """Edge case 24: the 200 that looked whole was broken off; one download, not two."""
    assert told(whole(0), part(1, 731_240, SIZE - 1, 180)) == [("assembled", "proven", [0, 1], ["resumed"])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (whole(0), part(1, 0, SIZE - 2, 180)),  # begins at 0
        (whole(0), part(1, 731_240, SIZE - 2, 180)),  # not to the end
        (whole(0, status=206), part(1, 731_240, SIZE - 1, 180)),  # was no 200
        (whole(0), part(1, 731_240, SIZE - 1, 1801)),  # another episode
        (whole(0), part(1, 731_240, SIZE - 1, 180, agent="curl")),
        (whole(0), part(1, 731_240, SIZE - 1, 180, client="192.0.2.11")),
    ],
)
def test_what_is_no_resume(first: Piece, second: Piece) -> None:
    """The complete delivery stands, the part stands beside it."""
    assert kinds(first, second) == ["complete", "partial"]


def test_a_broken_off_delivery_is_resumed() -> None:
    """Planned whole, marked as aborted: alone it decides nothing, the resume shows what the client held."""
    broken = whole(0, verdict="indeterminate", spans=(), length=None)
    assert told(broken) == [("indeterminate", None, [0], [])]
    assert told(broken, part(1, 731_240, SIZE - 1, 180)) == [("assembled", "proven", [0, 1], ["resumed"])]


def test_a_resume_shows_what_bytes_with_headers_held() -> None:
    """The log counts headers too: the place of the rest tells where the first part ended."""
    first = piece(0, status=200, most=800_000)
    assert told(first, part(1, 731_240, SIZE - 1, 180)) == [("assembled", "proven", [0, 1], ["resumed"])]
    assert kinds(first, part(1, 800_001, SIZE - 1, 180)) == ["partial"]


def test_without_a_client_each_piece_stands_for_itself() -> None:
    """A log without addresses: nothing is known to belong together."""
    halves = (part(0, 0, HALF - 1, client=None), part(1, HALF, SIZE - 1, 1, client=None))
    assert kinds(*halves, whole(2, 2, client=None)) == ["partial", "partial", "complete"]


def test_offset_zero_after_the_whole_opens_a_new_episode() -> None:
    """The client begins again: a second download (3.6.8)."""
    first = [part(0, 0, HALF - 1), part(1, HALF, SIZE - 1, 10)]
    again = [part(2, 0, HALF - 1, 20), part(3, HALF, SIZE - 1, 30)]
    assert told(*first, *again) == [("assembled", "proven", [0, 1], []), ("assembled", "proven", [2, 3], [])]
    assert kinds(*first, part(2, 10, 19, 20)) == ["assembled"]


def test_parts_in_any_order_after_the_whole_are_another_whole() -> None:
    """A download manager that fetches the file again may begin with its end."""
    first = (part(0, 0, HALF - 1), part(1, HALF, SIZE - 1, seconds=1))
    again = (part(2, HALF, SIZE - 1, seconds=120), part(3, 0, HALF - 1, seconds=121))
    assert told(*first, *again) == [
        ("assembled", "proven", [0, 1], []),
        ("assembled", "proven", [2, 3], []),
    ]


def test_a_part_again_after_the_whole_is_no_other_delivery() -> None:
    """A viewer asks for a page again."""
    whole_file = (part(0, 0, HALF - 1), part(1, HALF, SIZE - 1, seconds=1))
    again = (part(2, HALF, SIZE - 1, seconds=120), part(3, HALF + 1, SIZE - 1, seconds=130))
    assert told(*whole_file, *again) == [("assembled", "proven", [0, 1, 2, 3], [])]


def test_a_download_manager_takes_over() -> None:
    """Two agents of one address, joined only where the whole is proven (3.6.7)."""
    first, second = part(0, 0, HALF - 1), part(1, HALF, SIZE - 1, 60, agent="wget")
    assert told(first, second) == [("assembled", "proven", [0, 1], ["cross-UA"])]
    assert kinds(first, part(1, HALF + 1, SIZE - 1, 60, agent="wget")) == ["partial", "partial"]
    assert kinds(first, part(1, HALF, SIZE - 1, 1801, agent="wget")) == ["partial", "partial"]
    assert kinds(piece(0, length=HALF), piece(1, 60, length=HALF, agent="wget")) == ["partial", "partial"]


def test_nothing_is_joined_across_addresses_or_versions() -> None:
    """Two halves with two clients, or of two versions, are two parts."""
    assert kinds(part(0, 0, HALF - 1), part(1, HALF, SIZE - 1, 1, client="192.0.2.11")) == ["partial", "partial"]
    assert kinds(part(0, 0, HALF - 1), part(1, HALF, SIZE, 1, size=SIZE + 1)) == ["partial", "partial"]


def test_parts_of_one_answer() -> None:
    """A multipart 206 carries several ranges (3.6.6)."""
    ends = piece(0, spans=((0, 99), (SIZE - 100, SIZE - 1)))
    assert told(ends, part(1, 100, SIZE - 101, 1)) == [("assembled", "proven", [0, 1], [])]


_PIECES = st.lists(
    st.one_of(
        st.builds(whole, st.just(0), st.integers(0, 7200), client=st.sampled_from("ab"), agent=st.sampled_from("xy")),
        st.builds(
            lambda first, length, seconds, client, agent: part(
                0, first, min(first + length, SIZE) - 1, seconds, client=client, agent=agent
            ),
            st.integers(0, SIZE - 1),
            st.integers(1, SIZE),
            st.integers(0, 7200),
            st.sampled_from("ab"),
            st.sampled_from("xy"),
        ),
        st.builds(piece, st.just(0), st.integers(0, 7200), length=st.integers(3, SIZE), client=st.sampled_from("ab")),
    ),
    max_size=12,
)


@given(_PIECES, st.randoms(use_true_random=False))
def test_every_request_belongs_to_one_episode_in_any_order(pieces: list[Piece], order: Random) -> None:
    """Nothing lost, nothing counted twice, no episode of two clients, and the order of input is no matter."""
    numbered = [replace(one, index=index) for index, one in enumerate(pieces)]
    episodes = build(numbered, Counting())
    used = sorted(p.index for e in episodes for p in (*e.pieces, *e.absorbed))
    assert used == list(range(len(numbered)))
    assert all(len({p.client for p in e.pieces}) == 1 for e in episodes)
    order.shuffle(numbered)
    assert _shape(build(numbered, Counting())) == _shape(episodes)


def _shape(episodes: list[Episode]) -> list[tuple[Any, ...]]:
    return [(outcome(e), sorted(p.index for p in e.pieces), e.flags) for e in episodes]
