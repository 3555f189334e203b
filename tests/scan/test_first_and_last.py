"""What is kept of the first and the last minute of a log."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from forensics.scan import first_and_last
from forensics.scan.first_and_last import OuterMinute, outer_minute, outermost

_MINUTE = datetime(2026, 6, 9, 10, 0, tzinfo=UTC)


def _kept(lines: list[str]) -> OuterMinute:
    return outer_minute(_MINUTE, lines, [None] * len(lines))


@pytest.mark.parametrize("cuts", [[], [1], [7, 50], [30, 31, 32, 95], list(range(10, 100, 10))])
def test_a_crowded_minute_keeps_its_ends(cuts: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same lines, however the log is cut into chunks."""
    monkeypatch.setattr(first_and_last, "_KEPT", 20)
    lines = [str(number) for number in range(100)]
    whole = _kept(lines)
    assert whole.lines == [*lines[:20], *lines[-20:]]
    assert len(whole.headings) == 40
    ends = [0, *cuts, len(lines)]
    parts = [_kept(lines[start:end]) for start, end in pairwise(ends)]
    found: OuterMinute | None = parts[0]
    for part in parts[1:]:
        found = outermost([found, part], min)
    assert found == outermost(parts, min) == whole


def test_an_ordinary_minute_keeps_all() -> None:
    """Nothing is left out of what fits."""
    assert _kept(["a", "b"]).lines == ["a", "b"]
