"""What a Parquet file says that reading it takes, by its footer and the head of each page; nothing is unpacked.

After the Parquet format (https://parquet.apache.org/docs/file-format/) and the compact protocol of Thrift (doc/specs in
its sources), as far as tables of ours need them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

__all__ = ["Declared", "declared"]

_MAGIC, _FOOT = b"PAR1", 8
#: Bytes that a value takes in memory beside its own: a view of a text.
_VALUE = 16
_DEEP = 12
#: Types of the compact protocol.
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_INTEGERS = (4, 5, 6)
#: Fields of the structures that are looked into, by the Parquet format.
_ROWS, _GROUPS = 3, 4
_COLUMNS, _META = 1, 3
_VALUES, _UNPACKED, _PACKED, _DATA_AT, _WORDS_AT = 5, 6, 7, 9, 11
_PAGE_UNPACKED, _PAGE_PACKED, _PAGE_HEADS = 2, 3, (5, 7, 8)


@dataclass(frozen=True, slots=True)
class Declared:
    """How many rows there are, and how many bytes of memory they take."""

    rows: int
    bytes: int


def declared(content: bytes) -> Declared:
    """What the file declares. Raises ValueError where it is no Parquet, or its parts do not lie where it says."""
    size = int.from_bytes(content[-_FOOT:-4], "little")
    end = len(content) - _FOOT - size
    if content[:4] != _MAGIC or content[-4:] != _MAGIC or end < len(_MAGIC):
        raise ValueError("it does not begin and end as Parquet does")
    footer, _ = _Reader(content, end, len(content) - _FOOT).struct()
    chunks = [
        _structure(chunk, _META) for group in _structures(footer, _GROUPS) for chunk in _structures(group, _COLUMNS)
    ]
    if not _apart(chunks):
        raise ValueError("its columns lie in each other")
    return Declared(_number(footer, _ROWS), sum(_taken(content, chunk, end) for chunk in chunks))


def _apart(chunks: list[dict[int, Any]]) -> bool:
    """No two columns are made of the same bytes, by which one page could be read a thousand times."""
    spans = sorted((_start(chunk), _start(chunk) + _number(chunk, _PACKED)) for chunk in chunks)
    return all(one[1] <= other[0] for one, other in pairwise(spans))


def _start(chunk: Mapping[int, Any]) -> int:
    starts = [_number(chunk, at) for at in (_DATA_AT, _WORDS_AT) if chunk.get(at)]
    return min(starts, default=0)


def _taken(content: bytes, chunk: Mapping[int, Any], end: int) -> int:
    """Bytes of memory of one column of one group: the larger of what its head says and what its pages say."""
    at, behind = _start(chunk), _start(chunk) + _number(chunk, _PACKED)
    if not 0 < at <= behind <= end:
        raise ValueError("a column does not lie in the file")
    unpacked = values = 0
    while at < behind:
        head, at = _Reader(content, at, behind).struct()
        at += _number(head, _PAGE_PACKED)
        unpacked += _number(head, _PAGE_UNPACKED)
        values += sum(_number(_structure(head, kind), 1) for kind in _PAGE_HEADS if kind in head)
    return max(unpacked, _number(chunk, _UNPACKED)) + _VALUE * max(values, _number(chunk, _VALUES))


def _number(found: Mapping[int, Any], field: int) -> int:
    number = found.get(field)
    if not isinstance(number, int) or number < 0:
        raise ValueError("a size is missing, or less than nothing")
    return number


def _structure(found: Mapping[int, Any], field: int) -> dict[int, Any]:
    inner = found.get(field)
    if not isinstance(inner, dict):
        raise ValueError("a part of its description is missing")  # noqa: TRY004 - a fault of the file
    return inner


def _structures(found: Mapping[int, Any], field: int) -> Iterator[dict[int, Any]]:
    inners = found.get(field)
    for inner in inners if isinstance(inners, list) else ():
        if not isinstance(inner, dict):
            raise ValueError("a part of its description is missing")  # noqa: TRY004 - a fault of the file
        yield inner


class _Reader:
    """A structure in the compact protocol, as numbers by the number of their field."""

    def __init__(self, content: bytes, at: int, end: int) -> None:
        self._content, self._at, self._end = content, at, end

    def struct(self, depth: int = 0) -> tuple[dict[int, Any], int]:
        """The structure that begins here, and where the next thing does."""
        found: dict[int, Any] = {}
        field = 0
        while head := self._byte():
            step = head >> 4
            field = field + step if step else self._signed()
            found[field] = self._value(head & 15, depth)
        return found, self._at

    def _byte(self) -> int:
        if self._at >= self._end:
            raise ValueError("its description is cut off")
        self._at += 1
        return self._content[self._at - 1]

    def _unsigned(self) -> int:
        number = shift = 0
        while True:
            byte = self._byte()
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number
            if shift > 63:
                raise ValueError("a number is too long")

    def _signed(self) -> int:
        number = self._unsigned()
        return (number >> 1) ^ -(number & 1)

    def _value(self, kind: int, depth: int) -> Any:  # noqa: ANN401 - as the file has it
        if depth > _DEEP:
            raise ValueError("its description is nested too deep")
        if kind in (_TRUE, _FALSE):
            return kind == _TRUE
        if kind in _INTEGERS:
            return self._signed()
        if kind == _STRUCT:
            return self.struct(depth + 1)[0]
        if kind in (_LIST, _SET):
            return self._list(depth)
        return self._skip({_BYTE: 1, _DOUBLE: 8}.get(kind) or self._length(kind))

    def _length(self, kind: int) -> int:
        if kind != _BINARY:
            raise ValueError("its description holds what none does")
        return self._unsigned()

    def _skip(self, size: int) -> None:
        self._at += size

    def _list(self, depth: int) -> list[Any]:
        head = self._byte()
        many = head >> 4 if head >> 4 < 15 else self._unsigned()
        kind = head & 15
        # The items of a list of truth values take a byte each.
        return [
            self._byte() if kind in (_TRUE, _FALSE) else self._value(kind, depth + 1) for _ in range(self._held(many))
        ]

    def _held(self, many: int) -> int:
        if many > self._end - self._at:
            raise ValueError("a list is longer than its description")
        return many
