"""A JSON Schema of what is written, made from its dataclasses, with the text below each attribute as its description.

The texts are read from the source: what ships is a file that docs/generate.py writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

__all__ = ["contract"]

#: What stands beside a text under its key with "_said" and "_escaped".
_SPELLINGS = {
    "said": {
        "description": "A sentence of the tool in its parts, to be said in another language.",
        "type": "object",
        "properties": {
            "message": {"description": "The sentence in English, with {placeholders}.", "type": "string"},
            "many": {
                "description": 'The same for more than one, or for none, by the value "count".',
                "type": "string",
            },
            "values": {
                "description": "What the placeholders stand for: texts, numbers, sentences again, or lists of these.",
                "type": "object",
                "additionalProperties": {"type": ["string", "number", "array", "object"]},
            },
            "escaped": {"description": 'The texts in it are written as under "..._escaped".', "const": True},
        },
        "required": ["message", "values"],
        "additionalProperties": False,
    },
    "escaped": {
        "description": "The same text where it holds bytes that are not UTF-8: those as \\udcHH, backslashes doubled.",
        "type": "string",
    },
}


class _Untitled(GenerateJsonSchema):
    """Without a title for each key, which would only say the key again, and without defaults."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - as pydantic has it
        return False

    def default_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401 - as pydantic has it
        """Every key is written, so a default says nothing."""
        return self.generate_inner(schema["schema"])


def contract(whole: type, head: Mapping[str, Any]) -> dict[str, Any]:
    """The schema (2020-12) of a dataclass, with that before its keys."""
    config = ConfigDict(use_attribute_docstrings=True, extra="forbid", json_schema_serialization_defaults_required=True)
    adapter: TypeAdapter[Any] = TypeAdapter(list[whole], config=config)  # type: ignore[valid-type] # known at run time
    found = adapter.json_schema(mode="serialization", by_alias=True, schema_generator=_Untitled)
    parts = {name: _spelled(part) for name, part in found["$defs"].items()}
    top = parts.pop(found["items"]["$ref"].rpartition("/")[2])
    return {**head, **{key: value for key, value in top.items() if key != "title"}, "$defs": {**parts, **_SPELLINGS}}


def _spelled(part: dict[str, Any]) -> dict[str, Any]:
    """A part with the keys of the other spellings of its texts."""
    keys: dict[str, Any] = {}
    for name, key in part.get("properties", {}).items():
        keys[name] = {word: value for word, value in key.items() if word != "spelled"}
        if "spelled" in key:
            keys |= {f"{name}_{kind}": {"$ref": f"#/$defs/{kind}"} for kind in _SPELLINGS}
    return {**part, "properties": keys} if keys else part
