"""The categories of personal data: their names in every output, what they are called, and what they prove."""

from __future__ import annotations

from dataclasses import dataclass

from forensics.language.statement import message

__all__ = ["CATEGORIES", "IDENTIFIERS", "Category"]


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of personal data."""

    title: str
    column: str  # as in "the name columns hold no value"
    of_a_person: bool = True  # False: personal only in a table that tells of people by another category as well
    special: bool = False  # of a kind for which the law asks more (GDPR Art. 9 and 10)


#: The names are those of scripts and of docs/documents.md: never renamed. In the order in which they are told.
CATEGORIES: dict[str, Category] = {
    "bsn": Category(message("Citizen service numbers (BSN)"), message("BSN")),
    "v_number": Category(message("Numbers of foreign nationals (V-number)"), message("V-number")),
    "national_id": Category(message("Other national identity numbers"), message("identity number")),
    "identity_document": Category(message("Numbers of identity documents"), message("identity document")),
    "name": Category(message("Names"), message("name")),
    "date_of_birth": Category(message("Dates of birth"), message("date of birth")),
    "email": Category(message("E-mail addresses"), message("e-mail address")),
    "phone": Category(message("Telephone numbers"), message("telephone number")),
    "iban": Category(message("Bank account numbers (IBAN)"), message("bank account")),
    "licence_plate": Category(message("Licence plates"), message("licence plate")),
    "account": Category(message("Names of user accounts"), message("user account")),
    "address": Category(message("Addresses"), message("address"), of_a_person=False),
    "postcode": Category(message("Postcodes"), message("postcode"), of_a_person=False),
    "location": Category(message("Places of residence and other locations"), message("location"), of_a_person=False),
    "nationality": Category(
        message("Nationalities and countries of origin"), message("nationality"), of_a_person=False
    ),
    "sex": Category(message("Sex"), message("sex"), of_a_person=False),
    "ip_address": Category(message("Internet addresses"), message("internet address"), of_a_person=False),
    "religion": Category(message("Religion or belief"), message("religion"), of_a_person=False, special=True),
    "health": Category(message("Health"), message("health"), of_a_person=False, special=True),
    "offence": Category(message("Criminal offences"), message("offence"), of_a_person=False, special=True),
    "staff": Category(message("Names of staff and authors"), message("staff"), of_a_person=False),
}
#: What people are told apart by, strongest first; a name with its date of birth is stronger than a name.
IDENTIFIERS = (
    "bsn", "v_number", "national_id", "identity_document", "email", "name+date_of_birth", "name", "account", "iban",
    "phone", "licence_plate", "date_of_birth",
)  # fmt: skip
