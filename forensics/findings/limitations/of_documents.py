"""Limitations that lie in what could not be read of a leaked file."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.findings.limitations.draft import Draft, Found
from forensics.language.statement import state

__all__ = ["document_not_inspected"]


def document_not_inspected(draft: Draft) -> Iterator[Found]:
    """A file, or a part of it, of which nobody knows what it gave away."""
    for document in draft.inquiry.documents:
        if document.reason:
            yield Found(
                state("{file}: what it holds is not wholly known. {reason}", file=document.file, reason=document.reason)
            )
