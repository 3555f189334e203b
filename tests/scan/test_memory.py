"""More requests than a machine has memory for: said before they are judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.errors import SourceError
from forensics.model import Evidence, SourceReport
from forensics.model.schema import MINUTES, REQUEST, empty
from forensics.scan import memory
from forensics.scan.memory import refuse_beyond_memory


def _evidence(count: int) -> Evidence:
    requests = empty(REQUEST).clear(count)
    assert requests.height == count
    return Evidence(requests, empty(MINUTES), (SourceReport("s1", 0, "access.log"),))


def test_what_does_not_fit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the numbers; a container has the memory of its limit."""
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(memory, "_GROUP", limit)
    limit.write_text("2000000000\n", encoding="ascii")
    with pytest.raises(SourceError) as told:
        refuse_beyond_memory(_evidence(500_000))
    assert "500,000 requests could name the file; to judge them takes about 6 GB" in str(told.value)
    assert "has 2 GB" in str(told.value)
    refuse_beyond_memory(_evidence(150_000))


@pytest.mark.parametrize("said", ["max\n", "", "-1"])
def test_no_limit_refuses_nothing(tmp_path: Path, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where the system does not say it; and few fit anywhere."""
    limit = tmp_path / "memory.max"
    limit.write_text(said, encoding="ascii")
    monkeypatch.setattr(memory, "_GROUP", limit)
    monkeypatch.delattr(memory.os, "sysconf", raising=False)
    refuse_beyond_memory(_evidence(500_000))
    limit.write_text("1000", encoding="ascii")
    refuse_beyond_memory(_evidence(90_000))
