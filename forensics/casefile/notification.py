"""[notification]: what only people can state for the breach notification, as a case file writes it.

All of it is optional: what is left out is marked in the notification as still to be completed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import Field

from forensics.model import Contact, RecipientStated, SeverityStated, Stated
from forensics.tomlfile.table import Day, Moment, Table, Text, key

__all__ = ["ContactTable", "NotificationTable", "RecipientTable", "SeverityTable", "stated", "unknown_parties"]

People = Annotated[int, Field(ge=0, lt=2**40)]
Data = Literal["simple", "behavioural", "financial", "sensitive"]
Nature = Literal["confidentiality", "integrity", "availability"]
Special = Literal[
    "racial or ethnic origin",
    "political opinions",
    "religious or philosophical beliefs",
    "trade union membership",
    "genetic data",
    "biometric data",
    "health",
    "sex life or sexual orientation",
    "criminal convictions and offences",
]
Group = Literal[
    "employees",
    "users",
    "subscribers",
    "students",
    "customers",
    "patients",
    "citizens",
    "minors",
    "asylum seekers",
    "other",
]


class ContactTable(Table):
    """[notification.controller], .reporter, .officer and .processor: whom the authority can reach."""

    required = ("name",)
    name: Text | None = key("name of the organisation or the person", "Example Agency")
    role: Text | None = key("what that person does there", "privacy officer")
    address: Text | None = key("where letters go", "Voorbeeldstraat 1, 2500 AA Den Haag")
    email: Text | None = key("address for e-mail", "privacy@example.org")
    phone: Text | None = key("telephone number", "+31 70 000 0000")
    registration: Text | None = key("number in a register: of companies, or with the authority", "00000000")


class RecipientTable(Table):
    """[[notification.recipients]]: what was agreed with a known party that got the file."""

    required = ("party",)
    party: Text | None = key("its name in [[parties.known]]", "requester")
    trusted: bool | None = key("whether it is trusted to do as it says", True)
    contacted: Day | None = key("when it was asked to delete its copies", date(2020, 6, 19))
    deleted: Day | None = key("when it confirmed that they are gone", date(2020, 6, 22))


class SeverityTable(Table):
    """[notification.severity]: inputs of the ENISA worksheet; what is left out widens the result to a range."""

    data: list[Data] | None = key("kinds of data in the file", ["simple", "sensitive"])
    context: Annotated[int, Field(ge=-3, le=3)] | None = key(
        "what the circumstances add to the kind of data, or take from it: -3 to 3", 0
    )
    identification: Literal["negligible", "limited", "significant", "maximum"] | None = key(
        "how easily people are recognised in it", "maximum"
    )
    integrity: Literal["none", "recoverable", "lost"] | None = key("whether data was altered", "none")
    availability: Literal["none", "temporary", "permanent"] | None = key("whether data cannot be reached", "none")
    malicious: bool | None = key("whether somebody meant harm", False)
    level: Literal["low", "medium", "high", "very high"] | None = key("what you conclude", "high")
    because: Text | None = key("why", "the file names people and what they are suspected of")


class NotificationTable(Table):
    """[notification]: what only people can state for the notification of the breach."""

    type: Literal["first", "follow-up", "final"] | None = key("which notification this is", "first")
    reference: Text | None = key("number that the authority, or you, gave it", "2020-0001")
    submitted: Moment | None = key("when the notification is sent", datetime(2020, 6, 19, 14, tzinfo=UTC))
    delay: Text | None = key("why it is sent after the deadline", "the logs came late")
    controller: ContactTable | None = key("the organisation that answers for the data", {"name": "Example Agency"})
    reporter: ContactTable | None = key("who notifies", {"name": "A. Voorbeeld"})
    officer: ContactTable | None = key("the data protection officer", {"name": "B. Voorbeeld"})
    processor: ContactTable | None = key("who ran the server on your behalf", {"name": "Example Hosting"})
    nature: list[Nature] | None = key("what was harmed", ["confidentiality"])
    discovered: Text | None = key("how the breach was discovered", "a journalist called")
    cause: Text | None = key("how it could happen", "rows were hidden, not removed")
    records: People | None = key("number of records in the file", 1185)
    people_min: People | None = key("least number of people whom it concerns", 900)
    people_max: People | None = key("greatest number of people whom it concerns", 1185)
    people_basis: Text | None = key("how these numbers were found", "distinct case numbers; one person a row at most")
    data: list[Text] | None = key("personal data in the file, in words", ["name", "date of birth"])
    special: list[Special] | None = key("special categories in it; [] for none", ["health"])
    national_id: bool | None = key("whether a national identification number (BSN) is in it", False)
    groups: list[Group] | None = key("whom it concerns", ["employees", "minors"])
    vulnerable: bool | None = key("whether they are vulnerable", True)
    recipients: list[RecipientTable] | None = key("what was agreed with known parties", [{"party": "requester"}])
    safeguards: Text | None = key("measures that were in place before", "a second pair of eyes before publication")
    unintelligible: bool | None = key("whether nobody can read the data: encrypted, say", False)
    consequences: Text | None = key("what may come of it for the people concerned", "threats, stigma")
    informed: Literal["yes", "no", "planned"] | None = key("whether the people concerned are told", "planned")
    informed_on: Day | None = key("when", date(2020, 6, 26))
    informed_how: Text | None = key("how", "by letter")
    not_informed_because: Text | None = key("if not, why", "no addresses are known; a notice was published")
    measures: Text | None = key("what was done, and is going to be done", "the file was taken down")
    countries: list[Text] | None = key(
        "other countries in which the people concerned live, by ISO 3166; [] for none", ["BE"]
    )
    authorities: list[Text] | None = key("other authorities that were told; [] for none", ["police"])
    severity: SeverityTable | None = key("the ENISA worksheet", {"data": ["sensitive"]})


def stated(table: NotificationTable, submitted: datetime | None) -> Stated:
    """The section as the case holds it; `submitted` is its time in UTC."""
    given: dict[str, Any] = {name: value for name, value in table if value is not None}
    for name in ("controller", "reporter", "officer", "processor"):
        if name in given:
            given[name] = Contact(**given[name].model_dump())
    given["recipients"] = tuple(RecipientStated(**entry.model_dump()) for entry in table.recipients or ())
    given["severity"] = _severity(table.severity or SeverityTable())
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return Stated(**{**given, **lists, "submitted": submitted})


def _severity(table: SeverityTable) -> SeverityStated:
    return SeverityStated(**{**table.model_dump(), "data": tuple(table.data or ())})


def unknown_parties(table: NotificationTable, known: Sequence[str]) -> list[tuple[int, str, str | None]]:
    """Recipients that are no known party: the place of each, its name, and the name that may have been meant."""
    names = [entry.party or "" for entry in table.recipients or ()]
    wrong = [(index, name) for index, name in enumerate(names) if name and name not in known]
    return [(index, name, next(iter(get_close_matches(name, known, 1, 0)), None)) for index, name in wrong]
