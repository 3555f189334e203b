"""Documents that hide nothing, with annotations, fields, forms and patterns. None may raise an alarm."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.support.documents.pdf_annotating import annotated, drawing, field, left_behind, looking, painted
from tests.support.documents.pdf_documents import NAME, ink, opened, page_text, picture, saved, sheet
from tests.support.documents.pdf_reading import read

_LINE = page_text(NAME, x=2, y=4)


def _button(file: pikepdf.Pdf) -> None:
    look, pressed = drawing(file, _LINE), drawing(file, b"0.5 g 0 0 260 16 re f 0 g " + _LINE)
    file.pages[0].obj.Annots[0].AP = Dictionary(N=look, D=pressed, R=look)
    file.Root.AcroForm = Dictionary(Fields=file.pages[0].obj.Annots)


def _tick(file: pikepdf.Pdf) -> None:
    mark = drawing(file, page_text("4", x=2, y=4))
    keys = Dictionary(
        FT=Name.Btn, T="agreed", AS=Name.Off, AP=Dictionary(N=Dictionary(Yes=mark), D=Dictionary(Yes=mark))
    )
    file.pages[0].obj.Annots[0].update(keys)
    file.Root.AcroForm = Dictionary(Fields=file.pages[0].obj.Annots)


def _shared(file: pikepdf.Pdf) -> None:
    """Both pages have both forms at hand, and each draws one: by a name with a code in it."""
    forms = Dictionary({"/F 1": drawing(file, _LINE), "/Fm2": drawing(file, page_text("Another line", x=2, y=4))})
    for page in file.pages:
        page.obj.Resources = Dictionary(Font=page.obj.Resources.Font, XObject=forms)


def _above(file: pikepdf.Pdf) -> None:
    """Resources that all pages have from the node above them (ISO 32000-2 section 7.7.3.4)."""
    page = file.pages[0].obj
    page.Resources.XObject.Fm = drawing(file, _LINE)
    file.Root.Pages.Resources = page.Resources
    del page.Resources


def _with_pages(file: pikepdf.Pdf) -> None:
    file.Root.Names = Dictionary(Dests=Dictionary(Names=Array(["part.1", Array([file.pages[1].obj, Name.Fit])])))


def _link(file: pikepdf.Pdf) -> None:
    keys = {"Rect": [70, 690, 300, 715], "Contents": "mailto:n.verhoeven@example.org"}
    file.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, **keys)])


def _said(said: str, drawn: str) -> bytes:
    return sheet(ink + f"/Span <</ActualText ({said})>> BDC ".encode() + page_text(drawn) + b"EMC\n")


def _twice(file: pikepdf.Pdf) -> None:
    """A picture of which the program wrote a second copy, and lost it."""
    file.pages[0].obj.Resources.XObject.Im = picture(file, 2, 2, b"\x80" * 12)
    file.Root.Loose = picture(file, 2, 2, b"\x80" * 12)


PAGES: dict[str, Callable[[], bytes]] = {
    "stamp with a name": lambda: looking(_LINE),
    "stamp within a stamp": lambda: looking(
        b"/Fm Do",
        change=lambda file: (
            file.pages[0].obj.Annots[0].AP.N.Resources.update(Dictionary(XObject=Dictionary(Fm=drawing(file, _LINE))))
        ),
    ),
    "white upon a dark stamp": lambda: looking(b"0 0.2 0.4 rg 0 0 260 16 re f 1 g " + _LINE),
    "free text": lambda: looking(_LINE, Subtype=Name.FreeText, Contents=NAME, DA="/F1 12 Tf"),
    "free text with a word in two lines": lambda: looking(
        page_text("Nadia Verhoe", x=2, y=9, size=6) + page_text("ven", x=2, y=2, size=6),
        Subtype=Name.FreeText,
        Contents=NAME,
        DA="/F1 6 Tf",
    ),
    "button": lambda: annotated({"/Subtype": Name.Widget, "/FT": Name.Btn, "/T": "send"}, change=_button),
    "box to be ticked": lambda: annotated({"/Subtype": Name.Widget}, change=_tick),
    "field": lambda: field(_LINE, NAME),
    "field of boxes": lambda: field(
        b"".join(page_text(letter, x=2 + 15 * place, y=4) for place, letter in enumerate("Groningen")), "Groningen"
    ),
    "field in two lines": lambda: field(
        page_text("Nadia", x=2, y=9, size=6) + page_text("Verhoeven", x=2, y=2, size=6), NAME
    ),
    "number in a form of its own": lambda: field(page_text("1.234,50", x=2, y=4), "1234.5"),
    "field that each viewer draws": lambda: field(b"0 g", NAME, anew=True),
    "forms at hand for other pages": lambda: sheet(
        ink + b"/F#201 Do", ink + b"1 0 0 1 70 700 cm /Fm2 Do", change=_shared
    ),
    "resources of all pages": lambda: sheet(ink + b"/Fm Do", change=_above),
    "pages with names": lambda: sheet(ink, ink + page_text("Part 1"), change=_with_pages),
    "link to an address": lambda: sheet(ink + page_text("n.verhoeven@example.org"), change=_link),
    "hyphen": lambda: sheet(ink + b"/Span <</ActualText (ligature)>> BDC " + page_text("liga-") + b"EMC\n"),
    "short for long": lambda: _said("et cetera", "etc"),
    "letters in a pattern": lambda: painted(
        b"0.2 g 0 0 10 10 re f 0.6 g 0 0 5 5 re f",
        b"/Pattern cs /P scn " + page_text("Annual report", size=40) + b"0 g ",
    ),
    "letters upon a pattern": lambda: painted(
        b"0.9 g 0 0 10 10 re f 0.7 g 0 0 5 5 re f",
        b"/Pattern cs /P scn 60 690 400 30 re f 0 g " + page_text("The words of a heading"),
    ),
    "type of size 0 without text": lambda: sheet(ink + page_text(" ", size=0)),
    "marks of a printing house": lambda: sheet(
        page_text("Cover_v3.indd 1", x=-300) + page_text("12-03-2020 10:11", x=-150) + ink
    ),
    "second copy of a picture": lambda: left_behind(sheet(ink + b"q 80 0 0 80 100 700 cm /Im Do Q", change=_twice)),
    "saved once more": lambda: saved(opened(field(_LINE, NAME))),
}


@pytest.mark.parametrize("layout", PAGES)
def test_honest_layouts_raise_no_alarm(layout: str) -> None:
    """Nothing of severity H or M, and nothing not inspected."""
    assert read(PAGES[layout]()).alarms == []


def test_the_value_of_a_field_is_told_once() -> None:
    """In the row of its form, and not with what its page draws as well."""
    assert read(field(_LINE, NAME)).visible.count(NAME) == 1
