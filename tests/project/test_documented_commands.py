"""Every command that README.md and docs/ show is run, as written, in a fresh clone, and leaves it clean."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.documented import Command, File, blocks, matches, of_page
from tests.support.programs import needs
from tests.support.remote_fixture import rclone_serving

ROOT = Path(__file__).parents[2]
PAGES = [
    *("README.md", "CONTRIBUTING.md", "benchmarks/README.md", "sample_logs/README.md"),
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
]
NET = "fetches packages from the network"
SYSTEM = "changes the system it runs on"
WINDOWS = "is for Windows"
CLUSTER = "starts processes on many machines or cores; tests/scan/test_cluster.py has a cluster of its own"
#: What cannot be run here: by page, how the command begins, and why.
NOT_RUN: dict[str, dict[str, str]] = {
    "README.md": {
        "make test": "it is what runs this test",
        "pipx install": NET,
        "python -m pip install": NET,
        "py -3.13": WINDOWS,
        ".venv\\Scripts": WINDOWS,
    },
    "benchmarks/README.md": {"make bench": "measures for a quarter of an hour and more"},
    "sample_logs/README.md": {"python sample_logs/generate.py": "tests/project/test_samples.py runs it"},
    "docs/bundle.md": {
        "curl": "sends a request to an authority for time stamps; tests/custody/test_timestamp.py has one of its own",
        "openssl ts": "checks the answer of that authority",
    },
    "docs/explore.md": {
        "python -m pip install": NET,
        "forensics explore": "serves until it is ended; tests/explore/test_server.py begins and ends it",
    },
    "docs/scale.md": {
        "python -m pip install": NET,
        "dask scheduler": CLUSTER,
        "POLARS_MAX_THREADS=1 dask worker": CLUSTER,
        "forensics investigate": CLUSTER,
    },
    "docs/systems.md": {"py -3.13": WINDOWS, ".venv\\Scripts": WINDOWS, "start build": WINDOWS},
    "docs/watch.md": {
        "useradd": SYSTEM,
        "cp deploy/systemd": SYSTEM,
        "install -D": SYSTEM,
        "systemctl": SYSTEM,
        "schtasks": WINDOWS,
        '  /TR "C:': WINDOWS,
    },
    "docs/watch-sinks.md": {"journalctl": "needs a journal with events of a watch in it"},
}
#: Configurations that some commands read, and the program that brings each.
CONFIGURED = {"/etc/nginx/nginx.conf": "nginx", "/etc/apache2": "apache"}
WITH_COMMANDS = [page for page in PAGES if any(isinstance(step, Command) for step in of_page(ROOT / page))]

#: Where a command ends, with its exit code, in what a page prints.
_END = "@@ end of command"

_DEMO = "make demo"

_PYTHON = """#!/bin/sh
case " $* " in *" -m pip "*) echo "$0 installs nothing" >&2; exit 99;; esac
PYTHONPATH={clone} exec {python} "$@"
"""
_PROGRAM = '#!/bin/sh\nexec {clone}/.venv/bin/python -m {module} "$@"\n'


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this repository with what is not committed yet, after `make demo`; pages have it by turns."""
    folder = tmp_path_factory.mktemp("reader") / "forensics"
    _git(ROOT, "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder))
    _bring_up_to_date(folder)
    _set_up(folder)
    return folder


def _git(folder: Path, *arguments: str) -> str:
    named = ("-c", "user.name=A. Example", "-c", "user.email=a@example.org")
    command = ["git", "-C", str(folder), *named, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _bring_up_to_date(folder: Path) -> None:
    """What was changed here since the last commit, committed there."""
    for name in _git(ROOT, "ls-files", "-z", "--modified", "--others", "--exclude-standard").split("\0"):
        target = folder / name
        if name and (ROOT / name).exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
        elif name:
            target.unlink(missing_ok=True)
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--allow-empty", "--message", "as it lies here")


def _set_up(folder: Path) -> None:
    """A stand-in for the environment that `make demo` would fetch: this one, with the code of the clone."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (folder / ".venv" / "pyvenv.cfg").touch()
    for name, text in {
        "python": _PYTHON.format(clone=folder, python=sys.executable),
        "forensics": _PROGRAM.format(clone=folder, module="forensics"),
        "bagit.py": _PROGRAM.format(clone=folder, module="bagit"),
        "activate": f"PATH={programs}:$PATH\n",
    }.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    for stamp in ("run.stamp", "dev.stamp"):
        (folder / ".venv" / stamp).touch()


@pytest.fixture(scope="module")
def demo(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make demo` leaves under build/, and beside it what it prints, which ends with its exit code."""
    kept = tmp_path_factory.mktemp("demo") / "build"
    printed = _type(f"{_DEMO}; echo $?", clone, {})
    shutil.move(clone / "build", kept)
    kept.with_name(_DEMO).write_text(printed, encoding="utf-8")
    return kept


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where a store answers that holds the logs of the sample in a bucket called evidence, and who may ask."""
    folder = tmp_path_factory.mktemp("store")
    shutil.copytree(ROOT / "sample_logs" / "coa-2020" / "logs", folder / "evidence")
    key, secret = "EXAMPLEKEY", "examplesecret"
    with rclone_serving("s3", folder, "--auth-key", f"{key},{secret}") as port:
        address = f"http://127.0.0.1:{port}"
        yield {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret}


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_commands_of_a_page_do_what_it_says(page: str, clone: Path, demo: Path, bucket: dict[str, str]) -> None:
    """Exit codes and output are those the page tells of, and git finds nothing that is new or changed."""
    _git(clone, "reset", "--quiet", "--hard")
    _git(clone, "clean", "-dffxq", "--exclude=.venv")
    shutil.copytree(demo, clone / "build")
    steps = [step for step in of_page(ROOT / page) if isinstance(step, File) or not _kept_from(page, step)]
    script = "".join(f"{_typed(step, demo)}\nprintf '\\n{_END} %s\\n' $?\n" for step in steps)
    parts = re.split(rf"\n{_END} (\d+)\n", _type(script, clone, bucket))
    printed, codes = parts[:-1:2], parts[1::2]
    assert len(codes) == len(steps), parts[-1]
    faults = []
    for step, text, code in zip(steps, printed, codes, strict=True):
        faults += _faults(page, step, text, int(code)) if isinstance(step, Command) else []
    assert not faults, "\n\n".join(faults)
    assert _git(clone, "status", "--porcelain") == ""


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_run_stands_there(page: str) -> None:
    """The list of what cannot be run holds nothing that a page shows no more."""
    shown = [step.text for step in of_page(ROOT / page) if isinstance(step, Command)]
    idle = [begins for begins in NOT_RUN.get(page, {}) if not any(text.startswith(begins) for text in shown)]
    assert idle == []


@pytest.mark.parametrize("page", PAGES)
def test_no_command_hides_in_a_block_of_another_kind(page: str) -> None:
    """What a reader may take for a command stands in a block that is run."""
    others = [block for block in blocks(ROOT / page) if block.language not in ("sh", "console", "bat")]
    lines = [line for block in others for line in block.text.splitlines()]
    assert [line for line in lines if re.match(r"(\$ |forensics |make |\.venv/)", line)] == []


def _kept_from(page: str, command: Command) -> bool:
    """Whether a command is on the list, or needs a program that is not installed here; in CI it is."""
    listed = command.text.startswith(tuple(NOT_RUN.get(page, {})))
    listed |= command.text.startswith("sqlite3 ") and shutil.which("sqlite3") is None
    lacking = [program for place, program in CONFIGURED.items() if place in command.text and not Path(place).exists()]
    return listed or any(os.environ.get("CI") != "true" or needs(program) is None for program in lacking)


def _typed(step: Command | File, demo: Path) -> str:
    """A step as a line of the shell; what `make demo` did is known already."""
    if isinstance(step, Command):
        known = f"sed '$d' '{demo.with_name(_DEMO)}'; (exit $(tail -n 1 '{demo.with_name(_DEMO)}'))"
        return known if step.text.partition("#")[0].strip() == _DEMO else step.text
    folder = Path(step.path).parent
    return f"mkdir -p '{folder}' && cat > '{step.path}' <<'END OF FILE'\n{step.text}END OF FILE"


def _type(script: str, clone: Path, bucket: dict[str, str]) -> str:
    """What a shell prints that is given these lines in the clone, on either stream."""
    programs = [str(clone / ".venv" / "bin"), os.environ["PATH"]]
    reader = {**os.environ, **bucket, "PATH": os.pathsep.join(programs), "HOME": str(clone / "build"), "COLUMNS": "80"}
    lines = clone.with_name("typed.sh")
    lines.write_text(script, encoding="utf-8")
    ran = subprocess.run(
        ["sh", str(lines)],
        cwd=clone,
        env=reader,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return ran.stdout


def _faults(page: str, step: Command, printed: str, code: int) -> list[str]:
    """What a command did other than its page says."""
    place = f"{page}:{step.line}: {step.text}"
    faults = [f"{place}\nexit code {code}, not {step.code}:\n{printed}"] if code != step.code else []
    if step.shown is not None and not matches(step.shown, printed):
        faults.append(f"{place}\nprints\n{printed}\nand not\n{step.shown}")
    return faults
