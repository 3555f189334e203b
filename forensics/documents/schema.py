"""The JSON Schema of what `forensics inspect --json` prints: generated from the model, with what the command adds.

It ships as a file, because the texts are read from the source, and is written by docs/generate.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import Field

from forensics.model.contract import contract
from forensics.model.document import Document
from forensics.model.written import Count, Sha256

__all__ = ["generated", "json_schema"]

_HEAD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "Written by docs/generate.py from forensics/model/document.py: change that, then `make golden`.",
    "$id": "urn:forensics:documents:1",
    "title": "Documents",
}
_ACCEPTED = {
    "description": "The entry of the baseline that accepts it; only where one does.",
    "type": "object",
    "properties": {
        "reason": {"description": "Why, as the entry says.", "type": "string"},
        "until": {"description": "Last day on which it does.", "type": "string", "format": "date"},
    },
    "required": ["reason", "until"],
    "additionalProperties": False,
}
_SAMPLES = {
    "description": "Masked examples of personal data by category; only with --sample, and where there are any.",
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
}


_PER_CHARACTER = {
    "description": "Bytes of the file for each character that it shows, a value of a table taken as eight; null: it"
    " shows none. Far more than in others of its kind is a hint that there is more in it.",
    "type": ["integer", "null"],
    "minimum": 0,
}
_READ_WITH = {
    "description": "Libraries that looked at it, each with its version.",
    "type": "object",
    "additionalProperties": {"type": "string"},
}


@dataclass(frozen=True, slots=True)
class _MadeBy:
    """What printed this."""

    forensics: str
    """Version of this program."""
    rules: Sha256
    """SHA-256 of the code that holds the rules for documents."""
    python: Annotated[str, Field(alias="Python")]
    """Version of Python, which unpacks archives and reads messages."""


@dataclass(frozen=True, slots=True)
class _Inspected:
    """What documents show and hide: counts and categories, never a value."""

    schema: Literal["forensics.documents/1"]
    """Name and version of this contract."""
    documents: tuple[Document, ...]
    """One entry per document, in the order in which they were given; those of a folder by path."""
    passed_over: Count
    """Files of folders that are no documents: pages, programs, plain text."""
    beside: Count
    """Documents in the folders of those that hide something, which were not inspected."""
    made_by: _MadeBy
    """Which version looked at the documents."""


def json_schema() -> dict[str, Any]:
    """The schema as it ships."""
    found: dict[str, Any] = json.loads(
        files("forensics.documents").joinpath("documents.schema.json").read_text("utf-8")
    )
    return found


def generated() -> dict[str, Any]:
    """The same, made from the model as it stands."""
    found = contract(_Inspected, _HEAD)
    found["$defs"]["Hidden"]["properties"]["accepted"] = _ACCEPTED
    document = found["$defs"]["Document"]
    document["properties"] |= {
        "bytes_per_character": _PER_CHARACTER,
        "read_with": _READ_WITH,
        "samples": _SAMPLES,
    }
    document["required"] += ["bytes_per_character", "read_with"]
    return found
