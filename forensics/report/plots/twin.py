"""A copy of this process for half of its work, made once what both need is loaded: to load it twice takes longer."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

__all__ = ["Twin", "twin"]

_THREADS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class Twin:
    """The copy, which waits for one order and ends with its answer, or where no order comes."""

    process: int
    order: IO[bytes]
    answer: IO[bytes]

    def begin(self, order: bytes) -> None:
        """Gives the order; where the copy is gone, `end` tells."""
        try:
            with self.order:
                self.order.write(order)
        except OSError:
            return

    def end(self) -> Any:  # noqa: ANN401 - as pickle has it
        """What the work gave; None where it failed."""
        try:
            with self.answer:
                return pickle.load(self.answer)  # noqa: S301 - from a process of our own
        except (EOFError, pickle.UnpicklingError):
            return None
        finally:
            os.waitpid(self.process, 0)


def twin(work: Callable[[bytes], object]) -> Twin | None:
    """The copy, which does that work with its order; None where it gains nothing, and where processes cannot be copied
    in safety: only Linux tells that there is no other thread, whose locks a copy would wait for."""
    if sys.platform != "linux" or os.cpu_count() == 1 or len(list(_THREADS.iterdir())) > 1:
        return None
    order, told = os.pipe()
    answer, given = os.pipe()
    process = os.fork()
    if process == 0:
        for other in (told, answer):
            os.close(other)
        _serve(work, order, given)
    for other in (order, given):
        os.close(other)
    return Twin(process, open(told, "wb"), open(answer, "rb"))  # noqa: PTH123 - descriptors, closed above


def _serve(work: Callable[[bytes], object], order: int, answer: int) -> None:
    """The life of the copy: it holds nothing open that is not its own, and never returns."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for inherited in (0, 1):
            os.dup2(nowhere, inherited)
        with open(order, "rb") as orders:
            found = orders.read()
        if found:
            with open(answer, "wb") as answers:
                pickle.dump(work(found), answers)
    finally:
        os._exit(0)
