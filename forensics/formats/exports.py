"""What to do with a log of which no line could be read: told by what its lines look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forensics.dates import NUMBERED
from forensics.formats.objects import keys_in
from forensics.statement import Statement, listed, state

__all__ = ["unread_hint"]

#: Cells between delimiters, of which one is a request line or a path.
_CELLS = re.compile(r'^[^,;\t|]+([,;\t|])(?:.*\1)?"?(?:[A-Z]{3,8} )?/')


def unread_hint(lines: Sequence[str]) -> Statement:
    """The way out for these lines, the most particular first."""
    keys = tuple(dict.fromkeys(name for line in lines for name in keys_in(line)))
    if keys:
        return state(
            "time, path or status stand under no key that is known ({keys}): say which is which in a file, as"
            " docs/own-format.md shows, and name it with --format file:my.toml",
            keys=listed(keys),
        )
    if any(NUMBERED.search(line) for line in lines):
        return state(
            "nothing tells whether its dates begin with the day or the month: take the log itself instead of the"
            " spreadsheet, or say it in a file with {{end:%d/%m/%Y %H:%M:%S}} (docs/own-format.md)"
        )
    if any(_CELLS.match(line) for line in lines):
        return state(
            "these look like the rows of a table without its heading: export it again with the heading, or say what"
            " its cells hold in a file (cells = ..., docs/own-format.md)"
        )
    return state(
        "run `forensics detect` on it; name the format in the case, or give the server's own LogFormat or"
        " log_format string"
    )
