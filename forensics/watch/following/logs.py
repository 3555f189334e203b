"""One look at all logs of a watch: each stream found again, read on from where it was left, and kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from forensics.errors import ForensicsError
from forensics.model import Case
from forensics.scan.engines.engine import Engine
from forensics.sources import Url
from forensics.sources.rotation import series
from forensics.watch.following import catching_up, evidence, streams
from forensics.watch.following.lying import Lying, beside, lying_logs, shown
from forensics.watch.following.reading import Gain, gain
from forensics.watch.following.recognition import Recognised, is_followed, is_packed, recognise
from forensics.watch.following.streams import Stream
from forensics.watch.following.troubles import gone, of_new_lines, standing, store_standing
from forensics.watch.trouble import Trouble

__all__ = ["Followed", "Follower", "Step"]

#: A log to which nothing was written for so long is one that was rotated.
_AT_REST = 24 * 3600 * 1_000_000_000  # ns

#: What makes changes of the state whole: committed at its end, undone where it fails.
Step = Callable[[], AbstractContextManager[object]]


@dataclass(slots=True)
class Followed:
    """What a look at the logs came to."""

    logs: int = 0
    lines: int = 0  # read for the first time
    bytes: int = 0
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Reads what is new in all logs of a case, for all of its files; what it keeps of each log is a step of its own."""

    connection: sqlite3.Connection
    step: Step
    case: Case
    engine: Engine
    now: datetime
    clock: Callable[[], datetime]

    def follow(self, absent_at: Mapping[str, datetime | None]) -> Followed:
        """One look. Files that were not sought before are sought in what was read before; `absent_at` says of some
        when they were not published yet, and so from where on."""
        lying, troubles = lying_logs(self.case.logs, self.case.folder)
        done = Followed(logs=len(lying), troubles=troubles)
        recognised = self._recognised(lying)
        self._catch_up(absent_at, recognised, done)
        self._move(recognised)
        for number in sorted(recognised.continued):
            self._read(*recognised.continued[number], done)
        for one in recognised.fresh:
            self._begin(one, done)
        with self.step():
            done.troubles += self._lost(recognised)
        done.troubles += standing(self.connection)
        return done

    def _recognised(self, lying: Sequence[Lying]) -> Recognised:
        """What each file is; where streams are missing also the files beside the places where they lay."""
        known, now_ns = streams.load(self.connection), int(self.now.timestamp() * 1e9)
        found = recognise(lying, known, now_ns)
        missing = {series(Path(path)): each for path, each in self._missing_places(found)}
        named = [one.path for one in lying]
        others = {one.path: one for each in missing.values() for one in self._beside(each, named)}
        if not others:
            return found
        found = recognise([*lying, *others.values()], known, now_ns)
        # Of those only what was written after the missing one may hold lines that were not read.
        found.fresh = [one for one in found.fresh if one.path not in others or _is_newer(one, missing)]
        return found

    def _missing_places(self, found: Recognised) -> Iterator[tuple[str, Stream]]:
        entries = {log.path for log in self.case.logs}
        yield from (
            (each.path, each) for each in found.missing if each.log in entries and not (each.whole or each.gone)
        )

    def _beside(self, stream: Stream, named: Sequence[Path | Url]) -> Iterator[Lying]:
        entry = next(number for number, log in enumerate(self.case.logs) if log.path == stream.log)
        return beside(Path(stream.path), entry, named)

    def _move(self, recognised: Recognised) -> None:
        """Notes where files lie by now that are as they were."""
        moved = {
            number: stream.lies_at(one, self.case.logs[one.log].path)
            for number, (stream, one) in recognised.continued.items()
            if stream.lay_as(one)
        }
        with self.step():
            for number, stream in moved.items():
                if stream != recognised.continued[number][0]:
                    streams.store(self.connection, stream)
                    recognised.continued[number] = stream, recognised.continued[number][1]

    def _catch_up(self, absent_at: Mapping[str, datetime | None], recognised: Recognised, done: Followed) -> None:
        with self.step():
            catching_up.forget_others(self.connection, self.case.files)
        for late in catching_up.late(self.connection, self.case.files, absent_at):
            hindered: list[Trouble] = []
            for stream, one in recognised.continued.values():
                since = streams.left_before(self.connection, stream, late.absent_at)
                if stream.whole or since.place.offset < stream.left.place.offset:
                    with self.step():
                        hindered += catching_up.catch_up(
                            self.connection, late, stream, one, self.case, since, self.engine
                        )
            done.troubles += hindered
            if not hindered:  # else they are late at the next pass too
                with self.step():
                    catching_up.note_sought(self.connection, late.files)

    def _begin(self, one: Lying, done: Followed) -> None:
        """A log that was not there before."""
        try:
            whole = not is_followed(one)
        except ForensicsError as error:
            done.troubles.append(Trouble("log", shown(one), error.message, "opened"))
        else:
            stream = streams.begin(self.connection, self.case.logs[one.log].path, one, whole=whole)
            self._read(stream, one, done, begins=True)

    def _read(self, stream: Stream, one: Lying, done: Followed, *, begins: bool = False) -> None:
        as_it_was = stream.lay_as(one) and not begins
        if as_it_was and (stream.whole or stream.settled):
            return
        at_rest = self._is_at_rest(stream, one)
        if as_it_was and not at_rest:
            return
        try:
            gained = gain(stream, one, self.case, self.engine, at_rest=at_rest)
        except ForensicsError as error:
            done.troubles.append(Trouble("log", shown(one), error.message, "read"))
            return
        if gained is None or (begins and not gained.scans):
            return
        with self.step():
            self._keep(gained, at_rest=at_rest)
        done.lines += sum(scan.report.lines for scan in gained.scans)
        done.bytes += sum(scan.report.stream_bytes for scan in gained.scans)
        done.troubles += of_new_lines([scan.report for scan in gained.scans])

    def _is_at_rest(self, stream: Stream, one: Lying) -> bool:
        """Whether nobody writes to it any more: it was renamed or packed, or nothing came for a day."""
        if stream.whole or stream.first_path != shown(one):
            return True
        return self.now.timestamp() * 1e9 - one.mtime_ns > _AT_REST or is_packed(one)

    def _keep(self, gained: Gain, *, at_rest: bool) -> None:
        """Stores what was read, and where the stream is left."""
        stream = replace(gained.stream, settled=at_rest)
        if gained.anew:
            evidence.drop(self.connection, stream.number)
        streams.store(self.connection, stream)
        if gained.scans:
            evidence.add_scans(self.connection, stream.number, gained.scans)
            streams.note_position(self.connection, stream, self.clock())
            store_standing(self.connection, stream, evidence.reports_of(self.connection, stream.number))

    def _lost(self, recognised: Recognised) -> Iterator[Trouble]:
        """Streams whose files are gone before it was sure that all of them was read."""
        entries = {log.path for log in self.case.logs}
        waiting = {series(Path(str(one.path))) for one in recognised.being_packed}
        for stream in recognised.missing:
            if not stream.gone and series(Path(stream.path)) not in waiting:
                streams.store(self.connection, replace(stream, gone=True))
                if stream.log in entries and not stream.settled:
                    yield gone(stream)


def _is_newer(one: Lying, missing: Mapping[str, Stream]) -> bool:
    stream = missing.get(series(Path(str(one.path))))
    return stream is None or one.mtime_ns >= stream.mtime_ns
