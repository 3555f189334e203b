"""How often a web server really handed over a file that should not have been public.

    case = load_case(Path("case.toml"))
    findings = investigate(case)
    write_reports(findings, Path("reports/case"))

The names are imported when first used: `forensics --help` must not wait for a data frame library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from forensics.version import __version__

if TYPE_CHECKING:
    from forensics.casefile import load_case
    from forensics.investigation import investigate
    from forensics.model import Findings
    from forensics.report.folder import write_reports

__all__ = ["Findings", "__version__", "investigate", "load_case", "write_reports"]

_HOMES = {
    "Findings": "forensics.model",
    "investigate": "forensics.investigation",
    "load_case": "forensics.casefile",
    "write_reports": "forensics.report.folder",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
