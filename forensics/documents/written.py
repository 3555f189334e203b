"""Documents as JSON, and read from it again: from the process that read them, out of a cache, for scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from forensics.language.spelling import gathered, spread
from forensics.model.document import Document

__all__ = ["SCHEMA", "as_json", "as_object", "read"]

SCHEMA = "forensics.documents/1"


@cache
def _codec() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def as_object(document: Document) -> dict[str, Any]:
    """One entry of "documents", keys in the order of the contract; with the libraries that read it and a hint, which
    findings leave out."""
    written: dict[str, Any] = spread(_codec().dump_python(document, by_alias=True, warnings="none"))
    return {**written, "bytes_per_character": document.bytes_per_character, "read_with": dict(document.read_with)}


def read(found: object) -> Document:
    """The document that `as_object` wrote. Raises ValueError for anything else."""
    try:
        return _codec().validate_json(json.dumps(gathered(found)), strict=True)
    except ValidationError as error:
        raise ValueError("is no document") from error


def as_json(documents: Sequence[dict[str, Any]], **more: object) -> str:
    """The contract as text, ASCII only; `more` are keys beside it."""
    whole = {"schema": SCHEMA, "documents": list(documents), **more}
    return json.dumps(whole, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
