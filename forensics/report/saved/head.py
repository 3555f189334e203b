"""The head of findings.json: whose it is, for whom and until when, told also of a report that an earlier or a later
version wrote, which is to be purged, sealed or left alone all the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter, ValidationError

from forensics.model.written import Time
from forensics.report.saved.document import UnfitError
from forensics.report.saved.received import refuse_swelling

__all__ = ["CaseHead", "Head", "head"]


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What a saved case says of itself; the id is empty where it has none."""

    id: str = ""
    investigator: str | None = None
    retain_until: Time | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The level, one of disclosure.LEVELS or one that is not known here, and the case.

    Findings of before there were levels hold everything.
    """

    level: str = "investigator"
    case: CaseHead | None = None


@cache
def _codec() -> TypeAdapter[Head]:
    return TypeAdapter(Head)


def head(content: bytes) -> Head:
    """What the file says at its head. Raises UnfitError where it is no JSON, or no findings of ours."""
    try:
        refuse_swelling(content)
        return _codec().validate_json(content)
    except (OSError, ValidationError) as error:
        raise UnfitError("", "these are no findings of ours") from error
