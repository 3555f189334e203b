"""The same line in two files is one request, twice in one file it is two (counting.md 3.8)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.downloads.copies.duplicate_lines import mark_copies
from tests.support.request_fixture import requests


def lines(source: str, *texts: str, **values: Any) -> list[dict[str, Any]]:
    """The requests of one file, a line each."""
    return [
        {"source": source, "line_no": number, "line": text.encode(), **values} for number, text in enumerate(texts, 1)
    ]


def kept(*rows: dict[str, Any]) -> list[str]:
    """The rows that are no copies, in order."""
    marked = mark_copies(requests(*rows))
    assert marked["row"].to_list() == requests(*rows)["row"].to_list()
    return marked.filter(~marked["copy"])["row"].to_list()


def test_an_overlap_of_two_files_counts_once() -> None:
    """Edge case 64: the first file in the order of sources keeps the line."""
    assert kept(*lines("s1", "a", "b"), *lines("s2", "b", "c")) == ["s1:1", "s1:2", "s2:2"]


def test_twins_in_one_file_are_both_kept() -> None:
    """Edge case 65: two requests in one second exist."""
    assert kept(*lines("s1", "a", "a")) == ["s1:1", "s1:2"]


def test_the_larger_number_is_kept_not_the_sum() -> None:
    """A copy that was cut short does not win, whichever came first."""
    assert kept(*lines("s1", "a"), *lines("s2", "a", "a")) == ["s2:1", "s2:2"]
    assert kept(*lines("s1", "a", "a"), *lines("s2", "a"), *lines("s3", "a")) == ["s1:1", "s1:2"]


def test_sources_are_ordered_by_number() -> None:
    """The tenth file does not come before the second."""
    assert kept(*lines("s10", "a"), *lines("s2", "a")) == ["s2:1"]


def test_an_id_that_the_server_makes_settles_it() -> None:
    """S3 may deliver a record twice, also into one file."""
    made = {"request_id": "r1", "format": "aws_s3"}
    assert kept(*lines("s1", "a", "a", **made)) == ["s1:1"]
    assert kept(*lines("s1", "a", **made), *lines("s2", "a", **made)) == ["s1:1"]


@pytest.mark.parametrize("name", ["logs[0].format", "nginx_combined", "envoy", None])
def test_an_id_that_the_client_may_send_proves_nothing(name: str | None) -> None:
    """Five requests of one second with one X-Request-ID are five."""
    assert kept(*lines("s1", "a", "a", request_id="same", format=name)) == ["s1:1", "s1:2"]


def test_equal_lines_of_two_hosts_are_two_requests() -> None:
    """The case names the host of each log; the lines do not."""
    assert kept(*lines("s1", "a", host="a.example.org"), *lines("s2", "a", host="b.example.org")) == ["s1:1", "s2:1"]


def test_lines_of_two_logs_are_not_compared_here() -> None:
    """Whether another log holds the same requests is told from both logs as a whole."""
    rows = requests(*lines("s1", "a"), *lines("s2", "a"), *lines("s3", "a"))
    marked = mark_copies(rows, {"s1": "one", "s2": "other", "s3": "one"})
    assert marked.filter("copy")["row"].to_list() == ["s3:1"]


def test_lines_are_compared_as_bytes() -> None:
    """Lines that differ in one byte that is not UTF-8 are two."""
    rows = [{"source": "s1", "line": b"\xe9"}, {"source": "s2", "line": b"\xe8"}]
    assert kept(*rows) == ["s1:1", "s2:2"]


@given(st.lists(st.tuples(st.integers(1, 12), st.sampled_from("abc")), max_size=30))
def test_each_line_is_kept_as_often_as_the_file_that_holds_most_of_it(rows: list[tuple[int, str]]) -> None:
    """Neither the sum nor the smallest number, whatever the order."""
    made = [{"source": f"s{source}", "line_no": n, "line": text.encode()} for n, (source, text) in enumerate(rows)]
    texts = {f"s{source}:{n}": text for n, (source, text) in enumerate(rows)}
    most = {text: max(Counter(s for s, t in rows if t == text).values()) for _, text in rows}
    assert Counter(texts[row] for row in kept(*made)) == Counter(most)
