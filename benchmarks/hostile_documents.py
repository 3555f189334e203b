"""What documents that are made to do harm do to `forensics inspect`: outcome, time, memory, and whether it lives on.

    python benchmarks/hostile_documents.py [--only WORD] [--keep DIR] [--record FILE]

Each document is made, read by the command in a process of its own, and deleted. Seconds are CPU seconds of the command
and of the process that reads for it; MB are the peaks of both. Samples cut at ten places, and samples with eight octets
changed, are read folder by folder. The exit code of this is 1 where the command died, said what it should not, or took
more than it may.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hostile_files import HOSTILE, SAMPLES, cut, flipped
from results import hardware, table

#: CPU seconds and MB that no document should take.
SECONDS, PEAK = 5, 500
COPIES = 20
_DAMAGED = ("xlsx", "xls", "ods", "docx", "pptx", "pdf", "jpg")
_TITLE = "# Documents made to do harm"
_PREFACE = """Written by `python benchmarks/hostile_documents.py --record docs/hostile-documents.md`.

Each is made by `benchmarks/hostile_files.py` and read by `forensics inspect --json`. CPU seconds are those of the
command and of the process that reads for it, with their start; MB the peak of either. What could not be looked into is
*not inspected*, with the reason, and never clean."""
_ON_SAMPLES = f"""Samples of `sample_logs/documents`, damaged; seconds for each, the start of the command spread over
all. In {COPIES} copies of each, eight octets were changed."""
#: The command, which says at its end what it and its children took.
_COMMAND = """
import atexit, json, resource, sys
def tell(path=sys.argv.pop(1)):
    own, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime
    held = own.ru_maxrss
    if sys.platform == "linux":  # which counts what held whoever began a process
        held = int(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
    open(path, "w").write(json.dumps([seconds, held, below.ru_maxrss]))
atexit.register(tell)
from forensics.cli import main
main()
"""
_MAKER = Path(__file__).with_name("hostile_files.py")
_PER_MB = 1e6 if sys.platform == "darwin" else 1e3


@dataclass(frozen=True)
class Outcome:
    """One run of the command: what it said of each document, and what it took."""

    states: Counter[str]
    reason: str  # of the first document that has one
    seconds: float
    parent: float  # MB
    child: float
    code: int
    documents: int
    fault: str  # empty: none

    @property
    def is_dear(self) -> bool:
        """Whether it took more than a document should."""
        return self.seconds / max(self.documents, 1) > SECONDS or max(self.parent, self.child) > PEAK


def run(place: Path, count: int) -> Outcome:
    """The command on a document, or on a folder of so many."""
    with tempfile.NamedTemporaryFile("r") as told:
        done = subprocess.run(
            [sys.executable, "-c", _COMMAND, told.name, "inspect", "--json", "-q", "--jobs", "1", str(place)],
            capture_output=True, check=False, text=True,
        )  # fmt: skip
        seconds, parent, child = json.loads(told.read() or "[0, 0, 0]")
    documents = _documents(done.stdout)
    states = Counter(each["state"] for each in documents)
    reason = next((each["reason"] for each in documents if each["reason"]), "")
    return Outcome(states, reason, seconds, parent / _PER_MB, child / _PER_MB, done.returncode, count,
                   _fault(done, documents, count))  # fmt: skip


def _documents(text: str) -> list[dict[str, str]]:
    try:
        found: list[dict[str, str]] = json.loads(text)["documents"]
    except ValueError:
        return []
    return found


def _fault(done: subprocess.CompletedProcess[str], documents: list[dict[str, str]], count: int) -> str:
    """What must never happen."""
    if "Traceback" in done.stderr:
        return "traceback"
    if done.returncode not in {0, 3, 4}:
        return f"exit code {done.returncode}"
    if len(documents) > count or (count == 1 and not documents):
        return f"{len(documents)} answers"
    unread = any(each["reason"] or each["state"] == "not_inspected" for each in documents)
    hides = any(each["state"] == "hidden" for each in documents)
    return "" if done.returncode == (4 if hides else 3 if unread else 0) else "exit code of another answer"


def damaged(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Folders of samples that were cut and of samples with octets changed, by kind: what, where, how many."""
    for kind in _DAMAGED:
        whole = [path.read_bytes() for path in sorted(SAMPLES.glob(f"*.{kind}"))]
        for what, copies in (
            ("cut at 10 places", [copy for content in whole for copy in cut(content)]),
            ("octets changed", [copy for content in whole for copy in flipped(content, COPIES)]),
        ):
            place = folder / f"{kind} {what}"
            place.mkdir()
            for number, copy in enumerate(copies):
                (place / f"{number}.{kind}").write_bytes(copy)
            yield f"{kind}, {what}", place, len(copies)


def _row(what: str, made: str, found: Outcome) -> list[str]:
    states = ", ".join(
        f"{count} {name}" if found.documents > 1 else name for name, count in sorted(found.states.items())
    )
    each = found.seconds / found.documents
    return [
        what, made, states.replace("_", " "), found.reason if found.documents == 1 else "", f"{each:.2f}",
        f"{found.parent:.0f}", f"{found.child:.0f}", str(found.code) if not found.fault else f"**{found.fault}**",
    ]  # fmt: skip


def main() -> int:
    """Makes and reads each, prints the table; 1 where something went wrong or took too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="WORD", default="", help="those whose name holds it")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the documents there")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the tables into this file")
    options = parser.parse_args()
    one, many, wrong = [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        for name, (what, _) in HOSTILE.items():
            if options.only in name:
                path = folder / name
                subprocess.run([sys.executable, _MAKER, name, path], check=True)
                size = f"{path.stat().st_size:,}"
                found = run(path, 1)
                one.append(_row(f"`{name}`: {what}", size, found))
                print(*one[-1], sep=" | ", flush=True)
                wrong += [f"{name}: {found.fault or 'takes too much'}"] if found.fault or found.is_dear else []
                if not options.keep:
                    path.unlink()
        for what, place, count in damaged(folder):
            if options.only in what:
                found = run(place, count)
                many.append(_row(what, str(count), found))
                print(*many[-1], sep=" | ", flush=True)
                wrong += [f"{what}: {found.fault or 'takes too much'}"] if found.fault or found.is_dear else []
    heads = ("document", "bytes", " outcome", " reason", "CPU seconds", "MB, command", "MB, reader", "exit code")
    text = "\n\n".join(
        [
            f"{hardware()}.",
            table(heads, one),
            _ON_SAMPLES,
            table((heads[0], "copies", heads[2], *heads[4:]), [[*row[:3], *row[4:]] for row in many]),
        ]
    )
    if options.record:
        options.record.write_text(f"{_TITLE}\n\n{_PREFACE}\n\n{text}\n", encoding="utf-8")
    for line in wrong:
        print(f"WRONG: {line}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
