"""Twelve people whom nobody has met: for the small documents that hide them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["HEADINGS", "PEOPLE", "Person"]

HEADINGS = ("Name", "Date of birth", "BSN", "E-mail", "Telephone")
_NAMES = (
    "Nadia Verzonnen", "Bilal Bedacht", "Elena Proefman", "Dawit Testema", "Hanna Voorbeeld", "Omar Nergens",
    "Rosa Fictief", "Karim Denkbeeld", "Layla Schijn", "Yusuf Niemand", "Vera Model", "Samir Geenzins",
)  # fmt: skip
#: Weights of the check digit of a citizen service number.
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


@dataclass(frozen=True, slots=True)
class Person:
    """One of them."""

    name: str
    born: date
    bsn: str
    email: str
    phone: str

    @property
    def texts(self) -> tuple[str, ...]:
        """In the order of HEADINGS."""
        return self.name, f"{self.born:%d-%m-%Y}", self.bsn, self.email, self.phone


def _numbers() -> list[str]:
    """Numbers that are kept for tests, for they begin with 9999, and whose check digit is right."""
    return [
        str(number)
        for number in range(999_900_000, 999_901_000)
        if sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, str(number), strict=True)) % 11 == 0
    ]


PEOPLE = tuple(
    Person(
        name,
        date(1961, 3, 14) + timedelta(days=1117 * place),
        number,
        f"{name.replace(' ', '.').lower()}@example.org",
        f"06-0{1234567 + 70 * place}",
    )
    for place, (name, number) in enumerate(zip(_NAMES, _numbers(), strict=False))
)
