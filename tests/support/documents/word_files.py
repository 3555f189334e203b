"""Word documents written by hand: a body and, where a test needs them, more parts."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

__all__ = ["docx", "package", "paragraph", "run"]

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#: Roots of parts that hold a story, by the kind of their relationship.
_ROOTS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
          "settings": "settings", "styles": "styles", "glossaryDocument": "glossaryDocument"}  # fmt: skip
Content = str | bytes


def run(text: str, properties: str = "", element: str = "t") -> str:
    """A run with its formatting."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:{element} xml:space="preserve">{text}</w:{element}></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph; a run that is no markup is plain text."""
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inside}{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def package(parts: Mapping[str, Content]) -> bytes:
    """An archive of parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(
    body: str,
    related: Mapping[str, tuple[str, Content]] | None = None,
    *,
    before: str = "",
    more: Mapping[str, Content] | None = None,
    outside: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """A document: `related` are parts by the id of their relationship, with its kind; those of Word's own kinds are
    the inside of their root. `outside`: relationships that lead out of the document."""
    parts: dict[str, Content] = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": _relationships(
            f'<Relationship Id="r" Type="{_KIND}officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {_NAMESPACES}>{before}<w:body>{body}</w:body></w:document>",
    }
    links = []
    for name, (kind, content) in (related or {}).items():
        target = f"{name}.bin" if isinstance(content, bytes) else f"{name}.xml"
        root = _ROOTS.get(kind)
        inside = f"<w:{root} {_NAMESPACES}>{content!s}</w:{root}>" if root else content
        parts[f"word/{target}"] = inside
        links.append(f'<Relationship Id="{name}" Type="{_KIND}{kind}" Target="{target}"/>')
    for name, (kind, target) in (outside or {}).items():
        links.append(f'<Relationship Id="{name}" Type="{_KIND}{kind}" Target="{target}" TargetMode="External"/>')
    parts["word/_rels/document.xml.rels"] = _relationships(*links)
    return package(parts | dict(more or {}))


def _relationships(*links: str) -> str:
    inside = "".join(links)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )
