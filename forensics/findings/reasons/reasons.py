"""Why the three numbers of a file are what they are: reasons that add up to the differences, and a sentence a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from forensics.findings.reasons.apart import above, below
from forensics.findings.reasons.why import ceiling, floor
from forensics.model import Bounds, Reason, ReasonCode, Why

__all__ = ["Apart", "ceiling_of", "floor_of"]


@dataclass(frozen=True, slots=True)
class Apart:
    """The labelled requests and the downloads of one file; its numbers over all windows by these rows, and those that
    hold for the readings in doubt as well."""

    requests: pl.DataFrame
    downloads: pl.DataFrame
    chosen: Bounds
    spanned: Bounds


def floor_of(apart: Apart) -> Why:
    """What holds at least down."""
    fewer = (apart.chosen.at_least or 0) - (apart.spanned.at_least or 0)
    return floor([*below(apart.requests, apart.downloads), *_by_reading(fewer)], apart.spanned)


def ceiling_of(apart: Apart, causes: Sequence[ReasonCode]) -> Why:
    """What keeps at most up; `causes` are why it is "or more"."""
    touching = apart.downloads.filter(pl.col("window").is_not_null() | pl.col("edge_window").is_not_null())
    more = apart.spanned.at_most - apart.chosen.at_most
    open_ended = [Reason(code, None) for code in causes]
    return ceiling([*above(apart.requests, touching), *_by_reading(more), *open_ended], apart.spanned)


def _by_reading(count: int) -> list[Reason]:
    return [Reason("reading", count)] if count else []
