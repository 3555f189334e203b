"""The JSON Schema of what `forensics inspect --json` prints: generated from the model, shipped as a file.

The texts are read from the source, so it is written by docs/generate.py.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """The schema as it ships."""
    found: dict[str, Any] = json.loads(
        files("forensics.documents").joinpath("documents.schema.json").read_text("utf-8")
    )
    return found
