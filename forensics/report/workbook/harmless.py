r"""Text as a cell may hold it: as in the CSV files (`untrusted.for_csv`), and nothing that the file format acts on.

Beside controls and what begins a formula, that is: the two code points that XML forbids; `_x0041_`, which some programs
take for an escape and others do not; and a text in `<r>`, which XlsxWriter would write as markup. They become escapes
too, so that each can be turned back.
"""

from __future__ import annotations

import re
from functools import lru_cache

from forensics.language.untrusted import escape, for_csv

__all__ = ["LONGEST", "Harmless", "fitted", "harmless"]

#: What Excel holds in a cell, in units of UTF-16.
LONGEST = 32_767
_ACTIVE = re.compile("[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|^<(?=r>)")


class Harmless(str):
    """Text that may be written as it stands."""

    __slots__ = ()


@lru_cache(maxsize=1 << 12)
def harmless(text: str) -> Harmless:
    """The text, with what a spreadsheet or its file format would act on as escapes."""
    return Harmless(_ACTIVE.sub(escape, for_csv(text)))


def fitted(text: str, cut: str) -> str:
    """The text if a cell can hold it, else as much of it as leaves room for `cut`."""
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    room = LONGEST - _units(cut)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + cut


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
