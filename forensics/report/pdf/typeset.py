"""The report as a PDF for the archive, made from report.html so that both say the same.

PDF/A-2a (ISO 19005-2, with the structure of the text) and PDF/UA-1 (ISO 14289-1, accessible); typst refuses to write
what breaks a rule of these that it knows. The page is ours, but what stands in it came from logs, documents and the
case: it reaches typst as data, never as markup, and typst's root is a folder that holds nothing but `page.typ`.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from forensics.distribution import extra_hint
from forensics.errors import OutputError
from forensics.language.catalogue import language
from forensics.language.untrusted import for_terminal
from forensics.output.scratch import scratch
from forensics.report.pdf.columns import BROKEN
from forensics.report.pdf.content import content
from forensics.report.pdf.glyphs import shown
from forensics.report.pdf.page_tree import Element, read
from forensics.report.pdf.shortening import shortened

__all__ = ["installed", "render"]

_TEMPLATE = Path(__file__).with_name("page.typ")


def installed() -> ModuleType:
    """The package typst. Raises OutputError where it is not installed."""
    try:
        return import_module("typst")  # an extra, and slow to load: only who wants a PDF needs it
    except ImportError as error:
        raise OutputError(
            "a PDF needs the package typst, which is not installed",
            where="report.pdf",
            hint=f"{extra_hint('pdf')}, or leave out --pdf",
        ) from error


def render(page: str) -> bytes:
    """report.pdf of the page that `html.render` made: the same bytes for the same page.

    Raises OutputError where typst is not installed or refuses the page, and where no temporary folder can be written.
    """
    typst = installed()
    data = json.dumps(_data(shortened(read(page))), ensure_ascii=False)
    try:
        with scratch() as root:
            (root / _TEMPLATE.name).write_bytes(_TEMPLATE.read_bytes())
            made: bytes = typst.compile(
                root / _TEMPLATE.name,
                root=root,
                ignore_system_fonts=True,
                package_path=root,
                package_cache_path=root,
                sys_inputs={"page": data},
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                timestamp=_made(),
            )
    except typst.TypstError as error:
        raise OutputError(
            f"typst made no PDF of the report: {for_terminal(error.message)}",
            where="report.pdf",
            hint="leave out --pdf; report.html says the same. This is a fault of this tool: please report it",
        ) from error
    return _without_suspects(made)


def _without_suspects(made: bytes) -> bytes:
    """The document without the word that nothing in its tags is suspect, which goes without saying (ISO 32000-1, table
    321) and of which poppler says that it is of the wrong type; blanks take its place, so that all offsets hold."""
    table = int(made[made.rindex(b"startxref") :].split()[1])
    root = int(re.findall(rb"/Root (\d+) 0 R", made[table:])[-1])
    entries = re.compile(rb"\d{10} \d{5} [nf]").findall(made, table)
    catalog = int(entries[root][:10])
    before, suspects, after = made[catalog:].partition(b"/Suspects false")
    return made[:catalog] + before + b" " * len(suspects) + after


def _data(page: Element) -> dict[str, Any]:
    """What page.typ asks for."""
    title = next(page.every("title")).text()
    code = next(page.every("html")).attributes["lang"]
    words = " ".join(next(page.every("body")).text().split())
    note = [] if shown(words) == words else [{"kind": "paragraph", "classes": ["note"], "body": [_escapes(code)]}]
    contents = any(page.every("nav"))  # the note goes below them: at the end it could have a page to itself
    return {
        "title": title,
        "running": shown(title),
        "lang": code,
        "broken": BROKEN,
        "note": note if contents else [],
        "blocks": content(page) if contents else [*content(page), *note],
    }


def _escapes(code: str) -> str:
    return language(code).text(
        "The fonts of this document lack some characters of the report. They are written as an escape with their"
        " number in Unicode, as \\u4e2d; report.html shows them."
    )


def _made() -> datetime:
    """The date that PDF/A demands: that of SOURCE_DATE_EPOCH, else 1970.

    A report depends on no clock; when it was made stands in the custody log.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(told) if re.fullmatch(r"[0-9]{1,11}", told) else 0, UTC)
