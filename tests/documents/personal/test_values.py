"""Single values: what proves itself, and what looks like it and is something else."""

from __future__ import annotations

import pytest

from forensics.documents.personal.birth_dates import birth_date_below, date_form
from forensics.documents.personal.contact import email, iban, phone_below, phone_form, plate_form, postcode_form
from forensics.documents.personal.identifiers import bsn, national_id, v_number
from forensics.documents.personal.names import like_a_person, nationality_form
from forensics.documents.personal.proofs import FORMS, Proof, forms_of

#: Numbers made up for this test with the right check digits; nobody has them.
GOOD = [
    (bsn, "123456782"), (bsn, "111222333"), (bsn, "1234.56.782"), (bsn, "10000008"),
    (national_id, "85.07.30-033 28"), (national_id, "1 85 05 78 006 084 91"), (national_id, "12345678Z"),
    (national_id, "X1234567L"), (national_id, "RSSMRA85T10A562S"), (national_id, "36574261809"),
    (national_id, "756.9217.0769.85"),
    (email, "jan@example.org"), (email, "Jan Jansen <j.jansen@post.example.org>"), (email, "O'Neil+x@example.org"),
    (phone_form, "06-12345678"), (phone_form, "0612345678"), (phone_form, "+31 6 12345678"),
    (phone_form, "020-1234567"),
    (phone_form, "(0118) 123 456"), (phone_form, "+32 470 12 34 56"), (phone_form, "0031612345678"),
    (phone_below, "612345678"), (phone_below, "01 23 45 67 89"),
    (iban, "NL91 ABNA 0417 1643 00"), (iban, "DE89370400440532013000"),
    (plate_form, "12-AB-34"), (plate_form, "XX-999-X"), (plate_form, "9-XXX-99"),
    (postcode_form, "1234 AB"), (postcode_form, "9999XX"),
    (date_form, "1980-02-03"), (date_form, "3-2-1980"), (birth_date_below, "19800203"), (birth_date_below, "1980"),
    (birth_date_below, "29254"), (v_number, "2123456789"), (v_number, "V-0123456789"),
    (like_a_person, "Jan Jansen"), (like_a_person, "Jansen, P."), (like_a_person, "M. van der Berg"),
    (like_a_person, "FATIMA EL IDRISSI"), (like_a_person, "Özlem Demir"), (like_a_person, "Tesfay"),
    (nationality_form, "Syrische"), (nationality_form, "Eritrea"), (nationality_form, "Zuid-Afrikaanse"),
]  # fmt: skip
BAD = [
    (bsn, "123456789"), (bsn, "111111111"), (bsn, "000000000"), (bsn, "1234567"), (bsn, "12.3456782"),
    (national_id, "85.07.30-033 29"), (national_id, "12345678A"), (national_id, "2020061812345"),
    (email, "jan@example"), (email, "@example.org"), (email, "a@b"),
    (phone_form, "01-02-1990"), (phone_form, "06-12-1990"), (phone_form, "0.5264812345"), (phone_form, "0201234567"),
    (phone_form, "2020-0612345678"), (phone_form, "612345678"), (phone_form, "1-2-2020 12:00"),
    (iban, "NL92ABNA0417164300"), (iban, "ZZ89370400440532013000"), (phone_below, "0.1234567"),
     (iban, "US0378331005"), (iban, "NL00BANK0123456789"),
    (plate_form, "12AB34"), (plate_form, "AB-12"), (plate_form, "SS-999-X"), (plate_form, "2020-AB-12"),
    (postcode_form, "1234 SS"), (postcode_form, "0123 AB"), (postcode_form, "1234"),
    (date_form, "1980-02-30"), (date_form, "1.5"), (date_form, "12-2020"), (birth_date_below, "0.5"),
    (v_number, "5123456789"), (v_number, "12"),
    (like_a_person, "Gemeente Utrecht"), (like_a_person, "Type 3"), (like_a_person, "schroef"),
    (like_a_person, "Cité de la Musique"), (like_a_person, ""), (nationality_form, "Utrecht"),
]  # fmt: skip


@pytest.mark.parametrize(("proof", "value"), GOOD)
def test_proved(proof: Proof, value: str) -> None:
    """With all the ways of writing that are usual."""
    assert proof(value)


@pytest.mark.parametrize(("proof", "value"), BAD)
def test_not_proved(proof: Proof, value: str) -> None:
    """Dates, amounts, codes, and numbers with a wrong check digit."""
    assert not proof(value)


@pytest.mark.parametrize(("proof", "value"), [pair for pair in GOOD if pair[0] in FORMS.values()])
def test_shape_lets_through_what_proves_itself(proof: Proof, value: str) -> None:
    """The cheap look at its shape never keeps a value from its test."""
    names = [name for name, form in FORMS.items() if form is proof]
    assert set(names) & set(forms_of(value))
