"""One writer per output: terminal, document (JSON), tables (CSV, parquet), plots, html; write puts them down."""

from __future__ import annotations

__all__: list[str] = []
