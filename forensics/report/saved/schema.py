"""The JSON Schema of findings.json: generated from the model, with the text below each attribute as its description.

It ships as a file, because the texts are read from the source, and is written by docs/generate.py.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from forensics.model.contract import contract
from forensics.report.saved.document import Document

__all__ = ["generated", "json_schema"]

_HEAD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "Written by docs/generate.py from forensics/model: change that, then `make golden`.",
    "$id": "urn:forensics:findings:1",
    "title": "Findings",
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of findings.json, as it ships in the package."""
    text = files("forensics.report.saved").joinpath("findings.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def generated() -> dict[str, Any]:
    """The same, made from the model as it stands."""
    return contract(Document, _HEAD)
