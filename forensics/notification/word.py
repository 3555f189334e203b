"""The document as DOCX, to be filled in: headings and lists by their styles, a link to each question that is open.

Nothing of the template is left that says who made it and when; the same document gives the same bytes.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Line

from forensics.language.languages import REGIONS
from forensics.language.untrusted import escape, for_terminal
from forensics.notification.paper import Block, Bullets, Heading, Paper, Paragraph, Span, Table, Words

__all__ = ["as_docx"]

#: Of a file that says when it was made; nothing here goes by the clock.
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 - the file format has no zone
#: Parts of the template of python-docx that say something of whoever made it.
_LEFT_OVER = ("thumbnail", "extended-properties", "customXml")
#: Between the margins, in millimetres; and characters beyond which a column grows no wider.
_TEXT_WIDTH, _LONG = 160, 48
#: What XML forbids beside what `for_terminal` escapes.
_FORBIDDEN = re.compile("[\ufffe\uffff]")


def as_docx(paper: Paper) -> bytes:
    """notification.docx."""
    document = docx.Document()
    _clean(document, paper)
    for serial, block in enumerate(paper.blocks):
        _add(document, block, serial)
    out = io.BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def _clean(document: Document, paper: Paper) -> None:
    """Properties, language and paper size; what the template says of its makers is taken out."""
    about = document.core_properties
    about.title, about.language = _shown(paper.title), paper.language
    about.author = about.last_modified_by = about.comments = about.keywords = about.subject = about.category = ""
    about.created = about.modified = _MADE
    about.revision = 1
    for rels in (document.part.package.rels, document.part.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(_LEFT_OVER)]:
            del rels[name]
    language = f"{paper.language}-{REGIONS[paper.language]}"
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)


def _add(document: Document, block: Block, serial: int) -> None:
    match block:
        case Heading():
            style = "Title" if block.level == 1 else f"Heading {block.level - 1}"
            number = f"{block.number} " if block.number else ""
            heading = document.add_paragraph(_shown(f"{number}{block.text}"), style=style)
            if block.anchor:
                _bookmark(heading, block.anchor, serial)
        case Paragraph():
            _write(document.add_paragraph(), block.words)
        case Bullets():
            for item in block.items:
                _write(document.add_paragraph(style="List Bullet"), item)
        case Table():
            _table(document, block)


def _table(document: Document, block: Table) -> None:
    """With a title for who cannot see it, and a first row that is repeated on each page."""
    table = document.add_table(rows=0, cols=len(block.headings), style="Table Grid")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), _shown(block.title))
    table._tbl.tblPr.append(caption)  # noqa: SLF001 - python-docx has no name for it
    for words in ([(Span(heading, "strong"),) for heading in block.headings], *block.rows):
        for cell, said in zip(table.add_row().cells, words, strict=True):
            _write(cell.paragraphs[0], said)
    for column, width in zip(table.columns, _widths(block), strict=True):
        for cell in column.cells:
            cell.width = Mm(width)
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001


def _widths(block: Table) -> list[float]:
    """Of the columns in millimetres: by their longest text, within reason."""
    texts = ([heading, *("".join(span.text for span in row[place]) for row in block.rows)]
             for place, heading in enumerate(block.headings))  # fmt: skip
    weights = [min(max(map(len, column)), _LONG) for column in texts]
    return [_TEXT_WIDTH * weight / sum(weights) for weight in weights]


def _write(paragraph: Line, words: Words) -> None:

    for span in words:
        if span.look == "number":
            _link(paragraph, span)
            continue
        run = paragraph.add_run(_shown(span.text))
        run.bold = True if span.look in {"strong", "mark"} else None
        run.italic = True if span.look == "soft" else None
        if span.look == "mark":
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _link(paragraph: Line, span: Span) -> None:
    """To a bookmark of this document; nothing leads out of it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), span.target)
    run = paragraph.add_run(span.text)
    run.underline = True
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def _bookmark(paragraph: Line, name: str, serial: int) -> None:

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(serial))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)  # noqa: SLF001


def _shown(text: str) -> str:
    """Text that XML can hold, with its controls visible."""
    return _FORBIDDEN.sub(escape, for_terminal(text))


def _settled(content: bytes) -> bytes:
    """The same package without the times at which its parts were written."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as made, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for part in made.infolist():
            entry = ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            entry.create_system = 3
            packed.writestr(entry, made.read(part))
    return out.getvalue()
