"""The table of definitions, what each starts from, and our own numbers among them (counting.md 3.9)."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from forensics.findings.definitions import DEFINITIONS
from tests.support.definition_fixture import NAMES, count, download, numbers, request


def test_all_definitions_stand_in_the_order_of_the_findings() -> None:
    """Scripts rely on the seventeen names; each says in one sentence how it is computed."""
    assert [rule.name for rule in DEFINITIONS] == NAMES
    assert all(rule.title and rule.computed.endswith(".") for rule in DEFINITIONS)
    assert len({rule.computed for rule in DEFINITIONS}) == len(NAMES)


def test_one_plain_download_is_one_by_every_definition() -> None:
    """Nobody disagrees about one browser that fetched the whole file once."""
    found = count([request(1)])
    assert numbers(found, *NAMES) == [1] * 17
    assert {definition.addresses for definition in found.values()} == {1}
    assert not any(definition.only_here or definition.only_headline for definition in found.values())


def test_no_request_is_nothing_by_every_definition() -> None:
    """An empty table is an answer too."""
    assert numbers(count([]), *NAMES) == [0] * 17


@pytest.mark.parametrize(
    "values",
    [
        {"window": None},
        {"match": "other"},
        {"verdict": "duplicate_line"},
        {"verdict": "duplicate_layer"},
        {"file": "other.xlsx"},
    ],
)
def test_lines_that_are_not_the_file_in_its_window_never_count(values: dict[str, Any]) -> None:
    """Outside the window, another file, or the same line in a second log: no definition starts from it."""
    assert numbers(count([request(1, **values)], []), *NAMES) == [0] * 17


def test_our_numbers_are_those_of_the_downloads() -> None:
    """At least counts IPv6 networks, at most also takes what touches a window (counting.md 3.7)."""
    rows = [
        request(1, client="2001:db8::1", client_64="2001:db8::/64"),
        request(2, client="2001:db8::2", client_64="2001:db8::/64"),
        request(3, window=None, edge_window="w"),
    ]
    downloads = [
        download("d1", rows[0]),
        download("d2", rows[1]),
        download("d3", rows[2], edge_window="w", in_at_least=False),
        download("d4", rows[2], edge_window=None, in_at_least=False),
    ]
    found = count(rows, downloads)
    assert numbers(found, "at_least", "headline", "at_most") == [2, 2, 3]
    assert [found[name].addresses for name in ("at_least", "headline", "at_most")] == [1, 2, 3]
    assert found["at_most"].only_here == ("s1:3",)


def test_at_least_can_be_beyond_what_the_logs_prove() -> None:
    """Not determinable is no zero, and there is nothing to compare row by row."""
    found = count([request(1)], not_determinable=["leak.xlsx"])["at_least"]
    assert (found.downloads, found.addresses, found.only_here, found.only_headline) == (None, None, (), ())


def test_differences_are_listed_as_a_person_counts() -> None:
    """s1:9 comes before s1:10, and s2 before s10."""
    rows = [
        request(line, row=f"{source}:{line}", source=source)
        for source, line in (("s10", 1), ("s2", 1), ("s1", 10), ("s1", 9))
    ]
    assert count(rows, [])["requests"].only_here == ("s1:9", "s1:10", "s2:1", "s10:1")


def test_the_order_of_the_rows_changes_nothing() -> None:
    """Requests of one second keep the order of their lines, whatever order the table has."""
    rows = [request(n, timedelta(seconds=n // 3 * 25)) for n in range(1, 30)]
    expected = count(rows)
    random.Random(7).shuffle(rows)
    assert count(rows, [download(f"d{row['line_no'] - 1}", row) for row in rows]) == expected
