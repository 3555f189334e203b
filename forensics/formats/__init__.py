"""Raw log lines to PARSED rows: which formats there are, which one a log is in, and reading it.

A format is a declaration (`format.Format`) that holds the grammar which reads its lines (`grammars.grammar`).
"""

from __future__ import annotations

from forensics.formats.columns.anchors import Anchor
from forensics.formats.columns.minute import common_minute
from forensics.formats.columns.stamp_runs import Runs, runs_of
from forensics.formats.declared.custom import compile_log_format, compile_logformat, with_size
from forensics.formats.declared.presets import registry
from forensics.formats.declared.resolve import resolve
from forensics.formats.detection.confirmation import confirmed, confirmed_each
from forensics.formats.detection.cut_lines import other_formats
from forensics.formats.detection.detection import detect
from forensics.formats.detection.refusals import METHODS, closing, is_error_log, refusals, refused_by
from forensics.formats.detection.samples import is_heading
from forensics.formats.detection.unwrapping import furniture, inner
from forensics.formats.format import Detection, Format
from forensics.formats.grammars.w3c import InForce, headings, headings_of_each
from forensics.formats.reading import anchor, could_read, logged, matches, minutes, parse, possible, untold_zones
from forensics.formats.wrapper import Wrapper
from forensics.formats.wrappers.cut_lines import holds_pieces, rejoined
from forensics.formats.wrappers.docker_objects import lines_with_other_escapes, whole_objects
from forensics.formats.wrappers.residue import HOLES, is_marked
from forensics.formats.wrappers.settled import settled, within

__all__ = [
    "HOLES",
    "METHODS",
    "Anchor",
    "Detection",
    "Format",
    "InForce",
    "Runs",
    "Wrapper",
    "anchor",
    "closing",
    "common_minute",
    "compile_log_format",
    "compile_logformat",
    "confirmed",
    "confirmed_each",
    "could_read",
    "detect",
    "furniture",
    "headings",
    "headings_of_each",
    "holds_pieces",
    "inner",
    "is_error_log",
    "is_heading",
    "is_marked",
    "lines_with_other_escapes",
    "logged",
    "matches",
    "minutes",
    "other_formats",
    "parse",
    "possible",
    "refusals",
    "refused_by",
    "registry",
    "rejoined",
    "resolve",
    "runs_of",
    "settled",
    "untold_zones",
    "whole_objects",
    "with_size",
    "within",
]
