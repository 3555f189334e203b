"""What is found in a document that a test has in memory."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from forensics.documents.inspect import inspect_file
from forensics.documents.personal.samples import Samples
from forensics.model.document import Document

__all__ = ["inspected"]


def inspected(content: bytes, shown: str, samples: Samples | None = None) -> Document:
    """The document, named as `shown`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        path.write_bytes(content)
        return inspect_file(path, shown, samples)
