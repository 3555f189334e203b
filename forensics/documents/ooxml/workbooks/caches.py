"""Where a workbook takes data from and what it keeps of it: connections, queries, slicers, data types, a data model.

ECMA-376 part 1, 18.13 (connections) and 18.15 (queries); MS-XLSX 2.4.13 (slicers); MS-QDEFF 2.1 (queries of Power
Query).
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from io import BytesIO

from forensics.documents.contents import Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import Names, elements
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.package import Package, opened
from forensics.language.statement import state, state_many

__all__ = ["connections", "data_types", "model", "queries", "slicers", "told_connections"]

#: Of a connection: what it is sent, where its data lies, and who asks for it.
_TELLING = (
    "connection",
    "command",
    "serverCommand",
    "url",
    "post",
    "sourceFile",
    "odcFile",
    "editPage",
    "localConnection",
)
_WANTED = {
    "x:connection",
    "x:dbPr",
    "x:olapPr",
    "x:webPr",
    "x:textPr",
    "x15:connection",
    "x15:rangePr",
    "x15:modelTextPr",
}
#: Those that lead to the workbook itself.
_OWN = re.compile(r"Provider=Microsoft\.Mashup|\$Workbook\$|^Data Model|^Model$|^WORKSHEET;", re.IGNORECASE)


def connections(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """Where data comes from, in a part of connections."""
    texts = []
    for element in elements(package.blocks(part), Names(SPREADSHEET), _WANTED, limits):
        texts += [element.attributes[name] for name in _TELLING if element.attributes.get(name)]
    yield from told_connections(part, texts)


def told_connections(part: str, texts: list[str]) -> Iterator[Piece]:
    """Strings of connections, however a format keeps them."""
    for text in texts:
        yield Passage(part, State.HIDDEN, text)
    outside = sum(not _OWN.search(text) for text in texts)
    if outside:
        text = state_many("{count} text says where data comes from, and with which account or query.",
                          "{count} texts say where data comes from, and with which account or query.",
                          outside)  # fmt: skip
        yield hidden("X6", part, outside, text, "M")
    elif texts:
        yield hidden("X6", part, len(texts), state("Queries lead to the workbook itself."), "I")


def queries(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """The queries of Power Query, which a part of own XML holds as an archive in base64."""
    wanted = {"?:DataMashup"}
    for element in elements(package.blocks(part), Names(SPREADSHEET), wanted, limits):
        yield from _mashup(part, element.text, limits)


def _mashup(part: str, text: str, limits: Limits) -> Iterator[Piece]:
    try:
        content = b64decode(text, validate=False)
    except (Base64Error, ValueError):
        content = b""
    limits.spend(len(content))
    size = int.from_bytes(content[4:8], "little")
    archive = opened(BytesIO(content[8 : 8 + size]), limits)
    for name in archive.names:
        if name.endswith(".m"):
            yield Passage(part, State.HIDDEN, archive.content(name).decode("utf-8", "replace"))
    yield hidden("X6", part, 1, state("Queries of Power Query say where data comes from, or hold it."), "M")


def slicers(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """Values that buttons of a filter offer, where no pivot has them."""
    count = 0
    for element in elements(package.blocks(part), Names(SPREADSHEET), {"x14:i"}, limits):
        text = element.attributes.get("c") or element.attributes.get("n", "")
        if text:
            count += 1
            yield Passage(part, State.HIDDEN, text)
    if count:
        text = state_many("{count} value is kept for the buttons of a filter.",
                          "{count} values are kept for the buttons of a filter.", count)  # fmt: skip
        yield hidden("X6", part, count, text)


def data_types(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """Values that cells with a linked data type bring along (stocks, places, own tables)."""
    texts = [element.text.strip() for element in elements(package.blocks(part), Names(SPREADSHEET), {"rd:v"}, limits)]
    words = [text for text in texts if any(letter.isalpha() for letter in text)]
    for text in words:
        yield Passage(part, State.HIDDEN, text)
    if words:
        text = state_many("{count} text is kept for cells with a linked data type.",
                          "{count} texts are kept for cells with a linked data type.", len(words))  # fmt: skip
        yield hidden("X6", part, len(words), text, "L")


def model(part: str) -> Iterator[Piece]:
    """A data model: tables of any size, in a form that only Office reads."""
    yield hidden("X6", part, 1, state("A data model holds tables that no sheet has to show."))
    yield Unread(part, state("A data model cannot be read."))
