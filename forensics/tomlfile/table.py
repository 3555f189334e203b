"""What a table of a TOML file is made of: the base of all tables, and the types of their keys.

One declaration per key serves three readers: pydantic, which checks the type; the person whose
key is wrong, who is shown the example; and the editor, which reads the JSON Schema.
A key that is absent, or was wrong, is None: nothing is built unless nothing was wrong.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from forensics.language.languages import LANGUAGES

__all__ = ["Count", "Day", "Moment", "Said", "Size", "Table", "Text", "key", "number"]

_YEAR = 366 * 24 * 60  # minutes; more would be a slip

Text = Annotated[str, Field(min_length=1, pattern=r"^[^\x00]+$")]
#: A text, or a table with the text in several languages (title.en, title.nl): checked by `tomlfile.texts`.
Said = Annotated[
    object,
    WithJsonSchema(
        {
            "type": ["string", "object"],
            "minLength": 1,
            "minProperties": 1,
            "properties": {code: {"type": "string", "minLength": 1} for code in LANGUAGES},
            "additionalProperties": False,
        }
    ),
]
Size = Annotated[int, Field(gt=0, lt=2**63)]
Count = Annotated[int, Field(ge=0, le=_YEAR * 60)]
Moment = Annotated[
    datetime,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?$",
        }
    ),
]
Day = Annotated[date, WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"})]


def _schema(schema: dict[str, Any], table: type[Table]) -> None:
    """Say what TOML can say: there is no null, and the keys that must be there."""
    for key in schema["properties"].values():
        for choice in key.pop("anyOf", ()):
            if choice != {"type": "null"}:
                key.update({**choice, **key})
        if key.get("default", ...) is None:
            del key["default"]
    schema["required"] = list(table.required)


class Table(BaseModel):
    """A table; `required` are the keys that it must have."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True, json_schema_extra=_schema)
    required: ClassVar[tuple[str, ...]] = ()


# Any, as pydantic's own Field: it stands where a default of each key's type would.
def key(meaning: str, example: object, default: object = None, **limits: Any) -> Any:  # noqa: ANN401
    """A key of a table: what it is for and a value that would do, as people and editors read them."""
    return Field(default, description=meaning, examples=[example], **limits)


def number(meaning: str, usual: int) -> Any:  # noqa: ANN401
    """A key that holds a number, with the one usual."""
    return key(meaning, usual, usual)
