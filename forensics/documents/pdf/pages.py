"""The text of each page, told apart by whether a reader sees it (checks D1 and D4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from forensics.documents.contents import Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.pdf.drawing import LEAST_SCALE, drawing_of
from forensics.documents.pdf.geometry import Bounds
from forensics.documents.pdf.glyphs import BLOCKS, LETTERS, Fate, Glyph, glyphs
from forensics.documents.pdf.judgement import judge
from forensics.documents.pdf.runs import Run, only_dates, readable, runs, shown
from forensics.documents.pdf.scans import boxes_over_scan
from forensics.documents.pdf.survey import Survey, survey
from forensics.language.statement import Statement, forms, listed, state, state_many
from forensics.model.document import Severity

__all__ = ["Reading", "page_name", "pages_read"]

#: Pages that are drawn, at most: of longer documents only what cannot be hidden is known beyond.
_DRAWN = 1000
#: Fewer words than these are as a rule the marks of a printing house, or of a picture.
_FEW = 5
_CLICK = frozenset({Fate.LAYER, Fate.REDACTION})
#: Code, severity (None: by how many words there are), and what it is.
_FATES: Mapping[Fate, tuple[str, Severity | None, tuple[str, str]]] = {
    Fate.COVERED: ("D1", "H", forms("{count} word lies under a box, a picture or an annotation.",
                                    "{count} words lie under boxes, pictures or annotations.")),
    Fate.OBSCURED: ("D1", "M", forms("{count} word stands where the page is dark, and cannot be read.",
                                     "{count} words stand where the page is dark, and cannot be read.")),
    Fate.MERGED: ("D1", "M", forms("{count} word has the colour of what lies below it.",
                                   "{count} words have the colour of what lies below them.")),
    Fate.UNDRAWN: ("D1", None, forms("{count} word is there and not to be seen on the page.",
                                     "{count} words are there and not to be seen on the page.")),
    Fate.OUTSIDE: ("D1", None, forms("{count} word stands outside the page.", "{count} words stand outside the page.")),
    Fate.TINY: ("D1", None, forms("{count} word is too small to be read.", "{count} words are too small to be read.")),
    Fate.CROPPED: ("D4", None, forms("{count} word stands where the page was cropped.",
                                     "{count} words stand where the page was cropped.")),
    Fate.LAYER: ("D4", "M", forms("{count} word is on a layer that is not shown.",
                                  "{count} words are on layers that are not shown.")),
    Fate.REDACTION: ("D4", "H", forms("{count} word is marked to be redacted and is still there.",
                                      "{count} words are marked to be redacted and are still there.")),
}  # fmt: skip


@dataclass(slots=True)
class Reading:
    """What was met on the pages: what later checks compare with."""

    shown: set[str] = field(default_factory=set)  # words, in small letters
    hidden: set[str] = field(default_factory=set)
    drawn: int = 0
    fonts: set[str] = field(default_factory=set)  # those that were seen to draw letters
    found: dict[Fate, dict[int, list[Run]]] = field(default_factory=lambda: defaultdict(dict))
    boxes: Counter[int] = field(default_factory=Counter)  # over pages that are a picture
    unseen: list[int] = field(default_factory=list)  # pages that would have had to be drawn


def page_name(number: int) -> Statement:
    """How a page is called, counted from 1."""
    return state("page {number}", number=number)


def _pages_name(indexes: Collection[int]) -> Statement:
    numbers = listed(tuple(index + 1 for index in indexes))
    return state_many("page {pages}", "pages {pages}", len(indexes), pages=numbers)


def pages_read(
    document: pdfium.PdfDocument, redactions: Mapping[int, Sequence[Bounds]], reading: Reading
) -> Iterator[Piece]:
    """The passages of all pages, then what is hidden on them. `redactions` are the areas marked by page, from 0."""
    for index in range(len(document)):
        yield from _page(document, index, redactions.get(index, ()), reading)
    if reading.unseen:
        text = state_many("{count} page was not looked at for hidden text: it is too large, or there are too many.",
                          "{count} pages were not looked at for hidden text: they are too large, or too many.",
                          len(reading.unseen))  # fmt: skip
        yield Unread(page_name(reading.unseen[0] + 1), text)
    yield from _findings(reading)


def _page(document: pdfium.PdfDocument, index: int, redactions: Sequence[Bounds], reading: Reading) -> Iterator[Piece]:
    name = page_name(index + 1)
    try:
        page = document[index]
    except pdfium.PdfiumError:
        yield Unread(name, state("The page is damaged."))
        return
    try:
        text = page.get_textpage()
        try:
            yield from _texts(page, text, index, redactions, reading)
        finally:
            text.close()
    except pdfium.PdfiumError:
        yield Unread(name, state("The page is damaged."))
    finally:
        page.close()


def _texts(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, index: int, redactions: Sequence[Bounds], reading: Reading
) -> Iterator[Passage]:
    count = text.count_chars()
    objects = survey(page, reading.fonts)
    reading.boxes[index] = boxes_over_scan(objects, page.get_bbox())
    if count <= 0:
        return
    content = readable(text.get_text_range())
    if not redactions and objects.complete and not objects.doubtful and BLOCKS.isdisjoint(content):
        yield _all_shown(content, index, reading)
        return
    too_large = count > LETTERS or not objects.complete or drawing_of(page).scale < LEAST_SCALE
    if reading.drawn >= _DRAWN or too_large:
        reading.unseen.append(index)
        yield _all_shown(content, index, reading)
        return
    reading.drawn += 1
    yield from _looked_at(glyphs(text, objects), page, objects, redactions, index, reading)


def _all_shown(content: str, index: int, reading: Reading) -> Passage:
    reading.shown.update(content.casefold().split())
    return Passage(page_name(index + 1), State.VISIBLE, content)


def _looked_at(
    found: list[Glyph],
    page: pdfium.PdfPage,
    objects: Survey,
    redactions: Sequence[Bounds],
    index: int,
    reading: Reading,
) -> Iterator[Passage]:
    judge(page, found, objects, redactions)
    blank = {glyph.text.font for glyph in found if glyph.text is not None and glyph.fate is Fate.UNDRAWN}
    reading.fonts |= {text.font for text in objects.texts.values()} - blank - {""}
    yield _all_shown(shown(found), index, reading)
    for run in runs(found):
        reading.found[run.fate].setdefault(index, []).append(run)
        reading.hidden.update(run.text.casefold().split())
        yield Passage(page_name(index + 1), State.HIDDEN if run.fate in _CLICK else State.COSMETIC, run.text)


def _findings(reading: Reading) -> Iterator[Piece]:
    boxes = +reading.boxes
    if boxes:
        text = state_many("{count} box lies over a scanned page, which still holds what is below.",
                          "{count} boxes lie over scanned pages, which still hold what is below.",
                          boxes.total())  # fmt: skip
        yield hidden("D1", _pages_name(boxes), boxes.total(), text, "M")
    texts = [run.text for by_page in reading.found.values() for found in by_page.values() for run in found]
    dates = only_dates(texts)
    for fate, (code, severity, (one, many)) in _FATES.items():
        by_page = reading.found.get(fate)
        if not by_page:
            continue
        words = sum(run.words for found in by_page.values() for run in found)
        grave: Severity = severity or ("M" if words >= _FEW else "L")
        yield hidden(code, _pages_name(by_page), words, state_many(one, many, words), "L" if dates else grave)
