"""Places of logs: paths, patterns and folders, and the sample that is taken of each."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from forensics.errors import SourceError
from forensics.model import Log
from forensics.sources import locate, open_source, sample, spread
from tests.support.source_fixture import PLAIN_TOO

COMPRESSIONS = list(PLAIN_TOO)

# ---- locate ---------------------------------------------------------------------------------


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """A folder of logs on two servers."""
    names = ["web1/access.log", *(f"web1/access.log.{number}" for number in (1, 2, 10))]
    for name in [*names, "web2/old/access.log.1", "web2/.access.log.swp", "a [1] 'b'.log", "-x.log", "|y.log"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("web1/access.log", ["web1/access.log"]),
        ("web1/access.log*", ["web1/access.log", "web1/access.log.1", "web1/access.log.2", "web1/access.log.10"]),
        ("web?/access.log.[12]", ["web1/access.log.1", "web1/access.log.2"]),
        ("**/access.log.1", ["web1/access.log.1", "web2/old/access.log.1"]),
        ("web2", ["web2/old/access.log.1"]),
        ("web2/*", ["web2/old/access.log.1"]),
        ("web2/**", ["web2/old/access.log.1"]),
        ("web2/.*", ["web2/.access.log.swp"]),
        ("a [1] 'b'.log", ["a [1] 'b'.log"]),
        ("-x.log", ["-x.log"]),
        ("|y.log", ["|y.log"]),
    ],
)
def test_a_path_is_literal_then_a_pattern_then_a_folder(logs: Path, path: str, expected: list[str]) -> None:
    """Files come in natural order, hidden ones only when asked for, each once."""
    assert locate(Log(path), logs) == tuple(logs / name for name in expected)


def test_brackets_in_a_folder_name_stay_literal_under_a_pattern(tmp_path: Path) -> None:
    """Only the part of the path that does not exist is a pattern."""
    (tmp_path / "logs [2020]").mkdir()
    (tmp_path / "logs [2020]" / "a.log").touch()
    assert locate(Log("logs [2020]/*.log"), tmp_path) == (tmp_path / "logs [2020]" / "a.log",)


def test_a_dash_is_standard_input_and_a_file_of_that_name_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a file is named as "./-"."""
    (tmp_path / "-").touch()
    monkeypatch.chdir(tmp_path)
    assert locate(Log("-"), Path()) == (Path("-"),)
    assert locate(Log("./-"), Path()) == (tmp_path / "-",)


@pytest.mark.parametrize("path", ["web3/access.log", "web1/*.gz", "empty", "x" * 300, "x" * 300 + "*", "a\0b", ""])
def test_a_path_that_names_nothing_is_an_error(logs: Path, path: str) -> None:
    """It says where, and never passes for an empty log."""
    with pytest.raises(SourceError) as caught:
        locate(Log(path), logs)
    assert caught.value.where


def test_a_folder_without_permission_is_an_error(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also deep inside a pattern: what cannot be seen must not be left out in silence."""
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "old":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SourceError, match="permission") as caught:
        locate(Log("**/*.log"), logs)
    assert caught.value.where.endswith("old")
    assert caught.value.hint


# ---- sample ---------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_small_log_is_sampled_evenly(tmp_path: Path, compression: str) -> None:
    """The first line is there, the last tenth too, line ends are not."""
    lines = [b"line %d" % number for number in range(1000)]
    (tmp_path / "log").write_bytes(PLAIN_TOO[compression](b"\r\n".join(lines)))
    assert sample(tmp_path / "log") == tuple(lines)
    assert sample(tmp_path / "log", lines=10) == tuple(lines[::100])


def test_a_large_plain_log_is_sampled_over_its_whole_length(tmp_path: Path) -> None:
    """Whole lines only, from the start to the last fortieth, and none over 64 KiB."""
    line = b"%08d" + b" padding" * 30
    everything = [line % number for number in range(80_000)]
    everything[1] = b"x" * 70_000
    (tmp_path / "log").write_bytes(b"\n".join(everything))
    found = sample(tmp_path / "log", lines=400)
    assert len(found) == 400
    assert found[:2] == (everything[0], everything[2])
    assert set(found) <= set(everything)
    assert int(found[-1][:8]) > 77_000


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_the_head_of_a_source_is_bounded(tmp_path: Path, compression: str) -> None:
    """A sample of a decompression bomb, or of a huge file without line ends, stays small."""
    (tmp_path / "log").write_bytes(PLAIN_TOO[compression](b"line\n" * 1_000_000))
    with open_source(tmp_path / "log", chunk_bytes=1000) as source:
        assert source.head(10_000).removeprefix(b"line\n" * 1900) in (b"line\n" * count for count in range(301))
    (tmp_path / "log").write_bytes(PLAIN_TOO[compression](b"A" * 5_000_000))
    with open_source(tmp_path / "log", chunk_bytes=1000) as source:
        assert source.head(10_000) == b""


def test_a_sample_does_not_raise_on_damage_nor_use_up_standard_input(tmp_path: Path) -> None:
    """A truncated gzip gives the lines it still has; standard input gives none."""
    (tmp_path / "log").write_bytes(gzip.compress(b"first\nsecond\n")[:-9])
    assert sample(tmp_path / "log")[:1] == (b"first",)
    assert sample(Path("-")) == ()
    assert spread(b"a\r\nb\nc") == (b"a", b"b", b"c")
    assert spread(b"") == ()
