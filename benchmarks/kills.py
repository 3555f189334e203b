"""Kills every command that writes at random moments, and `investigate` at each call that changes a file; what is left.

    python benchmarks/kills.py FOLDER [--moments 100] [--calls 10000]

FOLDER is made and may be deleted afterwards. The calls need gcc; Linux only.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

import forensics.casefile  # noqa: E402 - of the checkout, not installed
import forensics.cli.counting  # noqa: E402
import forensics.custody.derived  # noqa: E402
import forensics.custody.verify  # noqa: E402
import forensics.investigation  # noqa: E402
import forensics.report.folder  # noqa: E402
import forensics.watch.run  # noqa: E402
from benchmarks.results import machine, table  # noqa: E402
from forensics.cli import main  # noqa: E402
from forensics.custody import log as custody  # noqa: E402
from forensics.output.folder import claimed  # noqa: E402
from tests.support.small_case import write_case  # noqa: E402

__all__ = ["main_"]

_SEED = 20260608
_LIBRARY = "FORENSICS_KILL_AT"
_WATCH = """\
[watch]
id = "www"
zone = "Europe/Amsterdam"
state = "state"
[[roots]]
path = "public"
url = "/docs"
[[logs]]
path = "logs/web1/access.log*"
[[files]]
name = "leak.xlsx"
[[sinks]]
kind = "file"
target = "events.jsonl"
"""


@dataclass
class Place:
    """Where it all happens, and what was found."""

    folder: Path
    entries: bytes = b""
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def report(self) -> Path:
        """The report that is written over and over."""
        return self.folder / "out" / "report"

    def note(self, kind: str, outcome: str) -> None:
        """One outcome of one kind of kill."""
        self.outcomes.setdefault(kind, Counter())[outcome] += 1


def run(arguments: Sequence[str], before: Callable[[], None] = lambda: None) -> int:
    """The command in a process of its own, of which the number; it is a group, so that all of it can be ended."""
    process = os.fork()
    if process:
        return process
    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    try:
        before()
        main(list(arguments), standalone_mode=True)
    except SystemExit as end:
        os._exit(int(end.code or 0) if isinstance(end.code, int | None) else 1)
    except BaseException:  # noqa: BLE001 - told by its code
        os._exit(70)
    os._exit(0)


def waited(process: int) -> int:
    """Its exit code; -9 if it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def killed(arguments: Sequence[str], seconds: float) -> int:
    """The command, killed after so many seconds."""
    process = run(arguments)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    return waited(process)


def length(arguments: Sequence[str]) -> float:
    """Seconds that the command takes when it is left alone."""
    begun = time.monotonic()
    code = waited(run(arguments))
    assert code in (0, 3, 4), (arguments, code)
    return time.monotonic() - begun


def faults_of(place: Place) -> list[str]:
    """What is wrong with the report under its name; none if it is whole and its log has every earlier entry."""
    report = place.report
    if not (report / "findings.json").is_file():
        return ["no report under its name"]
    found: list[str] = []
    for line in (report / "findings.sha256").read_text().splitlines():
        digest, name = line.split(maxsplit=1)
        if hashlib.sha256((report / name.strip(" *")).read_bytes()).hexdigest() != digest:
            found.append(f"{name} is not that of findings.sha256")
    if not (report / "report.html").read_bytes().rstrip().endswith(b"</html>"):
        found.append("report.html is cut")
    log = (report / "custody.jsonl").read_bytes()
    found += custody.faults(log)
    if not log.startswith(place.entries):
        found.append("an entry of the custody log is lost")
    place.entries = log
    return found


def judge(place: Place, kind: str, moment: str, code: int, old: str) -> None:
    """Notes the state after one kill; and that what the next run does first leaves nothing beside the report."""
    faults = faults_of(place)
    allowed = ("report", "report-public", "bundle")
    for name in allowed:
        with claimed(place.report.with_name(name)):
            pass
    left = sorted(path.name for path in place.report.parent.iterdir() if path.name not in allowed)
    left += sorted(path.name for path in place.report.iterdir() if path.name.startswith("."))
    if left:
        faults.append(f"left: {', '.join(left)}")
    new = digest(place.report / "custody.jsonl") != old
    state = "ended before the kill" if code != -9 else "the new report, whole" if new else "the old report, whole"
    place.note(kind, state if not faults else "FAULT")
    place.faults += [f"{kind}, {moment}: {fault}" for fault in faults]


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def at_moments(place: Place, kind: str, arguments: Sequence[str], moments: int, chosen: random.Random) -> None:
    """Kills a command at so many moments of its time, each as likely; now and then the next run is left alone."""
    takes = length(arguments)
    for number in range(moments):
        reset(place, kind)
        old, moment = digest(place.report / "custody.jsonl"), chosen.uniform(0, takes)
        code = killed(arguments, moment)
        judge(place, kind, f"{moment:.3f} s", code, old)
        if number % 10 == 9:
            reset(place, kind)
            code = waited(run(arguments))
            place.note(f"{kind}: the next run", "succeeds" if code in (0, 3, 4) else f"FAULT: exit {code}")
            if code not in (0, 3, 4):
                place.faults.append(f"{kind}: the next run after {moment:.3f} s: exit {code}")


