"""Objects of a file as pikepdf hands them out, and what it raises on files that are not as they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Stream

__all__ = ["FAULTS", "Object", "containers", "inherited"]

#: What pikepdf raises on files that are not as they should be.
FAULTS = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    pikepdf.ForeignObjectError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    RuntimeError,
)
#: An object of pikepdf; of which kind, the file alone knows.
Object: TypeAlias = Any
_CONTAINERS = (Array, Dictionary, Stream)
_DEEP = 32


def containers(objects: Iterable[Object]) -> Iterator[Object]:
    """Those of several objects that can hold others."""
    return (each for each in objects if isinstance(each, _CONTAINERS))


def inherited(each: Object, key: str) -> Object:
    """The value of a key, of a page or a field itself or of what stands above it (ISO 32000-2 sections 7.7.3.4 and
    12.7.4.1); None where none has it."""
    for _ in range(_DEEP):
        if key in each:
            return each[key]
        if "/Parent" not in each:
            break
        each = each.Parent
    return None
