"""The scan on a Dask cluster: the same findings as on one machine, and errors that name the machine."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.errors import ClusterError
from forensics.investigation import investigate
from forensics.model import Evidence
from forensics.report.saved.document import as_json
from forensics.scan.scan import scan
from tests.support.as_nobody import posix
from tests.support.cluster_fixture import BARE, OLDER, STUCK, Machines, machines, wait_until
from tests.support.command import ENVIRONMENT, refused, run
from tests.support.progress_fixture import Heard
from tests.support.remote_fixture import serving
from tests.support.small_case import CASE, entry, write_case

pytest.importorskip("distributed", reason="distributed is not installed: pip install '.[cluster]'")

from distributed import Client

from forensics.scan.engines.cluster import Cluster
from forensics.scan.engines.worker import installed


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler and two workers."""
    with machines(tmp_path_factory.mktemp("cluster") / "machines") as started:
        started.scheduler()
        for name in ("one", "two"):
            started.worker(name)
        yield started


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[Machines]:
    """A scheduler without workers."""
    with machines(tmp_path / "machines") as started:
        started.scheduler()
        yield started


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """The small case with six logs more, of lines that name nothing."""
    path = write_case(tmp_path, CASE + '[[logs]]\npath = "logs/more/*.log"\nformat = "nginx_combined"\n')
    (tmp_path / "logs" / "more").mkdir()
    for number in range(6):
        text = "".join(entry(minute, peer=f"198.51.100.{number}") for minute in range(-60, 180))
        (tmp_path / "logs" / "more" / f"{number}.log").write_text(text, encoding="utf-8")
    return path


def test_evidence_and_progress_are_those_of_one_machine(cluster: Machines, case_file: Path) -> None:
    """Rows, minutes and tallies, in the order of the jobs; at the end every log was read to its end."""
    case, near, far = load_case(case_file), Heard(), Heard()
    here = scan(case, progress=near)
    there = scan(case, engine=Cluster(cluster.address), progress=far)
    assert there.requests.equals(here.requests)
    assert there.minutes.equals(here.minutes)
    assert there.sources == here.sources
    assert far.sizes == near.sizes
    assert {name: heard[-1] for name, heard in far.positions.items()} == far.sizes


def test_a_worker_that_dies_in_mid_scan_costs_nothing_but_time(cluster: Machines, case_file: Path) -> None:
    """One of three workers is killed in the middle of a log: `findings.json` is the same, byte for byte."""
    case, mark = load_case(case_file), case_file.parent / "stuck"
    doomed = cluster.worker("doomed", preload=STUCK, STUCK=str(mark))
    _wait_for(cluster, 3)
    with ThreadPoolExecutor(1) as aside:
        there = aside.submit(investigate, case, engine=Cluster(cluster.address))
        wait_until(mark.exists)
        assert not there.done()
        doomed.kill()
        here = investigate(case)
    assert as_json(there.result()) == as_json(here)


def test_a_single_log_is_read_by_a_worker(cluster: Machines, tmp_path: Path) -> None:
    """Its bytes do not travel: what its worker sees is what counts."""
    log = tmp_path / "access.log"
    log.write_text("".join(entry(minute, "/leak.xlsx", size=2000) for minute in range(5)), encoding="utf-8")
    result = run("count", "leak.xlsx", log, "--size", "2000", "--cluster", cluster.address)
    assert result.exit_code == 0, result.stderr
    assert "5 times" in result.stdout


def test_a_log_of_a_store_is_read_by_a_worker(cluster: Machines) -> None:
    """A URL means the same everywhere; a password in it is not shown."""
    pytest.importorskip("aiohttp", reason="aiohttp is not installed: pip install '.[http]'")
    content = "".join(entry(minute, "/leak.xlsx", size=2000) for minute in range(5)).encode()
    with serving({"/access.log": content}) as site:
        url = site.url("/access.log", "reader:secret@")
        result = run("count", "leak.xlsx", url, "--size", "2000", "--json", "--cluster", cluster.address)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["files"][0]["total"]["downloads"]["headline"] == 5
    assert "secret" not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("preload", "reason"),
    [(OLDER, f"has polars 2.0.0 instead of {installed()['polars']}"), (BARE, "forensics does not run there: ")],
    ids=["older", "bare"],
)
def test_a_worker_with_other_versions(preload: str, reason: str, lone: Machines, case_file: Path) -> None:
    """Nothing is scanned: the message names the worker, the library and both versions."""
    lone.worker("unlike", preload=preload)
    _wait_for(lone, 1)
    result = run("investigate", case_file, "-o", case_file.parent / "report", "--cluster", lone.address)
    refused(result, "worker tcp://127.0.0.1", reason, "same versions everywhere")
    assert not (case_file.parent / "report").exists()