def reset(place: Place, kind: str) -> None:
    """Makes room for what is never written over."""
    if kind == "seal":
        shutil.rmtree(place.report.parent / "bundle", ignore_errors=True)


def library() -> ctypes.CDLL:
    """What counts calls; this process was started with it."""
    loaded = ctypes.CDLL(os.environ[_LIBRARY])
    loaded.kill_at.argtypes = [ctypes.c_long]
    return loaded


def prepared(place: Place, case: Path) -> Callable[[], None]:
    """Has `investigate` take findings and pictures that are there already, so that all it does is write."""
    kept = place.folder / "prepared"
    process = os.fork()
    if not process:
        found = forensics.investigation.investigate(forensics.casefile.load_case(case))
        from forensics.report.plots.studio import here  # noqa: PLC0415

        kept.write_bytes(pickle.dumps((found, here(found, "en")())))
        os._exit(0)
    waited(process)

    def take() -> None:
        from contextlib import contextmanager  # noqa: PLC0415

        from forensics.report.plots import studio  # noqa: PLC0415

        found, drawn = pickle.loads(kept.read_bytes())  # noqa: S301 - written above

        @contextmanager
        def none() -> object:  # type: ignore[misc]
            yield lambda *_: lambda: drawn

        studio.studio = none  # type: ignore[assignment]
        forensics.cli.counting._investigate = lambda *_, **__: found  # type: ignore[assignment]

    return take


def at_calls(place: Place, case: Path, most: int, step: int) -> int:
    """Kills `investigate` at the first call that changes a file, at the second, and so on; how many there were."""
    take, counter = prepared(place, case), library()
    arguments = ("investigate", str(case), "-o", str(place.report), "-q")

    for number in range(1, most, step):

        def arm(at: int = number) -> None:
            take()
            counter.kill_at(at)

        old = digest(place.report / "custody.jsonl")
        code = waited(run(arguments, arm))
        judge(place, "investigate, at each call", f"call {number}", code, old)
        if code != -9:
            return number - 1
    return most


def again_with_library(arguments: Sequence[str], folder: Path) -> int:
    """This program once more, with the library that counts calls."""
    built = folder / "kill_at.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-w", "-o", str(built), str(ROOT / "benchmarks" / "kill_at.c"), "-ldl"],
        check=True,
    )
    environment: Mapping[str, str] = os.environ | {"LD_PRELOAD": str(built), _LIBRARY: str(built)}
    return subprocess.run([sys.executable, __file__, *arguments], check=False, env=environment).returncode


def main_() -> int:
    """The tables, on stdout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--step", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.calls and _LIBRARY not in os.environ:
        return again_with_library(sys.argv[1:], options.folder.resolve())
    place = Place(options.folder.resolve())
    for name in ("case", "out"):
        (place.folder / name).mkdir(exist_ok=True)
    case = (
        write_case(place.folder / "case")
        if not (place.folder / "case" / "case.toml").exists()
        else (place.folder / "case" / "case.toml")
    )
    (place.folder / "case" / "public").mkdir(exist_ok=True)
    (case.parent / "watch.toml").write_text(_WATCH, encoding="utf-8")
    first = ("investigate", str(case), "-o", str(place.report), "-q")
    assert waited(run(first)) == 0
    assert not faults_of(place)
    if options.calls:
        calls = at_calls(place, case, options.calls, options.step)
        print(f"Calls that change a file, from the first to the last of `investigate`: {calls}")
    chosen = random.Random(_SEED)
    report, quarter = str(place.report), options.moments // 4
    commands = (
        ("investigate", first, options.moments - options.moments // 10),
        ("investigate --pdf", (*first, "--pdf"), options.moments // 10),
        ("verify", ("verify", report, "-q"), quarter),
        ("report", ("report", report, "--level", "public", "-o", f"{report}-public", "-q"), quarter),
        ("seal", ("seal", report, "-o", str(place.report.parent / "bundle"), "-q"), quarter),
        ("watch", ("watch", str(case.parent / "watch.toml"), "-q"), quarter),
    )
    for kind, arguments, moments in commands:
        at_moments(place, kind, arguments, moments, chosen)
    rows = [
        [kind, str(sum(found.values())), ", ".join(f"{state}: {count}" for state, count in sorted(found.items()))]
        for kind, found in place.outcomes.items()
    ]
    print(f"{machine()}\n\n{table(['Killed', 'times', ' state under its name'], rows)}")
    print("\n".join(place.faults) or "No fault.")
    return 1 if place.faults else 0


if __name__ == "__main__":
    sys.exit(main_())
