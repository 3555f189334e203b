"""Why the three numbers lie apart: what was counted as established and not proven, and what may be a download more.

The text below an attribute says what it is, here and in the JSON Schema of findings.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from forensics.model.written import Count, Text

__all__ = ["Reason", "ReasonCode", "Why"]

#: Said and explained in findings.reasons.kinds.
ReasonCode = Literal[
    "own", "repeat", "proxied", "size-unknown", "no-sizes", "planned", "with-headers", "inferred", "two-programs",
    "edge", "reading", "few-visitors", "parts", "copy-held", "unreadable", "cache-layer", "twin", "spelling", "script",
    "aborted", "other-size", "no-time", "undecided", "gap", "thinned", "missing-rotation", "lost-lines", "behind-cache",
    "copy-elsewhere",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a bound is not the established number."""

    code: ReasonCode
    """Stable code (docs/reasons.md)."""
    downloads: Count | None
    """Downloads between the bound and the established number for this reason; null: nobody can tell how many, the
    ceiling is "or more"."""
    addresses: Count | None = None
    """Addresses that made them; null where no log names them, or where it is not told."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a bound is what it is."""

    reasons: tuple[Reason, ...] = ()
    """The weightiest first: together the difference between the bound and the established number (where at least is
    null, all that is established)."""
    text: Text = ""
    """In one sentence; empty where there is nothing to explain."""
    settled_by: Text = ""
    """Which log, field or measurement would bring the bound nearer; empty where none would."""
