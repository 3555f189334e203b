"""What only people can state for the breach notification (docs/notification.md).

None, or an empty tuple, is "not stated": never "no" and never nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

__all__ = ["Contact", "RecipientStated", "SeverityStated", "Stated"]


@dataclass(frozen=True, slots=True)
class Contact:
    """An organisation or a person that the authority can reach."""

    name: str
    role: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    registration: str | None = None  # in the register of companies, or with the authority


@dataclass(frozen=True, slots=True)
class RecipientStated:
    """What is known of a party that got the file; `party` as in [[parties.known]]."""

    party: str
    trusted: bool | None = None
    contacted: date | None = None
    deleted: date | None = None  # when it confirmed that its copies are gone


@dataclass(frozen=True, slots=True)
class SeverityStated:
    """The inputs of the ENISA worksheet (2013) that a person decides on; `level` is that person's conclusion."""

    data: tuple[str, ...] = ()  # simple | behavioural | financial | sensitive
    context: int | None = None  # what the circumstances add to, or take from, the kind of data
    identification: str | None = None  # negligible | limited | significant | maximum
    integrity: str | None = None  # none | recoverable | lost
    availability: str | None = None  # none | temporary | permanent
    malicious: bool | None = None
    level: str | None = None  # low | medium | high | very high
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """The [notification] section of a case."""

    type: str | None = None  # first | follow-up | final
    reference: str | None = None
    submitted: datetime | None = None
    delay: str | None = None
    controller: Contact | None = None
    reporter: Contact | None = None
    officer: Contact | None = None
    processor: Contact | None = None
    nature: tuple[str, ...] = ()  # confidentiality | integrity | availability
    discovered: str | None = None
    cause: str | None = None
    records: int | None = None
    people_min: int | None = None
    people_max: int | None = None
    people_basis: str | None = None
    data: tuple[str, ...] = ()
    special: tuple[str, ...] | None = None  # empty: there are none
    national_id: bool | None = None
    groups: tuple[str, ...] = ()
    vulnerable: bool | None = None
    recipients: tuple[RecipientStated, ...] = ()
    safeguards: str | None = None
    unintelligible: bool | None = None
    consequences: str | None = None
    informed: str | None = None  # yes | no | planned
    informed_on: date | None = None
    informed_how: str | None = None
    not_informed_because: str | None = None
    measures: str | None = None
    countries: tuple[str, ...] | None = None  # of the people concerned, ISO 3166; empty: the own country alone
    authorities: tuple[str, ...] | None = None  # told besides this one; empty: none
    severity: SeverityStated = SeverityStated()
