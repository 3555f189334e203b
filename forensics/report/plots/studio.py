"""Drawing in a process of its own: it loads matplotlib while the logs are read, and draws while the page is made.

On Linux there are two of them, for half of the pictures each (see `twin`).
The same code draws there, so the pictures are the same to the byte. Where there can be no such process, where it would
gain nothing, or where it fails, they are drawn here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from forensics.child import started
from forensics.report.plots.twin import twin

if TYPE_CHECKING:
    from forensics.model import Findings
    from forensics.report.plots.canvas import Plot

__all__ = ["Begin", "Pictures", "here", "serve", "studio"]

#: All pictures, once they are drawn.
Pictures = Callable[[], "tuple[Plot, ...]"]
#: Begins to draw, in the language of that code.
Begin = Callable[["Findings", str], Pictures]

_SERVE = "import forensics.report.plots.studio as s; s.serve()"
#: Requests beyond which handing them over takes more time and memory than it saves.
_MOST = 100_000


def here(findings: Findings, code: str) -> Pictures:
    """Draws in this process, when the pictures are asked for."""
    return partial(_drawn, findings, code)


def _drawn(findings: Findings, code: str) -> tuple[Plot, ...]:
    from forensics.language.catalogue import language  # noqa: PLC0415 late, as matplotlib in canvas
    from forensics.report.plots.draw import draw  # noqa: PLC0415

    return draw(findings, language(code))


@contextmanager
def studio() -> Iterator[Begin]:
    """A process that gets ready to draw, and is there for one set of pictures."""
    process = _process()
    if process is None:
        yield here
        return
    with process, ThreadPoolExecutor(1) as messenger:
        try:
            yield partial(_begin, process, messenger)
        finally:
            process.kill()


def _process() -> subprocess.Popen[bytes] | None:
    """The process, None where none can be or matplotlib is loaded already."""
    return None if os.cpu_count() == 1 or "matplotlib" in sys.modules else started(_SERVE)


def _begin(process: subprocess.Popen[bytes], messenger: ThreadPoolExecutor, findings: Findings, code: str) -> Pictures:
    if findings.requests.height > _MOST:
        return here(findings, code)
    drawn = messenger.submit(_exchange, process.stdin, process.stdout, (findings, code))

    def pictures() -> tuple[Plot, ...]:
        found: tuple[Plot, ...] | None = drawn.result()
        return _drawn(findings, code) if found is None else found

    return pictures


def _exchange(out: Any, back: Any, order: object) -> Any:  # noqa: ANN401 - as pickle has it
    """What comes back for an order; None if nothing does."""
    try:
        with out:
            pickle.dump(order, out)
        return pickle.load(back)  # noqa: S301 - from a process of our own
    except (EOFError, OSError, pickle.UnpicklingError):
        return None


def serve() -> None:
    """The work of that process: one order from stdin, its pictures to stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told to both, and this one is ended by the other
    gc.disable()  # it ends soon
    for module in ("matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg"):
        import_module(module)
    other = twin(_odd)
    import_module("forensics.report.plots.draw")
    order = sys.stdin.buffer.read()
    if other:
        other.begin(order)
        pictures = _together(_half(order, 0), other.end() or _odd(order))
    else:
        pictures = _drawn(*pickle.loads(order))  # noqa: S301 - from the process that began this one
    pickle.dump(pictures, sys.stdout.buffer)
    sys.stdout.flush()


def _odd(order: bytes) -> list[Plot | None]:
    return _half(order, 1)


def _half(order: bytes, first: int) -> list[Plot | None]:
    """Every other picture."""
    from forensics.language.catalogue import language  # noqa: PLC0415 late, as matplotlib in canvas
    from forensics.report.plots.draw import draw_some  # noqa: PLC0415

    findings, code = pickle.loads(order)  # noqa: S301 - from the process that began this one
    return draw_some(findings, language(code), slice(first, None, 2))


def _together(even: Sequence[Plot | None], odd: Sequence[Plot | None]) -> tuple[Plot, ...]:
    """Both halves in the order of the report, without pictures of nothing."""
    return tuple(picture for both in zip_longest(even, odd) for picture in both if picture)
