"""A letter and a deck, each with what should have been taken out, and an honest letter."""

from __future__ import annotations

from collections.abc import Mapping

from packages import RELATIONSHIP, package, relationships
from people import PEOPLE

__all__ = ["deck", "honest", "letter"]

_OOXML = "http://schemas.openxmlformats.org/"
_WORD = f'xmlns:w="{_OOXML}wordprocessingml/2006/main"'
_SLIDE = (
    f'xmlns:p="{_OOXML}presentationml/2006/main" xmlns:a="{_OOXML}drawingml/2006/main" xmlns:r="{RELATIONSHIP[:-1]}"'
)
_TYPE = "application/vnd.openxmlformats-officedocument."
_BY = 'w:id="{}" w:author="A. Official" w:date="2020-06-05T16:00:00Z"'


def _types(**parts: str) -> str:
    """The part that says what each other is: path with _ for / -> the end of its type."""
    inside = "".join(
        f'<Override PartName="/{name.replace("_", "/")}.xml" ContentType="{_TYPE}{kind}+xml"/>'
        for name, kind in parts.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_OOXML}package/2006/content-types">{rels}{inside}</Types>'


def _run(text: str, looks: str = "", element: str = "t") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:{element} xml:space="preserve">{text}</w:{element}></w:r>'


def _paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def _docx(body: str, comments: str = "") -> bytes:
    """A text document of this body."""
    listed = {"word_comments": "wordprocessingml.comments"} if comments else {}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(word_document="wordprocessingml.document.main", **listed),
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    if comments:
        parts["word/_rels/document.xml.rels"] = relationships(("rId1", "comments", "comments.xml"))
        parts["word/comments.xml"] = f"<w:comments {_WORD}>{comments}</w:comments>"
    return package(parts)


def honest() -> bytes:
    """A letter that says what it says."""
    return _docx(
        _paragraph(_run("Your request of 5 June was granted in part."))
        + _paragraph(_run("Within six weeks you can object to this decision."))
    )


def letter() -> bytes:
    """A letter with a name that was deleted while changes were tracked, a comment, and a line set as hidden."""
    first, second, third = PEOPLE[:3]
    deleted = f"<w:del {_BY.format(1)}>{_run(f' {first.name}, BSN {first.bsn},', element='delText')}</w:del>"
    mark = '<w:commentRangeStart w:id="2"/>{}<w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>'
    body = (
        _paragraph(_run("The complaint of"), deleted, _run(" was upheld."))
        + _paragraph(mark.format(_run("A second complaint is under review.")))
        + _paragraph(_run(f"Internal: {third.name}, {third.email}, is not to be told.", "<w:vanish/>"))
        + _paragraph(_run("Within six weeks an appeal is open."))
    )
    note = f"<w:comment {_BY.format(2)}>{_paragraph(_run(f'It came from {second.email}.'))}</w:comment>"
    return _docx(body, note)


def _shape(number: int, text: str, top: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Text {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="600000" y="{top}"/><a:ext cx="7800000" cy="900000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"/></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _page(element: str, *texts: str, attributes: str = "") -> str:
    shapes = "".join(_shape(number, text, 1_000_000 * number) for number, text in enumerate(texts, 2))
    root = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    return f"<p:{element} {_SLIDE} {attributes}><p:cSld><p:spTree>{root}{shapes}</p:spTree></p:cSld></p:{element}>"


def _slides() -> Mapping[str, str]:
    who = PEOPLE[3]
    people = [f"{person.name}, {person.email}" for person in PEOPLE[:4]]
    return {
        "ppt/slides/slide1.xml": _page("sld", "Complaints in 2020", "Forty came in, thirty-one were upheld."),
        "ppt/slides/slide2.xml": _page("sld", "Who complained", *people, attributes='show="0"'),
        "ppt/slides/slide3.xml": _page("sld", "What changes", "Every complaint is answered within six weeks."),
        "ppt/notesSlides/notesSlide1.xml": _page("notes", f"Do not name {who.name}, BSN {who.bsn}."),
    }


def deck() -> bytes:
    """Three slides: the second is hidden, the third has notes for the speaker."""
    slides = _slides()
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in (1, 2, 3))
    whole = (
        f"<p:presentation {_SLIDE}><p:sldIdLst>{listed}</p:sldIdLst>"
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )
    types = {f"ppt_slides_slide{number}": "presentationml.slide" for number in (1, 2, 3)}
    return package(
        {
            "[Content_Types].xml": _types(
                ppt_presentation="presentationml.presentation.main",
                ppt_notesSlides_notesSlide1="presentationml.notesSlide",
                **types,
            ),
            "_rels/.rels": relationships(("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": whole,
            "ppt/_rels/presentation.xml.rels": relationships(
                *((f"rId{number}", "slide", f"slides/slide{number}.xml") for number in (1, 2, 3))
            ),
            **slides,
            "ppt/slides/_rels/slide3.xml.rels": relationships(("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")),
        }
    )
