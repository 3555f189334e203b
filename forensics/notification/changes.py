"""What a follow-up notification says anew: each field beside that of the earlier one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from forensics.errors import SourceError
from forensics.notification.field import Field

__all__ = ["SCHEMA", "Change", "Earlier", "as_data", "changes", "read_earlier"]

SCHEMA = "forensics.notification/1"
_NAME = "notification.json"
_LARGEST = 64 * 1024 * 1024


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class EarlierField(_Part):
    """A field as it stood."""

    id: str
    status: str
    value: dict[str, Any] | None
    text: tuple[str, ...]


class EarlierCase(_Part):
    """Of which case it was."""

    id: str


class Earlier(_Part):
    """The part of an earlier notification.json that is compared."""

    schema_: Literal["forensics.notification/1"]
    case: EarlierCase
    language: str
    fields: tuple[EarlierField, ...]

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=lambda name: name.rstrip("_"))


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says something else now; the earlier text is empty where it was missing."""

    field: Field
    before: tuple[str, ...]


def read_earlier(place: Path, *, case: str, language: str) -> Earlier:
    """The notification in a folder or file. Raises SourceError if there is none, or if it cannot be compared
    with one of this case in this language."""
    path = place / _NAME if place.is_dir() else place
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST)
    except OSError as error:
        hint = "--since takes a folder that `forensics notify` has written, or its notification.json"
        raise SourceError(error.strerror or "cannot be opened", where=str(path), hint=hint) from None
    try:
        earlier = Earlier.model_validate_json(raw)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        reason = f"this is no notification of forensics: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        raise SourceError(reason, where=str(path)) from None
    if earlier.case.id != case:
        raise SourceError(f"this is a notification of another case, {earlier.case.id!r}", where=str(path))
    if earlier.language != language:
        hint = f"write the follow-up with --lang {earlier.language}, or the earlier one again with --lang {language}"
        raise SourceError(f"this notification is in another language, {earlier.language!r}", where=str(path), hint=hint)
    return earlier


def as_data(value: Any) -> Any:  # noqa: ANN401 JSON
    """The value as JSON gives it back: times as RFC 3339 in UTC, tuples as lists."""
    return json.loads(json.dumps(value, default=_time, allow_nan=False))


def _time(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    raise TypeError(f"no JSON for {type(value).__name__}")


def changes(fields: Sequence[Field], earlier: Earlier) -> tuple[Change, ...]:
    """The fields whose value or status is another than in the earlier notification, in their order."""
    known = {field.id: field for field in earlier.fields}
    found = []
    for field in fields:
        before = known.get(field.id)
        if before is None or (before.value, before.status) != (as_data(field.content.value), field.status):
            found.append(Change(field, before.text if before else ()))
    return tuple(found)
