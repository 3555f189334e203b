"""One document with all that is embedded in it: state, reason, order and gravity of findings, and no value anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from forensics.documents import inspect
from forensics.documents.contents import Author, Embedded, Passage, Piece, State, Table, Unread
from forensics.documents.hidden import hidden
from forensics.documents.inspect import inspect_file
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.personal.samples import Samples
from forensics.language.statement import state
from forensics.model.document import Document, Records
from tests.support.documents.handmade import row
from tests.support.documents.inspected import inspected

Made = Callable[[dict[bytes, Iterable[Piece]]], None]
#: A PDF by its first bytes: the reader of this test tells the documents apart by what follows.
OUTER, INNER, DEEPER, DEEPEST, TOO_DEEP = (b"%PDF-" + name for name in (b"outer", b"inner", b"3", b"4", b"5"))
HEADER, JAN = ("Naam", "BSN", "Plaats"), ("Jan Jansen", 123456782, "Ede")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Documents whose reader hands on the pieces given, by content."""

    def make(documents: dict[bytes, Iterable[Piece]]) -> None:
        def read(file: BinaryIO, _: Limits) -> Iterator[Piece]:
            yield from documents[file.read()]

        monkeypatch.setattr(inspect, "reader_of", {"pdf": read}.get)

    return make


def _look(made: Made, *pieces: Piece) -> Document:
    made({OUTER: pieces})
    return inspected(OUTER, "made.pdf")


def test_document_with_a_hidden_sheet(made: Made) -> None:
    """Counts, people, items and state; no value of it in what is handed on."""
    found = _look(made, Table("Geheim", State.HIDDEN), row(1, HEADER), row(2, JAN), hidden("X1", "Geheim", 1, "One."))
    assert (found.state, found.reason, found.records) == ("hidden", "", Records(hidden=1))
    assert (found.kind, found.bytes, found.sha256) == ("pdf", 10, hashlib.sha256(OUTER).hexdigest())
    assert found.items == 3
    assert not any(str(value) in repr(found) for value in JAN)


def test_clean_document(made: Made) -> None:
    """Metadata and notes do not hide anything; who worked on it is staff, once, and no program."""
    found = _look(made, Author("core", "A. Schrijver"), Author("comments", "a. schrijver"), Author("core", "openpyxl"),
                  hidden("X8", "docProps/core.xml", 1, "One."),
                  Passage("page 1", State.VISIBLE, "Beste lezer"))  # fmt: skip
    assert (found.state, found.people, found.characters) == ("nothing_hidden", None, Records(visible=11))
    assert (found.categories["staff"].hidden, found.items) == (1, 1)


def test_personal_data_makes_a_finding_graver(made: Made) -> None:
    """Where it lies in what is not shown, in the same place; a note stays one."""
    found = _look(
        made,
        Passage("comments", State.HIDDEN, "Mail jan@example.org"),
        Passage("notes", State.VISIBLE, "Mail jan@example.org"),
        hidden("X7", "comments", 1, "One."),
        hidden("W4", "comments!part", 1, "One."),
        hidden("X8", "comments2", 1, "One."),
        hidden("X8", "notes", 1, "One."),
        hidden("Z", "comments", 1, "One."),
    )
    assert [(each.code, each.where, each.severity) for each in found.findings] == [
        ("X7", "comments", "H"), ("W4", "comments!part", "M"), ("X8", "comments2", "L"), ("X8", "notes", "L"),
        ("Z", "comments", "I"),
    ]  # fmt: skip


def test_white_cells_are_graver_only_by_what_is_white(made: Made) -> None:
    """A hidden row on the same sheet has a finding of its own."""
    rows = [row(1, HEADER), row(2, JAN, State.HIDDEN), row(3, (None, None, None, "x"), State.COSMETIC)]
    found = _look(made, Table("S"), *rows, hidden("X3", "S", 1, "One."), hidden("X2", "S", 1, "One.", "L"))
    assert [(each.code, each.severity) for each in found.findings] == [("X2", "M"), ("X3", "M")]
    white = _look(made, Table("S"), row(1, HEADER), row(2, JAN, State.COSMETIC), hidden("X3", "S", 1, "One."))
    assert [each.severity for each in white.findings] == ["H"]


def test_part_that_was_not_read(made: Made) -> None:
    """It is never clean; what else is found goes before it."""
    unread = Unread("sheet2", state("It is damaged."))
    found = _look(made, unread, unread)
    assert (found.state, found.reason) == ("not_inspected", "sheet2: It is damaged.")
    assert [(each.code, each.text) for each in found.findings] == [("Z", "Not inspected: It is damaged.")] * 2
    found = _look(made, unread, hidden("X1", "S", 1, "One."))
    assert (found.state, found.reason) == ("hidden", "sheet2: It is damaged.")


