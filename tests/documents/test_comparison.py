"""Two versions of a document: what changed."""

from __future__ import annotations

from dataclasses import replace

from forensics.documents.comparison import compare
from forensics.documents.hidden import hidden
from forensics.model.document import CategoryCount, Document, People, Records

BEFORE = Document(
    path="a.xlsx", kind="xlsx", bytes=1, sha256="a" * 64, state="hidden", records=Records(visible=87, hidden=1098),
    people=People(1098, 1185, "rule"), items=1185, categories={"name": CategoryCount(visible=87, hidden=1098)},
    findings=(hidden("X2", "S", 1098, "Rows."), hidden("X8", "core", 1, "Author.")),
)  # fmt: skip


def test_a_version_that_is_worse() -> None:
    """Counts before and after, findings gone, new and same."""
    after = replace(
        BEFORE, sha256="b" * 64, records=Records(visible=1185), items=1185, kind="xls",
        categories={"name": CategoryCount(visible=1185)},
        findings=(hidden("X8", "core", 1, "Author."), hidden("X4", "cache", 1185, "Records.")),
    )  # fmt: skip
    found = compare(BEFORE, after)
    assert found.changes == (
        "Kind of file: xlsx, then xls.",
        "Records shown: 87, then 1,185.",
        "Records hidden: 1,098, then 0.",
        "Names, shown: 87, then 1,185.",
        "Names, hidden: 1,098, then 0.",
    )
    assert [each.code for each in found.gone] == ["X2"]
    assert [each.code for each in found.new] == ["X4"]
    assert [each.code for each in found.same] == ["X8"]


def test_a_version_that_is_clean_or_cannot_be_read() -> None:
    """Both are told; neither is taken for the other."""
    clean = replace(BEFORE, sha256="b" * 64, state="nothing_hidden", findings=(), people=None)
    assert compare(BEFORE, clean).changes == (
        "The later version hides nothing any more.", "People, at least: 1,098, then 0.", "Findings: 2, then 0."
    )  # fmt: skip
    unread = replace(BEFORE, sha256="b" * 64, state="not_inspected", reason="It is encrypted.")
    assert compare(BEFORE, unread).changes == ("Not inspected in the later version: It is encrypted.",)
    assert compare(unread, BEFORE).changes[0] == "Not inspected in the earlier version: It is encrypted."
    assert compare(clean, BEFORE).changes[0] == "The later version hides something that the earlier did not."


def test_the_same_file() -> None:
    """Nothing changed."""
    found = compare(BEFORE, BEFORE)
    assert (found.changes, found.gone, found.new) == ((), (), ())
