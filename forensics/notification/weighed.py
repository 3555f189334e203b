"""What the leaked documents say for the worksheet: kinds of data, ease of identification, how many people.

By the categories of personal data in them, for whatever the case leaves out; each returns None where they say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from forensics.documents.personal.categories import CATEGORIES
from forensics.notification.field import Matter
from forensics.notification.proposed import categories, inspected, people_bounds

__all__ = ["Kinds", "bounds", "identification", "identifiers", "kinds"]

#: Categories that are more than simple data. What may be of a special category only a lawyer can say.
_KIND_OF = {"iban": "financial", "ip_address": "behavioural"}
_GRAVER = ("simple", "behavioural", "financial")
#: By these somebody who can look them up finds one person; together with a name they leave no doubt.
_POINTING = (
    "bsn", "v_number", "national_id", "identity_document", "email", "phone", "iban", "account", "address",
    "licence_plate",
)  # fmt: skip
_NAMES = ("name", "staff")
#: These narrow down who it is, and no more.
_NARROWING = ("date_of_birth", "postcode", "location", "nationality", "sex", "ip_address")


@dataclass(frozen=True, slots=True)
class Kinds:
    """The gravest kind of data that is certain, and the categories that may be sensitive."""

    certain: str
    special: tuple[str, ...]


def _found(matter: Matter) -> tuple[str, ...]:
    return tuple(categories(inspected(matter)))


def kinds(matter: Matter) -> Kinds | None:
    """By the gravest category."""
    found = _found(matter)
    if not found:
        return None
    certain = max((_KIND_OF.get(name, "simple") for name in found), key=_GRAVER.index)
    return Kinds(certain, tuple(name for name in found if CATEGORIES[name].special))


def identifiers(matter: Matter) -> tuple[str, ...]:
    """The categories by which people are recognised, in the order in which categories are told."""
    return tuple(name for name in _found(matter) if name in {*_NAMES, *_POINTING, *_NARROWING})


def identification(matter: Matter) -> str | None:
    """How easily people are recognised."""
    found = set(identifiers(matter))
    if "name" in found and not found.isdisjoint((*_POINTING, "date_of_birth")):
        return "maximum"
    if not found.isdisjoint((*_NAMES, *_POINTING)):
        return "significant"
    return "limited" if found else None


def bounds(matter: Matter) -> tuple[int | None, int | None]:
    """People at least and at most, as far as they are known; of what was not read nobody knows the most."""
    found = people_bounds(inspected(matter))
    if found is None:
        return None, None
    is_whole = not any(document.reason for document in matter.saved.documents)
    return found[0], found[1] if is_whole else None
