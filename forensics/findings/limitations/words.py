"""Words that many limitations use: how many lines and requests, and where they stand."""

from __future__ import annotations

import polars as pl

from forensics.language.statement import Statement, listed, state, state_many

__all__ = ["line_count", "percent", "request_count", "row_names"]


def line_count(count: int) -> Statement:
    """So many lines."""
    return state_many("{count} line", "{count} lines", count)


def request_count(count: int) -> Statement:
    """So many requests."""
    return state_many("{count} request", "{count} requests", count)


def row_names(requests: pl.DataFrame) -> Statement:
    """Where requests stand: the first of them, and how many more."""
    return listed(tuple(requests["row"]))


def percent(share: float) -> Statement:
    """With two decimals."""
    whole, rest = f"{share:.2%}".removesuffix("%").split(".")
    return state("{whole}.{rest}%", whole=whole, rest=rest)
