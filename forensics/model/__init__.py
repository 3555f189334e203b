"""The nouns: a case, the evidence that a scan finds, and the findings drawn from it.

All times are aware and in UTC, all sizes in bytes. None means "not known".
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forensics.model.case import (
        ALWAYS,
        Case,
        Counting,
        FileVersion,
        KnownParty,
        Layer,
        LeakedFile,
        Log,
        Network,
        Parties,
        PrefixFile,
        Server,
        SizeMeaning,
        SizeSource,
        Window,
    )
    from forensics.model.evidence import (
        ArchiveKind,
        Compression,
        Damage,
        DamageKind,
        Evidence,
        Hole,
        Overlap,
        OverlapKind,
        RefusedLines,
        Rejected,
        Scan,
        SeenFormat,
        SizeFieldSource,
        SizeSign,
        SourceKind,
        SourceReport,
        Unread,
        ZoneSource,
    )
    from forensics.model.findings import (
        Alternative,
        Bounds,
        Claim,
        Coverage,
        Database,
        Definition,
        DefinitionName,
        Difference,
        Disagreement,
        FileFindings,
        Findings,
        Gap,
        Level,
        Limitation,
        NearName,
        Recipient,
        SecondReader,
        Share,
        SizeSeen,
        SizeSeenIn,
        Tally,
        VersionCount,
    )
    from forensics.model.reasons import Reason, ReasonCode, Why
    from forensics.model.stated import Contact, RecipientStated, SeverityStated, Stated

__all__ = [
    "ALWAYS",
    "Alternative",
    "ArchiveKind",
    "Bounds",
    "Case",
    "Claim",
    "Compression",
    "Contact",
    "Counting",
    "Coverage",
    "Damage",
    "DamageKind",
    "Database",
    "Definition",
    "DefinitionName",
    "Difference",
    "Disagreement",
    "Evidence",
    "FileFindings",
    "FileVersion",
    "Findings",
    "Gap",
    "Hole",
    "KnownParty",
    "Layer",
    "LeakedFile",
    "Level",
    "Limitation",
    "Log",
    "NearName",
    "Network",
    "Overlap",
    "OverlapKind",
    "Parties",
    "PrefixFile",
    "Reason",
    "ReasonCode",
    "Recipient",
    "RecipientStated",
    "RefusedLines",
    "Rejected",
    "Scan",
    "SecondReader",
    "SeenFormat",
    "Server",
    "SeverityStated",
    "Share",
    "SizeFieldSource",
    "SizeMeaning",
    "SizeSeen",
    "SizeSeenIn",
    "SizeSign",
    "SizeSource",
    "SourceKind",
    "SourceReport",
    "Stated",
    "Tally",
    "Unread",
    "VersionCount",
    "Why",
    "Window",
    "ZoneSource",
]

#: Imported when a name of theirs is first used: whoever needs a document's nouns does not wait for those of tables.
_HOMES = ("case", "stated", "evidence", "reasons", "findings")


def __getattr__(name: str) -> object:
    for home in _HOMES if name in __all__ else ():
        module = import_module(f"forensics.model.{home}")
        if name in module.__all__:
            found = globals()[name] = getattr(module, name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
