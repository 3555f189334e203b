"""How a person is reached, paid and driven: e-mail, telephone, bank account, plate, postcode, internet address.

Each function gives the value in its plain form, or nothing. What is named `..._form` proves itself; what is named
`..._below` may stand below its header.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

__all__ = [
    "EMAIL", "email", "iban", "internet_address_below", "phone_below", "phone_form", "plate_below", "plate_form",
    "postcode_below", "postcode_form",
]  # fmt: skip

EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-']{1,64}@(?:[\w\-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w@])")
#: Area codes of the Netherlands of three digits; those of four begin with 01 to 05.
_AREA = r"0(?:1[0358]|2[0346]|3[03568]|4[0356]|5[0358]|7\d|8[458])"
_PHONE = re.compile(
    r"(?:06|\+31 ?\(?0?\)? ?6|0031 ?6)(?:[ \-]?\d){8}"
    rf"|\(?{_AREA}\)?[ \-/]{{1,3}}\d{{3}}(?:[ \-]?\d){{4}}"
    r"|\(?0[1-5]\d\d\)?[ \-/]{1,3}\d{2}(?:[ \-]?\d){4}"
    r"|\+[1-9]\d{0,2}(?:[ .\-/()]{0,2}\d){7,12}"
)
_BELOW_PHONE = re.compile(r"(?:[+(]{1,2})?\d(?:[ .\-/()]{0,3}\d){6,14}(?: ?(?:x|ext\.?|toestel) ?\d{1,5})?")
_DECIMAL = re.compile(r"\d+\.\d+")
#: Length of an IBAN by country (ISO 13616 registry).
_LENGTHS = {
    country: length
    for length, countries in (
        (15, "NO"), (16, "BE"), (18, "DK FI FO GL NL SD"), (19, "MK SI"), (20, "AT BA EE KZ LT LU MN XK"),
        (21, "CH HR LI LV"), (22, "BG BH CR DE GB GE IE ME RS VA"), (23, "AE GI IL IQ OM TL"),
        (24, "AD CZ ES MD PK RO SA SE SK TN VG"), (25, "LY PT ST"), (26, "IS TR"), (27, "FR GR IT MC MR SM"),
        (28, "AL AZ BY CY DO GT HU LB NI PL SV"), (29, "BR EG PS QA UA"), (30, "JO KW MU YE"), (31, "MT SC"),
        (33, "RU"),
    )
    for country in countries.split()
}  # fmt: skip
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_CONSONANTS = "BDFGHJKLMNPRSTVWXYZ"
#: The fourteen series of the RDW, in which letters (X) and digits (9) stand in three groups.
_SERIES = (
    "XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9", "9-XXX-99", "XX-999-X",
    "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9",
)  # fmt: skip
_OLD, _LETTER = "A-Z", f"[{_CONSONANTS}]"
_PLATE = re.compile(
    "|".join(
        series.replace("X", f"[{_OLD}]" if place < 3 else _LETTER).replace("9", r"\d")
        for place, series in enumerate(_SERIES)
    )
)
_BELOW_PLATE = re.compile(r"(?=.*\d)(?=.*[A-ZÄÖÜ])[A-ZÄÖÜ\d][A-ZÄÖÜ\d \-•·]{3,10}")
#: Pairs of letters that were never given.
_NEVER = ("SA", "SD", "SS")
_POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Z]{2}")
_BELOW_POSTCODE = re.compile(r"(?=.*\d)[A-Za-z\d][A-Za-z\d \-]{2,9}")


def email(value: str) -> str:
    """The first address in the value."""
    found = EMAIL.search(value) if "@" in value else None
    return found.group().casefold() if found else ""


def phone_form(value: str) -> str:
    """A mobile number, one with an area code that is set apart, or one with the code of its country: no date, no
    amount and no number of an order is written so."""
    return _digits(value) if _PHONE.fullmatch(value.strip()) else ""


def phone_below(value: str) -> str:
    """Seven to fifteen digits (E.164) with what may stand between them."""
    plain = value.strip()
    return _digits(plain) if _BELOW_PHONE.fullmatch(plain) and not _DECIMAL.fullmatch(plain) else ""


def _digits(value: str) -> str:
    return "".join(filter(str.isdigit, value))


def iban(value: str) -> str:
    """ISO 13616, by its country, length and check digits."""
    plain = value.replace(" ", "").upper()
    if len(plain) != _LENGTHS.get(plain[:2]) or not _IBAN.fullmatch(plain) or not plain.isascii():
        return ""
    number = "".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])
    return plain if int(number) % 97 == 1 else ""


def plate_form(value: str) -> str:
    """A Dutch plate with its hyphens: without them a code of a product looks the same."""
    return value if _PLATE.fullmatch(value) and not any(pair in value for pair in _NEVER) else ""


def plate_below(value: str) -> str:
    """Letters and digits of any country."""
    plain = value.strip().upper()
    return plain if _BELOW_PLATE.fullmatch(plain) else ""


def postcode_form(value: str) -> str:
    """A Dutch one with its letters."""
    return value if _POSTCODE.fullmatch(value) and value[-2:] not in _NEVER else ""


def postcode_below(value: str) -> str:
    """One of any country."""
    return value if _BELOW_POSTCODE.fullmatch(value.strip()) else ""


def internet_address_below(value: str) -> str:
    """An address, with the length of its network or without."""
    plain = value.strip().partition("/")[0]
    try:
        return str(ip_address(plain)) if plain and not plain.isdigit() else ""
    except ValueError:
        return ""
