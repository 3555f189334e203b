"""Charts in texts and presentations, and the workbooks below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pytest

from forensics.documents.contents import Piece, Row, State
from forensics.documents.limits import Limits
from forensics.documents.ooxml import charts
from tests.support.documents.slide_files import Slide, pptx
from tests.support.documents.told import Told, told

_FRAME = ("<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4' name='c'/></p:nvGraphicFramePr>"
          "<a:graphic><a:graphicData><c:chart r:id='c'/></a:graphicData></a:graphic></p:graphicFrame>")  # fmt: skip
_BOOK = b"PK\x03\x04 a workbook"
_RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         '<Relationship Id="b" Type="x/package" Target="book.xlsx"/></Relationships>')  # fmt: skip


def _points(values: list[str], kind: str = "num") -> str:
    return f"<c:{kind}Cache>{''.join(f'<c:pt><c:v>{value}</c:v></c:pt>' for value in values)}</c:{kind}Cache>"


def _told(inside: str, *, has_book: bool = True) -> Told:
    chart = f"<c:chartSpace NAMESPACES xmlns:c15='http://schemas.microsoft.com/office/drawing/2012/chart'>{inside}</c:chartSpace>"
    more = {"ppt/_rels/slide1-c.xml.rels": _RELS, "ppt/book.xlsx": _BOOK} if has_book else {}
    return told(pptx([Slide(_FRAME, {"c": ("chart", chart)})], more=more))


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The values of a workbook, as its reader would tell them."""
    values: list[str] = []

    def read(_file: BinaryIO, _limits: Limits) -> Iterator[Piece]:
        yield Row(1, State.VISIBLE, range(len(values)), values, [State.VISIBLE] * len(values))

    monkeypatch.setattr(charts, "reader_of", lambda _kind: read)
    return values


def test_a_workbook_that_the_chart_shows_is_no_secret(cells: list[str]) -> None:
    """Every chart has one: numbers and dates are compared as what they are."""
    cells += ["Spring", "4.3", "2020-06-18", "12", "hint"]
    found = _told(_points(["4.2999999999999998", "44000", "12"]) + _points(["Spring"], "str"))
    assert found.findings == []
    assert found.embedded == [(_BOOK, State.VISIBLE)]


def test_a_workbook_that_holds_more_is_hidden(cells: list[str]) -> None:
    """With the number of values that nobody sees."""
    cells += [*(f"Person {number}" for number in range(20)), "12"]
    found = _told(_points(["12"]))
    assert found.findings == [("P1", "H", 20)]
    assert found.embedded == [(_BOOK, State.HIDDEN)]


def test_a_workbook_that_cannot_be_read_is_hidden() -> None:
    """Nobody knows that it holds no more."""
    found = _told(_points(["12"]))
    assert found.grave == [("P1", "H", 1)]


def test_without_a_workbook_the_chart_is_the_only_copy() -> None:
    """Its values are text, and hide nothing."""
    found = _told(_points(["12"]) + "<c:title><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:title>", has_book=False)
    assert found.texts(State.VISIBLE) == ["12", "Sales"]
    assert found.findings == []


def test_series_that_are_filtered_out_are_hidden(cells: list[str]) -> None:
    """They are kept, and not drawn."""
    cells += ["12"]
    found = _told(
        f"{_points(['12'])}<c15:filteredBarSeries><c15:ser>{_points(['99', '98'])}</c15:ser></c15:filteredBarSeries>"
    )
    assert found.texts(State.HIDDEN) == ["99", "98"]
    assert found.findings == [("P1", "H", 2)]


def test_a_damaged_chart_is_told() -> None:
    """Not inspected, and what else there is stands."""
    content = pptx([Slide(_FRAME, {"c": ("chart", "<c:chartSpace")})])
    assert len(told(content).unread) == 1
