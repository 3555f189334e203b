"""Masked examples, and that no other output holds a value."""

from __future__ import annotations

import pytest

from forensics.documents.personal.samples import Samples, masked


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Jaan de Vries", "J*** d* V****"),
        ("123456782", "12*****82"),
        ("06-12345678", "**-12****78"),
        ("1980-02-03", "****-**-**"),
        ("jan@example.org", "j**@e******.o**"),
        ("NL91ABNA0417164300", "N*****************"),
        ("x" * 50, "x" + "*" * 39 + "..."),
    ],
)
def test_masked(value: str, shown: str) -> None:
    """The first letter of a word, two digits at each end of a long number."""
    assert masked(value) == shown


def test_three_examples_at_most() -> None:
    """Each once."""
    samples = Samples()
    samples.add("name", ["J**", "P***"])
    samples.add("name", ["J**", "S***", "E**"])
    assert samples.by_category == {"name": ["J**", "P***", "S***"]}
