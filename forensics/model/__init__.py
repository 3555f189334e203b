"""The nouns: a case, the evidence that a scan finds, and the findings drawn from it.

All times are aware and in UTC, all sizes in bytes. None means "not known".
"""

from __future__ import annotations

from forensics.model.case import (
    ALWAYS,
    Case,
    Counting,
    FileVersion,
    KnownParty,
    LeakedFile,
    Log,
    Network,
    Parties,
    PrefixFile,
    Window,
)
from forensics.model.evidence import (
    Damage,
    Evidence,
    Hole,
    Overlap,
    Rejected,
    Scan,
    SizeSign,
    SourceReport,
    Unread,
)
from forensics.model.findings import (
    Bounds,
    Coverage,
    Definition,
    FileFindings,
    Findings,
    Gap,
    Limitation,
    NearName,
    Recipient,
    Share,
    Tally,
)
from forensics.model.stated import Contact, RecipientStated, SeverityStated, Stated

__all__ = [
    "ALWAYS",
    "Bounds",
    "Case",
    "Contact",
    "Counting",
    "Coverage",
    "Damage",
    "Definition",
    "Evidence",
    "FileFindings",
    "FileVersion",
    "Findings",
    "Gap",
    "Hole",
    "KnownParty",
    "LeakedFile",
    "Limitation",
    "Log",
    "NearName",
    "Network",
    "Overlap",
    "Parties",
    "PrefixFile",
    "Recipient",
    "RecipientStated",
    "Rejected",
    "Scan",
    "SeverityStated",
    "Share",
    "SizeSign",
    "SourceReport",
    "Stated",
    "Tally",
    "Unread",
    "Window",
]
