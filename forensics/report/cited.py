"""A number that can be quoted, and how numbers are named: short, the same in every language and at every level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forensics.language.statement import Statement
from forensics.model import Findings

__all__ = ["ALL", "OUTSIDE", "Cited", "anchor", "numbered", "slug"]

#: All windows of a file together ("W1" is the first of them), and the time outside every window.
ALL, OUTSIDE = "W", "X"

_OTHER = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A number that can be quoted.

    `value` is None where the logs cannot tell it, and "or more" where `open_ended`. `file` is None for a document that
    is no file of the case. `window` is the label of a window; a Statement for all windows together and for the time
    outside them; None for what hangs on no window. `rows` are the lines that were counted for it: None where the level
    shows no lines, where it counts none (documents, other definitions), and where a bound holds for another reading of
    the logs than that of the lines.
    """

    id: str
    what: Statement
    value: int | None
    open_ended: bool = False
    file: str | None = None
    window: str | None = None
    rows: tuple[str, ...] | None = None


def slug(name: str | None) -> str:
    """A word of ours as part of an id: "monitoring/scanner" as "monitoring-scanner", None as "unknown"."""
    return "unknown" if name is None else _OTHER.sub("-", name)


def anchor(citation: str) -> str:
    """The id in a page of the number that is cited so."""
    return f"n-{citation}"


def numbered(findings: Findings) -> Mapping[str, str]:
    """How the parties of a case are named: by their place in the case, for their names may be any text."""
    names = dict.fromkeys(party.name for party in findings.case.parties.known)
    return {**{name: str(number) for number, name in enumerate(names, 1)}, "own": "own"}
