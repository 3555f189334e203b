"""Text that pages have and do not show, as pieces (checks D1 and D4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forensics.documents.contents import Piece
from forensics.documents.hidden import hidden
from forensics.documents.pdf.glyphs import Fate
from forensics.documents.pdf.persons import of_a_person
from forensics.documents.pdf.reading import Reading, pages_name
from forensics.documents.pdf.runs import only_dates, weight
from forensics.language.statement import forms, state_many
from forensics.model.document import Severity

__all__ = ["unseen_text"]

#: Fewer words than these are as a rule the marks of a printing house, or of a picture.
_FEW = 5
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


def unseen_text(reading: Reading) -> Iterator[Piece]:
    """Each way of hiding, with how many words it hides and on which pages."""
    boxes = +reading.boxes
    if boxes:
        text = state_many("{count} box lies over a scanned page, which still holds what is below.",
                          "{count} boxes lie over scanned pages, which still hold what is below.",
                          boxes.total())  # fmt: skip
        yield hidden("D1", pages_name(boxes), boxes.total(), text, "M")
    texts = [run.text for by_page in reading.found.values() for found in by_page.values() for run in found]
    dates = only_dates(texts)
    for fate, (code, severity, (one, many)) in _FATES.items():
        by_page = reading.found.get(fate)
        if not by_page:
            continue
        hiding = [run for found in by_page.values() for run in found]
        words = sum(run.words for run in hiding)
        grave: Severity = severity or ("M" if _is_telling([run.text for run in hiding]) else "L")
        yield hidden(code, pages_name(by_page), words, state_many(one, many, words), "L" if dates else grave)


def _is_telling(texts: list[str]) -> bool:
    """Whether it is more than what printing houses and programs leave behind."""
    return weight(texts) >= _FEW or any(map(of_a_person, texts))
