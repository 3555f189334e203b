"""Labels in place of addresses: "Visitor 1" is who was seen first in the case, in all its tables and files."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from forensics.language.statement import Statement, state
from forensics.model import Findings
from forensics.model.schema import source_order

__all__ = ["labels", "spoken"]


def labels(findings: Findings) -> Mapping[str, Statement]:
    """Address -> label, numbered by first sight over the whole case: by time, then source and line.

    A line without a time comes last. Labels get labels again, and those are the same.
    """
    seen = (
        findings.requests.drop_nulls("client")
        .sort(pl.coalesce("start", "end"), source_order(), "line_no", nulls_last=True)
        .get_column("client")
    )
    others = findings.downloads.sort("first", "client", nulls_last=True)["client"].drop_nulls()
    recipients = sorted(str(recipient.address) for file in findings.files for recipient in file.addresses)
    clients = dict.fromkeys([*seen, *others, *recipients])
    return {client: spoken(number) for number, client in enumerate(clients, 1)}


def spoken(number: int) -> Statement:
    """The label as it is said in a language; its number is text, for a label has no thousands separator."""
    return state("Visitor {number}", number=str(number))
