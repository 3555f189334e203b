"""The list that was published by mistake, as it may have looked: 1,185 reports, of which 87 are about the one group
that had been asked for. The rows of all others are hidden; in the 87, what tells of a person was taken out.

Everybody in it is invented. Telephone numbers begin with a digit after 06 that no operator has, numbers of persons
are counted up, plates are of no series.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

__all__ = ["ASKED_FOR", "COLUMNS", "PERSONAL", "RECORDS", "SHOWN", "Cell", "Signal", "signals"]

RECORDS, SHOWN = 1185, 87
ASKED_FOR = "Nigeriaanse"
Cell = str | int | date | None

COLUMNS = (
    "Nr", "Datum", "COA-locatie", "V-nummer", "Achternaam", "Voornaam", "Geboortedatum", "Nationaliteit", "Telefoon",
    "Kenteken", "Medewerker", "Signaal",
)  # fmt: skip
#: Columns that were emptied in the rows that are shown.
PERSONAL = frozenset({"V-nummer", "Achternaam", "Voornaam", "Geboortedatum", "Telefoon", "Kenteken"})

_PLACES = ("Voorbeeldhoven", "Proefdorp", "Testerveen", "Modelstad", "Schijnwoude")
_NATIONALITIES = ("Syrische", "Eritrese", "Iraanse", "Afghaanse", "Irakese", "Marokkaanse", "Algerijnse", "Somalische",
                  "Turkse", "Moldavische", "Georgische", "Albanese")  # fmt: skip
_FIRST = ("Amina", "Bilal", "Dawit", "Elena", "Farid", "Giorgi", "Hanna", "Ibrahim", "Jamila", "Karim", "Layla",
          "Mehmet", "Nadia", "Omar", "Rosa", "Samir", "Tesfay", "Usman", "Vera", "Yusuf")  # fmt: skip
_LAST = ("Voorbeeld", "Proefman", "Testema", "Verzonnen", "Bedacht", "Schijn", "Nergens", "Niemand", "Fictief", "Model",
         "Denkbeeld", "Geenzins")  # fmt: skip
_STAFF = ("A. Begeleider", "B. Receptie", "C. Programma", "D. Nachtdienst")
_WHAT = ("Conflict in de keuken", "Geluidsoverlast", "Bewoner vermist bij de meldplicht", "Vermoeden van mensenhandel",
         "Vernieling van een deur", "Diefstal van een fiets", "Bezoeker zonder toestemming", "Zorgen om gezondheid",
         "Melding van bedreiging", "Ruzie op de gang")  # fmt: skip
_WHO = (
    "met een kamergenoot",
    "met de beveiliging",
    "met een onbekende",
    "zonder getuigen",
    "in het bijzijn van anderen",
)
_THEN = ("Gesprek gevoerd", "Politie gebeld", "Overplaatsing gevraagd", "Arts ingelicht", "Geen verdere actie",
         "Waarschuwing gegeven", "Aangifte gedaan", "Wordt vervolgd")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """One report: its values in the order of COLUMNS, None where one was taken out, and whether its row is shown."""

    values: tuple[Cell, ...]
    shown: bool


def signals(seed: int = 2020) -> Iterator[Signal]:
    """All reports, in the order of the list."""
    chance = Random(seed)
    asked_for = set(chance.sample(range(RECORDS), SHOWN))
    for place in range(RECORDS):
        yield _signal(place, chance, shown=place in asked_for)


def _signal(place: int, chance: Random, *, shown: bool) -> Signal:
    values: tuple[Cell, ...] = (
        place + 1,
        date(2019, 1, 1) + timedelta(days=place * 500 // RECORDS),
        chance.choice(_PLACES),
        f"{2_000_000_000 + place * 7:010d}",
        chance.choice(_LAST),
        chance.choice(_FIRST),
        date(1955, 1, 1) + timedelta(days=chance.randrange(45 * 365)),
        ASKED_FOR if shown else chance.choice(_NATIONALITIES),
        f"06-{chance.randrange(10_000_000):08d}",
        f"{chance.choice('XZ')}{chance.choice('XZ')}-{chance.randrange(1000):03d}-{chance.choice('XZ')}"
        if chance.random() < 1 / 5
        else None,
        chance.choice(_STAFF),
        _told(chance),
    )
    kept = zip(COLUMNS, values, strict=True)
    return Signal(tuple(None if shown and name in PERSONAL else value for name, value in kept), shown)


def _told(chance: Random) -> str:
    sentences = (
        f"{chance.choice(_WHAT)} {chance.choice(_WHO)}, kamer {chance.randrange(1, 400)},"
        f" {chance.randrange(24)}.{chance.randrange(60):02d} uur. {chance.choice(_THEN)}."
        for _ in range(chance.randrange(1, 16))
    )
    return " ".join(sentences)
