"""Presentations: hidden slides and shapes, notes, comments, what lies beside or below others (checks P1 and P2)."""

from __future__ import annotations

import pytest

from forensics.documents.contents import State
from tests.support.documents.slide_files import PICTURE, Slide, picture, pptx, shape, solid
from tests.support.documents.told import Told, told


def _told(shapes: str, **more: str) -> Told:
    return told(pptx([Slide(shapes, {"p1": ("image", PICTURE)} if "p1" in shapes else {})], **more))


def test_a_plain_slide_hides_nothing() -> None:
    """The honest twin of all others."""
    found = _told(shape("A title") + shape("text", (10, 50, 80, 20), fill=solid("accent1"), run=solid("bg1")))
    assert found.texts(State.VISIBLE) == ["A title", "text"]
    assert found.findings == []


def test_hidden_slides_are_hidden_with_all_that_is_on_them() -> None:
    """Text, tables and pictures."""
    slide = Slide(shape("secret") + picture((0, 0, 9, 9)), {"p1": ("image", PICTURE)}, 'show="0"')
    found = told(pptx([Slide(shape("shown")), slide]))
    assert (found.texts(State.VISIBLE), found.texts(State.HIDDEN)) == (["shown"], ["secret"])
    assert found.embedded == [(PICTURE, State.HIDDEN)]
    assert found.findings == [("P1", "H", 1)]
    assert told(pptx([Slide("", attributes='show="0"')])).grave == []


def test_slides_outside_the_show_are_hidden() -> None:
    """Programs that delete a slide from the list may leave it in the file."""
    found = told(pptx([Slide(shape("shown"))], outside_show=Slide(shape("secret"))))
    assert (found.texts(State.VISIBLE), found.texts(State.HIDDEN)) == (["shown"], ["secret"])
    assert found.findings == [("P1", "H", 1)]


@pytest.mark.parametrize(("text", "expected"), [("tell them later", [("P1", "H", 15)]), ("", [])])
def test_notes_are_hidden_and_empty_ones_nothing(text: str, expected: list[tuple[str, str, int]]) -> None:
    """So are the number of the page and the date on them."""
    field = ("<p:sp><p:nvSpPr><p:nvPr><p:ph type='sldNum'/></p:nvPr></p:nvSpPr><p:txBody>"
             "<a:p><a:fld type='slidenum'><a:t>1</a:t></a:fld></a:p></p:txBody></p:sp>")  # fmt: skip
    page = shape(text, placeholder="<p:ph type='body' idx='1'/>") + field
    body = f"<p:notes NAMESPACES><p:cSld><p:spTree>{page}</p:spTree></p:cSld></p:notes>"
    found = told(pptx([Slide(shape("shown"), {"n": ("notesSlide", body)})]))
    assert found.findings == expected
    assert found.texts(State.HIDDEN) == ([text] if text else [])


def test_comments_of_both_kinds_are_hidden_and_name_their_authors() -> None:
    """Old ones, and those of today with their answers."""
    old = "<p:cmLst NAMESPACES><p:cm authorId='0'><p:text>first</p:text></p:cm></p:cmLst>"
    new = ('<p188:cmLst NAMESPACES xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main">'
           "<p188:cm authorId='{A}'><p188:replyLst><p188:reply authorId='{A}'><p188:txBody>"
           "<a:p><a:r><a:t>answer</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst><p188:txBody><a:p><a:r><a:t>second</a:t></a:r></a:p></p188:txBody>"
           "</p188:cm></p188:cmLst>")  # fmt: skip
    old_names = "<p:cmAuthorLst NAMESPACES><p:cmAuthor id='0' name='Ada Example'/></p:cmAuthorLst>"
    new_names = ('<x:authorLst xmlns:x="http://schemas.microsoft.com/office/powerpoint/2018/8/main">'
                 "<x:author id='{A}' name='Ben Example'/></x:authorLst>")  # fmt: skip
    people = {"a": ("commentAuthors", old_names), "b": ("authors", new_names)}
    slide = Slide(shape("shown"), {"c": ("comments", old), "d": ("comments", new)})
    found = told(pptx([slide], related=people))
    assert found.texts(State.HIDDEN) == ["first", "answer", "second"]
    assert set(found.authors) == {"Ada Example", "Ben Example"}
    assert found.findings == [("P1", "H", 1), ("P1", "H", 2)]


