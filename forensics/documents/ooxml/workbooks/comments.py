"""Comments on cells, threads of them, and the people who wrote them.

ECMA-376 part 1, 18.7; MS-XLSX 2.6.203 (threads) and 2.6.205 (persons).
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import Names, elements
from forensics.documents.ooxml.workbooks.attributes import number_of
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.package import Package
from forensics.language.statement import state_many

__all__ = ["notes", "persons", "remarks", "threads"]

#: As whom Excel signs the note that stands in for a thread.
_STAND_IN = "tc="


def notes(package: Package, part: str, where: str, limits: Limits) -> Iterator[Piece]:
    """The comments of a sheet, without those that stand in for a thread."""
    authors: list[str] = []
    texts = []
    written = ""
    wanted = {"x:author", "x:comment", "x:text"}
    for element in elements(package.blocks(part), Names(SPREADSHEET), wanted, limits, silent={"x:rPh"}):
        if element.name == "x:author":
            authors.append(element.text.strip())
            continue
        if element.name == "x:text":
            written = element.text.strip()
            continue
        author = number_of(element.attributes.get("authorId"), -1)
        if not (0 <= author < len(authors) and authors[author].startswith(_STAND_IN)):
            texts.append(written)
        written = ""
    yield from remarks(where, [author for author in authors if not author.startswith(_STAND_IN)], texts)


def threads(package: Package, part: str, where: str, limits: Limits) -> Iterator[Piece]:
    """The threads of a sheet; who wrote them stands in the part of persons."""
    found = elements(package.blocks(part), Names(SPREADSHEET), {"tc:text"}, limits)
    yield from remarks(where, [], [element.text.strip() for element in found])


def remarks(where: str, authors: list[str], texts: list[str]) -> Iterator[Piece]:
    """Authors and comments, however a format keeps them."""
    for author in filter(None, authors):
        yield Author(where, author)
    for text in filter(None, texts):
        yield Passage(where, State.HIDDEN, text)
    if texts:
        text = state_many("{count} comment.", "{count} comments.", len(texts))
        yield hidden("X7", where, len(texts), text)


def persons(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """The people who took part in threads."""
    count = 0
    for element in elements(package.blocks(part), Names(SPREADSHEET), {"tc:person"}, limits):
        names = {element.attributes.get(key, "") for key in ("displayName", "userId")}
        count += 1
        for name in sorted(filter(None, names)):
            yield Author(part, name)
    if count:
        text = state_many("{count} person is named who wrote comments.",
                          "{count} persons are named who wrote comments.", count)  # fmt: skip
        yield hidden("X7", part, count, text, "L")
