"""What a worker of a cluster makes sure of before it scans."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from forensics.casefile import load_case
from forensics.errors import ClusterError, SourceError
from forensics.scan.jobs import Job, jobs
from tests.support.small_case import entry, write_case

pytest.importorskip("distributed", reason="distributed is not installed: pip install '.[cluster]'")

from forensics.scan.engines import worker

SAME_PATH = "every worker must see the logs"


@pytest.fixture
def errand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> worker.Errand:
    """A job as a worker gets it, in this process."""
    here = SimpleNamespace(name="one", address="tcp://192.0.2.1:4000", log_event=Mock())
    monkeypatch.setattr(worker, "get_worker", lambda: here)
    job = jobs(load_case(write_case(tmp_path)))[0]
    return worker.Errand(job, worker.see(job.path), 0, "topic")


def _size(job: Job) -> int:
    return job.path.stat().st_size


def test_a_worker_that_does_not_see_a_log(errand: worker.Errand) -> None:
    """The message names the log and the worker."""
    errand.job.path.unlink()
    with pytest.raises(SourceError, match=r"access\.log: cannot be opened: .* \(on worker one \(tcp://192") as caught:
        worker.carry_out(errand, work=_size, versions=worker.installed())
    assert SAME_PATH in caught.value.hint


@pytest.mark.parametrize("text", ["", "another log\n", entry(0)])
def test_a_worker_that_sees_a_log_of_its_own(text: str, errand: worker.Errand) -> None:
    """Counting the downloads of another server would be a wrong answer that nobody sees."""
    errand.job.path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"another file than on the machine that asked \(on worker one") as caught:
        worker.carry_out(errand, work=_size, versions=worker.installed())
    assert SAME_PATH in caught.value.hint


def test_a_log_that_grows_is_the_same_log(errand: worker.Errand) -> None:
    """A server goes on writing."""
    with errand.job.path.open("a", encoding="utf-8") as log:
        log.write(entry(100) * 2000)
    assert worker.carry_out(errand, work=_size, versions=worker.installed()) > errand.seen.size


def test_a_worker_that_comes_late_is_asked_for_its_versions(errand: worker.Errand) -> None:
    """It was not there when the others were."""
    with pytest.raises(ClusterError, match=r"one \(tcp://192.*this worker has Python 3\.\d+ instead of 2\.7"):
        worker.carry_out(errand, work=_size, versions=worker.installed() | {"Python": "2.7"})
