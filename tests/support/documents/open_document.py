"""OpenDocument files made by hand, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

__all__ = ["cell", "document", "packed", "row", "sheet", "spreadsheet", "style", "text_document"]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    [
        *(f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in
          ("office", "table", "text", "style", "meta", "presentation", "script", "config", "manifest", "chart")),
        f'xmlns:fo="{_OASIS}xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_OASIS}svg-compatible:1.0"',
        f'xmlns:draw="{_OASIS}drawing:1.0"',
        f'xmlns:number="{_OASIS}datastyle:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
    ]
)  # fmt: skip
_MIME = "application/vnd.oasis.opendocument."


def document(body: str, styles: str = "", root: str = "office:document-content") -> str:
    """One XML part: automatic styles, then the body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root} {_NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></{root}>"
    )


def packed(kind: str, content: str, parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """The package; `kind` is the last part of its media type, "spreadsheet"."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), _MIME + kind)
        archive.writestr("content.xml", content)
        for name, part in (parts or {}).items():
            archive.writestr(name, part)
    return out.getvalue()


def spreadsheet(*sheets: str, styles: str = "", parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A spreadsheet of these sheets."""
    body = f"<office:spreadsheet>{''.join(sheets)}</office:spreadsheet>"
    return packed("spreadsheet", document(body, styles), parts)


def text_document(body: str, styles: str = "", parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A text."""
    return packed("text", document(f"<office:text>{body}</office:text>", styles), parts)


def sheet(*rows: str, name: str = "Sheet1", columns: str = "", style: str = "") -> str:
    """One sheet."""
    return f'<table:table table:name="{escape(name)}" table:style-name="{style}">{columns}{"".join(rows)}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    """One row of cells, or of texts that become cells."""
    made = (each if each.startswith("<") else cell(each) for each in cells)
    return f"<table:table-row {attributes}>{''.join(made)}</table:table-row>"


def cell(value: str, style: str = "", kind: str = "string", shown: str | None = None, more: str = "") -> str:
    """A cell; an empty value makes an empty one."""
    named = f'table:style-name="{style}"' if style else ""
    if not value:
        return f"<table:table-cell {named} {more}/>"
    text = value if shown is None else shown
    held = {"float": f'office:value="{value}"', "date": f'office:date-value="{value}"'}.get(kind, "")
    return (
        f'<table:table-cell {named} office:value-type="{kind}" {held} {more}>'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def style(name: str, family: str, **properties: str) -> str:
    """A style that sets these attributes of each kind of properties: text='fo:color="#ffffff"'."""
    sets = "".join(f"<style:{kind.replace('_', '-')}-properties {given}/>" for kind, given in properties.items())
    return f'<style:style style:name="{name}" style:family="{family}">{sets}</style:style>'
