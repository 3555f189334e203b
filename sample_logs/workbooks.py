"""Small workbooks, each of which hides something in its own way, and one that does not."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import xlsxwriter
from packages import RELATIONSHIP, relationships, with_parts
from people import HEADINGS, PEOPLE
from xlsxwriter.worksheet import Worksheet

__all__ = ["comment", "hidden_column", "hidden_sheet", "honest", "pivot_cache", "white_text"]

_DEPARTMENTS = ("Permits", "Archive", "Reception")


def _written(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2020, 6, 5, 16)})  # noqa: DTZ001 - as the file has it
    fill(book)
    book.close()
    return out.getvalue()


def _counts(book: xlsxwriter.Workbook) -> Worksheet:
    """What was meant to be published: how many requests each department had."""
    sheet: Worksheet = book.add_worksheet("Requests")
    sheet.write_row(0, 0, ("Department", "Requests", "Granted"))
    for place, name in enumerate(_DEPARTMENTS, 1):
        sheet.write_row(place, 0, (name, 40 * place, 31 * place))
    return sheet


def _listed(sheet: Worksheet) -> None:
    sheet.write_row(0, 0, HEADINGS)
    for row, person in enumerate(PEOPLE, 1):
        sheet.write_row(row, 0, person.texts)


def honest() -> bytes:
    """Counts, and nothing beside them."""
    return _written(lambda book: _counts(book) and None)


def hidden_sheet() -> bytes:
    """The counts; the list that they were counted from is on a sheet that is hidden."""

    def fill(book: xlsxwriter.Workbook) -> None:
        _counts(book)
        people = book.add_worksheet("People")
        _listed(people)
        people.hide()

    return _written(fill)


def hidden_column() -> bytes:
    """A list of names whose column of citizen service numbers is hidden."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("People")
        _listed(sheet)
        place = HEADINGS.index("BSN")
        sheet.set_column(place, place, None, None, {"hidden": True})

    return _written(fill)


def white_text() -> bytes:
    """The counts, and below them the people, written in white."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = _counts(book)
        white = book.add_format({"font_color": "#FFFFFF"})
        for row, values in enumerate((HEADINGS, *(person.texts for person in PEOPLE)), 10):
            sheet.write_row(row, 0, values, white)

    return _written(fill)


def comment() -> bytes:
    """The counts; a comment says whom one of them is about."""

    def fill(book: xlsxwriter.Workbook) -> None:
        who = PEOPLE[0]
        text = f"Refused: {who.name}, BSN {who.bsn}, called from {who.phone}."
        _counts(book).write_comment("C2", text, {"author": "A. Official"})

    return _written(fill)


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCache"


def _held(text: str) -> str:
    return f'<s v="{text}"/>'


def pivot_cache() -> bytes:
    """The counts, made by a pivot table whose source was deleted: its cache holds every record of it."""
    fields = "".join(f'<cacheField name="{name}"><sharedItems/></cacheField>' for name in HEADINGS)
    records = "".join("<r>" + "".join(map(_held, person.texts)) + "</r>" for person in PEOPLE)
    definition = (
        f'<pivotCacheDefinition {_MAIN} xmlns:r="{RELATIONSHIP[:-1]}" r:id="rId1" recordCount="{len(PEOPLE)}">'
        f'<cacheSource type="worksheet"><worksheetSource ref="A1:E13" sheet="People"/></cacheSource>'
        f'<cacheFields count="{len(HEADINGS)}">{fields}</cacheFields></pivotCacheDefinition>'
    )
    kept = f'<pivotCacheRecords {_MAIN} count="{len(PEOPLE)}">{records}</pivotCacheRecords>'
    types = "".join(
        f'<Override PartName="/xl/pivotCache/pivotCache{part}1.xml" ContentType="{_TYPE}{part}+xml"/>'
        for part in ("Definition", "Records")
    )
    link = relationships(("rId9", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"))
    return with_parts(
        _written(lambda book: _counts(book) and None),
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": definition,
            "xl/pivotCache/pivotCacheRecords1.xml": kept,
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relationships(
                ("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")
            ),
        },
        {
            "[Content_Types].xml": ("</Types>", types),
            "xl/_rels/workbook.xml.rels": ("</Relationships>", link[link.index("<Relationship ") : link.index("</")]),
            "xl/workbook.xml": ("</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="rId9"/></pivotCaches>'),
        },
    )
