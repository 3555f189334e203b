"""Documents are looked into by a process of their own, with limits on memory and time: no document ends this one.

It is asked for one document after the other and answers with a line of JSON each. Where it dies, is ended or answers
nothing that can be read, that document is not inspected, for a reason that is told, and the next one gets a new
process; a document of which it had said nothing yet is first given to another. It may neither write, nor begin other
programs, nor speak to a network.
"""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forensics.child import started
from forensics.documents import written
from forensics.documents.fingerprint import fingerprint_of
from forensics.documents.kinds import UNKNOWN
from forensics.documents.warden import SECONDS
from forensics.language.statement import Statement, state
from forensics.model.document import Document

__all__ = ["Answer", "inspected", "sampled"]

_SERVE = "import forensics.documents.warden as w; w.serve()"
#: Seconds in which a process that has closed its end of a pipe ends.
_FAREWELL = 2
#: Seconds by the clock; the processor's own limit comes first unless the document waits for something.
_PATIENCE = 3 * SECONDS


@dataclass(frozen=True, slots=True)
class Answer:
    """A document, and masked examples of its categories where they were asked for."""

    document: Document
    samples: Mapping[str, Sequence[str]]


def inspected(paths: Sequence[Path], jobs: int) -> Iterator[Document]:
    """Each document in order, so many at a time."""
    return (answer.document for answer in _answers(paths, jobs, _Order()))


def sampled(paths: Sequence[Path], jobs: int) -> Iterator[Answer]:
    """The same, with masked examples."""
    return _answers(paths, jobs, _Order(samples=True))


@dataclass(frozen=True, slots=True)
class _Order:
    """What is asked of each document."""

    samples: bool = False

    def line(self, path: Path) -> bytes:
        """For the process that reads."""
        return json.dumps({"path": str(path), "samples": self.samples}).encode() + b"\n"


def _answers(paths: Sequence[Path], jobs: int, order: _Order) -> Iterator[Answer]:
    readers = [_Process(order) for _ in range(min(jobs, len(paths)))]
    free = list(readers)

    def ask(path: Path) -> Answer:
        reader = free.pop()
        try:
            return reader.ask(path)
        finally:
            free.append(reader)

    with ThreadPoolExecutor(max(1, len(readers))) as threads:
        try:
            yield from threads.map(ask, paths)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for reader in readers:
                reader.end()


@dataclass
class _Process:
    """The process that reads; begun when there is something to read, and again after it was lost."""

    _order: _Order
    _child: subprocess.Popen[bytes] | None = None
    _known: dict[str, Any] = field(default_factory=dict)  # what it said of the document before it read it
    _late: bool = False

    def ask(self, path: Path) -> Answer:
        """What it says of the document, or that it could not be inspected. One that was lost before it said anything
        of the document may have been so before it was asked: then another is."""
        answer = self._asked(path)
        if isinstance(answer, Statement) and not (self._known or self._late):
            answer = self._asked(path)
        return self._lost(path, answer) if isinstance(answer, Statement) else answer

    def _asked(self, path: Path) -> Answer | Statement:
        """What it says, or why it says nothing."""
        self._known, self._late = {}, False
        child = self._child = self._child or started(_SERVE)
        if child is None:
            return state("No process could be begun to read it.")
        clock = threading.Timer(_PATIENCE, self._end_late, [child])
        clock.start()
        try:
            answer = self._answer(child, path)
        finally:
            clock.cancel()
        if answer is not None:
            return answer
        reason = self._reason(child)
        self.end()
        return reason

    def _answer(self, child: subprocess.Popen[bytes], path: Path) -> Answer | None:
        """None where it gave none."""
        with suppress(OSError, ValueError):
            assert child.stdin is not None and child.stdout is not None  # noqa: PT018, S101 - pipes, by `started`
            child.stdin.write(self._order.line(path))
            child.stdin.flush()
            for line in child.stdout:
                said = json.loads(line)
                if "document" in said:
                    if said["last"]:
                        self.end()
                    return Answer(written.read(said["document"]), dict(said["samples"]))
                self._known |= said
        return None

    def _end_late(self, child: subprocess.Popen[bytes]) -> None:
        self._late = True
        child.kill()

    def _reason(self, child: subprocess.Popen[bytes]) -> Statement:
        """Why it gave no answer."""
        try:
            code = child.wait(_FAREWELL)
        except subprocess.TimeoutExpired:  # it said something that is no answer, and lives on
            child.kill()
            code = child.wait()
        if self._late or code == -getattr(signal, "SIGXCPU", 0):
            return state("Reading it took more than {seconds} seconds.", seconds=SECONDS)
        if failed := self._known.get("failed"):
            return state("The program that reads it failed ({error}).", error=str(failed))
        return state("The program that reads it was lost (exit code {code}).", code=code)

    def _lost(self, path: Path, reason: Statement) -> Answer:
        size, digest = fingerprint_of(path)
        kind = str(self._known.get("kind", UNKNOWN))
        lost = Document(path=str(path), kind=kind, bytes=size, sha256=digest, state="not_inspected", reason=reason)
        return Answer(lost, {})

    def end(self) -> None:
        """Ends it, whatever it does."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()
