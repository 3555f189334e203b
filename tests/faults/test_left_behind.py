"""What the commands leave and whom they ask: files for their owner alone, no copies elsewhere, nobody at all."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from forensics.documents.cache import DocumentCache
from forensics.output.private import replace_file
from forensics.output.scratch import forget_unfinished, in_use, scratch
from tests.support.as_nobody import posix
from tests.support.command import ENVIRONMENT
from tests.support.small_case import write_case

pytestmark = posix

#: Each command in a process of its own, under a umask that keeps nothing back; it ends with the first that fails.
_COMMANDS = """
import os, sys
import forensics.cli.counting, forensics.casefile, forensics.investigation, forensics.report.folder
from forensics.cli import main

os.umask(0)
for line in sys.stdin.read().splitlines():
    process = os.fork()
    if not process:
        sys.argv[1:] = line.split()
        main()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if code not in (0, 3, 4):
        sys.exit(f"{line}: {code}")
"""
#: In every Python that begins: who asks the network is told, and gets none.
_NO_NETWORK = """
import os, socket, sys

def refuse(event, arguments):
    if event == "socket.__new__" and arguments[1] == socket.AF_UNIX:
        return
    if event in ("socket.__new__", "socket.getaddrinfo", "socket.gethostbyname", "socket.connect"):
        with open(os.environ["ASKED"], "a") as asked:
            print(event, sys.argv, file=asked)
        raise RuntimeError("no network")

sys.addaudithook(refuse)
"""
_WATCH = """\
[watch]
id = "www"
zone = "Europe/Amsterdam"
state = "state/www"
[[roots]]
path = "public"
url = "/docs"
[[logs]]
path = "logs/web1/access.log*"
[[files]]
name = "leak.xlsx"
[[sinks]]
kind = "file"
target = "told/events.jsonl"
"""


def test_all_is_the_owners_and_nobody_is_asked(tmp_path: Path) -> None:
    """Whatever the umask: reports, keys, locks, state, caches of libraries too. TMPDIR is empty afterwards, HOME holds
    nothing of the case, and no command has opened a socket."""
    before = write_case(tmp_path)
    for name in ("public", "home", "temporary", "site", "told"):
        (tmp_path / name).mkdir()
    (tmp_path / "watch.toml").write_text(_WATCH, encoding="utf-8")
    (tmp_path / "site" / "sitecustomize.py").write_text(_NO_NETWORK, encoding="utf-8")
    theirs = set(tmp_path.rglob("*"))
    commands = (
        f"investigate {before} -o out/r --pdf --cache cache -q",
        "report out/r --level regulator -o new/folder/g -q",
        "notify out/r --profile ap -o told/n --format md --format docx -q",
        "seal out/r -o sealed/b -q",
        f"inspect {before} --html told/page.html --sarif told/found.sarif --cache kept -q",
        "watch watch.toml -q",
        "new new.toml",
    )
    environment = {name: value for name, value in ENVIRONMENT.items() if not name.startswith(("XDG_", "MPL"))} | {
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "temporary"),
        "ASKED": str(tmp_path / "asked"),
        "PYTHONPATH": f"{tmp_path / 'site'}:{ENVIRONMENT['PYTHONPATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", _COMMANDS], input="\n".join(commands), env=environment, cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "asked").exists()
    made = [path for path in tmp_path.rglob("*") if path not in theirs]
    assert len(made) > 60
    loose = [path for path in made if path.lstat().st_mode & 0o777 != (0o700 if path.is_dir() else 0o600)]
    assert loose == []
    assert list((tmp_path / "temporary").iterdir()) == []
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file())
    assert not [word for word in (b"leak", b"192.0.2.", str(tmp_path).encode()) if word in kept]


def _aged(path: Path) -> None:
    long_ago = time.time() - 60
    os.utime(path, (long_ago, long_ago))


def test_what_a_killed_run_left_for_other_programs_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its lock; what is in use, of another kind or just made stays."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("forensics-left", "forensics-used", "forensics-open", "other-left", "forensics-new"):
        (tmp_path / name).mkdir(mode=0o700)
    (tmp_path / "forensics-open").chmod(0o755)
    (tmp_path / "forensics-link").symlink_to(tmp_path / "other-left")
    (tmp_path / "forensics-left" / "page").write_text("192.0.2.10", encoding="utf-8")
    for path in tmp_path.iterdir():
        if path.name != "forensics-new":
            _aged(path)
    with in_use(tmp_path / "forensics-used"), scratch() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"forensics-used", "forensics-open", "other-left", "forensics-new", "forensics-link"}


def test_unfinished_files_of_a_killed_run_go_with_the_next(tmp_path: Path) -> None:
    """Of kept documents, as of scans; not what another run is writing."""
    (tmp_path / "kept").mkdir(mode=0o700)
    for name in ("unfinished-1-a", "unfinished-2-b"):
        (tmp_path / "kept" / name).write_bytes(b"half")
        _aged(tmp_path / "kept" / name)
    with (tmp_path / "kept" / "unfinished-2-b").open("rb") as used:
        fcntl.flock(used, fcntl.LOCK_SH)
        DocumentCache(tmp_path / "kept")
        assert [path.name for path in (tmp_path / "kept").iterdir()] == ["unfinished-2-b"]
    forget_unfinished(tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


def test_what_replaces_a_file_is_on_the_disk_before_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power failure leaves the old file or the new one, never an empty one."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def record(handle: int) -> None:
        done.append("folder" if os.path.isdir(handle) else "file")  # noqa: PTH112 - a descriptor
        sync(handle)

    def put(path: Path, target: Path) -> Path:
        done.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", record)
    monkeypatch.setattr(Path, "replace", put)
    replace_file(tmp_path / "a.json", b"1")
    assert done == ["file", "name", "folder"]
