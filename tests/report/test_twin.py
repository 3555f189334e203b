"""A copy of a process that does half of its work, and nothing that depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from forensics.report.plots import twin as twins
from forensics.report.plots.twin import twin
from tests.support.command import python

linux = pytest.mark.skipif(sys.platform != "linux", reason="only there a process is copied")

#: A program with a copy of itself, which gives what the work makes of an order.
_PROGRAM = """
import os, sys
os.cpu_count = lambda: 2
from forensics.report.plots.twin import twin
def work(order): {work}
copy = twin(work)
copy.begin(b"order")
print(copy.end())
print(os.path.exists(f"/proc/{{copy.process}}"))
"""


@linux
@pytest.mark.parametrize(
    ("work", "found"),
    [
        ("return order[::-1]", "b'redro'"),
        ("print('told nobody'); return 1", "1"),
        ("raise ValueError", "None"),
        ("os._exit(1)", "None"),
        ("return lambda: 1", "None"),
    ],
    ids=["answer", "prints", "raises", "dies", "no answer"],
)
def test_a_copy_answers_or_is_gone(work: str, found: str) -> None:
    """Whatever becomes of it, its answer or None comes back, and no process is left."""
    assert python(_PROGRAM.format(work=work)).stdout.splitlines() == [found, "False"]


@linux
def test_a_copy_without_an_order_ends() -> None:
    """As when the process that it was copied from is killed."""
    code = _PROGRAM.partition("copy.begin")[0].format(work="return 1") + "print(copy.process, flush=True); os._exit(0)"
    process = int(python(code).stdout)
    subprocess.run(["tail", f"--pid={process}", "-f", os.devnull], check=True, timeout=20)
    assert not Path(f"/proc/{process}").exists() or "zombie" in Path(f"/proc/{process}/status").read_text()


def test_no_copy_where_none_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a second thread, with one core, on another system."""
    monkeypatch.setattr(os, "fork", None, raising=False)
    with monkeypatch.context() as one:
        one.setattr(os, "cpu_count", lambda: 1)
        assert twin(bytes.upper) is None
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "platform", "darwin")
        assert twin(bytes.upper) is None
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert len(list(twins._THREADS.iterdir())) > 1 if sys.platform == "linux" else True  # polars has its own
    assert twin(bytes.upper) is None
