"""The folder of the state: for its owner alone, and one pass at a time.

The lock is one of the operating system on an open file, so it ends with the process that holds it, however that ends.
Who holds it stands in a file beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from forensics.errors import StateError
from forensics.output.lock import HeldError, held
from forensics.output.private import make_folder
from forensics.watch.state.faults import refused_by_the_system, told

__all__ = ["locked", "prepare"]

_LOCK = "state.lock"


def prepare(folder: Path) -> None:
    """Makes the folder if need be: 0700 whatever the umask. Raises StateError."""
    with refused_by_the_system(folder):
        make_folder(folder)
        if folder.stat().st_mode & 0o777 != 0o700:
            with suppress(PermissionError):  # of another owner: the files in it are for ours alone all the same
                folder.chmod(0o700)


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Nobody else has the state within. Waits that many seconds for another pass to end, then StateError."""
    with ExitStack() as locks:
        with refused_by_the_system(folder):
            try:
                locks.enter_context(held(folder / _LOCK, wait=wait))
            except HeldError as error:
                raise _in_use(folder, str(error)) from error
            except NotImplementedError as error:
                raise told(
                    "this file system has no locks", "put the state on a disk of this machine", folder
                ) from error
        yield


def _in_use(folder: Path, holder: str) -> StateError:
    return StateError(
        f"another pass has the state of this watch: {holder}",
        where=str(folder),
        hint="one pass at a time: this one did nothing; if that one should not run any more, end its process",
    )
