"""The page that people read: in which language, by which version of the tool, and the answer that it gives.

It may come from anybody, so it is not parsed: what is asked of it is found where a page of ours has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.language.untrusted import for_terminal
from forensics.model import Findings
from forensics.report import wording
from forensics.version import __version__

__all__ = ["PAGE", "is_ours", "misquoted", "spoken"]

PAGE = "report.html"
_LANGUAGE = re.compile(rb'<html lang="([a-z]{2})"')
#: Bytes in which a page says its language.
_HEAD = 1024
_ANSWER, _END = b'<p class="answer"', b"</p>"
#: Bytes in which an answer ends.
_LONG = 64 * 1024


def is_ours(page: bytes) -> bool:
    """It begins as the page of a report does, of any version of the tool."""
    return _LANGUAGE.search(page[:_HEAD]) is not None


def spoken(page: bytes) -> str | None:
    """The language of the page; None where it is not one of this version of the tool."""
    found = _LANGUAGE.search(page[:_HEAD])
    code = found[1].decode() if found else ""
    return code if code in LANGUAGES and f"<dd>{__version__}</dd>".encode() in page else None


def misquoted(page: bytes, findings: Findings, code: str) -> tuple[str, ...]:
    """What the page gives as its answers and what the findings make them, where these are not the same."""
    said = [_plain(answer) for answer in islice(_answers(page), len(findings.files) + 1)]
    parts = [wording.answer(language(code), file, findings.coverage, findings.case.windows) for file in findings.files]
    expected = [" ".join("".join(map(for_terminal, part)).split()) for part in parts]
    if said == expected:
        return ()
    return f"{PAGE} says: {' '.join(said) or 'nothing'}", f"findings.json makes it: {' '.join(expected)}"


def _answers(page: bytes) -> Iterator[bytes]:
    at = page.find(_ANSWER)
    while at >= 0:
        end = page.find(_END, at, at + _LONG)
        yield page[at : end if end >= 0 else at + _LONG]
        at = page.find(_ANSWER, at + len(_ANSWER))


def _plain(element: bytes) -> str:
    """Its text without the tags in it."""
    text = "".join(piece.partition(">")[2] for piece in element.decode("utf-8", "replace").split("<"))
    return " ".join(unescape(text).split())
