"""Running text: what proves itself is counted, and nothing else."""

from __future__ import annotations

import pytest

from forensics.documents.personal.free_text import proved


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Schrijf naar j.jansen@example.org.", [("email", "j.jansen@example.org")]),
        ("BSN: 123456782 en burgerservicenummer 1112.22.333", [("bsn", "123456782"), ("bsn", "111222333")]),
        ("v-nummer 2123456789 is vertrokken", [("v_number", "2123456789")]),
        ("op NL91 ABNA 0417 1643 00 t.n.v. Jansen", [("iban", "NL91ABNA0417164300")]),
        ("IBAN NL91ABNA0417164300, BIC ABNANL2A", [("iban", "NL91ABNA0417164300")]),
        ("Rijksregisternummer: 85.07.30-033 28", [("national_id", "85073003328")]),
    ],
)
def test_proved_values(text: str, found: list[tuple[str, str]]) -> None:
    """By check digits, by the word before them, by the form of an address."""
    assert list(proved(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Bel 06-12345678 of 030 1234567, geboren 01-02-1990 te Utrecht, kenteken 12-AB-34, 1234 AB.",
        "Ordernummer 123456782 van 18 juni 2020, bedrag 1.234.567,89.",
        "BSN 123456789 bestaat niet.",
        "Vragen? info@example.org, noreply@example.org of privacy@example.org",
        "IBAN NL92 ABNA 0417 1643 00",
        "V-nummer onbekend; dossier 2123456789",
        "",
    ],
)
def test_possible_values_are_not_counted(text: str) -> None:
    """Telephone numbers, dates, plates, numbers without their name, mailboxes of an office."""
    assert list(proved(text)) == []
