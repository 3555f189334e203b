"""Which characters the PDF can show: those for which the fonts that typst brings have a glyph in every style used.

A PDF/A may hold no character without a glyph, and a reader must not see a box where evidence stands. What the
fonts lack, and what would be joined or turned around (combining marks, right-to-left scripts), is written as an
escape instead, of the same form as the page writes its controls; the page has doubled every backslash of its own.
"""

from __future__ import annotations

import re

from forensics.language.untrusted import escape

__all__ = ["shown"]

#: Latin, Greek and Cyrillic letters, punctuation, currencies, arrows, mathematical and geometric signs.
_SHOWN = (
    "\n -~\u00a0-\u00ac\u00ae-\u0241\u0250-\u02e9\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"
    "\u0400-\u045f\u0490-\u04c4\u1e00-\u1e9b\u1e9e-\u1ef9\u2010-\u2027\u202f-\u205e\u2070\u2071\u2074-\u208e\u20a0-\u20b5\u20b8-\u20ba\u20bd"
    "\u2100-\u2151\u2190-\u23ff\u2500-\u25ff\u2605\u2606\u2713\u2717\u27e6-\u27eb\ufb00-\ufb04\ufffd"
)
_LACKING = re.compile(f"[^{_SHOWN}]")


def shown(text: str) -> str:
    """The text with an escape for each character that the fonts lack."""
    return _LACKING.sub(escape, text)
