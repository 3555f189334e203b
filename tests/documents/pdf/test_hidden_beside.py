"""Text that annotations, fields, patterns and what lies beside the pages hold and nobody sees."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from forensics.documents.contents import State
from forensics.documents.pdf import walk
from forensics.documents.pdf.persons import of_a_person
from tests.support.documents.pdf_annotating import BESIDE, drawing, looking, painted
from tests.support.documents.pdf_documents import NAME, ink, page_text, picture, sheet
from tests.support.documents.pdf_reading import read


@pytest.mark.parametrize("way", BESIDE)
def test_each_way_of_hiding_is_found(way: str) -> None:
    """The check tells it, the name is among what is not seen, and not among what is."""
    code, make = BESIDE[way]
    found = read(make())
    assert code in found.codes()
    assert all(part in found.unseen for part in NAME.split())
    assert NAME not in found.visible


def test_letters_in_the_pattern_of_their_ground_are_told() -> None:
    """A letter here and there can be guessed by its edge: the rest is hidden."""
    paint = b"/Pattern cs /P scn 70 696 260 16 re f\n" + page_text(NAME) + b"0 g "
    found = read(painted(b"0.9 g 0 0 10 10 re f 0 g 0 0 5 5 re f 5 5 5 5 re f", paint))
    assert "D1" in found.codes()
    assert NAME not in found.visible


_FEW = {
    "white": lambda text: page_text(text, before="1 g") + b"0 g\n",
    "invisible": lambda text: page_text(text, before="3 Tr") + b"BT 0 Tr ET\n",
    "off the page": lambda text: page_text(text, x=-300),
    "tiny": lambda text: page_text(text, size=0.5),
}


@pytest.mark.parametrize("way", _FEW)
@pytest.mark.parametrize(("words", "severity"), [(NAME, "M"), ("Draft two", "L")])
def test_few_words_weigh_by_what_they_say(way: str, words: str, severity: str) -> None:
    """A name of two words is meant; a mark of a printing house is not."""
    assert [each.severity for each in read(sheet(_FEW[way](words) + ink)).findings] == [severity]


@pytest.mark.parametrize(
    "text",
    ["Nadia Verhoeven", "visited by J. Jansen", "Jan de Vries", "n.verhoeven@example.org", "NL91ABNA0417164300",
     "+31 6 12345678"],
)  # fmt: skip
def test_what_is_about_a_person(text: str) -> None:
    """Names in capitals, and what proves itself."""
    assert of_a_person(text)


@pytest.mark.parametrize(
    "text",
    ["Cover_v3.indd 1", "12-03-2020 10:11", "C M Y K", "Page 12 of 40", "Nadia was here", "Mark", "Skip to content",
     "info@example.org", "Annual Report", "123456782", "Foto: ANP", ""],
)  # fmt: skip
def test_what_is_about_nobody(text: str) -> None:
    """Marks of printing houses and programs."""
    assert not of_a_person(text)


def test_what_an_annotation_draws_is_visible() -> None:
    """Read from its look, for the text of a page is without it."""
    found = read(looking(page_text(NAME, x=2, y=4)))
    assert NAME in found.visible
    assert found.alarms == []


_DESCRIBING = {
    "picture for who cannot see it": Dictionary(S=Name.Figure, Alt=NAME),
    "words of a structure": Dictionary(S=Name.Span, ActualText=NAME),
    "first value of a field": Dictionary(T="name", DV=NAME),
    "help of a field": Dictionary(T="name", TU=NAME),
    "why somebody signed": Dictionary(Type=Name.Sig, Reason=NAME),
}


@pytest.mark.parametrize("way", _DESCRIBING)
def test_descriptions_are_told_and_no_alarm(way: str) -> None:
    """Every accessible document has some."""
    found = read(sheet(ink, change=lambda file: file.Root.__setitem__("/StructTreeRoot", _DESCRIBING[way])))
    assert [(each.code, each.severity) for each in found.findings] == [("D5", "L")]
    assert found.text(State.HIDDEN).split() == NAME.split()


def test_data_of_a_form_that_no_field_has_is_told() -> None:
    """Forms keep their values twice, and one can lag behind."""
    data = b'<xfa:datasets xmlns:xfa="x"><xfa:data><a><name>Nadia &amp; Verhoeven</name></a></xfa:data></xfa:datasets>'

    def change(file: pikepdf.Pdf) -> None:
        file.Root.AcroForm = Dictionary(Fields=Array(), XFA=Array([String("datasets"), file.make_stream(data)]))

    found = read(sheet(ink, change=change))
    assert [(each.code, each.severity) for each in found.findings] == [("D4", "L")]
    assert "Nadia & Verhoeven" in found.text(State.HIDDEN)


def test_words_in_a_pattern_are_told() -> None:
    """Nobody can tell whether they can be read."""
    found = read(painted(page_text(NAME, x=0, y=0), b"/Pattern cs /P scn 0 0 10 10 re f 0 g\n"))
    assert ("D1", "L") in {(each.code, each.severity) for each in found.findings}
    assert NAME in found.text(State.COSMETIC)


def test_a_picture_with_another_in_its_stead_is_told() -> None:
    """For printing, or for slow lines."""

    def change(file: pikepdf.Pdf) -> None:
        image = picture(file, 2, 2, bytes(12))
        image.Alternates = Array([Dictionary(Image=picture(file, 2, 2, b"\xff" * 12))])
        file.pages[0].obj.Resources.XObject.Im = image

    found = read(sheet(ink + b"q 80 0 0 80 100 700 cm /Im Do Q", change=change))
    assert [(each.code, each.severity, each.count) for each in found.findings] == [("D5", "L", 1)]


def test_a_file_of_too_many_parts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its pages are read; what lies beside them is not gathered."""
    monkeypatch.setattr(walk, "MOST", 20)
    found = read(sheet(ink, change=lambda file: file.Root.__setitem__("/X", Array([Dictionary(A=1)] * 30))))
    assert found.alarms == []

    def change(file: pikepdf.Pdf) -> None:
        file.Root.X = Array([file.make_indirect(Dictionary(A=each)) for each in range(30)])

    found = read(sheet(ink, change=change))
    assert [alarm[1] for alarm in found.alarms] == ["unread"]
    assert "decided in its meeting" in found.visible


def test_forms_that_name_each_other_end() -> None:
    """Each has the other at hand, and none draws text."""

    def change(file: pikepdf.Pdf) -> None:
        one, other = drawing(file, b"0 g"), drawing(file, b"0 g")
        one.Resources.XObject, other.Resources.XObject = Dictionary(F=other), Dictionary(F=one)
        file.pages[0].obj.Resources.XObject.Fm = one
        file.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Stamp, Rect=[0, 0, 9, 9], AP=Dictionary(N=one))])

    assert read(sheet(ink, change=change)).alarms == []
