"""The limitations that the first page shows: those that make the evidence incomplete, and the weightiest others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forensics.model import Limitation

__all__ = ["Doubts", "doubts"]

#: What the first page may show of what does not make the evidence incomplete: what could change the answer most first.
_WEIGHTY = (
    "size-unknown", "two-readings", "doubtful-copies", "script-query", "still-reachable", "unreadable-line",
    "missing-layer", "proxy-log", "copy-elsewhere", "quiet", "cut-end", "size-field-doubt", "size-inferred",
    "size-twin", "edge", "second-reader", "no-sizes", "size-field-assumed", "hidden-clients", "undeclared-proxy",
    "complementary-parts", "recurring-size", "abort-blind", "gap", "missing-rotation", "damaged-source",
)  # fmt: skip
_SHOWN_OTHERS = 3
_SHOWN_SERIOUS = 6


@dataclass(frozen=True, slots=True)
class Doubts:
    """The limitations of the first page: those that make the evidence incomplete, and the weightiest others."""

    serious: tuple[Limitation, ...]
    others: tuple[Limitation, ...]
    more: int  # limitations that are only in their own section


def doubts(limitations: Sequence[Limitation]) -> Doubts:
    """What the first page says of them: incomplete evidence first, then the three that could change the answer most."""
    rank = {code: place for place, code in enumerate(_WEIGHTY)}
    serious = tuple(limit for limit in limitations if limit.incomplete)[:_SHOWN_SERIOUS]
    mild = (limit for limit in limitations if not limit.incomplete and limit.code in rank)
    others = tuple(sorted(mild, key=lambda limit: rank[limit.code]))[:_SHOWN_OTHERS]
    return Doubts(serious, others, len(limitations) - len(serious) - len(others))