def test_a_scheduler_without_forensics(tmp_path: Path, case_file: Path) -> None:
    """It has to read what it hands out."""
    with machines(tmp_path / "machines") as started:
        started.scheduler(preload=BARE)
        started.worker("one")
        _wait_for(started, 1)
        with pytest.raises(ClusterError, match=r"^scheduler tcp://.* forensics does not run there: .*forensics"):
            _scan(case_file, Cluster(started.address))


def test_all_workers_are_gone(lone: Machines, case_file: Path) -> None:
    """Told after a while, not waited for until the end of days."""
    mark = case_file.parent / "stuck"
    doomed = lone.worker("doomed", preload=STUCK, STUCK=str(mark))
    with ThreadPoolExecutor(1) as aside:
        found = aside.submit(_scan, case_file, Cluster(lone.address, patience=60, absence=0))
        wait_until(mark.exists)
        doomed.kill()
        with pytest.raises(ClusterError, match="all workers are gone"):
            found.result()


def test_a_log_that_ends_its_workers(tmp_path: Path, case_file: Path) -> None:
    """After so many as the scheduler allows, here one, the log is named: more workers would die of it."""
    mark = tmp_path / "stuck"
    with machines(tmp_path / "machines") as started, ThreadPoolExecutor(1) as aside:
        started.scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
        doomed = started.worker("doomed", preload=STUCK, STUCK=str(mark))
        found = aside.submit(_scan, case_file, Cluster(started.address, patience=60))
        wait_until(mark.exists)
        doomed.kill()
        with pytest.raises(ClusterError, match=r"access\.log: workers died while they scanned it, 1 in all"):
            found.result()


def test_the_scheduler_is_lost(lone: Machines, case_file: Path) -> None:
    """An error, not a traceback, and no answer made of half the logs."""
    mark = case_file.parent / "stuck"
    lone.worker("stuck", preload=STUCK, STUCK=str(mark))
    with ThreadPoolExecutor(1) as aside:
        found = aside.submit(_scan, case_file, Cluster(lone.address, patience=60))
        wait_until(mark.exists)
        lone.processes[0].kill()
        with pytest.raises(ClusterError, match="connection to the scheduler was lost"):
            found.result()


@posix
def test_an_interrupt_ends_a_scan_on_a_cluster(lone: Machines, case_file: Path) -> None:
    """At once, though the worker is in the middle of a log; no report, and the cluster serves on."""
    folder, mark = case_file.parent, case_file.parent / "stuck"
    lone.worker("stuck", preload=STUCK, STUCK=str(mark))
    _wait_for(lone, 1)
    arguments = ["investigate", str(case_file), "-o", str(folder / "report"), "--cluster", lone.address]
    command, pipe = [sys.executable, "-m", "forensics", *arguments], subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=ENVIRONMENT) as child:
        wait_until(mark.exists)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (130, b"")
    assert err == b"forensics: interrupted; no half-written report was left\n"
    assert not list(folder.glob("*report*"))
    _wait_for(lone, 1)


def test_no_workers(lone: Machines, case_file: Path) -> None:
    """A scheduler alone does nothing."""
    with pytest.raises(ClusterError, match="has no workers") as caught:
        _scan(case_file, Cluster(lone.address, patience=0.2))
    assert "dask worker" in caught.value.hint


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("tcp://127.0.0.1:1", "no scheduler answered within 0.2 seconds"),
        ("scheduler", "missing port number"),
        ("gopher://127.0.0.1:70", "unknown address scheme"),
        ("tls://127.0.0.1:1", "TLS"),
    ],
)
def test_no_scheduler(address: str, reason: str, case_file: Path) -> None:
    """The address and the reason, soon."""
    with pytest.raises(ClusterError, match=f"^{address}: .*{reason}"):
        _scan(case_file, Cluster(address, patience=0.2))


def test_a_worker_is_no_scheduler(cluster: Machines, case_file: Path) -> None:
    """Both print an address when they start."""
    with pytest.raises(ClusterError, match="this is a worker, not a scheduler"):
        _scan(case_file, Cluster(_wait_for(cluster, 2)[0]))


def test_wrong_use() -> None:
    """--jobs says nothing about a cluster."""
    result = run("count", "leak.xlsx", "access.log", "--jobs", "1", "--cluster", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert "--jobs" in result.stderr


def test_standard_input_cannot_be_read_elsewhere() -> None:
    """Workers have none."""
    refused(run("count", "leak.xlsx", "-", "--cluster", "tcp://127.0.0.1:1"), "standard input", "save it to a file")


def test_without_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told with what installs them."""
    for name in ("distributed", "forensics.scan.engines.cluster"):
        monkeypatch.setitem(sys.modules, name, None)
    refused(run("count", "leak.xlsx", "access.log", "--cluster", "tcp://127.0.0.1:1"), "[cluster]")


def _scan(case_file: Path, engine: Cluster) -> Evidence:
    return scan(load_case(case_file), engine=engine)


def _wait_for(started: Machines, count: int) -> list[str]:
    """The addresses of the workers, once there are so many."""
    with Client(started.address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)
        return list(client.nthreads())
