"""All strands of an inquiry, before they are drawn together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from forensics.findings.spans import Answer
from forensics.model import Case, Coverage, Disagreement, Evidence, NearName, SecondReader
from forensics.model.document import Document
from forensics.parties.geoip import DatabaseInfo, GeoPlace
from forensics.parties.prefix_lists import PrefixList

__all__ = ["Inquiry"]


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """What the answer is drawn from.

    `judged` are the requests before episodes were built, `requests` (LABELLED) and `downloads` (DOWNLOAD) what came of
    them; `near` the names close to those that no line holds; `answers` those by other readings of the logs;
    `documents` what the leaked files hold, of those that were at hand.
    """

    case: Case
    evidence: Evidence
    judged: pl.DataFrame
    requests: pl.DataFrame
    downloads: pl.DataFrame
    coverage: Sequence[Coverage]
    second_reader: SecondReader
    disagreements: Sequence[Disagreement]
    places: Mapping[str, GeoPlace] = field(default_factory=lambda: MappingProxyType({}))
    databases: Sequence[DatabaseInfo] = ()
    lists: Sequence[PrefixList] = ()
    near: Mapping[str, Sequence[NearName]] = field(default_factory=lambda: MappingProxyType({}))
    answers: Sequence[Answer] = ()
    documents: Sequence[Document] = ()

    @property
    def bases(self) -> tuple[DatabaseInfo, ...]:
        """Everything that told of addresses, lists too."""
        return (*self.databases, *(each.info for each in self.lists))
