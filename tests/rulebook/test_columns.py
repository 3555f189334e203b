"""Every column of a table is explained, and none that there is not."""

from __future__ import annotations

from dataclasses import fields

from forensics.model import Coverage, Gap, Recipient, SourceReport
from forensics.model.schema import DOWNLOAD, LABELLED
from forensics.rulebook.columns import COLUMNS


def test_the_columns_of_the_tables_are_explained() -> None:
    """Those of the schema, in its order, each in a sentence."""
    assert list(COLUMNS["requests"]) == list(LABELLED)
    assert list(COLUMNS["downloads"]) == list(DOWNLOAD)
    assert all(text.endswith(".") for table in COLUMNS.values() for text in table.values())


def test_the_other_columns_are_keys_of_the_findings() -> None:
    """A column of visitors, coverage or sources is what findings.json calls so."""
    of = {"addresses": [Recipient], "coverage": [Coverage, Gap], "sources": [SourceReport]}
    made = {"addresses": {"file"}, "coverage": {"kind"}, "sources": set[str]()}
    for table, parts in of.items():
        known = {each.name for part in parts for each in fields(part)}
        assert set(COLUMNS[table]) - made[table] <= known
    assert {each.name for each in fields(Recipient)} < set(COLUMNS["addresses"])
