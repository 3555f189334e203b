"""The report as a PDF for the archive, typeset from the page itself."""

from __future__ import annotations

__all__: list[str] = []
