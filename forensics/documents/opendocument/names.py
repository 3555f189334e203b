"""The namespaces of OpenDocument, and names of elements and attributes as Expat tells them."""

from __future__ import annotations

from forensics.documents.markup import Names

__all__ = ["NAMES", "attribute"]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    "http://openoffice.org/2009/office": "office",  # LibreOffice has comments on slides in it
    **{f"{_OASIS}{name}:1.0": name for name in ("animation", "chart", "config", "form", "manifest", "meta", "office",
                                                 "presentation", "script", "style", "table", "text")},
    f"{_OASIS}datastyle:1.0": "number",
    f"{_OASIS}drawing:1.0": "draw",
    f"{_OASIS}svg-compatible:1.0": "svg",
    f"{_OASIS}xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}smil-compatible:1.0": "smil",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xlink": "xlink",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}  # fmt: skip
NAMES = Names(_NAMESPACES)
_URIS = {prefix: uri for uri, prefix in _NAMESPACES.items()}


def attribute(name: str) -> str:
    """The key under which Expat has an attribute, of "table:visibility"."""
    prefix, _, local = name.partition(":")
    return NAMES.written(_URIS[prefix], local)
