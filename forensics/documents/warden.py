"""The process that looks into documents: its limits, and what it may not do (docs/documents.md).

Where the system has no such limits (Windows; macOS has none of memory) the clock of the process that began this one
remains.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any

from forensics.documents import written
from forensics.documents.fingerprint import fingerprint_of
from forensics.documents.inspect import inspect_file
from forensics.documents.kinds import UNKNOWN, kind_of
from forensics.documents.personal.samples import Samples
from forensics.documents.versions import read_with
from forensics.language.statement import state
from forensics.limits import limit, limit_for_good, page_size
from forensics.model.document import Document

__all__ = ["SECONDS", "serve"]

#: Of the processor for one document, and bytes of memory for all.
SECONDS = 60
_MEMORY = 2 << 30
#: Where it still holds so much, it ends after its answer: the next document begins with little again.
_SWOLLEN = 512 << 20
#: Objects after which circles among them are looked for.
_CIRCLES = 20_000
_FORBIDDEN = (
    "os.exec", "os.fork", "os.forkpty", "os.link", "os.mkdir", "os.posix_spawn", "os.remove", "os.rename", "os.rmdir",
    "os.spawn", "os.startfile", "os.symlink", "os.system", "os.truncate", "pty.spawn", "shutil.", "socket.",
    "subprocess.Popen", "winreg.SetValue", "_winapi.CreateProcess",
)  # fmt: skip
#: How a file is opened to be written: by a mode or by flags.
_WRITING, _TO_WRITE = frozenset("wax+"), os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_PAGES = Path("/proc/self/statm")


def serve() -> None:
    """Answers the order in each line of stdin with lines on stdout, until stdin ends."""
    out = sys.stdout
    sys.excepthook = lambda kind, *_: _say(out, {"failed": kind.__name__})
    sys.dont_write_bytecode = True  # of readers that are imported from here on
    renew = _limited()
    sys.addaudithook(_refuse)
    # Rows make many objects and no circles: to look for these so often would take a tenth of the time.
    gc.freeze()
    gc.set_threshold(_CIRCLES)
    for line in sys.stdin:
        renew()
        order = json.loads(line)
        path, samples = Path(order["path"]), Samples() if order["samples"] else None
        _say(out, {"kind": _kind(path)})
        document = written.as_object(_inspected(path, samples))
        gc.collect()
        swollen = _held() > _SWOLLEN
        _say(out, {"document": document, "samples": samples.by_category if samples else {}, "last": swollen})
        if swollen:
            return


def _say(out: Any, said: dict[str, Any]) -> None:  # noqa: ANN401 - a stream
    out.write(json.dumps(said) + "\n")
    out.flush()


def _kind(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return kind_of(file)
    except OSError:
        return UNKNOWN


def _inspected(path: Path, samples: Samples | None) -> Document:
    try:
        return inspect_file(path, str(path), samples)
    except MemoryError:
        gc.collect()
        reason = state("Reading it takes more than {size} bytes of memory.", size=_MEMORY)
    except RecursionError:
        reason = state("It is nested deeper than any document.")
    size, digest = fingerprint_of(path)
    kind = _kind(path)
    return Document(path=str(path), kind=kind, bytes=size, sha256=digest, state="not_inspected", reason=reason,
                    read_with=read_with([kind]))  # fmt: skip


def _limited() -> Callable[[], None]:
    """Sets the limits of this process; what is returned grants the processor's time for one more document."""
    for kind, most in (("AS", _MEMORY), ("FSIZE", 0), ("CORE", 0)):
        limit_for_good(kind, most)
    return lambda: limit("CPU", ceil(time.process_time()) + SECONDS)


def _held() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell. What it held at most says nothing:
    Linux counts what its parent held."""
    try:
        pages = int(_PAGES.read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * page_size()


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: what a reader of documents never does is not done."""
    if event == "open":
        _, mode, flags = arguments
        if _WRITING.intersection(mode or "") or (isinstance(flags, int) and flags & _TO_WRITE):
            raise PermissionError(f"{event} is refused")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is refused")
