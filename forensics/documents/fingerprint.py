"""Size and SHA-256 of a document, also of one that nothing can read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from forensics.documents.limits import BLOCK
from forensics.regular import open_regular

__all__ = ["fingerprint", "fingerprint_of"]


def fingerprint(file: BinaryIO) -> tuple[int, str]:
    """Of all that follows in an open file."""
    digest, size = hashlib.sha256(), 0
    while block := file.read(BLOCK):
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


def fingerprint_of(path: Path) -> tuple[int, str]:
    """Of a file; 0 and "" where it cannot be read."""
    try:
        with open_regular(path) as file:
            return fingerprint(file)
    except OSError:
        return 0, ""
