"""A draft of findings of which only what a limitation looks at is filled in."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.findings.inquiry import Inquiry
from forensics.findings.limitations.draft import Draft
from forensics.model import Case, Evidence, SecondReader
from forensics.model.schema import MINUTES, REQUEST, empty
from forensics.parties.geoip import DatabaseInfo
from forensics.parties.prefix_lists import PrefixList

__all__ = ["drafted"]


def drafted(
    case: Case,
    requests: pl.DataFrame | None = None,
    *,
    databases: Sequence[DatabaseInfo] = (),
    lists: Sequence[PrefixList] = (),
) -> Draft:
    """The draft of a case, with its labelled requests if there are any."""
    nothing = empty(REQUEST)
    inquiry = Inquiry(
        case=case,
        evidence=Evidence(nothing, empty(MINUTES), ()),
        judged=nothing,
        requests=nothing if requests is None else requests,
        downloads=nothing,
        coverage=(),
        second_reader=SecondReader(),
        disagreements=(),
        databases=databases,
        lists=lists,
    )
    return Draft(inquiry, (), ())
