"""Which versions looked at a document: of this program and its rules, and of the libraries that its kinds ask for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from forensics.program import digest_of
from forensics.version import __version__

__all__ = ["LIBRARIES", "listed", "made_by", "read_with"]

#: Library -> the module that tells its version, and under which name.
LIBRARIES: Mapping[str, tuple[str, str]] = {
    "Expat": ("pyexpat", "EXPAT_VERSION"),
    "Pillow": ("PIL", "__version__"),
    "olefile": ("olefile", "__version__"),
    "pikepdf": ("pikepdf", "__version__"),
    "qpdf": ("pikepdf", "__libqpdf_version__"),
    "pillow-heif": ("pillow_heif", "__version__"),
    "pypdfium2": ("pypdfium2.version", "PYPDFIUM_INFO"),
    "PDFium": ("pypdfium2.version", "PDFIUM_INFO"),
    "python-stdnum": ("stdnum", "__version__"),
    "xlrd": ("xlrd", "__version__"),
}
_PICTURE = ("Pillow", "Expat")
_MARKUP = ("Expat",)
_COMPOUND = ("olefile",)
#: Kind -> what its reader asks for; of others nothing but what Python brings.
_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "pdf": ("pikepdf", "qpdf", "pypdfium2", "PDFium", *_PICTURE),
    "xls": ("xlrd", "olefile"),
    "heic": ("pillow-heif", *_PICTURE),
    **dict.fromkeys(("gif", "jpeg", "png", "tiff", "webp"), _PICTURE),
    **dict.fromkeys(("doc", "encrypted", "msg", "ole", "ppt"), _COMPOUND),
    **dict.fromkeys(("docm", "docx", "flat_odf", "odg", "odp", "ods", "odt", "pptm", "pptx", "xlsb", "xlsm", "xlsx"),
                    _MARKUP),
}  # fmt: skip
#: Looks at the values of every document.
_VALUES = "python-stdnum"


def made_by() -> dict[str, str]:
    """This program, the rules as a digest of the code that holds them, and the Python that runs both."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {"forensics": __version__, "rules": digest_of("documents"), "Python": python}


def read_with(kinds: Iterable[str]) -> dict[str, str]:
    """The libraries that look at files of these kinds, by name, each with its version; none that is not there."""
    names = {_VALUES, *(name for kind in kinds for name in _OF_KIND.get(kind, ()))}
    found = {name: _version(name) for name in sorted(names, key=str.casefold)}
    return {name: version for name, version in found.items() if version}


@cache
def _version(library: str) -> str:
    module, name = LIBRARIES[library]
    try:
        return str(getattr(import_module(module), name, "")).removeprefix("expat_")
    except ImportError:
        return ""


def listed(found: Iterable[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """Library and version, each once, of many documents: those of a cache may be of an earlier one."""
    return tuple(sorted({pair for each in found for pair in each.items()}, key=lambda pair: (pair[0].casefold(), pair)))
