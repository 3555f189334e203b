"""A remote log as a file: read in parts, the next of which is fetched while one is in use.

Nothing is written to disk, and two parts are held at most. A part that fails is asked for again, in
smaller pieces and after growing pauses, from the first byte that is missing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

from forensics.errors import SourceError
from forensics.language.statement import state
from forensics.sources.remote import failures
from forensics.sources.remote.stores import State, Store
from forensics.sources.urls import Url

__all__ = ["ChangedError", "Difference", "RemoteFile", "UnreadableError"]

#: Bytes asked for at once: at first, at most, and at least after failures.
_FIRST, _MOST, _LEAST = 1024 * 1024, 8 * 1024 * 1024, 256 * 1024


class UnreadableError(OSError):
    """A part could not be had; `strerror` says why, without secrets."""

    def __init__(self, text: str) -> None:
        super().__init__(None, text)


class ChangedError(UnreadableError):
    """The object is no longer the one that was opened."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How an object differs from the one that was opened; `mixed`: bytes of both may have been read."""

    text: str
    mixed: bool


class _Reader:
    """One object that is asked for its bytes: where that fails, insistently."""

    def __init__(self, url: Url) -> None:
        self.store = Store(url)
        self.state = failures.insist(url, self.store.state)
        self.streamed = self.store.url.is_web and not self.state.size  # its end is then found by reading
        self.stopped = Event()
        self._pinned = True
        self._lost = False
        self._most = _MOST
        self._file: Any = None  # of fsspec, which has no types
        self._at = 0  # where a stream stands

    def fetch(self, start: int, size: int) -> tuple[bytes, UnreadableError | None]:
        """`size` bytes from `start` on; fewer at the end of the object, or before a failure that is final."""
        got: list[bytes] = []
        left = size
        pauses = iter(failures.PAUSES)
        while left and not self.stopped.is_set():
            try:
                block = self._ask(start + size - left, min(left, self._most))
            except failures.failures() as error:
                self.close()
                self._lost = True
                self._most = max(_LEAST, self._most // 2)
                pause = next(pauses, None)
                final = self._changed(error) or (None if pause is not None else self._unreadable(error))
                if final is not None:
                    return b"".join(got), final
                self.stopped.wait(pause)
            else:
                if not block:
                    break
                got.append(block)
                left -= len(block)
                self._most = min(_MOST, 2 * self._most)
                pauses = iter(failures.PAUSES)
        return got[0] if len(got) == 1 else b"".join(got), None

    def difference(self) -> Difference | None:
        """What has changed since the object was opened; None if nothing shows."""
        try:
            now = failures.insist(self.store.url, self.store.state)
        except SourceError as error:
            return Difference(
                f"it can no longer be asked for: {error.message}", mixed=not (self._pinned and self.store.pins)
            )
        if now == self.state:
            return None
        grown = (now.size or 0) > (self.state.size or 0)
        return Difference(_difference(self.state, now), mixed=not grown and not (self._pinned and self.store.pins))

    def close(self) -> None:
        """Drop the connection; a stream keeps one of its own, which has to be told."""
        if self.streamed and self._file is not None:
            self._file.close()
        self._file = None

    def _ask(self, start: int, size: int) -> bytes:
        """Some bytes from `start` on, `size` at most; none at the end."""
        if self._lost:
            self.store.renew()
            self._lost = False
        if not self.streamed:
            self._file = self._file or self.store.open(self.state, pinned=self._pinned)
            try:
                return _read(self._file, start, size)
            except ValueError:  # so fsspec says that a web server knows no ranges
                if not self.store.url.is_web:
                    raise
                self._file, self.streamed = None, True
        if self._at > start:
            self.close()
        if self._file is None:
            self._file, self._at = self.store.open(self.state, pinned=self._pinned, streamed=True), 0
        while self._at < start and (passed := self._file.read(min(start - self._at, _FIRST))):
            self._at += len(passed)
        block: bytes = self._file.read(size) if self._at == start else b""
        self._at += len(block)
        return block

    def _changed(self, error: BaseException) -> ChangedError | None:
        """The failure, if it means that the object is another now."""
        what = failures.meaning(error)
        if what == "missing":
            return ChangedError(state("it is no longer there"))
        if what == "changed":
            if difference := self.difference():
                return ChangedError(difference.text)
            self._pinned = False  # a store that takes the object for another though it is the same
        return None

    def _unreadable(self, error: BaseException) -> UnreadableError:
        tries = len(failures.PAUSES) + 1
        told = failures.words(error, self.store.url).rstrip(".")
        return UnreadableError(state("{error}; {count} tries", error=told, count=tries))


def _read(file: Any, start: int, size: int) -> bytes:  # noqa: ANN401 - fsspec has no types
    if hasattr(file, "readv"):  # sftp: all packets are asked for at once, not one after the other
        return b"".join(file.readv([(start, size)]))
    file.seek(start)
    block: bytes = file.read(size)
    return block


def _difference(before: State, now: State) -> str:
    if before.size != now.size:
        return state("{before} bytes before, {after} after", before=before.size or 0, after=now.size or 0)
    names = [name for name, value in before.marks if now.mark(name) != value]
    if not names:
        return state("the same size, but not the same description")
    return state("the same size, but not the same {mark}", mark=names[0])


class RemoteFile:
    """An object of a store, to be read by one thread; raises SourceError if it cannot be opened.

    `size` is that at the start; None, until its end was reached, where the store does not say. What
    cannot be read raises UnreadableError, each time.
    """

    def __init__(self, url: Url) -> None:
        self._reader = _Reader(url)
        self.size = None if self._reader.streamed else self._reader.state.size
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="remote")
        self._offset = 0
        self._start, self._part = 0, b""
        self._wanted = 0  # size of the part in use, when it was asked for
        self._ahead: tuple[int, Future[tuple[bytes, UnreadableError | None]]] | None = None
        self._broken: tuple[int, UnreadableError] | None = None  # from which byte on, and why

    def read(self, size: int = -1, /) -> bytes:
        """One to `size` bytes; none at the end. Without a size: all that is left."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_MOST), b""))
        at = self._offset - self._start
        if not 0 <= at < len(self._part):
            self._turn_to(self._offset)
            at = 0
        block = self._part[at : at + size]
        self._offset += len(block)
        return block

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to an offset; nothing is fetched before it is read."""
        if whence == io.SEEK_END:
            if self.size is None:
                raise io.UnsupportedOperation("the store does not say where this object ends")
            offset += self.size
        elif whence == io.SEEK_CUR:
            offset += self._offset
        self._offset = max(offset, 0)
        return self._offset

    def tell(self) -> int:
        """The offset of the next byte."""
        return self._offset

    def seekable(self) -> bool:
        """Any part can be asked for again."""
        return True

    def blocks(self, offsets: Sequence[int], size: int) -> list[bytes] | None:
        """Up to `size` bytes from each offset on, asked for side by side; b"" where they cannot be had.
        None if the store gives an object from its start only."""
        spans = [(offset, min(offset + size, self.size or 0)) for offset in offsets]
        self._reader.fetch(1, 1)  # finds out whether the store knows ranges
        if self._reader.streamed:
            return None
        found: list[bytes] = []
        fault: UnreadableError | None = None
        for block, (start, end) in zip(self._reader.store.blocks(spans), spans, strict=True):
            again = b""
            if block is None and fault is None:  # insistence is tried once, not at each place
                again, fault = self._reader.fetch(start, end - start)
            found.append(again if block is None else block)
        return found

    def difference(self) -> Difference | None:
        """What has changed since the object was opened; None if nothing shows."""
        return self._reader.difference()

    def close(self) -> None:
        """Fetch nothing more; who still waits for the store is not waited for."""
        self._reader.stopped.set()
        if self._ahead is not None:
            self._ahead[1].cancel()
        self._thread.submit(self._reader.close)
        self._thread.shutdown(wait=False)

    def _turn_to(self, offset: int) -> None:
        """Make the part in use one that begins at `offset`; an empty one at the end."""
        follows = offset == self._start + len(self._part) and self._wanted > 0
        self._wanted = min(_MOST, 2 * self._wanted) if follows else _FIRST
        at, answer = self._ahead or (offset, self._fetch(offset))
        self._ahead = None
        self._start, (self._part, fault) = offset, (answer if at == offset else self._fetch(offset)).result()
        end = offset + len(self._part)
        if fault is not None:
            self._broken = (0 if isinstance(fault, ChangedError) else end, fault)
        elif self.size is None:
            self.size = end if not self._part else None
        elif not self._part and offset < self.size and self._broken is None:
            self._broken = (offset, self._ended_early())
        if not self._part and self._broken is not None:
            raise self._broken[1]
        if follows and self._part and self._broken is None and end != self.size:
            self._ahead = (end, self._fetch(end))

    def _ended_early(self) -> UnreadableError:
        if difference := self.difference():
            return ChangedError(difference.text)
        return UnreadableError(f"it ends there, and should have {self.size:,} bytes")

    def _fetch(self, offset: int) -> Future[tuple[bytes, UnreadableError | None]]:
        end = offset + self._wanted
        if self.size is not None:
            end = min(end, self.size)
        if self._broken is not None:
            end = min(end, self._broken[0])
        return self._thread.submit(self._reader.fetch, offset, max(end - offset, 0))
