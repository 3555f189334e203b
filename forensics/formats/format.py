"""What a format is: a declaration that holds the grammar which reads its lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import EllipsisType
from typing import Generic, TypeVar

from forensics.formats.grammars.grammar import Grammar
from forensics.formats.templates.pieces import Slot
from forensics.formats.templates.template import size_role
from forensics.formats.wrapper import Wrapper
from forensics.model import Server, SizeFieldSource, SizeMeaning, SizeSign

__all__ = ["Detection", "Format"]

Told = TypeVar("Told")


class _OfGrammar(Generic[Told]):
    """A field that the slots of the grammar tell where nobody states it; only when it is asked for, because slots are
    compiled, and of hundreds of formats a log is in one or two."""

    def __init__(self, tell: Callable[[tuple[Slot, ...]], Told]) -> None:
        self._tell = tell

    def __set_name__(self, owner: type, name: str) -> None:
        self._kept = f"_{name}"

    def __get__(self, fmt: Format | None, owner: type) -> Told:
        if fmt is None:  # a dataclass asks so for the default of a field: it is not stated
            return ...  # type: ignore[return-value] # what `__set__` takes
        if vars(fmt)[self._kept] is ...:
            vars(fmt)[self._kept] = self._tell(fmt.grammar.slots)
        told: Told = vars(fmt)[self._kept]
        return told

    def __set__(self, fmt: Format, stated: Told | EllipsisType) -> None:
        vars(fmt)[self._kept] = stated


def _moment(slots: tuple[Slot, ...]) -> str:
    return next((slot.stamp.partition(":")[0] for slot in slots if slot.stamp), "start")


def _with_offset(slots: tuple[Slot, ...]) -> bool:
    return any(slot.role in ("offset", "epoch") for slot in slots if slot.stamp)


@dataclass(frozen=True)
class Format:
    """How the lines of one kind of log map to PARSED columns (schema.py); it can be pickled and hashed."""

    name: str  # stable, as `forensics formats` lists it; "custom" for a user's own string
    title: str
    grammar: Grammar
    family: str  # "Apache", "nginx", ...
    server: Server | None  # apache | nginx | iis: how paths resolve; None where the format cannot tell
    template: str  # as readers are shown it: the format string, or a description of cells or keys
    time: _OfGrammar[str] = _OfGrammar(_moment)  # "start" | "end": what the time stamp means
    offset: _OfGrammar[bool] = _OfGrammar(_with_offset)  # the line holds its UTC offset (or is an epoch time)
    #: Meaning of the main size field: body | planned | total; None: no size logged.
    size: _OfGrammar[SizeMeaning | None] = _OfGrammar(size_role)
    ambiguous: bool = False  # look-alikes exist: `size`/`server` are to be inferred or stated
    examples: tuple[str, ...] = ()
    second: str | None = None  # equivalent Apache LogFormat for the second reader; None: not readable
    note: str = ""
    zone: str | None = None  # of stamps without offset, where the format fixes it; None: the case's
    refused: str = ""  # why such lines are recognised but never read, and what to do; "" for all others
    wrappers: tuple[Wrapper, ...] = ()  # what its lines stand in, where a user says so
    heading: str = ""  # a pattern of lines that are headings, not requests
    # How it is chosen: formats that are alike, lenient or rare only where no other one reads the lines.
    like: str = ""  # the name of the general format of the same look, which detection names
    lenient: bool = False  # it reads what other formats read in full, and more
    rare: bool = False  # it is not even tried on lines that another format reads
    chain: str = ""  # where a forwarded chain stands beside the peer, "first" or "last": the log must tell them apart
    closed_by: str = ""  # of refused lines: the format of the lines that end what these begin, and hold all of it
    size_because: str = ""  # why no size is read; "": none is logged
    size_stated: bool = False  # somebody said what `size` means, and no heading says otherwise


@dataclass(frozen=True)
class Detection:
    """Which format a sample of lines is in, and why."""

    format: Format | None  # None: no format reads these lines
    sampled: int
    matched: int  # by `format`
    because: str  # one or two sentences: evidence for the choice, and against the runner-up
    runner_up: str | None
    runner_up_matched: int
    others: tuple[tuple[Format, int], ...]  # further formats needed for lines `format` cannot read
    size: SizeMeaning | None = None  # the main size field as stated by the format, or inferred from the sample
    size_source: SizeFieldSource = "unknown"
    size_because: str = ""
    size_signs: tuple[SizeSign, ...] = ()
    header_bytes: tuple[int, int] | None = None
    server: Server | None = None
    wrappers: tuple[Wrapper, ...] = ()  # what stands around the lines, from the outside in
    refused: tuple[tuple[Format, int], ...] = ()  # formats that are never read, with the lines of each
