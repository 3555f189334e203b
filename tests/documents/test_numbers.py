"""Numbers in cells: what a format code makes of them, and the text of dates and numbers."""

# ruff: noqa: DTZ001 - times in cells have no zone
from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.documents.numbers import format_of, iso_text, number_text, serial_text

KINDS = {
    "General": "", "0.00": "", "#,##0": "", "0.00E+00": "", '"dag" 0': "", "[Red]0": "", "@": "", "[$€-413] #,##0": "",
    "dd-mm-yyyy": "date", "[$-413]d mmmm yyyy": "date", "yyyy/mm/dd hh:mm": "date", "mmm": "date", "m/d/yy;@": "date",
    "hh:mm": "time", "h:mm AM/PM": "time", "mm:ss.0": "time", "[h]:mm": "elapsed", "[mm]:ss": "elapsed",
}  # fmt: skip


@pytest.mark.parametrize(("code", "kind"), KINDS.items())
def test_a_format_code_tells_a_date_from_a_number(code: str, kind: str) -> None:
    """Letters in quotes, colours and currencies are no parts of a date."""
    assert format_of(164, code).kind == kind


@pytest.mark.parametrize(
    ("code", "numbers", "text"),
    [
        (";;;", True, True), (";;", True, True), (";;;@", True, False), ('"";"";"";""', True, True),
        ("0;-0;;@", False, False), ("0", False, False), ("", False, False), ("0;0;0;", False, True),
        ("_ ;_ ;_ ;_ ", True, True), ("General;", False, False),
    ],
)  # fmt: skip
def test_a_format_may_show_nothing(code: str, numbers: bool, text: bool) -> None:  # noqa: FBT001 - what is expected
    """All sections for numbers have to be empty: one that leaves out zeros is what honest tables use."""
    found = format_of(164, code)
    assert (found.hides_numbers, found.hides_text) == (numbers, text)


@pytest.mark.parametrize(
    ("serial", "kind", "macintosh", "text"),
    [
        (43_831, "date", False, "2020-01-01"), (42_369, "date", True, "2020-01-01"), (1, "date", False, "1900-01-01"),
        (59, "date", False, "1900-02-28"), (60, "date", False, "1900-02-29"), (61, "date", False, "1900-03-01"),
        (43_831.5, "date", False, "2020-01-01T12:00:00"), (0.5, "time", False, "12:00:00"),
        (0.5, "date", False, "12:00:00"), (1.5, "elapsed", False, "36:00:00"), (-1, "date", False, "-1"),
        (1e12, "date", False, "1000000000000"), (0, "date", True, "1904-01-01"),
        (2_958_465, "date", False, "9999-12-31"),
        (2_958_465.999999999, "date", False, "2958466"), (0, "time", False, "00:00:00"), (0, "date", False, "0"),
    ],
)  # fmt: skip
def test_a_serial_number_as_a_date(serial: float, kind: str, macintosh: bool, text: str) -> None:  # noqa: FBT001
    """Both systems, and the day that never was."""
    assert serial_text(serial, kind, macintosh=macintosh) == text


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 30)))
def test_every_second_comes_back(moment: datetime) -> None:
    """A serial number made of a moment is that moment again."""
    moment = moment.replace(microsecond=0)
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    shown = moment.isoformat().removesuffix("T00:00:00")
    assert serial_text(serial, "date", macintosh=False) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (0.1 + 0.2, "0.3"), (-2.5, "-2.5"), (1e15, "1000000000000000"), (1e300, "1e+300"),
     (-1.5e16, "-15000000000000000"), (0.0, "0"),
     (-0.0, "0"),
     (123_456_789.0, "123456789"), (1e-7, "1e-07")],
)  # fmt: skip
def test_a_number_has_no_decimals_where_it_is_whole(value: float, text: str) -> None:
    """Fifteen digits, as cells hold them."""
    assert number_text(value) == text


def test_a_date_that_is_written_as_one() -> None:
    """Midnight and fractions of seconds are not said."""
    assert iso_text("2020-06-18T00:00:00Z") == "2020-06-18"
    assert iso_text("2020-06-18T10:30:00.000") == "2020-06-18T10:30:00"
