"""Packages of parts, as office programs write them, always with the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["RELATIONSHIP", "package", "relationships", "with_parts"]

RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MOMENT = (2020, 6, 5, 16, 0, 0)
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def package(parts: Mapping[str, str | bytes], kept_unpacked: str = "") -> bytes:
    """An archive of these parts; XML gets its first line."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_STORED if name == kept_unpacked else zipfile.ZIP_DEFLATED
            is_markup = isinstance(content, str) and content.startswith("<")
            archive.writestr(entry, f"{_DECLARED}{content!s}" if is_markup else content)
    return out.getvalue()


def relationships(*links: tuple[str, str, str]) -> str:
    """The part that says what belongs to another: id, kind, and where it lies."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind if ":" in kind else RELATIONSHIP + kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def with_parts(made: bytes, more: Mapping[str, str], before: Mapping[str, tuple[str, str]]) -> bytes:
    """A package with more parts; `before`: by part, what is written before the first place of a text."""
    with zipfile.ZipFile(io.BytesIO(made)) as source:
        parts: dict[str, str | bytes] = {info.filename: source.read(info) for info in source.infolist()}
    for name, (place, text) in before.items():
        parts[name] = bytes(parts[name]).replace(place.encode(), text.encode() + place.encode(), 1)
    return package({**parts, **more})