def test_hidden_shapes_are_hidden() -> None:
    """Also all of a hidden group; an empty one is nothing."""
    group = (
        f"<p:grpSp><p:nvGrpSpPr><p:cNvPr id='9' name='g' hidden='1'/></p:nvGrpSpPr><p:grpSpPr/>{shape('two')}</p:grpSp>"
    )
    found = _told(shape("one", properties="hidden='1'") + group + shape(properties="hidden='1'") + shape("shown"))
    assert (found.texts(State.HIDDEN), found.texts(State.VISIBLE)) == (["one", "two"], ["shown"])
    assert found.findings == [("P1", "H", 2)]


@pytest.mark.parametrize("box", [(-90, 10, 80, 20), (260, 10, 80, 20), (10, -30, 80, 20), (10, 195, 80, 20)])
def test_shapes_beside_the_slide_are_hidden(box: tuple[int, int, int, int]) -> None:
    """On all four sides."""
    found = _told(shape("secret", box))
    assert found.texts(State.HIDDEN) == ["secret"]
    assert found.findings == [("P1", "H", 1)]


def test_shapes_that_an_animation_brings_in_are_shown() -> None:
    """And those that lie on the slide in part, and empty ones."""
    after = (
        "<p:timing><p:animMotion><p:cBhvr><p:tgtEl><p:spTgt spid='7'/></p:tgtEl></p:cBhvr></p:animMotion></p:timing>"
    )
    moving = Slide(shape("flies in", (-90, 10, 80, 20), number=7), after=after)
    assert told(pptx([moving])).findings == []
    assert _told(shape("in part", (-70, 10, 80, 20)) + shape("", (-90, 10, 80, 20))).findings == []


def test_places_come_from_the_layout_where_a_shape_has_none() -> None:
    """A placeholder beside the slide."""
    layout = shape("prompt", (300, 0, 80, 20), placeholder="<p:ph type='body' idx='5'/>")
    found = told(pptx([Slide(shape("secret", None, placeholder="<p:ph type='body' idx='5'/>"))], layout=layout))
    assert found.texts(State.HIDDEN) == ["secret"]


def test_groups_move_what_is_in_them() -> None:
    """A member lies where the group puts it."""
    inner = shape("shown", (1000, 0, 80, 20))
    xfrm = ("<a:xfrm><a:off x='360000' y='360000'/><a:ext cx='2880000' cy='720000'/>"
            "<a:chOff x='36000000' y='0'/><a:chExt cx='2880000' cy='720000'/></a:xfrm>")  # fmt: skip
    group = (
        f"<p:grpSp><p:nvGrpSpPr><p:cNvPr id='9' name='g'/></p:nvGrpSpPr><p:grpSpPr>{xfrm}</p:grpSpPr>{inner}</p:grpSp>"
    )
    assert _told(group).findings == []


_COVER = [shape(box=(0, 0, 120, 40), fill=solid("000000"), number=5), picture((0, 0, 120, 40), number=5)]


@pytest.mark.parametrize("cover", _COVER)
def test_covered_shapes_are_cosmetic(cover: str) -> None:
    """By a filled shape, or a photograph."""
    found = _told(shape("secret") + cover)
    assert found.texts(State.COSMETIC) == ["secret"]
    assert found.findings == [("P1", "H", 1)]


@pytest.mark.parametrize(
    "cover",
    [
        shape(box=(0, 0, 120, 40), fill="<a:noFill/>"),
        shape(box=(0, 0, 120, 40), fill=solid("000000").replace("/></a:s", "><a:alpha val='40000'/></a:srgbClr></a:s")),
        shape(box=(0, 0, 40, 40), fill=solid("000000")),
        shape(box=(0, 0, 120, 40), fill=solid("000000")).replace("'rect'", "'ellipse'"),
        shape(box=(0, 0, 120, 40), fill=solid("000000")).replace("<a:xfrm>", "<a:xfrm rot='900000'>"),
    ],
    ids=["empty", "lets through", "in part", "round", "askew"],
)  # fmt: skip
def test_what_does_not_cover_all_is_no_alarm(cover: str) -> None:
    """Nobody can tell how much of the text is seen."""
    assert _told(shape("shown") + cover).findings == []


