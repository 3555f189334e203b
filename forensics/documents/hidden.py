"""The one noun for what is hidden, and the checks that find it: code, severity, and what each looks for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from forensics.language.statement import message
from forensics.model.document import Hidden, Severity

__all__ = ["CHECKS", "GRAVE", "SEVERITIES", "Check", "hidden", "raised"]

#: Gravest first.
SEVERITIES: tuple[Severity, ...] = ("H", "M", "L", "I")
#: Those with which something is hidden that a reader can recover.
GRAVE = frozenset({"H", "M"})


@dataclass(frozen=True, slots=True)
class Check:
    """What one code stands for."""

    severity: Severity
    title: str


#: The codes of scripts and of docs/documents.md: never renamed.
CHECKS: dict[str, Check] = {
    "X1": Check("H", message("Hidden sheets")),
    "X2": Check("H", message("Hidden rows and columns")),
    "X3": Check("M", message("Cells that are drawn so that nobody sees them")),
    "X4": Check("H", message("Records kept for pivot tables")),
    "X5": Check("H", message("Values kept from other workbooks")),
    "X6": Check("H", message("Data models, connections, queries and other caches")),
    "X7": Check("M", message("Comments, earlier values, hidden names, remote cells")),
    "X8": Check("L", message("Properties, paths, printer settings, thumbnails")),
    "W1": Check("H", message("Tracked changes")),
    "W2": Check("H", message("Text that is not shown")),
    "W3": Check("M", message("Comments, variables, mail merge, templates, embedded objects")),
    "W4": Check("L", message("Properties and editing sessions")),
    "P1": Check("H", message("Hidden slides and shapes, notes, comments")),
    "P2": Check("M", message("Cropped pictures, tags, handouts")),
    "D1": Check("H", message("Text that the page covers or does not show")),
    "D2": Check("H", message("Earlier versions of the document")),
    "D3": Check("H", message("Attached files")),
    "D4": Check("M", message("Layers, annotations, form values, unapplied redactions, text outside the page")),
    "D5": Check("L", message("Properties, metadata, bytes after the end")),
    "I1": Check("H", message("Place where a picture was taken")),
    "I2": Check("M", message("Thumbnails, serial numbers, names and history in a picture")),
    "Z": Check("I", message("Oddities of the file itself")),
}


def hidden(code: str, where: str, count: int, text: str, severity: Severity | None = None) -> Hidden:
    """What a check found; `severity` where this case of it is graver or lighter than the check as a rule is."""
    return Hidden(code, severity or CHECKS[code].severity, where, count, text)


def raised(found: Hidden) -> Hidden:
    """The same one step graver, as personal data is in it (docs/documents.md); a note stays one."""
    place = SEVERITIES.index(found.severity)
    return found if found.severity == "I" or not place else replace(found, severity=SEVERITIES[place - 1])
