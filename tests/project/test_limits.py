"""What a process may use: kept where the system can, passed over where it cannot, and never more than before."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from forensics import limits
from forensics.documents import warden
from tests.support.command import python

INFINITE = -1


def _system(hard: int, *, refuses: bool = False) -> tuple[Any, list[tuple[int, int]]]:
    """A system that allows so much of one thing, or refuses to be told."""
    told: list[tuple[int, int]] = []

    def tell(_: int, both: tuple[int, int]) -> None:
        if refuses:
            raise ValueError("current limit exceeds maximum limit")  # as macOS says of memory
        told.append(both)

    return SimpleNamespace(
        RLIM_INFINITY=INFINITE, RLIMIT_AS=9, getrlimit=lambda _: (hard, hard), setrlimit=tell
    ), told  # fmt: skip


@pytest.mark.parametrize(
    ("hard", "soft_one", "for_good"),
    [(INFINITE, (100, INFINITE), (100, 100)), (50, (50, 50), (50, 50)), (500, (100, 500), (100, 100))],
    ids=["no limit before", "a lower one", "a higher one"],
)
def test_limits(hard: int, soft_one: Any, for_good: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - pairs
    """The lower of what is asked and what was allowed."""
    system, told = _system(hard)
    monkeypatch.setattr(limits, "_resource", system)
    limits.limit("AS", 100)
    limits.limit_for_good("AS", 100)
    assert told == [soft_one, for_good]


def test_what_a_system_cannot_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    """One system refuses that of memory, as macOS does, others do not know one, Windows has none: the work goes on."""
    system, told = _system(INFINITE, refuses=True)
    monkeypatch.setattr(limits, "_resource", system)
    limits.limit("AS", 100)
    limits.limit("NONESUCH", 100)
    monkeypatch.setattr(limits, "_resource", None)
    limits.limit_for_good("AS", 100)
    assert (told, limits.page_size()) == ([], 0)


def test_a_large_table_is_unpacked_where_no_limit_can_be_set() -> None:
    """The process of `unpacking` answers all the same: its clock and the sizes that a table states remain."""
    code = """
import io, sys
import polars as pl
from forensics import limits
class Refusing:
    RLIMIT_AS = RLIMIT_CPU = RLIMIT_CORE = 0
    RLIM_INFINITY = -1
    getrlimit = staticmethod(lambda _: (-1, -1))
    def setrlimit(*_): raise ValueError('current limit exceeds maximum limit')
limits._resource = Refusing()
packed = io.BytesIO()
pl.DataFrame({'a': [1, 2]}).write_parquet(packed)
sys.stdin = io.TextIOWrapper(io.BytesIO(packed.getvalue()))
from forensics.report.saved import unpacking
out = sys.stdout = io.TextIOWrapper(io.BytesIO())
unpacking.serve(1 << 20, 5)
print(pl.read_ipc(out.buffer.getvalue())['a'].to_list(), file=sys.__stdout__)
"""
    assert python(code).stdout == "[1, 2]\n"


@pytest.mark.parametrize(
    ("event", "arguments", "refused"),
    [
        ("open", ("x", "rb", 0), False),
        ("open", ("x", None, 0), False),
        ("open", ("x", "w", 0), True),
        ("open", ("x", None, warden.os.O_WRONLY), True),
        ("open", ("x", None, warden.os.O_RDWR | warden.os.O_CREAT), True),
        ("os.startfile", ("x", "open"), True),
        ("_winapi.CreateProcess", (None, "x", None), True),
        ("winreg.SetValue", (1, "x", 1, "y"), True),
        ("os.listdir", ("x",), False),
    ],
)
def test_what_a_reader_of_documents_may_not_do(event: str, arguments: tuple[Any, ...], *, refused: bool) -> None:
    """Where a system sets no limit on what is written this is all that refuses it: opened by its number or by name."""
    if not refused:
        warden._refuse(event, arguments)
        return
    with pytest.raises(PermissionError, match="is refused"):
        warden._refuse(event, arguments)
