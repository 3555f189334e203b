"""The programs that some tests drive: found, skipped with a reason, or demanded in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import MappingProxyType

import pytest

__all__ = ["PROGRAMS", "find", "needs"]

#: What each system calls the program, best name first.
PROGRAMS = MappingProxyType(
    {
        "apache": ("apache2", "httpd"),
        "convert": ("magick", "convert"),  # Windows has another program that is called convert
        "chromium": ("chromium", "chromium-browser", "google-chrome", "chrome"),
        "exiftool": ("exiftool",),
        "goaccess": ("goaccess",),
        "libreoffice": ("soffice", "libreoffice"),
        "logrotate": ("logrotate",),
        "nginx": ("nginx",),
        "openssl": ("openssl",),
        "pdffonts": ("pdffonts",),
        "pdfinfo": ("pdfinfo",),
        "pdftoppm": ("pdftoppm",),
        "pdftotext": ("pdftotext",),
        "qpdf": ("qpdf",),
        "ripgrep": ("rg",),
        "ssh-keygen": ("ssh-keygen",),
    }
)

#: Debian keeps servers where only root's PATH looks.
_SERVER_FOLDERS = ("/usr/sbin", "/usr/local/sbin")


def find(program: str) -> Path | None:
    """Where `program`, a key of PROGRAMS, lies; None if it is not installed."""
    folders = os.pathsep.join([os.environ.get("PATH", os.defpath), *_SERVER_FOLDERS])
    found = (shutil.which(name, path=folders) for name in PROGRAMS[program])
    return next((Path(path) for path in found if path), None)


def needs(program: str) -> Path:
    """The program's path; where it is missing the test is skipped, or fails if CI is "true".

    To be called inside a test or a fixture.
    """
    path = find(program)
    if path is not None:
        return path
    reason = f"{program} is not installed (looked for {', '.join(PROGRAMS[program])}): make system-packages"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
