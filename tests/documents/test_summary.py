"""The first sentence, for every kind of document."""

from __future__ import annotations

import pytest

from forensics.documents.hidden import hidden
from forensics.documents.summary import summary
from forensics.language.catalogue import language
from forensics.model.document import CategoryCount, Document, DocumentState, Records

EMPTIED = {"name": CategoryCount(hidden=1098, blank=87), "nationality": CategoryCount(visible=87, hidden=1098)}


def _document(state: DocumentState = "hidden", reason: str = "", **values: object) -> Document:
    return Document(path="x", kind="xlsx", bytes=1, sha256="", state=state, reason=reason, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (_document(records=Records(visible=87, hidden=1098), categories=EMPTIED),
         "87 of 1,185 records shown; 1,098 hidden and recoverable; in the 87 shown the name columns hold no value."),
        (_document(records=Records(hidden=1)), "0 of 1 record shown; 1 hidden and recoverable."),
        (_document(records=Records(visible=2, blank=4), findings=(hidden("X1", "S", 2, "Two."),)),
         "All 2 records in it are shown; 4 rows among them hold no value any more; it hides: Hidden sheets."),
        (_document(records=Records(visible=2, cosmetic=3)),
         "2 of 5 records shown; 3 drawn so that nobody sees them, and recoverable."),
        (_document("nothing_hidden", records=Records(visible=500)),
         "All 500 records in it are shown; nothing hidden was found."),
        (_document(records=Records(visible=1), findings=(hidden("X7", "S", 2, "Two."),)),
         "The 1 record in it is shown; it hides: Comments, earlier values, hidden names, remote cells."),
        (_document(characters=Records(visible=900, hidden=100)),
         "900 of 1,000 characters of text shown; 100 hidden and recoverable."),
        (_document("nothing_hidden", characters=Records(visible=900, hidden=14)), "Nothing hidden was found."),
        (_document(records=Records(visible=87, hidden=1098), characters=Records(hidden=14)),
         "87 of 1,185 records shown; 1,098 hidden and recoverable."),
        (_document(records=Records(visible=2), characters=Records(visible=90, hidden=10)),
         "All 2 records in it are shown; 90 of 100 characters of text shown; 10 hidden and recoverable."),
        (_document("nothing_hidden", characters=Records(visible=900)), "Nothing hidden was found."),
        (_document(findings=(hidden("I1", "", 1, "One."), hidden("I2", "", 1, "One.", "L"))),
         "It hides: Place where a picture was taken."),
        (_document("nothing_hidden"), "Nothing hidden was found."),
        (_document("not_inspected", "It is encrypted."), "Not inspected: It is encrypted."),
        (_document("not_inspected", "It is damaged.", records=Records(visible=3)),
         "All 3 records in it are shown; not all of it was inspected: It is damaged."),
        (_document("not_inspected", "It is damaged.", characters=Records(visible=3)),
         "In what was read nothing hidden was found; not all of it was inspected: It is damaged."),
        (_document(reason="It is damaged.", records=Records(visible=1, hidden=1)),
         "1 of 2 records shown; 1 hidden and recoverable; not all of it was inspected: It is damaged."),
    ],
)  # fmt: skip
def test_sentence(document: Document, sentence: str) -> None:
    """Shown against present, what was emptied, what was not read."""
    assert summary(document) == sentence


def test_columns_that_some_records_shown_fill_are_not_emptied() -> None:
    """One name left is a name."""
    left = {"name": CategoryCount(visible=1, hidden=9, blank=86)}
    assert "columns" not in summary(_document(records=Records(visible=87, hidden=9), categories=left))


def test_sentence_can_be_said_in_dutch() -> None:
    """Every part of it is a statement."""
    said = language("nl").say(summary(_document(records=Records(visible=87, hidden=1098))))
    assert "1.185" in said
