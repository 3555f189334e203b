"""Pages and texts that lie in the file and that no page of the document shows (check D4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

import pikepdf

from forensics.documents.contents import Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf.annotations import Annotations
from forensics.documents.pdf.attachments import pictures
from forensics.documents.pdf.found import Found
from forensics.documents.pdf.objects import FAULTS, Object
from forensics.documents.pdf.reading import Reading, page_name
from forensics.documents.pdf.scratch import contents_of, enlarged, texts_of
from forensics.documents.pdf.streams import content, draws_text, forms_of
from forensics.language.statement import state, state_many

__all__ = ["looks_not_shown", "loose", "loose_pictures"]

_MOST = 500
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")


def loose(
    file: pikepdf.Pdf, found: tuple[Found, Found], reading: Reading, shown: int, limits: Limits
) -> Iterator[Piece]:
    """What they would show, as far as the pages do not; `shown` pages are those that viewers count."""
    pages, drawings = _pages(file, found, shown), _drawings(file, found, limits)
    drawings += [enlarged(file, file.pages[index].obj, limits) for index in reading.sizeless]
    where = state("outside the pages")
    texts = texts_of(file, pages[:_MOST], drawings[:_MOST]) if pages or drawings else []
    if texts is None or len(pages) > _MOST or len(drawings) > _MOST:
        yield Unread(where, state("Text that belongs to no page could not be looked into."))
    texts = [*(texts or ()), *found[1].sayings]
    lost = [word for text in texts for word in text.split() if not reading.knows(word)]
    if lost:
        yield Passage(where, State.HIDDEN, " ".join(lost))
        text = state_many("{count} word lies in the file and on none of its pages.",
                          "{count} words lie in the file and on none of its pages.", len(lost))  # fmt: skip
        yield hidden("D4", where, len(lost), text, "M" if any(any(map(str.isalnum, word)) for word in lost) else "L")
    elif pages:
        text = state_many("{count} page lies in the file and is not part of the document.",
                          "{count} pages lie in the file and are not part of the document.", len(pages))  # fmt: skip
        yield hidden("D4", where, len(pages), text, "L")


def _pages(file: pikepdf.Pdf, found: tuple[Found, Found], shown: int) -> list[Object]:
    """Those that nothing refers to, and those that only a bookmark or the like does."""
    document, beside = found
    listed = {page.obj.objgen for number, page in enumerate(file.pages) if number < shown}
    return [*(page for page in document.pages if page.objgen not in listed), *beside.pages]


def _drawings(file: pikepdf.Pdf, found: tuple[Found, Found], limits: Limits) -> list[Object]:
    """Those that nothing refers to, and forms that are at hand for pages and that none of them draws."""
    document, beside = found
    of_pages = {each.objgen for page in (*document.pages, *beside.pages) for each in contents_of(page)}
    forms = [each for each in document.texts if each.get("/Subtype") == "/Form"]
    used = _used(file, document, limits) if forms else set()
    unused = [each for each in forms if each.objgen not in used]
    return [each for each in (*unused, *beside.texts) if each.objgen not in of_pages and draws_text(each, limits)]


def _used(file: pikepdf.Pdf, document: Found, limits: Limits) -> set[tuple[int, int]]:
    """Forms that pages draw, looks of annotations, masks and patterns, and what these draw."""
    others = (*document.looks, *document.patterns)
    used = {each.objgen for each in others}
    stack = [*(page.obj for page in file.pages), *others]
    while stack:
        owner = stack.pop()
        try:
            forms = [each for each in forms_of(owner) if each[1].objgen not in used]
            names = _drawn(owner, limits) if forms else set()
        except FAULTS:
            continue
        drawn = [form for name, form in forms if names is None or name in names]
        used.update(form.objgen for form in drawn)
        stack += drawn
    return used


def _drawn(owner: Object, limits: Limits) -> set[str] | None:
    """Names of what a page or a form draws; None: it cannot be told, and may be any."""
    streams = [owner] if isinstance(owner, pikepdf.Stream) else contents_of(owner)
    try:
        data = b"\n".join(content(each, limits) for each in streams)
    except NotInspectableError:
        return None
    names = (_CODE.sub(lambda code: bytes([int(code[1], 16)]), name) for name in _DRAWS.findall(data))
    return {"/" + name.decode("utf-8", "replace") for name in names}


def loose_pictures(document: Found, beside: Found, limits: Limits) -> Iterator[Piece]:
    """Pictures that lie in the file and on no page, but for a second copy of one that does."""
    sizes = {_size(each) for each in document.images} & {_size(each) for each in beside.images}
    shown = {_raw(each) for each in document.images if _size(each) in sizes}
    count = sum(_size(each) not in sizes or _raw(each) not in shown for each in beside.images)
    if not count:
        return
    where = state("outside the pages")
    text = state_many("{count} picture lies in the file and on none of its pages.",
                      "{count} pictures lie in the file and on none of its pages.", count)  # fmt: skip
    yield hidden("D4", where, count, text)
    yield from pictures(beside.pictures, State.HIDDEN, limits)


def _size(image: Object) -> str:
    return str(image.get("/Length", ""))


def _raw(image: Object) -> bytes:
    """A short form of what it holds, packed as it is."""
    return sha256(image.read_raw_bytes()).digest()


def patterns(file: pikepdf.Pdf, document: Found, reading: Reading, limits: Limits) -> Iterator[Piece]:
    """Words with which something is painted: nobody can tell whether they can be read."""
    drawings = [each for each in document.patterns if draws_text(each, limits)]
    texts = texts_of(file, (), drawings[:_MOST]) if drawings else []
    where = state("patterns")
    if texts is None or len(drawings) > _MOST:
        yield Unread(where, state("Text in patterns could not be looked into."))
    words = reading.unknown(texts or ())
    if words:
        yield Passage(where, State.COSMETIC, " ".join(words))
        text = state_many("{count} word is in a pattern with which something is painted.",
                          "{count} words are in patterns with which something is painted.", len(words))  # fmt: skip
        yield hidden("D1", where, len(words), text, "L")


def looks_not_shown(file: pikepdf.Pdf, marks: Annotations, reading: Reading) -> Iterator[Piece]:
    """What annotations would draw that are hidden, or that somebody points at."""
    if not marks.looks:
        return
    first = page_name(marks.looks[0][0] + 1)
    texts = texts_of(file, (), [stream for _, stream in marks.looks[:_MOST]])
    if texts is None or len(marks.looks) > _MOST:
        yield Unread(first, state("What annotations draw could not be looked into."))
    told = [(index, reading.unknown([text])) for (index, _), text in zip(marks.looks, texts or (), strict=False)]
    told = [(index, words) for index, words in told if words]
    for index, words in told:
        yield Passage(page_name(index + 1), State.HIDDEN, " ".join(words))
    if told:
        count = sum(len(words) for _, words in told)
        text = state_many("{count} word is in an annotation that does not show it.",
                          "{count} words are in annotations that do not show them.", count)  # fmt: skip
        yield hidden("D4", page_name(told[0][0] + 1), count, text)
