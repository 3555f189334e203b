"""Who may read a bundle, and what may therefore lie in it: one bag for each disclosure level (docs/bundle.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from os import fstat
from pathlib import Path
from typing import Any

from forensics.regular import open_regular
from forensics.report.disclosure import LEVELS
from forensics.report.files import CUSTODY, DATABASE, WORKBOOK

__all__ = ["INVESTIGATOR", "foreign", "holds_key", "level_of"]

INVESTIGATOR = LEVELS[0]

_ALWAYS = ("findings.json", "report.html", "report.pdf", WORKBOOK, DATABASE, CUSTODY)
#: What a bundle of a level may hold, plots aside; that for investigators holds whatever they put into it.
_HELD = {"regulator": (*_ALWAYS, "requests.csv", "downloads.csv"), "public": _ALWAYS}
_PLOT = re.compile(r"plots/[a-z0-9-]+\.(?:svg|png)")

#: The 256 bits that make the linking ids, raw or in letters, and any private key in PEM.
_SECRET = re.compile(
    rb"\s*(?:[0-9A-Fa-f]{64}|[A-Za-z0-9+/_-]{43}=?|-----BEGIN [A-Z ]*PRIVATE KEY-----.*)\s*", re.DOTALL
)
_RAW_KEY = 32
_LONGEST_KEY = 16 * 1024


def level_of(findings: Mapping[str, Any]) -> str:
    """The disclosure level of findings.json; those of before there were levels hold everything."""
    return str(findings.get("level", INVESTIGATOR))


def foreign(level: str, names: Iterable[str]) -> tuple[str, ...]:
    """The files of a report that one of that level does not hold."""
    if level == INVESTIGATOR:
        return ()
    held = _HELD[level]
    return tuple(name for name in names if name not in held and not _PLOT.fullmatch(name))


def holds_key(path: Path) -> bool:
    """A file is a key by its name or by what it holds; such a file never goes into a bundle."""
    if path.suffix == ".key":
        return True
    with open_regular(path) as file:
        small = fstat(file.fileno()).st_size <= _LONGEST_KEY
        return small and _SECRET.fullmatch(file.read(_LONGEST_KEY)) is not None
