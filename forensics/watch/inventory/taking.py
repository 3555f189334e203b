"""One root as it lies, beside what the last inventory found: both in the order of their paths."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from forensics.watch.exposures import Published, Span, begin, defer, end
from forensics.watch.inventory.birth import birth_ns
from forensics.watch.inventory.bounds import UNKNOWN, Between, upper
from forensics.watch.inventory.content import Content, content
from forensics.watch.inventory.folders import Folder, Folders
from forensics.watch.inventory.patterns import Selection
from forensics.watch.inventory.tables import Row, Rows
from forensics.watch.inventory.url_paths import url_path
from forensics.watch.inventory.walk import Place, identity, signed, top_of, walk
from forensics.watch.watched import Root

__all__ = ["Taking", "Tally", "leave"]

#: Within this time a file may change without another time; a clock that was ahead by more stays so.
_UNSURE_NS, _AHEAD_NS = 2_000_000_000, 3_600_000_000_000
#: After so many inventories a document that is being written all the time is told.
_PATIENCE = 3
#: Microseconds after its beginning in which the last inventory may have read a file.
_LATE = 1_000_000
_HINTS = range(-62_135_596_800_000_000, 253_402_300_800_000_000)  # times that have a date


@dataclass(slots=True)
class Tally:
    """What an inventory came to."""

    documents: int = 0
    hashed: int = 0
    hashed_bytes: int = 0
    being_written: list[str] = field(default_factory=list)  # URL paths


@dataclass(slots=True, kw_only=True)
class Taking:
    """The inventory of one root."""

    connection: sqlite3.Connection
    root: Root
    number: int  # of the root
    hosts: str
    selection: Selection
    inventory: int
    now: int
    between: Between
    ruled_anew: bool  # whether other files are left out than in the last inventory
    tally: Tally
    rows: Rows = field(init=False)
    folders: Folders = field(init=False)
    top: bytes = field(init=False)
    gone: list[tuple[Row, int | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.top = top_of(self.root.path)
        self.rows, self.folders = Rows(self.connection, self.number), Folders(self.top)

    def take(self) -> str:
        """Why the root could not be read; empty: it was."""
        places = walk(self.root.path, self.selection)
        first = next(places)
        if first.found is None:
            return first.trouble
        if reason := self._emptied(first):
            return reason
        self._compare(first, places)
        try:
            stays = identity(os.stat(self.top)) == identity(first.found)  # noqa: PTH116 - bytes
        except OSError:
            stays = False
        if not stays:
            self._keep_all()
            return "it was replaced while it was read"
        for row, went_ns in self.gone:
            self._remove(row, went_ns)
        return ""

    def _emptied(self, first: Place) -> str:
        """An empty folder that is not the one in which documents lay is a place where nothing is mounted."""
        known = self.connection.execute(
            "SELECT device, inode, born_ns FROM documents WHERE root = ? AND path = x'' AND EXISTS "
            "(SELECT 1 FROM documents WHERE root = ? AND exposure IS NOT NULL)",
            (self.number, self.number),
        ).fetchone()
        if known is None or first.found is None:
            return ""
        if known == (*identity(first.found), birth_ns(self.top, first.found)):
            return ""
        if any(not place.is_folder for place in walk(self.root.path, self.selection)):
            return ""
        return "another folder stands in its place, and nothing is in it: it may not be mounted"

    def _keep_all(self) -> None:
        for row, _ in self.gone:
            self._keep(row)
        self.rows.flush()

    def _compare(self, first: Place, places: Iterator[Place]) -> None:
        rows = iter(self.rows)
        row = next(rows, None)
        for place in chain([first], places):
            while row is not None and row.path < place.path:
                self._missing(row)
                row = next(rows, None)
            known = row if row is not None and row.path == place.path else None
            if place.is_folder:
                self._folder(place, known)
            else:
                self._file(place, known)
            if known is not None:
                row = next(rows, None)
        while row is not None:
            self._missing(row)
            row = next(rows, None)
        self.rows.flush()

    # Folders

    def _folder(self, place: Place, row: Row | None) -> None:
        holder = self.folders.holder(place.path) if place.path else Folder(b"", self.between.before, 0, fresh_ns=0)
        low = self._low(row, holder)
        if place.found is None or (reason := self._unmounted(place, row)):
            self._unread(place.path, row, low, place.trouble if place.found is None else reason)
            return
        itself, ctime_ns = identity(place.found), place.found.st_ctime_ns
        born = birth_ns(self.top + place.path, place.found)
        fresh = holder.fresh_ns
        # A number of an inode is given again, and at once, where a folder is removed and made anew.
        if row is None or (*itself, born) != (row.device, row.inode, row.born_ns):
            # Which folders lie above the root, or on the way of a link, is not known.
            bounded = fresh is not None and place.path and not place.linked
            fresh = max(fresh or 0, ctime_ns) if bounded else None
            self.rows.write(Row(place.path, 0, 0, 0, *itself, born_ns=born))
        elif row.low_us is not None or row.trouble:
            self.rows.write(row._replace(low_us=None, trouble=None))
        self.folders.enter(Folder(place.path, low, ctime_ns, itself, fresh))

    def _unmounted(self, place: Place, row: Row | None) -> str:
        if row is None or place.found is None or not place.path or not place.empty:
            return ""
        if identity(place.found)[0] == row.device:
            return ""
        return "another file system was mounted here, and nothing is in the folder now"

    def _unread(self, path: bytes, row: Row | None, low: int, reason: str) -> None:
        """What is known of it stays."""
        told = row or Row(path, 0, 0, 0, 0, 0)
        self.rows.write(self._troubled(told, reason)._replace(low_us=low))
        self.folders.enter(Folder(path, low))

    def _troubled(self, row: Row, reason: str) -> Row:
        """Told once, until it is over."""
        if not reason or row.trouble:
            return row
        return row._replace(trouble=reason, told_by=self.inventory)

    def _low(self, row: Row | None, holder: Folder) -> int:
        """When a path was last known to be as it is told."""
        if row is None:
            return UNKNOWN if self.ruled_anew else holder.low
        return self.between.before if row.low_us is None else row.low_us

    # Files

    def _file(self, place: Place, row: Row | None) -> None:
        self.tally.documents += 1
        found = place.found
        if found is not None and row is not None and _is_as_before(found, row):
            if row.low_us is not None:
                self.rows.write(row._replace(low_us=None))
            return
        holder = self.folders.holder(place.path)
        if found is None:
            read = Content("unreadable" if place.trouble else "vanished", reason=place.trouble)
        else:
            read = content(self.top + place.path)
        if read.outcome == "read":
            self._read(place, row, holder, read)
        elif read.outcome != "vanished":
            self._not_read(place, row, holder, read)
        elif row is not None:  # what vanished may have been another than the one that is known
            self._keep(row)

    def _not_read(self, place: Place, row: Row | None, holder: Folder, read: Content) -> None:
        low = self._low(row, holder)
        told = (row or Row(place.path, 0, 0, 0, 0, 0))._replace(low_us=low)
        if read.outcome == "unreadable":
            self.rows.write(self._troubled(told, read.reason))
            return
        self.tally.being_written.append(url_path(self.root, place.path))
        told = told._replace(unsettled=told.unsettled + 1)
        reason = f"it was being written in each of the last {_PATIENCE} passes"
        self.rows.write(self._troubled(told, reason) if told.unsettled >= _PATIENCE else told)

    def _read(self, place: Place, row: Row | None, holder: Folder, read: Content) -> None:
        found = read.found
        assert found is not None  # noqa: S101 - what was read was found
        self.tally.hashed += 1
        self.tally.hashed_bytes += found.st_size
        itself, exposure = identity(found), row.exposure if row else None
        if row is None or row.sha256 != read.sha256:
            exposure = self._begin(place, row, self._low(row, holder), read)
        else:
            self._confirm(row, found)
        self.rows.write(
            Row(
                place.path,
                *_times(found),
                *itself,
                sha256=read.sha256,
                unsure=int(self._is_unsure(found)),
                exposure=exposure,
            )
        )

    def _begin(self, place: Place, row: Row | None, low: int, read: Content) -> int:
        """Another version than before; the one before ends."""
        found = read.found
        assert found is not None  # noqa: S101 - what was read was found
        file = self.top + place.path
        itself = identity(found)
        same = row is not None and (row.device, row.inode) == itself
        came, born = None, birth_ns(file, found)
        # A file that is cut short shows its new size before its new time.
        if low != UNKNOWN and not place.linked and not (same and row and row.ctime_ns == found.st_ctime_ns):
            changed = found.st_ctime_ns
            came = self.folders.came_ns(changed) if same else self.folders.entry_came_ns(changed)
        start = self.between.span(low, came, born)
        hints = _hint(found.st_mtime_ns), _hint(born)
        published = Published(
            file, url_path(self.root, place.path), self.hosts, read.sha256, found.st_size,
            *itself, *hints,
        )  # fmt: skip
        begun = begin(self.connection, published, start, self.inventory, first=low == UNKNOWN)
        if row is not None and row.exposure is not None:
            # It may have gone before the new one was born.
            went = Span(self.between.span(low, came).earliest, start.latest)
            end(self.connection, row.exposure, went, self.inventory, replaced_by=begun)
        return begun

    def _confirm(self, row: Row, found: os.stat_result) -> None:
        """The version that is known, under another inode or with other times. One that it had at the last inventory
        already, and did not show yet, as a rename shows the entry before the time, is the later bound."""
        itself = identity(found)
        if row.exposure is not None and itself != (row.device, row.inode):
            self.connection.execute("UPDATE exposures SET device = ?, inode = ? WHERE id = ?", (*itself, row.exposure))
        late = found.st_ctime_ns // 1000
        if row.exposure is not None and self.between.steady and late <= self.between.before + _LATE:
            defer(self.connection, row.exposure, upper(found.st_ctime_ns), self.inventory - 1)

    def _is_unsure(self, found: os.stat_result) -> bool:
        changed = found.st_mtime_ns if sys.platform == "win32" else found.st_ctime_ns
        return self.now * 1000 - _UNSURE_NS <= changed <= self.now * 1000 + _AHEAD_NS

    # What is not there

    def _missing(self, row: Row) -> None:
        if self.folders.holder(row.path).is_read:
            self.gone.append((row, self.folders.gone_ns()))
        else:
            self._keep(row)

    def _keep(self, row: Row) -> None:
        if row.low_us is None:
            self.rows.write(row._replace(low_us=self.between.before))

    def _remove(self, row: Row, went_ns: int | None) -> None:
        self.rows.drop(row.path)
        if row.exposure is None:
            return
        if self.ruled_anew and not self.selection.takes(os.fsdecode(row.path)):
            leave(self.connection, row.exposure, self.inventory)
            return
        low = self.between.before if row.low_us is None else row.low_us
        end(self.connection, row.exposure, self.between.span(low, went_ns), self.inventory)


def leave(connection: sqlite3.Connection, exposure: int, inventory: int) -> None:
    """An exposure of which nobody will tell when it ends."""
    connection.execute("UPDATE exposures SET state = 'left', ended_by = ? WHERE id = ?", (inventory, exposure))


def _times(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, signed(found.st_mtime_ns), signed(found.st_ctime_ns)


def _is_as_before(found: os.stat_result, row: Row) -> bool:
    if row.sha256 is None or row.unsure or row.unsettled or row.trouble:
        return False
    return (*_times(found), *identity(found)) == row[1:6]


def _hint(time_ns: int | None) -> int | None:
    return time_ns // 1000 if time_ns is not None and time_ns // 1000 in _HINTS else None
