"""The version of this tool; pyproject.toml reads it from here, and so does every report."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
