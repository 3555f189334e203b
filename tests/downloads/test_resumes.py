"""Parts of unknown place: what they are together, and what they prove (counting.md 4b.12, 4b.13)."""

from __future__ import annotations

import pytest

from forensics.downloads.pieces import Piece
from tests.downloads.test_episodes import HALF, SIZE, cut, kinds, part, piece

QUARTER = SIZE // 4


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([piece(n, length=QUARTER) for n in range(4)], "assembled"),  # at once: parts of one download
        ([piece(n, n * 60, length=QUARTER) for n in range(4)], "indeterminate"),  # the same part again and again?
        ([piece(0, length=HALF), piece(1, 2, length=HALF)], "indeterminate"),
        ([piece(0, length=HALF), piece(1, 1, length=HALF)], "assembled"),
        ([piece(0, length=HALF + 1), piece(1, 60, length=HALF - 1)], "assembled"),
        ([cut(0, QUARTER), *(piece(n, 60 * n, length=QUARTER) for n in range(1, 4))], "indeterminate"),
        ([cut(0, QUARTER), *(piece(n, 60, length=QUARTER) for n in range(1, 4))], "assembled"),
    ],
)
def test_the_same_part_again_proves_nothing(pieces: list[Piece], kind: str) -> None:
    """Of one size and one after another, where no range is logged (4b.13)."""
    assert kinds(*pieces) == [kind]


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([cut(0, 1_200_000), piece(1, 180, length=1_000_000, least=1_000_000)], "assembled"),
        ([cut(0, 1_200_000), piece(1, 180, length=700_000, least=700_000)], "partial"),
        ([piece(1, 0, length=1_000_000), cut(0, 1_200_000, 180)], "indeterminate"),  # the other way round
        ([part(0, 0, 1_199_999), piece(1, 180, length=1_000_000, least=1_000_000)], "indeterminate"),  # no 200
        ([cut(0, 1_200_000), piece(1, 1801, length=1_000_000, least=1_000_000)], "partial"),  # too late
        ([cut(0, 1_200_000), piece(1, 180, most=1_000_300, least=985_000)], "assembled"),  # with headers
        ([cut(0, 1_000_000), piece(1, 180, most=1_000_300, least=985_000)], "indeterminate"),
        # the ranges of a download manager that first asked for the whole, and hung up
        ([cut(0, 300_000), *(piece(n, 1, length=QUARTER) for n in range(1, 5))], "assembled"),
    ],
)
def test_resumed_though_the_server_had_sent_more(pieces: list[Piece], kind: str) -> None:
    """A 200 of H bytes and a part of at least S - H: the server hands over more than the client reads (4b.12)."""
    assert kinds(*pieces)[0] == kind
