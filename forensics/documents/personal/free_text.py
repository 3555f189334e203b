"""Personal data in running text: only what proves itself is counted.

That is an e-mail address of a person (not info@ and its like), an IBAN by its check digits, a BSN and a V-number after
their name, and a number of another country by its check digits after a word that names it. Telephone numbers, names,
dates and the rest may be there, and are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.documents.personal import contact, identifiers

__all__ = ["proved", "worth_a_look"]

#: What any of them has: the sign of e-mail, the start of an IBAN, a run of digits.
_WORTH_A_LOOK = re.compile(r"@|[A-Z]{2}\d\d|\d[\d. \-]{5}\d")
#: The same where all letters are of ASCII, five times as quick: what counts of each sign, and a run of digits.
_SIGNS = bytes(
    ord("9" if chr(sign).isdigit() else "A" if chr(sign).isupper() else "-" if chr(sign) in ". -" else "x")
    for sign in (*range(128), *[0] * 128)
)
_LONG_NUMBER = re.compile(rb"9[9-]{5}9")
_BSN = re.compile(r"(?i:\b(?:bsn|burgerservicenummer|sofi-?nummer))\b[^\d\n]{0,12}(\d[\d. ]{6,10}\d)(?![\d.]*\d)")
_V_NUMBER = re.compile(r"(?i:\b(?:v-?nummer|v-?nr|vreemdelingennummer))\b[^\d\n]{0,12}(\d{10})(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,9}\b")
_NATIONAL = re.compile(
    r"(?i:\b(?:rijksregisternummer|insz|niss|steuer-?id(?:entifikationsnummer)?|idnr|pesel|codice fiscale|dni|nie|nir"
    r"|kimlik no|ahv(?:-?nummer)?|national number))\b[^\w\n]{0,12}([A-Z]{0,6}\d[\dA-Z .\-]{6,20}[\dA-Z])\b"
)
#: Mailboxes of an office, not of a person.
_OFFICE = re.compile(
    r"(?:info|contact|post|mail|office|support|help|helpdesk|service|servicedesk|klantenservice|admin|webmaster|sales"
    r"|verkoop|secretariaat|receptie|no-?reply|do-?not-?reply|privacy|fg|dpo|avg|hr|jobs|vacatures|press|pers|media"
    r"|communicatie|redactie|nieuwsbrief|newsletter|security|abuse|postmaster|hello|hallo|team|bestuur|administratie"
    r"|facturen|invoices?|woo|wob|bezwaar|klachten|feedback|enquiries)[\w.+\-]*@"
)


def worth_a_look(text: str) -> bool:
    """Whether anything may prove itself in a text; of texts joined by ends of lines, in any of them."""
    if not text.isascii():  # there are other digits
        return _WORTH_A_LOOK.search(text) is not None
    signs = text.encode().translate(_SIGNS)
    return "@" in text or b"AA99" in signs or _LONG_NUMBER.search(signs) is not None


def proved(text: str) -> Iterator[tuple[str, str]]:
    """Category and plain value of each."""
    if not worth_a_look(text):
        return
    if "@" in text:
        for found in contact.EMAIL.finditer(text):
            if not _OFFICE.match(found.group().casefold()):
                yield "email", found.group().casefold()
    for match in _BSN.finditer(text):
        if number := identifiers.bsn(match.group(1)):
            yield "bsn", number
    for match in _V_NUMBER.finditer(text):
        yield "v_number", match.group(1)
    yield from _accounts(text)
    for match in _NATIONAL.finditer(text):
        if number := identifiers.national_id(match.group(1)):
            yield "national_id", number


def _accounts(text: str) -> Iterator[tuple[str, str]]:
    """The words after a number may look like more of it: what has the right check digits is taken."""
    for match in _IBAN.finditer(text):
        parts = match.group().split(" ")
        for end in range(len(parts), 0, -1):
            if number := contact.iban(" ".join(parts[:end])):
                yield "iban", number
                break
