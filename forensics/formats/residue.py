"""What is no part of a line although it stands in it: holes of a log that was truncated while it was written,
byte order marks, and the colours of a terminal (counting.md 4b.1).

No server writes them: a control character of a client is escaped, or refused with the request.
"""

from __future__ import annotations

import polars as pl

__all__ = ["HOLE", "MARKS", "cleaned"]

#: Octets of which a chunk without any needs no cleaning.
MARKS = (b"\x00", b"\x1b", b"\xef\xbb\xbf", b"\r")
#: So many zero bytes in a row are a hole in the file, not a character.
HOLE = 8
#: ECMA-48: control sequences; operating system commands, as of links; and what ends a colour of grep.
_RESIDUE = r"\x00+|\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|^\x{feff}+|^\r+|\r+$"


def cleaned(lines: pl.Series) -> pl.Series:
    """The lines without them; a byte order mark and a carriage return only at the ends of a line.

    A mark can stand behind another: the first is taken away with all of its kind, so the ends are looked at twice.
    """
    if not lines.str.contains(r"[\x00\x1b\x{feff}\r]").any():
        return lines
    return lines.str.replace_all(_RESIDUE, "").str.replace_all(r"^[\x{feff}\r]+|\r+$", "")
