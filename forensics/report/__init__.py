"""One writer per output: terminal, saved (JSON), tables (CSV, parquet), events, plots, page, pdf; folder puts them
down."""

from __future__ import annotations

__all__: list[str] = []
