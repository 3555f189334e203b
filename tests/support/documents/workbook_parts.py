"""Workbooks in XML from hand-written parts: what no library writes on purpose."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

__all__ = ["MAIN", "OFFICE", "package", "relationships", "workbook"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHOWN = "visible"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def package(parts: Mapping[str, str | bytes]) -> BytesIO:
    """An archive of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def relationships(*found: tuple[str, str, str]) -> str:
    """Of a part: id, kind and target of each; a target with "://" in it is external."""
    each = "".join(
        f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{_mode(target)}"/>'
        for number, kind, target in found
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _mode(target: str) -> str:
    return "External" if "://" in target else "Internal"


def workbook(
    sheets: Mapping[str, str],
    *,
    states: Mapping[str, str] | None = None,
    extra: str = "",
    leads: Sequence[tuple[str, str, str]] = (),
    parts: Mapping[str, str | bytes] | None = None,
) -> BytesIO:
    """A workbook of sheets by name, each what stands within its `worksheet`; with more XML in the workbook, more
    relationships from it, and more parts. Sheet N is sheetN.xml."""
    shown = states or {}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{shown.get(name) or _SHOWN}" r:id="s{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    own = [(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relationships(("main", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{extra}</workbook>',
        "xl/_rels/workbook.xml.rels": relationships(*own, *leads),
    }
    for number, sheet in enumerate(sheets.values(), 1):
        content[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheet}</worksheet>'
        )
    return package({**content, **(parts or {})})
