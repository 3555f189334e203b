"""How plain rows are written, cell by cell, and as whole lines.

Most rows of a sheet are of a few shapes. A pattern made for one of these takes such a row at once, in half of the time
that its cells take one by one, and takes nothing that they would not come to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from forensics.documents.ooxml.workbooks.assembly import Seen, Shape

__all__ = ["Form", "Lines", "form_of", "texts_of"]

#: Matches a row from a place in a text on; its shape; how many groups of each cell there are, one of which is its text.
Line: TypeAlias = tuple[Callable[[str, int], re.Match[str] | None], Shape, int]
#: Rows of a shape after which a pattern of its own pays, patterns that are tried, and cells of a row.
_PAYS, _MOST, _WIDE = 64, 6, 256
#: Rows that no pattern takes, beyond those that one does, after which none is tried.
_VAIN = 1000


@dataclass(frozen=True, slots=True)
class Form:
    """The plain form of rows, and of the cells in them, where names of elements have a certain prefix."""

    prefix: str
    head: re.Pattern[str]
    plain: re.Pattern[str]  # a cell with a value and no more
    cell: re.Pattern[str]
    cells: re.Pattern[str]
    end: str
    begins: str  # what a row with cells begins with
    rests: tuple[str, str]  # of a cell behind its attributes: as `plain`, as `cell`


def form_of(prefix: str) -> Form:
    """With such a prefix."""
    own = re.escape(prefix)
    formula = rf"(?:<{own}f(?: [^<>]*)?(?:/>|>[^<]*</{own}f>))?"
    inline = rf'<{own}is><{own}t(?: xml:space="preserve")?>([^<&]*)</{own}t></{own}is>'
    held = rf"{formula}(?:<{own}v>([^<&]*)</{own}v>|{inline})?"
    attributes = r'((?: (?!xmlns)[A-Za-z][\w:]*="[^"<>&]*")*)'
    named = rf'<{own}c r="([A-Z]{{1,3}})\d{{1,7}}"(?: s="(\d{{1,6}})")?(?: t="(\w{{1,9}})")?'
    plain, any_ = rf"><{own}v>([^<&]*)</{own}v></{own}c>", rf" ?(?:/>|>{held}</{own}c>)"
    begins = rf'\s*<{own}row r="(\d{{1,7}})"{attributes} ?'
    patterns = (rf"{begins}(/?)>", named + plain, named + any_, f"(?:{named}{any_})*")
    head, cell, any_cell, cells = (re.compile(each, re.ASCII) for each in patterns)
    return Form(prefix, head, cell, any_cell, cells, f"</{prefix}row>", f"{begins}>", (plain, any_))


class Lines:
    """The patterns of one sheet."""

    def __init__(self, form: Form) -> None:
        self.found: list[Line] = []
        self.taken = 0  # rows, by these
        self.form = form
        self._rows: Counter[tuple[int, int]] = Counter()
        self._other = self._folded = 0

    def keep_up(self, folded: int) -> None:
        """Forgets shapes that are used no more since the assembly has folded them so many times."""
        if folded != self._folded:
            self._folded = folded
            self.found.clear()
            self._rows.clear()

    def note(self, key: Seen, shape: Shape, groups: int) -> None:
        """A row of this shape that none of them took; `groups` as in `Line`."""
        self._other += 1
        if self._other > self.taken + _VAIN:
            self.found.clear()
        elif len(self.found) < _MOST and len(key[0]) <= _WIDE:
            own = id(shape), groups
            self._rows[own] += 1
            if self._rows[own] == _PAYS:
                self.found.append((self._made(key, groups), shape, groups))

    def _made(self, key: Seen, groups: int) -> Callable[[str, int], re.Match[str] | None]:
        form, prefix = self.form, re.escape(self.form.prefix)
        cells = (f"<{prefix}c{_named(*each)}{form.rests[groups - 1]}" for each in zip(*key, strict=True))
        return re.compile(f"{form.begins}{''.join(cells)}{re.escape(form.end)}", re.ASCII).match


def _named(letters: str, style: str, type_: str) -> str:
    styled, typed = style and f' s="{style}"', type_ and f' t="{type_}"'
    return rf' r="{letters}\d{{1,7}}"{styled}{typed}'


def texts_of(found: Sequence[str], groups: int) -> Sequence[str]:
    """Of all groups of the cells of a row their texts."""
    return found if groups == 1 else [one or other for one, other in zip(found[::2], found[1::2], strict=True)]
