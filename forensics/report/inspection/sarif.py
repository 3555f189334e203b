"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside a change: one rule for each check."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from forensics.documents.acceptance import NOT_INSPECTED, Acceptance, Judged
from forensics.documents.hidden import CHECKS
from forensics.documents.versions import listed, made_by
from forensics.language.catalogue import Language
from forensics.language.statement import message
from forensics.language.untrusted import for_terminal
from forensics.model.document import Document
from forensics.version import __version__

__all__ = ["as_sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"H": "error", "M": "warning", "L": "note", "I": "none"}
_UNREAD = message("Not inspected")


def as_sarif(judged: Sequence[Judged], language: Language) -> str:
    """The log of one run, in ASCII. What is accepted is there too, as suppressed, with its reason."""
    rules = [*((code, check.title) for code, check in CHECKS.items()), (NOT_INSPECTED, _UNREAD)]
    driver = {
        "name": "forensics",
        "semanticVersion": __version__,
        "properties": made_by(),
        "rules": [{"id": code, "shortDescription": {"text": language.say(title)}} for code, title in rules],
    }
    libraries = listed(each.document.read_with for each in judged)
    run = {
        "tool": {"driver": driver, "extensions": [{"name": name, "version": number} for name, number in libraries]},
        "columnKind": "unicodeCodePoints",
        "results": [result for each in judged for result in _results(each, language)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"


def _results(judged: Judged, language: Language) -> Iterator[dict[str, Any]]:
    document = judged.document
    for found, entry in zip(document.findings, judged.accepted, strict=True):
        where = f"{language.say(found.where)}: " if found.where else ""
        text = f"{where}{language.say(found.text)}"
        yield _result(found.code, _LEVELS[found.severity], text, document, entry)
    if document.reason:
        yield _result(NOT_INSPECTED, "error", language.say(document.reason), document, judged.unread)


def _result(code: str, level: str, text: str, document: Document, entry: Acceptance | None) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(document.path)}}}
    accepted = {"kind": "external", "status": "accepted", "justification": entry.reason} if entry else None
    return {
        "ruleId": code,
        "kind": "informational" if level == "none" else "fail",
        "level": level,
        "message": {"text": for_terminal(text)},
        "locations": [place],
        "partialFingerprints": {"documentSha256": document.sha256},
        "suppressions": [accepted] if accepted else [],
    }


def _uri(path: str) -> str:
    """A path as a URI (RFC 3986): one that is relative is so to the root of the run."""
    if Path(path).is_absolute():
        return Path(path).as_uri()
    return quote(Path(path).as_posix().encode("utf-8", "surrogateescape"), safe="/:")
