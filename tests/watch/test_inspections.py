"""Published versions, looked into; what is flagged, and what was accepted."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from forensics.documents.acceptance import Acceptance
from forensics.documents.kinds import NO_DOCUMENT
from forensics.model.document import Document, Hidden
from forensics.watch import inspections
from forensics.watch.event import Event
from forensics.watch.flags import flagged, judge_again
from forensics.watch.inspections import Batch, forget_rules, inspect_batch
from tests.support.published_fixture import Site

DAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
ACCEPTED = Acceptance("*.doc", ("X2",), "They may stay.", date(2027, 3, 1))


def as_said(path: Path) -> Document:
    """What a file says of itself: "hidden" or "broken"."""
    content = path.read_bytes()
    hidden = (Hidden("X2", "H", "Sheet", 3, "3 rows"),) if b"hidden" in content else ()
    return Document(
        path=str(path),
        kind="xlsx",
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        state="hidden" if hidden else "nothing_hidden",
        reason="It is broken." if b"broken" in content else "",
        findings=hidden,
    )


class Desk:
    """A site whose documents are looked into by `as_said`, and what was read."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.read: list[str] = []
        self.baseline: tuple[Acceptance, ...] = ()
        self.rules = "1"

    def inspected(self, paths: Sequence[Path], jobs: int) -> Iterator[Document]:
        """In the place of the process that reads."""
        assert jobs == 1
        self.read += [path.name for path in paths]
        return map(as_said, paths)

    def batch(self, now: datetime = DAY, most: int = 500) -> Batch:
        """The next that are due."""
        number = self.site.last.number if self.site.last else 0
        return inspect_batch(
            self.site.connection, now, baseline=self.baseline, rules=self.rules, inventory=number, jobs=1, most=most
        )

    def look(self, now: datetime = DAY) -> list[Event]:
        """A pass: what inspection tells."""
        self.site.look()
        again = list(judge_again(self.site.connection, now, baseline=self.baseline, rules=self.rules))
        return [*again, *self.batch(now).events]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One with nothing published."""
    made = Desk(tmp_path / "www")
    monkeypatch.setattr(inspections, "inspected", made.inspected)
    monkeypatch.setattr(inspections, "kind_of", lambda file: NO_DOCUMENT if file.read(1) == b"<" else "xlsx")
    return made


def test_what_hides_something_is_flagged_once(desk: Desk) -> None:
    """With counts, and no values; a page is passed over; the same content elsewhere is not read again."""
    desk.site.write("a.doc", "hidden rows")
    desk.site.write("b.doc", "clean")
    desk.site.write("c.html", "<!DOCTYPE html><html><body>hidden</body></html>")
    desk.site.write("d.doc", "hidden rows")
    desk.site.look()
    batch = desk.batch()
    assert (batch.exposures, batch.inspected, batch.passed_over, batch.postponed) == (4, 2, 1, 0)
    told = [(event.kind, event.path) for event in batch.events]
    assert told == [("flagged", "/files/a.doc"), ("flagged", "/files/d.doc")]
    assert batch.events[0].details["findings"] == [{"code": "X2", "severity": "H", "count": 3}]
    assert batch.events[0].details["records"] == {"visible": 0, "hidden": 0, "cosmetic": 0, "blank": 0}
    assert "3 rows" not in str(batch.events[0].details)
    assert desk.batch().exposures == 0
    assert desk.look() == []
    assert [(one.exposure.name, one.document.state) for one in flagged(desk.site.connection)] == [
        ("a.doc", "hidden"), ("d.doc", "hidden"),
    ]  # fmt: skip


def test_what_is_removed_stays_flagged(desk: Desk) -> None:
    """Requests of it may still come to light."""
    path = desk.site.write("a.doc", "hidden")
    desk.look()
    path.unlink()
    assert desk.look() == []
    (one,) = flagged(desk.site.connection)
    assert one.exposure.state == "closed"


def test_what_was_not_read_is_told_once_per_version(desk: Desk) -> None:
    """Of a known kind."""
    desk.site.write("a.doc", "broken")
    (told,) = desk.look()
    assert (told.kind, told.details["of"], told.details["reason"]) == ("incomplete", "document", "It is broken.")
    assert desk.look() == []
    desk.site.write("a.doc", "broken too")
    assert [event.kind for event in desk.look()] == ["incomplete"]


def test_what_is_accepted_flags_again_when_its_day_has_passed(desk: Desk) -> None:
    """Under another id than it had without an entry."""
    desk.baseline = (ACCEPTED,)
    desk.site.write("a.doc", "hidden")
    assert desk.look() == []
    assert flagged(desk.site.connection) == []
    (late,) = desk.look(DAY + timedelta(days=1))
    assert late.kind == "flagged"
    assert desk.look(DAY + timedelta(days=2)) == []
    assert len(flagged(desk.site.connection)) == 1
    other = Desk(desk.site.folder)
    (plain,) = other.look()
    assert plain.id != late.id


def test_an_entry_that_is_added_takes_the_flag_away(desk: Desk) -> None:
    """Without an event."""
    desk.site.write("a.doc", "hidden")
    assert len(desk.look()) == 1
    desk.baseline = (ACCEPTED,)
    assert desk.look() == []
    assert flagged(desk.site.connection) == []


def test_other_rules(desk: Desk) -> None:
    """All is read again, the new first, in batches; what was told is not told again."""
    for number in range(3):
        desk.site.write(f"{number}.doc", f"hidden {number}")
    assert len(desk.look()) == 3
    desk.rules = "2"
    desk.site.write("new.doc", "hidden new")
    desk.site.look()
    desk.read.clear()
    batches = [desk.batch(most=2) for _ in range(3)]
    assert [batch.exposures for batch in batches] == [2, 2, 0]
    assert desk.read == ["new.doc", "2.doc", "1.doc", "0.doc"]
    assert [event.path for batch in batches for event in batch.events] == ["/files/new.doc"]
    forget_rules(desk.site.connection, desk.rules)
    assert len(flagged(desk.site.connection)) == 4


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_document_that_changes_while_it_is_inspected(desk: Desk, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for the next inventory, which shows another version."""
    path = desk.site.write("a.doc", "clean")
    desk.site.look()

    def changing(paths: Sequence[Path], jobs: int) -> Iterator[Document]:
        assert jobs == 1
        for each in paths:
            if when == "before":
                path.write_text("hidden")
            found = as_said(each)
            path.write_text("hidden")
            yield found

    with monkeypatch.context() as patch:
        patch.setattr(inspections, "inspected", changing)
        batch = desk.batch()
        assert (batch.postponed, batch.events) == (1, ())
        assert desk.batch().exposures == 0
    assert [event.kind for event in desk.look()] == ["flagged"]


def test_a_workbook_by_the_process_that_reads(tmp_path: Path) -> None:
    """A hidden row of a real document, in a path that is no UTF-8."""
    site = Site(tmp_path / "www")
    path = Path(os.fsdecode(os.fsencode(site.folder) + b"/lijst \xe9.xlsx"))
    book = xlsxwriter.Workbook(str(tmp_path / "made.xlsx"))
    sheet = book.add_worksheet()
    for row in range(4):
        sheet.write_row(row, 0, ["name", row])
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    try:
        (tmp_path / "made.xlsx").rename(path)
    except OSError:
        path = site.folder / "lijst.xlsx"
        (tmp_path / "made.xlsx").rename(path)
    site.look()
    batch = inspect_batch(site.connection, DAY, baseline=(), rules="1", inventory=1, jobs=1)
    (told,) = batch.events
    assert told.kind == "flagged"
    assert told.details["kind"] == "xlsx"
    assert [one["code"] for one in told.details["findings"]].count("X2") == 1
