"""What each kind of output must not do, asked of a real reader of that kind; each function gives its faults."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from zipfile import ZipFile

import lxml.html
import openpyxl
from lxml import etree
from markdown_it import MarkdownIt

from tests.support.page_reader import ATTRIBUTES, TAGS

__all__ = ["in_csv", "in_docx", "in_json", "in_markdown", "in_page", "in_svg", "in_terminal", "in_workbook"]

_POLICY = "default-src 'none'"
_PICTURE = "data:image/svg+xml;base64,"
#: What stands in texts of others, and in none of ours.
_THEIRS = re.compile(r"owned|evil\.example|onerror|alert\(|cmd\|")


def in_terminal(text: str) -> Iterator[str]:
    """Nothing but printable characters and line feeds."""
    for char in sorted(set(text) - {"\n"}):
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            yield f"terminal: {char!r}"


def in_page(page: str) -> Iterator[str]:
    """Known tags and attributes, links that stay, pictures inside, a policy, nothing of a log in an attribute."""
    tree = lxml.html.document_fromstring(page)
    for element in tree.iter():
        if element.tag not in TAGS | {"em", "mark"}:
            yield f"page: <{element.tag}>"
        yield from (f"page: {name}={value[:60]!r}" for name, value in element.items() if not _is_ours(name, value))
    told = {element.get("http-equiv", "").lower(): element.get("content", "") for element in tree.iter("meta")}
    if not told.get("content-security-policy", "").startswith(_POLICY) or "refresh" in told:
        yield "page: no policy, or it leads away"
    yield from in_terminal(page)


def _is_ours(name: str, value: str) -> bool:
    if name not in ATTRIBUTES or not value.isprintable() or _THEIRS.search(value):
        return False
    leads = {"href": "#", "src": _PICTURE, "srcset": _PICTURE}
    return value.startswith(leads.get(name, ""))


def in_csv(text: str, columns: int) -> Iterator[str]:
    """As many cells in each row, none that begins a formula, also after what a spreadsheet trims and normalises."""
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True)):
        if len(row) != columns:
            yield f"csv: row {number} has {len(row)} cells"
        yield from (f"csv: {cell[:60]!r}" for cell in row if _is_formula(cell))
        yield from (fault for cell in row for fault in in_terminal(cell))
        if any("\n" in cell for cell in row):
            yield f"csv: row {number} holds a line feed"


def _is_formula(cell: str) -> bool:
    shown = unicodedata.normalize("NFKC", cell).strip()
    return shown.startswith(("=", "+", "-", "@")) and not re.fullmatch(r"-?[0-9.]+", shown)


def in_workbook(content: bytes) -> Iterator[str]:
    """No formula, link, macro or part that leads out; no text that would be one."""
    with ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            text = packed.read(name).decode()
            root = etree.fromstring(text.encode())
            if not re.fullmatch(r"[A-Za-z0-9_./\[\]-]+", name) or ".." in name:
                yield f"workbook: part {name!r}"
            if 'TargetMode="External"' in text or re.search("<(f|hyperlink|ddeLink|oleObject)[ >/]", text):
                yield f"workbook: {name} leads out"
            yield from (f"workbook: {found.tag}" for found in root.iter() if found.tag.endswith("}f"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or cell.hyperlink:
                    yield f"workbook: {cell.value!r}"
                if isinstance(cell.value, str) and _is_formula(cell.value):
                    yield f"workbook: {cell.value[:60]!r}"
                if isinstance(cell.value, str):
                    yield from in_terminal(cell.value.replace("\n", ""))


def in_docx(content: bytes) -> Iterator[str]:
    """Well-formed parts, no field, macro, object, and no link that leaves the document."""
    with ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            text = packed.read(name).decode() if name.endswith((".xml", ".rels")) else ""
            if not text:
                yield f"docx: part {name}"
                continue
            root = etree.fromstring(text.encode())
            if 'TargetMode="External"' in text:
                yield f"docx: {name} leads out"
            bad = ("instrText", "fldSimple", "fldChar", "object", "control", "altChunk", "attachedTemplate")
            yield from (f"docx: {found.tag}" for found in root.iter() if found.tag.rpartition("}")[2] in bad)
            for found in root.iter():
                for told in (found.text or "", *found.attrib.values()):
                    yield from in_terminal(told)


def in_markdown(text: str) -> Iterator[str]:
    """No tag, no link but to a question, no picture, no code, whatever of Markdown is switched on."""
    for reader in (MarkdownIt("commonmark"), MarkdownIt("js-default", {"html": True, "linkify": False})):
        for token in reader.parse(text):
            for part in (token, *(token.children or ())):
                if part.type in (
                    "html_block",
                    "html_inline",
                    "image",
                    "code_inline",
                    "code_block",
                    "fence",
                    "blockquote_open",
                ):
                    yield f"markdown: {part.type} {part.content[:60]!r}"
                if part.type == "link_open" and not str(part.attrs.get("href", "")).startswith("#"):
                    yield f"markdown: link {part.attrs}"
    yield from in_terminal(text)


def in_svg(text: str) -> Iterator[str]:
    """Shapes: no script, no text that is none, no reference that leaves the picture."""
    root = etree.fromstring(text.encode())
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ("script", "foreignObject", "image", "a", "iframe", "animate", "set", "handler"):
            yield f"svg: <{tag}>"
        for name, value in element.attrib.items():
            short = name.rpartition("}")[2].lower()
            if (
                short.startswith("on")
                or (short == "href" and not value.startswith("#"))
                or "url(" in value.replace("url(#", "")
            ):
                yield f"svg: {name}={value[:60]!r}"
        yield from in_terminal((element.text or "") + "".join(element.attrib.values()))


def in_json(text: str) -> Iterator[str]:
    """One document a line, or one; ASCII controls, if any, as escapes, and the same after it is read and written."""
    json.loads(text)
    if any(char < " " and char != "\n" for char in text) or "\x7f" in text:
        yield "json: a raw control"
