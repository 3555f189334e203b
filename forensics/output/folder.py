"""A folder that is written whole or not at all: made beside its final place, then put there in one step.

A full disk, a kill or an error leaves nothing half-written under the final name, and what stood there before stays.
One run at a time has a place: it puts right first what an ended one left, before anything there is read.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from forensics.errors import OutputError
from forensics.output.exchange import exchange
from forensics.output.lock import HeldError, held, holder_of
from forensics.output.patience import is_in_use, is_too_long, patiently
from forensics.output.private import HALF_WRITTEN, make_folder, settle

__all__ = ["LEFT_BEHIND", "claimed", "left_in_place", "os_errors_as_output_errors", "staged"]

#: What file managers leave in any folder that they show.
LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")


@contextmanager
def os_errors_as_output_errors(what: str, folder: Path, hint: str) -> Iterator[None]:
    """What the operating system refuses, as an error that says what cannot be written, and names the folder."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        way_out = _way_out(error) or hint
        raise OutputError(f"{what} cannot be written: {reason}", where=str(folder), hint=way_out) from error


def _way_out(error: OSError) -> str:
    """Where Windows refuses for reasons of its own; otherwise nothing."""
    if is_in_use(error):
        return "another program may have a file of it open, as Excel does: close that, and run this again"
    if is_too_long(error):
        return "Windows takes no path of 260 characters unless long paths are switched on: give a shorter one"
    return ""


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """No other run writes `folder` within; an earlier one that was ended has left nothing beside it, and no gap.

    Within it may be claimed again. Raises OutputError, which names the run that has it, and OSError.
    """
    place = folder.resolve()
    if place in _claimed:
        yield
        return
    lock = place.with_name(f".{place.name}.lock")
    with ExitStack() as locks:
        locks.callback(_remove_empty, make_folder(place.parent))  # last of all: Windows keeps what is open
        try:
            locks.enter_context(held(lock))
        except HeldError as error:
            hint = "wait for it, or give another folder with -o; nothing was written here"
            raise OutputError(f"another run is writing this folder: {error}", where=str(folder), hint=hint) from error
        except NotImplementedError:  # a share without locks: names are a run's own there too, and a report is whole
            pass
        _claimed.add(place)
        try:
            _put_right(place)
            yield
        finally:
            _claimed.discard(place)
            for path in (holder_of(lock), lock):
                with suppress(OSError):  # Windows keeps what is open, and the lock itself goes when it is let go
                    path.unlink()


def _remove_empty(folders: Sequence[Path]) -> None:
    """The innermost last; those into which something was put stay."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


#: What this process has claimed.
_claimed: set[Path] = set()


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` at the end, or vanishes. Raises OutputError and OSError."""
    place = folder.resolve()
    with claimed(place):
        staging = place.with_name(f".{place.name}.{secrets.token_hex(4)}.new")
        staging.mkdir(mode=0o700)
        try:
            yield staging
            _settle(staging)
            _put(staging, place)
            settle(place.parent)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def left_in_place(folder: Path) -> Iterator[None]:
    """What is read of `folder` within is all of one report. Raises OutputError where another took its place meanwhile:
    whatever was found then, half of it was of the other."""
    before = _identity(folder)
    try:
        yield
    finally:
        if before is not None and _identity(folder) != before:
            raise OutputError("was written anew while it was read", where=str(folder), hint="run this again")


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:  # told by what reads it
        return None
    return found.st_dev, found.st_ino


def _settle(folder: Path) -> None:
    """All of it is on the disk before its name is: after a power failure there is the old report or the new one."""
    for above, _, names in os.walk(folder, topdown=False):
        for path in (*(Path(above) / name for name in names), Path(above)):
            settle(path)


def _put(staging: Path, place: Path) -> None:
    """The new folder under the name of the old one; the old one, if there is one, is left as the staging."""
    if not place.exists():
        patiently(lambda: staging.rename(place))
    elif not exchange(staging, place):
        old = _old(place)
        if old.exists():
            raise OSError(errno.EBUSY, f"{old.name}, an earlier report, is open in another program and cannot go")
        patiently(lambda: place.rename(old))
        try:
            patiently(lambda: staging.rename(place))
        finally:
            _put_right(place)


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _put_right(place: Path) -> None:
    """What a run that was ended left: the report between two renames is put back, the rest taken away."""
    old = _old(place)
    if old.is_dir() and not place.exists():
        patiently(lambda: old.rename(place))
    staging = re.compile(rf"\.{re.escape(place.name)}\.(?:[0-9a-f]{{8}}\.)?new")
    left = [path for path in place.parent.iterdir() if staging.fullmatch(path.name)]
    for leftover in (*left, old):
        shutil.rmtree(leftover, ignore_errors=True)
    for half in [path for path in place.iterdir() if HALF_WRITTEN.fullmatch(path.name)] if place.is_dir() else ():
        half.unlink()