@pytest.mark.parametrize("cover", _COVER)
def test_what_an_animation_takes_away_covers_nothing(cover: str) -> None:
    """A picture over another one, and then gone."""
    after = "<p:timing><p:set><p:cBhvr><p:tgtEl><p:spTgt spid='5'/></p:tgtEl></p:cBhvr></p:set></p:timing>"
    related = {"p1": ("image", PICTURE)} if "p1" in cover else {}
    assert told(pptx([Slide(shape("shown") + cover, related, after=after)])).findings == []


@pytest.mark.parametrize(
    ("text", "background"),
    [
        (shape("secret", run=solid("FFFFFF")), "bg1"),
        (shape("secret", run=solid("bg1")), "bg1"),
        (shape("secret", run=solid("tx1")), "tx1"),
        (shape("secret", fill=solid("000000")), "bg1"),
        (shape("secret", fill=solid("4472C4"), run=solid("accent1")), "bg1"),
        (shape(box=(0, 0, 120, 40), fill=solid("000000")) + shape("secret", run=solid("000000")), "bg1"),
        (shape("secret", run="<a:noFill/>"), "bg1"),
        (shape("secret").replace("<a:rPr>", "<a:rPr sz='100'>"), "bg1"),
    ],
)
def test_text_that_nobody_sees_is_cosmetic(text: str, background: str) -> None:
    """Of the colour of its background, its shape or the shape below; without a fill; tiny."""
    found = _told(text, background=background)
    assert found.texts(State.COSMETIC) == ["secret"]
    assert found.findings == [("P1", "M", 6)]


@pytest.mark.parametrize(
    ("text", "background", "master"),
    [
        (shape("shown", run=solid("FFFFFF")), "tx1", ""),
        (shape("shown", run=solid("FFFFFF"), fill=solid("accent1")), "bg1", ""),
        (shape(box=(0, 0, 120, 40), fill=solid("accent1")) + shape("shown", run=solid("FFFFFF")), "bg1", ""),
        (picture((0, 0, 120, 40)) + shape("shown", run=solid("FFFFFF")), "bg1", ""),
        (shape("shown", run=solid("FFFFFF")), "bg1", shape(box=(0, 0, 200, 100), fill=solid("000000"))),
        (shape("shown", run=solid("FFFFFF")).replace("'rect'/>", "'rect'/><a:gradFill/>"), "bg1", ""),
    ],
)
def test_white_text_on_something_dark_is_honest(text: str, background: str, master: str) -> None:
    """On a dark background, shape or picture, of the slide or of its master."""
    found = _told(text, background=background, master=master)
    assert found.texts(State.VISIBLE) == ["shown"]
    assert found.findings == []


def _table(*rows: str) -> str:
    inside = "".join(f"<a:tr>{row}</a:tr>" for row in rows)
    return ("<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4' name='t'/></p:nvGraphicFramePr>"
            f"<a:graphic><a:graphicData><a:tbl>{inside}</a:tbl></a:graphicData></a:graphic>"
            "</p:graphicFrame>")  # fmt: skip


def _cell(text: str, run: str = "", fill: str = "") -> str:
    words = f"<a:p><a:r><a:rPr>{run}</a:rPr><a:t>{text}</a:t></a:r></a:p>"
    return f"<a:tc><a:txBody>{words}</a:txBody><a:tcPr>{fill}</a:tcPr></a:tc>"


def test_tables_are_rows() -> None:
    """A cell of the colour of its text is cosmetic; white text in a cell that says nothing is that of its style."""
    head = _cell("Name", solid("bg1")) + _cell("City", solid("bg1"))
    found = _told(_table(head, _cell("Ada") + _cell("Utrecht", solid("FFFFFF"), solid("FFFFFF"))))
    assert [list(row.values) for row in found.rows] == [["Name", "City"], ["Ada", "Utrecht"]]
    assert [list(row.states) for row in found.rows] == [[State.VISIBLE] * 2, [State.VISIBLE, State.COSMETIC]]
    assert found.findings == [("P1", "M", 7)]


