"""Which category a column holds: by header, by form, beside what; and how many of each state."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from forensics.documents.contents import State, Table
from forensics.documents.people import PeopleCount
from forensics.model.document import CategoryCount, Document
from tests.support.documents.handmade import counted, row, sheet

CHANCE = random.Random(13)
BSNS = ("111222333", "123456782", "100000009", "100000022", "100000034", "100000046", "100000058")


def _found(header: Sequence[str], *lines: Sequence[object]) -> dict[str, int]:
    return {name: count.visible for name, count in counted(sheet([header, *lines])).categories.items()}


def _columns(make: dict[str, object], count: int = 60) -> dict[str, int]:
    """Categories of a sheet with these columns: a list to choose from, or a function of the number of the row."""
    lines = [[each(n) if callable(each) else CHANCE.choice(each) for each in make.values()] for n in range(count)]  # type: ignore[arg-type]
    return _found(list(make), *lines)


HONEST: dict[str, dict[str, object]] = {
    "order numbers": {"Ordernummer": lambda _: CHANCE.randrange(10**8, 10**9), "Bedrag": lambda n: f"{n * 1.5:.2f}"},
    "numbers of tenders": {"Kenmerk": lambda _: CHANCE.randrange(10**9, 3 * 10**9), "Soort": ["werk", "dienst"]},
    "codes of products": {"Artikel": lambda n: f"AB{n:03d}X", "Omschrijving": ["Schroef", "Moer", "Bout"]},
    "codes with hyphens": {"Code": lambda n: f"A-{n:04d}-BX", "Type": ["klein", "groot"]},
    "dates of decisions": {"Datum besluit": lambda n: f"{1960 + n}-05-06", "Besluit": ["toegekend", "geweigerd"]},
    "decimals": {"Meting": lambda _: f"0.{CHANCE.randrange(10**9):09d}", "Waarde": lambda _: CHANCE.randrange(10**10)},
    "securities": {"ISIN": lambda n: f"NL00{n:08d}", "Koers": lambda n: n * 1.25},
    "numbers of organisations": {"Stichting": lambda n: f"Stichting nummer {n}", "RSIN": BSNS},
    "eleven digits": {"Nummer": lambda _: CHANCE.randrange(10**10, 10**11), "Status": ["open", "dicht"]},
    "asylum statistics": {"Nationaliteit": ["Syrische", "Turkse", "Iraanse"], "Aantal": lambda n: n},
    "countries": {"Land": ["Syrië", "Turkije", "Iran", "Irak", "Polen", "Spanje", "Italië"], "Aantal": lambda n: n},
    "population": {"Gemeente": ["Utrecht", "Ede", "Zeist"], "Geslacht": ["M", "V"], "Inwoners": lambda n: n * 1000},
    "versions": {"Package": lambda n: f"deel{n}", "Version": lambda n: f"1.2.{n}.0"},
    "products": {"Naam": ["Tafel", "Stoel", "Kast", "Bank", "Lamp"], "Prijs": lambda n: n * 10},
    "files": {"Bestandsnaam": lambda n: f"bestand{n}.txt", "Grootte": lambda n: n * 100},
    "streets": {"Straat": ["Dorpsstraat", "Kerkweg", "Laan"], "Postcode": lambda n: f"{1000 + n} AB"},
    "times": {"Start": lambda n: f"2020-06-18T{n % 24:02d}:30:00", "Duur": lambda n: n},
    "old dates": {"": lambda n: f"{1950 + n}-05-06", "x": lambda n: n},
    "changes of prices": {"Mobil": lambda n: f"0.{n + 1000000}", "Phone": lambda n: f"12.{n + 100000}"},
    "companies": {"name": lambda n: f"Company {chr(65 + n % 26)}", "land": ["Spain", "Iran", "Mali", "Peru", "Iraq"]},
    "periods": {"Periode": lambda n: f"{2000 + n}-{2001 + n}", "Totaal": lambda n: n},
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_honest_columns_hold_no_personal_data(name: str) -> None:
    """What looks like a number of a person, a telephone number or a name by chance is none."""
    assert _columns(HONEST[name]) == {}


PERSONAL: dict[str, tuple[dict[str, object], str]] = {
    "BSN": ({"Burgerservicenummer": BSNS}, "bsn"),
    "BSN without a header": ({"": BSNS}, "bsn"),
    "V-number": ({"V-nummer": lambda n: 2_000_000_000 + n}, "v_number"),
    "Belgian": ({"Rijksregisternummer": ["85073003328"]}, "national_id"),
    "SSN": ({"SSN": lambda n: f"123-45-{n:04d}"}, "national_id"),
    "NINO": ({"National Insurance number": lambda n: f"QQ {n:06d} C"}, "national_id"),
    "Steuer-ID": ({"Steuer-ID": ["36574261809"]}, "national_id"),
    "passport": ({"Paspoortnummer": lambda n: f"NX{n:06d}1"}, "identity_document"),
    "e-mail": ({"Contact": lambda n: f"p{n}@example.org"}, "email"),
    "mobile": ({"x": lambda n: f"06-{n:08d}"}, "phone"),
    "foreign telephone": ({"Telefoon": lambda n: f"01 23 45 67 {n:02d}"}, "phone"),
    "IBAN": ({"Rekeningnummer": ["NL91ABNA0417164300"]}, "iban"),
    "plates": ({"Voertuig": lambda n: f"{n:02d}-AB-{n:02d}"}, "licence_plate"),
    "plates without hyphens": ({"Kenteken": lambda n: f"{n:02d}BCD{n % 10}"}, "licence_plate"),
    "birth": ({"Geboortedatum": lambda n: f"{1950 + n}-05-06"}, "date_of_birth"),
    "birth in French": ({"Date de naissance": lambda n: f"05/06/{1950 + n}"}, "date_of_birth"),
    "year of birth": ({"Geboortejaar": lambda n: 1950 + n}, "date_of_birth"),
    "surnames": ({"Achternaam": ["Voorbeeld", "Proefman", "Testema"]}, "name"),
    "German names": ({"Nachname": ["Beispiel", "Muster"]}, "name"),
    "names by list": ({"Wie": ["Jan Jansen", "Fatima Ali", "Piet Smit", "Sara Boer", "Omar Said", "Eva Kok"]}, "name"),
    "accounts": ({"Gebruikersnaam": lambda n: f"gebruiker{n}"}, "account"),
}  # fmt: skip


@pytest.mark.parametrize("name", PERSONAL)
def test_personal_columns_are_counted(name: str) -> None:
    """By header and by form, in several languages."""
    columns, category = PERSONAL[name]
    assert _columns(columns | {"Opmerking": ["geen", "zie dossier"]}) == {category: 60}


def test_what_is_personal_beside_a_person() -> None:
    """A nationality is one in a list of people, and none in a list of counts."""
    beside = {"Nationaliteit": ["Syrische", "Turkse"], "Locatie": ["Ede", "Zeist"], "Delict": ["Diefstal", "Geweld"]}
    assert _columns({"V-nummer": lambda n: 2_000_000_000 + n, **beside}) == {
        "v_number": 60, "nationality": 60, "location": 60, "offence": 60,
    }  # fmt: skip
    assert _columns({"Geslacht": ["M", "V"], **beside}) == {"sex": 60, "nationality": 60, "location": 60, "offence": 60}
    assert _columns({**beside, "Aantal": lambda n: n}) == {}


def test_a_name_alone_may_be_of_a_thing() -> None:
    """It is a person's beside a date of birth, and an organisation's beside an address."""
    names = {"Naam": ["Voorbeeld", "Proefman", "Testema", "Verzonnen", "Bedacht"]}
    assert _columns({**names, "Geboortedatum": lambda n: f"{1950 + n}-05-06"}) == {"name": 60, "date_of_birth": 60}
    organisation = {"Straat": ["Laan", "Weg"], "Telefoon": lambda n: f"030-{n:07d}"}
    assert _columns({**names, **organisation}) == {"phone": 60, "address": 60}


def test_counts_are_exact_in_long_columns() -> None:
    """Names are looked at by sample and counted whole; what was blank at the top is found further down."""
    lines = [[None, "open"]] * 3000 + [[f"p{n}@example.org", "open"] for n in range(7000)]
    assert _found(["E-mail", "Status"], *lines) == {"email": 7000}
    names = [["Jan Jansen", n] for n in range(2000)] + [["Qqq Xxx", n] for n in range(3000)]
    assert _found(["Achternaam", "Nr"], *names) == {"name": 5000}


def test_states_and_blanks_of_a_category() -> None:
    """Values by state; records without one are blank, once for two columns of names."""
    header = row(1, ("Voornaam", "Achternaam", "Datum"))
    rows = [
        row(2, (None, None, "2020-01-01")),
        row(3, ("Jan", None, "2020-01-02")),
        row(4, ("Piet", "Smit", "2020-01-03"), State.HIDDEN),
        row(5, ("Sara", "Boer", "2020-01-04"), State.VISIBLE, State.COSMETIC, State.HIDDEN, State.VISIBLE),
    ]
    found = counted([Table("S"), header, *rows]).categories
    assert found == {"name": CategoryCount(visible=1, hidden=3, cosmetic=1, blank=1)}


def _people(document: Document) -> tuple[int, int, str]:
    assert document.people is not None
    return document.people.least, document.people.most, document.people.rule


def test_people_by_the_strongest_identifier() -> None:
    """Different values of it at least, records with personal data at most; the rule names both."""
    lines = [("BSN", "E-mail", "Naam")]
    lines += [(BSNS[n % 5], f"p{n}@example.org", "Jan Jansen") for n in range(20)]
    least, most, rule = _people(counted(sheet(lines)))
    assert (least, most) == (5, 20)
    assert rule.startswith("From: different values of BSN. To: records with personal data")


def test_people_of_two_sheets_are_told_apart_by_value() -> None:
    """The same number in two sheets is one person."""
    first = sheet([("BSN", "Datum"), *[(number, "x") for number in BSNS[:5]]], where="A")
    second = sheet([("BSN", "Bedrag"), *[(number, 1) for number in BSNS[3:]]], where="B")
    assert _people(counted([*first, *second]))[:2] == (7, 9)


def test_people_by_name_and_date_of_birth() -> None:
    """Two of one name with different days are two; a rare e-mail address is no measure."""
    lines = [("Naam", "Geboortedatum", "E-mail"), *[("Jan Jansen", f"198{n % 4}-01-01", None) for n in range(8)]]
    lines.append(("Jan Jansen", "1980-01-01", "jan@example.org"))
    least, most, rule = _people(counted(sheet(lines)))
    assert (least, most, "name and date of birth" in rule) == (4, 9, True)


def test_nobody_where_nothing_is_personal() -> None:
    """Not one, not none: there is nothing to count."""
    assert counted(sheet([("Artikel", "Prijs"), ("Tafel", 3), ("Stoel", 4)])).people is None
    assert PeopleCount().people() is None


def test_long_values_are_read_as_text() -> None:
    """What proves itself in a remark is counted, the rest of it is not."""
    remark = "Betrokkene met BSN 123456782 belde op 1-2-2020 vanaf 06-12345678, zie jan@example.org in het dossier."
    assert _found(("Nr", "Opmerking"), (1, remark), (2, "geen")) == {"bsn": 1, "email": 1}
