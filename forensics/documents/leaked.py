"""The leaked files of a case that are at hand: looked into while the logs are read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from forensics.model import Case
from forensics.model.document import Document

__all__ = ["begun"]


def begun(case: Case) -> Callable[[], tuple[Document, ...]]:
    """Begins; what is returned waits for the documents, in the order of the case. Each is named as it lies, without
    its folder, which is of one machine."""
    given = [(file.name, file.document) for file in case.files if file.document is not None]
    if not given:
        return tuple

    found: Future[list[Document]] = Future()
    # Nobody waits for it where the scan fails.
    threading.Thread(target=_inspect, args=([path for _, path in given], found), daemon=True).start()
    return lambda: tuple(
        replace(document, path=path.name, file=name)
        for document, (name, path) in zip(found.result(), given, strict=True)
    )


def _inspect(paths: list[Path], found: Future[list[Document]]) -> None:
    from forensics.documents.guard import inspected  # noqa: PLC0415 - most cases have no document

    try:
        found.set_result(list(inspected(paths, 1)))
    finally:
        found.cancel()  # whoever waits is told that nothing comes; without effect where it came
