"""Names that stand for cells, values or formulas: those that nobody is shown, and the cells that filters sift."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from forensics.documents.contents import Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.places import Area
from forensics.language.statement import forms, state_many
from forensics.model.document import Severity

__all__ = ["filters", "told"]

_FILTERS = "_FilterDatabase"
#: Kind of a result that is text, as xlrd has it.
_TEXT = 1
#: Names that programs make for themselves, in every workbook in which they were used.
_MADE = re.compile(r"_xl|_?solver_|_ftn|_filterdatabase|print_|_amo_|z_[0-9a-f]{8}_", re.IGNORECASE)
_NAMED: tuple[tuple[str, tuple[str, str], Severity | None], ...] = (
    ("value", forms("{count} hidden name holds a value.", "{count} hidden names hold values."), None),
    ("hidden", forms("{count} name of cells or formulas is hidden.", "{count} names of cells or formulas are hidden."),
     "L"),
)  # fmt: skip


def filters(book: Any) -> dict[int, list[Area]]:  # noqa: ANN401 - xlrd tells no types
    """The cells that the filter of each sheet sifts, with the row of its buttons."""
    found: dict[int, list[Area]] = {}
    for name in book.name_obj_list:
        if name.builtin and name.name == _FILTERS and name.result is not None:
            for place in _places(name.result.value):
                sheet, _, top, bottom, left, right = place
                found.setdefault(sheet, []).append(Area(top + 1, bottom, left, right - 1))
    return found


def _places(value: Any) -> Iterator[tuple[int, int, int, int, int, int]]:  # noqa: ANN401
    for each in value if isinstance(value, list) else ():
        coords = getattr(each, "coords", None)
        if coords is not None:
            yield coords


def told(book: Any) -> Iterator[Piece]:  # noqa: ANN401
    """How many names are hidden, and the values that they stand for."""
    counts: Counter[str] = Counter()
    for name in book.name_obj_list:
        if name.builtin or name.macro or name.binary or _MADE.match(name.name):
            continue
        result = name.result
        constant = result.value if result is not None and result.kind == _TEXT else None
        if isinstance(constant, str) and constant:
            yield Passage("", State.HIDDEN, constant)
        counts["shown" if not name.hidden else "value" if constant else "hidden"] += 1
    for key, (one, many), severity in _NAMED:
        if counts[key]:
            yield hidden("X7", "", counts[key], state_many(one, many, counts[key]), severity)