def test_reader_that_gives_up_half_way(made: Made) -> None:
    """What was read until then is counted, and told to be incomplete."""

    def pieces() -> Iterator[Piece]:
        yield Table("S")
        yield row(1, HEADER)
        yield row(2, JAN)
        raise NotInspectableError(state("It is encrypted."))

    made({OUTER: pieces()})
    found = inspected(OUTER, "made.pdf")
    assert (found.state, found.reason, found.records) == ("not_inspected", "It is encrypted.", Records(visible=1))


def test_library_that_is_missing(made: Made) -> None:
    """The reason says how to get it."""

    def pieces() -> Iterator[Piece]:
        yield Table("S")
        raise ModuleNotFoundError("no", name="pikepdf")

    made({OUTER: pieces()})
    found = inspected(OUTER, "made.pdf")
    assert found.state == "not_inspected"
    assert found.reason == "Reading it needs pikepdf: pip install 'accesslog-forensics[documents]'."


def test_embedded_files_lie_in_what_holds_them(made: Made) -> None:
    """Place and state go down, findings and counts come up; what holds personal data makes its holder graver."""
    made({
        OUTER: [Embedded("part", State.HIDDEN, INNER), hidden("W4", "part", 1, "One.")],
        INNER: [Table("S"), row(1, HEADER), row(2, JAN), hidden("X1", "S", 1, "One.")],
    })  # fmt: skip
    found = inspected(OUTER, "made.pdf")
    assert found.records == Records(hidden=1)
    assert [(each.where, each.severity) for each in found.findings] == [("part > S", "H"), ("part", "M")]


def test_embedded_files_have_an_end(made: Made) -> None:
    """The fourth level is not looked into, and the same file once only."""
    chain = [OUTER, INNER, DEEPER, DEEPEST, TOO_DEEP]
    made({
        outer: [Embedded("in", State.VISIBLE, inner), Embedded("again", State.VISIBLE, inner), Table("S"), row(1, JAN)]
        for outer, inner in zip(chain, [*chain[1:], b"none"], strict=True)
    })  # fmt: skip
    found = inspected(OUTER, "made.pdf")
    assert found.records == Records(visible=4)
    assert found.reason == "in > in > in > in: It lies too deep within other files."


def test_embedded_text_is_read(made: Made) -> None:
    """A plain file within a document has nothing hidden but may be hidden itself."""
    made({OUTER: [Embedded("note.txt", State.HIDDEN, b"Mail jan@example.org"), Embedded("x", State.HIDDEN, b"")]})
    found = inspected(OUTER, "made.pdf")
    assert (found.characters, found.categories["email"].hidden) == (Records(hidden=20), 1)


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (b"\x00\x01\x02\x03" * 9, "unknown", "What kind of file it is cannot be told from its content."),
        (b"Beste lezer", "no_document", "It is no document, but text or a file of a web page."),
        (b"{\\rtf1 hello}", "rtf", "Files of kind rtf are not read."),
    ],
)
def test_what_has_no_reader(content: bytes, kind: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not inspected, never clean."""
    monkeypatch.setattr(inspect, "reader_of", {}.get)
    found = inspected(content, "x")
    assert (found.kind, found.state, found.reason) == (kind, "not_inspected", reason)


def test_name_that_says_something_else(made: Made) -> None:
    """A note, no more."""
    made({OUTER: []})
    found = inspected(OUTER, "list.xlsx")
    assert (found.state, found.findings[0].text) == ("nothing_hidden", "Its name ends in .xlsx, its content is pdf.")
    assert inspected(OUTER, "list.PDF").findings == inspected(OUTER, "list").findings == ()


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Told with the reason of the system."""
    found = inspect_file(tmp_path / "none.xlsx", "none.xlsx")
    assert (found.state, found.sha256) == ("not_inspected", "")
    assert found.reason == "It cannot be read: No such file or directory."


def test_examples_for_who_asks(made: Made) -> None:
    """Masked, of each category, and none where nobody asks."""
    samples = Samples()
    made({OUTER: [Table("S"), row(1, HEADER), row(2, JAN), Passage("p", State.VISIBLE, "Mail jan@example.org")]})
    found = inspected(OUTER, "made.pdf", samples)
    assert samples.by_category == {"name": ["J** J*****"], "bsn": ["12*****82"], "location": ["E**"],
                                   "email": ["j**@e******.o**"]}  # fmt: skip
    assert found == inspected(OUTER, "made.pdf")