@pytest.mark.parametrize(("left", "severity"), [("50000", "M"), ("2000", "I"), ("-1000", None)])
def test_cropped_pictures_are_told(left: str, severity: str | None) -> None:
    """A sliver is a note."""
    found = _told(picture((0, 0, 80, 40), f"<a:srcRect l='{left}'/>"))
    assert [each[1] for each in found.findings] == ([severity] if severity else [])


@pytest.mark.parametrize(("value", "severity"), [("1.4.2", "L"), ("asked by Ada Example", "M")])
def test_tags_are_told(value: str, severity: str) -> None:
    """Programs leave settings; sentences are somebody's."""
    tags = f"<p:tagLst NAMESPACES><p:tag name='X' val='{value}'/></p:tagLst>"
    assert told(pptx([Slide(shape("shown"), {"t": ("tags", tags)})])).findings == [("P2", severity, 1)]


@pytest.mark.parametrize(("text", "expected"), [("Only for the board", [("P2", "M", 18)]), ("", [])])
def test_text_of_handouts_is_told(text: str, expected: list[tuple[str, str, int]]) -> None:
    """It stands on paper only."""
    header = shape(text, placeholder="<p:ph type='hdr'/>")
    handout = f"<p:handoutMaster NAMESPACES><p:cSld><p:spTree>{header}</p:spTree></p:cSld></p:handoutMaster>"
    assert told(pptx([Slide(shape("shown"))], related={"h": ("handoutMaster", handout)})).findings == expected


def test_embedded_objects_are_hidden() -> None:
    """But for what a program keeps on every slide."""
    frame = ("<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4' name='t'{}/></p:nvGraphicFramePr>"
             "<a:graphic><a:graphicData><mc:AlternateContent><mc:Choice><p:oleObj r:id='o' progId='{}'/></mc:Choice>"
             "<mc:Fallback><p:oleObj r:id='o'><p:pic/></p:oleObj></mc:Fallback></mc:AlternateContent>"
             "</a:graphicData></a:graphic></p:graphicFrame>")  # fmt: skip
    related = {"o": ("oleObject", b"PK\x03\x04 an object")}
    sheet = told(pptx([Slide(frame.format("", "Excel.Sheet.12"), related)]))
    program = told(pptx([Slide(frame.format(" hidden='1'", "TCLayout.ActiveDocument.1"), related)]))
    assert sheet.findings == [("P1", "H", 1)]
    assert sheet.embedded == [(b"PK\x03\x04 an object", State.HIDDEN)]
    assert program.findings == [("P1", "I", 1)]


def test_texts_of_layouts_are_shown_where_they_are_used() -> None:
    """Prompts of placeholders are nobody's text."""
    layout = shape("Copyright Example") + shape("Click to add text", placeholder="<p:ph type='body' idx='1'/>")
    found = told(pptx([Slide(shape("shown"))], layout=layout))
    assert found.texts(State.VISIBLE) == ["shown", "Copyright Example"]
    assert found.findings == []


def test_descriptions_are_metadata() -> None:
    """Readers for the blind need them."""
    found = _told(shape("shown", properties="descr='Ada at her desk'"))
    assert found.texts(State.HIDDEN) == ["Ada at her desk"]
    assert found.findings == [("P1", "L", 15)]


def test_trimmed_film_is_told() -> None:
    """What is cut off is still there."""
    media = ("<p:pic><p:nvPicPr><p:cNvPr id='3' name='m'/><p:nvPr><p:extLst><p14:media r:embed='v'>"
             "<p14:trim st='100'/></p14:media></p:extLst></p:nvPr></p:nvPicPr></p:pic>")  # fmt: skip
    assert told(pptx([Slide(media)])).findings == [("P2", "M", 1)]


def test_a_damaged_slide_is_told_and_the_others_are_read() -> None:
    """Not inspected, and what is found elsewhere stands."""
    found = told(pptx([Slide("<p:sp>"), Slide(shape("secret"), attributes='show="0"')]))
    assert found.texts(State.HIDDEN) == ["secret"]
    assert len(found.unread) == 1
