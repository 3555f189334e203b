"""The pictures of a report: what is drawn, by matplotlib, and the canvas that all share."""

from __future__ import annotations

__all__: list[str] = []
