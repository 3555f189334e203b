"""What `make dist` releases does not tell on which machine it was made."""

from __future__ import annotations

import io
import tarfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

_SCRIPT = Path(__file__).parents[2] / ".ci" / "dist.py"


@pytest.fixture
def script() -> ModuleType:
    """The script as a module."""
    spec = spec_from_file_location("dist_script", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def archive(names: list[str], *, time: int, user: str, mode: int) -> bytes:
    """A source archive as somebody's machine makes it."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.uname, entry.uid, entry.mode = len(name), time, user, time, mode
            tar.addfile(entry, io.BytesIO(name.encode()))
    return made.getvalue()


def test_two_machines_make_the_same_archive(script: ModuleType) -> None:
    """Times, owners, rights and the order of a disk are gone; names, contents and what may be run are not."""
    one = archive(["p/a.py", "p/b.py"], time=1, user="a", mode=0o600)
    other = archive(["p/b.py", "p/a.py"], time=2, user="b", mode=0o664)
    plain = script._plain(one, 1_700_000_000)
    assert plain == script._plain(other, 1_700_000_000)
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        assert [(each.name, each.mtime, each.uid, each.mode) for each in tar] == [
            ("p/a.py", 1_700_000_000, 0, 0o644),
            ("p/b.py", 1_700_000_000, 0, 0o644),
        ]
        found = tar.extractfile("p/b.py")
        assert found is not None
        assert found.read() == b"p/b.py"
    run = script._plain(archive(["p/run"], time=1, user="a", mode=0o700), 1)
    with tarfile.open(fileobj=io.BytesIO(run)) as tar:
        assert tar.getmember("p/run").mode == 0o755


def test_the_version_is_read_from_the_package(script: ModuleType) -> None:
    """The one that reports carry."""
    from forensics import __version__  # noqa: PLC0415 - beside what it is compared with

    assert script._version(_SCRIPT.parents[1]) == __version__
