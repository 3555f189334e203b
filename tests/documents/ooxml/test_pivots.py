"""Records that are kept for pivot tables (X4): as their source has them, or although it has them no more."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from forensics.documents.contents import Row, State
from forensics.documents.ooxml.workbooks.origins import Origin
from forensics.documents.places import Area
from tests.support.documents.pieces import Found, read
from tests.support.documents.workbook_parts import MAIN, OFFICE, relationships, workbook

PEOPLE = (("Anna", "1980-05-17", 1), ("Bram", "1991-11-02", 2), ("Cees", "1975-01-30", 3))
SERIALS = {"1980-05-17": 29358, "1991-11-02": 33544, "1975-01-30": 27424}
CASE = ("Bram", "BRAM")
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
NAMED = "<definedNames><definedName name='{0}'>{1}</definedName></definedNames>"
SOURCE = '<worksheetSource ref="B2:D5" sheet="Bron"/>'


def source(people: tuple[tuple[str, str, int], ...] = PEOPLE, mark: str = "") -> str:
    """The sheet from which the cache was made."""
    text = '<c r="{0}{1}" t="inlineStr"><is><t>{2}</t></is></c>'
    rows = "".join(text.format(column, 2, name) for column, name in zip("BCD", ("Naam", "Geboren", "Nr"), strict=True))
    rows = f'<row r="2">{rows}</row>'
    for number, (name, day, count) in enumerate(people, 3):
        cells = text.format("B", number, name) if name else ""
        cells += f'<c r="C{number}" s="1"><v>{SERIALS[day]}</v></c><c r="D{number}"><v>{count}</v></c>'
        rows += f'<row r="{number}"{mark}>{cells}</row>'
    return f"<sheetData>{rows}</sheetData>"


def cached(
    sheets: Mapping[str, str], where: str = SOURCE, *, states: Mapping[str, str] | None = None, saved: bool = True,
    extra: str = "",
) -> Found:  # fmt: skip
    """A workbook with these sheets and a cache of three people."""
    names = "".join(f'<s v="{name.replace(*CASE)}"/>' for name, _, _ in PEOPLE)
    fields = (
        f'<cacheField name="Naam"><sharedItems>{names}</sharedItems></cacheField>'
        '<cacheField name="Geboren"><sharedItems containsDate="1"/></cacheField>'
        '<cacheField name="Nr"><sharedItems containsNumber="1"/></cacheField>'
        '<cacheField name="Groep" databaseField="0"><fieldGroup><groupItems><s v="x"/></groupItems></fieldGroup>'
        "</cacheField>"
    )
    kind = "external" if "connectionId" in where else "worksheet"
    place = where if kind == "worksheet" else ""
    definition = (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" refreshedBy="Dirk Doeleman" saveData="{int(saved)}">'
        f'<cacheSource type="{kind}">{place}</cacheSource>'
        f"<cacheFields>{fields}</cacheFields></pivotCacheDefinition>"
    )
    each = "".join(
        f'<r><x v="{at}"/><d v="{day}T00:00:00"/><n v="{nr}"/></r>' for at, (_, day, nr) in enumerate(PEOPLE)
    )
    leads = [("st", "styles", "styles.xml"), ("pc", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")]
    parts = {"xl/styles.xml": STYLES, "xl/pivotCache/pivotCacheDefinition1.xml": definition}
    if saved:
        rels = relationships(("r", "pivotCacheRecords", "pivotCacheRecords1.xml"))
        parts["xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"] = rels
        parts["xl/pivotCache/pivotCacheRecords1.xml"] = f'<pivotCacheRecords xmlns="{MAIN}">{each}</pivotCacheRecords>'
    extra += '<pivotCaches><pivotCache cacheId="1" r:id="pc"/></pivotCaches>'
    return read(workbook(sheets, states=states, extra=extra, leads=leads, parts=parts))


def pivots(found: Found) -> list[tuple[str, str, int]]:
    """What is said of caches."""
    return [each for each in found.codes() if each[0] == "X4"]


def test_a_copy_of_what_is_shown_is_a_note() -> None:
    """No further records; who refreshed it is named."""
    found = cached({"Bron": source()})
    assert pivots(found) == [("X4", "I", 3)]
    assert len(found.tables) == 1
    assert [author.name for author in found.authors] == ["Dirk Doeleman"]
    assert not found.grave()


def test_the_source_of_a_copy_may_be_hidden() -> None:
    """Its rows are counted with the sheet, once."""
    found = cached({"Blad": "<sheetData/>", "Bron": source()}, states={"Bron": "hidden"})
    assert pivots(found) == [("X4", "H", 3)]
    assert [len(rows) for rows in found.rows] == [0, 4]


@pytest.mark.parametrize(
    "where",
    ['<worksheetSource ref="B2:D5" sheet="Weg"/>', '<worksheetSource ref="B2:D5" sheet="Bron" r:id="x"/>',
     '<worksheetSource name="Niets"/>', 'connectionId="1"', ""],
)  # fmt: skip
def test_records_without_their_source_are_records(where: str) -> None:
    """Its sheet is gone, or it lies elsewhere."""
    found = cached({"Bron": source(())}, where)
    assert pivots(found) == [("X4", "H", 3)]
    assert found.tables[1].header == ("Naam", "Geboren", "Nr")
    assert found.tables[1].state is State.HIDDEN
    assert not found.tables[1].is_copy
    assert found.values(1)[1] == ["BRAM", "1991-11-02", "2"]


def test_what_was_emptied_since_is_in_the_copy() -> None:
    """Names were taken out of the sheet, and one row altogether."""
    left = (("", PEOPLE[0][1], 1), PEOPLE[1])
    found = cached({"Bron": source(left)})
    assert pivots(found) == [("X4", "H", 2), ("X4", "I", 1)]
    assert [row[0] for row in found.values(1)] == ["Anna", "Cees"]


@pytest.mark.parametrize(
    ("where", "extra"),
    [
        ('<worksheetSource name="Gegevens"/>', NAMED.format("gegevens", "Bron!$B$2:$D$5")),
        ('<worksheetSource name="Gegevens"/>', NAMED.format("Gegevens", "OFFSET('Bron'!$B$2,0,0,4,3)")),
        ('<worksheetSource ref="B:D" sheet="bron"/>', ""),
    ],
)  # fmt: skip
def test_a_source_goes_by_many_names(where: str, extra: str) -> None:
    """By a name for cells, by a formula, by whole columns."""
    assert pivots(cached({"Bron": source()}, where, extra=extra)) == [("X4", "I", 3)]


def test_values_are_kept_even_without_records() -> None:
    """Of each field the different ones; no records, as nothing says which belong together."""
    assert not pivots(cached({"Bron": source()}, saved=False))
    found = cached({"Bron": source(PEOPLE[:1])}, saved=False)
    assert pivots(found) == [("X4", "H", 2)]
    assert found.values(1) == [["BRAM"], ["Cees"]]
    assert found.tables[1].is_copy


def test_hours_are_kept_as_a_moment() -> None:
    """Half past ten of a day that never was is half past ten."""
    origin = Origin(Area(1, 9, 0, 1), by_rows=True)
    origin.take(Row(2, State.VISIBLE, [0, 1], ["Anna", "10:30:00"], [State.VISIBLE] * 2))
    assert origin.holds(["Anna", "1899-12-30T10:30:00"])
    assert not origin.holds(["Bram", "1899-12-30T10:30:00"])
