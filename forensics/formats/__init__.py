"""Raw log lines to PARSED rows: which formats there are, which one a log is in, and reading it.

A format is a declaration (`format.Format`); the grammar that runs it stands in `grammars.GRAMMARS`.
"""

from __future__ import annotations

from forensics.formats.custom import compile_log_format, compile_logformat, with_size
from forensics.formats.detection import detect, others
from forensics.formats.format import Detection, Format
from forensics.formats.presets import registry
from forensics.formats.reading import logged, minutes, parse, untold_zones
from forensics.formats.resolve import resolve
from forensics.formats.samples import is_heading
from forensics.formats.w3c import InForce, headings
from forensics.formats.wrappers import Wrapper, peeled

__all__ = [
    "Detection",
    "Format",
    "InForce",
    "Wrapper",
    "compile_log_format",
    "compile_logformat",
    "detect",
    "headings",
    "is_heading",
    "logged",
    "minutes",
    "others",
    "parse",
    "peeled",
    "registry",
    "resolve",
    "untold_zones",
    "with_size",
]
