"""Progress is what was scanned, not what was read ahead, and is full at the end alone."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from forensics.casefile.options import quick_case
from forensics.cli.progress_bar import _BarProgress, progress_bar
from forensics.model import Case
from forensics.scan import scan as scan_module
from forensics.scan.engines.engine import pool, serial
from forensics.scan.scan import scan
from forensics.sources import open_archive, open_source
from tests.support.progress_fixture import Heard
from tests.support.small_case import entry

_RANDOM = Random(4)
LINES = "".join(entry(number % 60, f"/{_RANDOM.randbytes(100).hex()}") for number in range(2000)).encode()
CHUNK = 128 * 1024


def _greedy(work: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[Any]:
    """An engine that takes all jobs before it gives a result."""
    return map(work, list(jobs))


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_module, "open_source", lambda path, **_: open_source(path, chunk_bytes=CHUNK))
    monkeypatch.setattr(scan_module, "open_archive", lambda path, **_: open_archive(path, chunk_bytes=CHUNK))


def _packed() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name in ("one.log", "two.log"):
            member = tarfile.TarInfo(name)
            member.size = len(LINES)
            archive.addfile(member, io.BytesIO(LINES))
    return buffer.getvalue()


def _case(folder: Path, *contents: bytes) -> Case:
    for number, content in enumerate(contents):
        (folder / f"{number}.log").write_bytes(content)
    logs = [str(folder / f"{number}.log") for number in range(len(contents))]
    return quick_case(name="leak.xlsx", logs=logs, format="nginx_combined")


@pytest.mark.parametrize("content", [LINES, gzip.compress(LINES * 8), _packed()], ids=["plain", "gzip", "tar"])
def test_a_chunk_counts_when_it_was_scanned(content: bytes, tmp_path: Path) -> None:
    """An engine that takes chunks ahead is no further than one that does not."""
    case, heard = _case(tmp_path, content), [Heard(), Heard(), Heard()]
    for engine, progress in zip((serial, pool(2), _greedy), heard, strict=True):
        scan(case, engine=engine, progress=progress)
    (positions,) = heard[0].positions.values()
    assert heard[1].positions == heard[2].positions == heard[0].positions
    assert positions == sorted(positions)
    assert len({*positions[:-1]}) > 2
    assert positions[0] < positions[-1] == len(content)


def test_several_logs(tmp_path: Path) -> None:
    """Each is announced with its size, an empty one too, and all are read to their ends, and no further."""
    contents = (LINES, gzip.compress(LINES), b"", LINES + b"no line end", gzip.compress(LINES)[:-100] + b"junk" * 9)
    heard = Heard()
    scan(_case(tmp_path, *contents), engine=pool(2), progress=heard)
    assert list(heard.sizes.values()) == [len(content) for content in contents]
    assert {source: positions[-1] for source, positions in heard.positions.items()} == heard.sizes


def test_the_bar_is_full_when_all_is_read() -> None:
    """A log that grows while it is read does not stand for another; then it says that it counts."""
    with progress_bar(shown=True) as progress:
        assert isinstance(progress, _BarProgress)
        progress.begin({"a": 100, "b": 100})
        [task] = progress._bar.tasks
        seen = []
        for source, position in (("a", 150), ("b", 50), ("a", 170), ("b", 100)):
            progress.advance(source, position)
            seen.append((task.completed, task.description))
    assert seen == [(100, "Reading 2 logs"), (150, "Reading 2 logs"), (150, "Reading 2 logs"), (200, "Counting")]
