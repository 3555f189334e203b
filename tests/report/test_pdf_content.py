"""What the PDF is made of: blocks and lines as a browser would show them, and columns that keep words whole."""

from __future__ import annotations

from typing import Any

from forensics.report.pdf.columns import columns
from forensics.report.pdf.content import content
from forensics.report.pdf.page_tree import read


def _blocks(body: str) -> list[dict[str, Any]]:
    return content(read(f"<html><body>{body}</body></html>"))


def test_white_space() -> None:
    """Blanks are those that a browser shows: one between words, none at the edges, all of them in code."""
    [block] = _blocks("<p>\n a <strong> b</strong>\n<code>c  d</code><span class='item'>e </span> f<br>\n g </p>")
    strong, code = {"kind": "strong", "body": [" b"]}, {"kind": "code", "text": "c  d"}
    item, rest = {"kind": "item", "body": ["e "]}, ["f", {"kind": "break"}, "g"]
    assert block["body"] == ["a ", strong, " ", code, {"kind": "break"}, item, {"kind": "break"}, *rest]


def test_links_and_places() -> None:
    """A place is kept where a link leads to it, with the text that follows; a link to nowhere is text."""
    first, second, third = _blocks(
        "<p><a href='#b'>to b</a> <a href='#no'>to no</a></p><div id='b'><p>B</p></div><p id='c'>C</p>"
    )
    assert first["body"] == [{"kind": "link", "to": "b", "body": ["to b"]}, " to no"]
    assert second["body"][0]["body"] == [{"kind": "anchor", "id": "b"}, "B"]
    assert third["body"] == ["C"]


def test_place_after_all_text() -> None:
    """A link may lead to the end of the page, where no text is left to take the place."""
    assert _blocks("<p><a href='#end'>to the end</a></p><div id='end'></div>")[-1]["body"] == [
        {"kind": "anchor", "id": "end"}
    ]


def test_table_of_contents() -> None:
    """Each chapter keeps its number and its words, and knows where it begins, if it is there."""
    chapters = "<li><a href='#a'><span>1</span> One</a></li><li><span>2</span> <a href='#b'>Two</a></li>"
    box, _ = _blocks(f"<nav><h2>Contents</h2><ol>{chapters}</ol></nav><h2 id='a'>One</h2>")
    heading, contents = box["body"]
    assert (heading["kind"], contents["kind"]) == ("heading", "contents")
    assert contents["entries"] == [
        {"to": "a", "body": [{"kind": "link", "to": "a", "body": ["1 One"]}]},
        {"to": None, "body": ["2 Two"]},
    ]


def test_record_of_two_rows() -> None:
    """The heading of a record reaches down beside what is said on it; a long record may be divided."""
    rows = "<tbody><tr><th>s1:1</th><td>a</td></tr><tr><td colspan='2'>{}</td></tr></tbody>"
    for more, whole in (("short", True), ("long " * 2000, False)):
        [table] = _blocks(f"<table>{rows.format(more)}</table>")
        (head, beside), (under,) = table["body"]
        assert (head["rowspan"], head["whole"], under["colspan"]) == (2, whole, 1)
        assert (beside["ruled"], under["ruled"]) == (False, True)


def _row(*texts: str) -> list[dict[str, Any]]:
    return [
        {"body": [{"kind": "paragraph", "body": [text]}], "colspan": 1, "rowspan": 1, "head": False, "large": False}
        for text in texts
    ]


def test_columns_give_room_to_words() -> None:
    """Short columns keep their words whole, the long one gets what is left, and crowded tables get smaller type."""
    found = columns([_row("12", "a sentence of some length, " * 9, "partial")], 3)
    assert found.shares[1] > 5 * found.shares[2] > found.shares[0]
    assert found.size == 8.5
    assert columns([_row(*["seventeen letters" * 3] * 9)], 9).size < found.size
    assert columns([_row("a", "b")], 2, 0.5).shares == columns([_row("a", "b")], 2).shares
