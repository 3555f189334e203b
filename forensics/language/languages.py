"""Which languages are spoken. Apart from what speaks them, so that `--help` loads no catalogue."""

from __future__ import annotations

__all__ = ["LANGUAGES", "REGIONS"]

#: ISO 639-1 code -> the region whose numbers and dates are written. English is the source text.
REGIONS = {"en": "GB", "nl": "NL"}
LANGUAGES = tuple(REGIONS)
