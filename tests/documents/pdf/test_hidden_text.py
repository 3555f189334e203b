"""Text that a page holds and does not show: each way of hiding it that we know."""

from __future__ import annotations

import pikepdf
import pytest

from forensics.documents.contents import State
from forensics.documents.pdf import annotations, pages, reading, survey
from forensics.documents.pdf.glyphs import BLOCKS
from tests.support.documents.pdf_documents import NAME, ink, page_text, picture, sheet
from tests.support.documents.pdf_hiding import WAYS, scan
from tests.support.documents.pdf_reading import read


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_hiding_is_found(way: str) -> None:
    """The check tells it, the name is among what is not seen, and not among what is."""
    code, make = WAYS[way]
    found = read(make())
    assert code in found.codes()
    assert all(part in found.unseen for part in NAME.split())
    assert NAME not in found.visible


@pytest.mark.parametrize("way", ["black rectangle", "picture of one colour", "square annotation", "thick line"])
def test_what_lies_under_a_thing_is_grave(way: str) -> None:
    """An object drawn later that covers the text makes it certain."""
    found = read(WAYS[way][1]())
    assert [each.severity for each in found.findings if each.code == "D1"] == ["H"]


def test_a_box_hides_no_more_than_it_covers() -> None:
    """The lines above and below stay visible, and the counts are of the covered words alone."""
    found = read(sheet(page_text("Above it") + page_text(f"Of {NAME} here", y=650) + ink + b"0 g 84 646 98 16 re f\n"))
    assert [(each.code, each.count) for each in found.findings] == [("D1", 2)]
    assert found.unseen.split() == NAME.split()
    assert "Above it" in found.visible
    assert "decided in its meeting" in found.visible


@pytest.mark.parametrize(("words", "severity"), [("Nadia was here", "L"), ("Nadia was here with four more", "M")])
def test_few_white_words_are_no_alarm(words: str, severity: str) -> None:
    """Printing houses and artwork leave a word or two; a sentence is meant."""
    found = read(sheet(page_text(words, before="1 g") + b"0 g\n" + ink))
    assert [each.severity for each in found.findings] == [severity]
    assert words in found.text(State.COSMETIC)


@pytest.mark.parametrize("label", ["REDACTED", ["Privileged", "and", "confidential"][0], "xxxxxxxxxx", "........"])
def test_labels_of_boxes_say_nothing(label: str) -> None:
    """What says that there is a box, and rows of one letter."""
    assert read(sheet(page_text(label) + ink + b"0 g 70 696 260 16 re f\n")).alarms == []


def test_dates_alone_are_no_alarm_and_are_told() -> None:
    """A covered date is as a rule that of a stamp; its value is still looked at."""
    found = read(sheet(page_text("12-03-1990") + ink + b"0 g 70 696 260 16 re f\n"))
    assert [(each.code, each.severity) for each in found.findings] == [("D1", "L")]
    assert "12-03-1990" in found.unseen


@pytest.mark.parametrize("below", [False, True])
def test_text_behind_a_scan_that_shows_it_is_honest(below: bool) -> None:  # noqa: FBT001
    """Invisible over the picture, or drawn before it."""
    found = read(scan(below=below))
    assert found.alarms == []
    assert NAME in found.visible


def test_boxes_over_a_scan_without_text_are_told() -> None:
    """Whoever removes the box sees what the scan shows."""

    def plain(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Resources.XObject.Im = picture(file, 2, 2, b"\xf0\xf0\xf0" * 4)

    scanned = b"q 595 0 0 842 0 0 cm /Im Do Q "
    found = read(sheet(scanned + b"0 g 70 696 260 16 re f 70 600 90 16 re f", change=plain))
    assert [(each.code, each.severity, each.count) for each in found.findings] == [("D1", "M", 2)]
    assert read(sheet(scanned + b"0 g 20 20 555 1 re f", change=plain)).alarms == []


def test_text_on_a_layer_is_named_so() -> None:
    """A click shows it: hidden, not merely drawn badly."""
    found = read(WAYS["layer that is off"][1]())
    assert NAME in found.text(State.HIDDEN)


def test_pages_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that would have to be drawn and are not are not clean."""
    monkeypatch.setattr(pages, "_DRAWN", 1)
    found = read(sheet(*[page_text(NAME) + b"0 g 70 696 260 16 re f\n"] * 3))
    assert ("", "unread") in {alarm[:2] for alarm in found.alarms}


def test_a_page_of_absurd_size_is_told() -> None:
    """At the scale at which it can be drawn nobody could read it."""
    found = read(sheet(page_text(NAME) + b"0 g 70 696 260 16 re f\n", size=(14_400, 14_400)))
    assert found.alarms


def test_a_page_of_absurdly_many_objects_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not compared is not clean."""
    monkeypatch.setattr(survey, "_OBJECTS", 10)
    assert {alarm[1] for alarm in read(sheet(ink)).alarms} == {"unread"}


def test_pages_of_lines_alone_need_no_drawing() -> None:
    """Once its font was seen to draw letters, what nothing can hide is known without a picture of the page."""
    met = reading.Reading()
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(sheet(ink, ink, ink)) as document:
        assert len(list(pages.pages_read(document, annotations.Annotations(), met))) == 3
    assert met.drawn == 1


def test_boxes_are_letters_too() -> None:
    """The signs of which redactions are typed."""
    assert "█" in BLOCKS
