"""Documents come, change and go, a real server serves them, its logs rotate, passes are killed: nothing is lost or told
twice. `benchmarks/watch_month.py` does the same with two hundred kills."""

from __future__ import annotations

from pathlib import Path

from tests.support.programs import needs
from tests.support.published_month import Month


def test_passes_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    """Each whole delivery of a document that hides something is told under one id, within the bounds of its version."""
    outcome = Month(tmp_path).run(needs("nginx"), needs("logrotate"), kills=3)
    assert (outcome.lost, outcome.doubled, outcome.wrong, outcome.outside) == ((), (), (), ())
    assert outcome.downloads
    assert outcome.rotations
