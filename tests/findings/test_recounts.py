"""One file's requests as others count them (counting.md 3.9 and the table of its section 1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.support.definition_fixture import SIZE, count, download, numbers, request


def test_plain_greps_differ_in_method_status_and_size() -> None:
    """A search in the log takes everything; each further condition takes some lines away."""
    rows = [
        request(1),
        request(2, method="HEAD", body_bytes=0),
        request(3, status=206, body_bytes=500),
        request(4, body_bytes=731_240),
        request(5, status=404, body_bytes=153),
    ]
    names = ("requests", "status_200", "get_200", "get_200_206", "get_200_full_size")
    assert numbers(count(rows, []), *names) == [5, 3, 2, 3, 1]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"body_bytes": None, "planned_bytes": SIZE}, 1),
        ({"body_bytes": None, "total_bytes": SIZE + 334}, 1),
        ({"body_bytes": None, "total_bytes": SIZE}, 0),
        ({"body_bytes": None, "total_bytes": 2_100_000}, 0),
        ({"body_bytes": None}, 0),
        ({"size": None}, None),
    ],
)
def test_full_size_reads_the_size_field_for_what_it_is(values: dict[str, Any], expected: int | None) -> None:
    """Planned bytes equal S, bytes with headers lie in a band (counting.md 3.3); no S, no answer."""
    assert count([request(1, **values)])["get_200_full_size"].downloads == expected


def test_the_windows_of_iab_follow_its_own_example() -> None:
    """IAB 2.3 section 5.5.1: Monday 22:00, Tuesday 3:00 and 22:15, Wednesday 23:15."""
    hours = (10, 15, 34.25, 59.25)  # after Monday noon
    found = count([request(n, timedelta(hours=after)) for n, after in enumerate(hours, 1)])
    assert found["iab_calendar"].only_headline == ("s1:3",)
    assert found["iab_first_touch"].only_headline == ("s1:2",)
    assert found["iab_last_touch"].only_headline == ("s1:2", "s1:3")
    assert numbers(found, "iab_calendar", "iab_first_touch", "iab_last_touch") == [3, 3, 2]


@pytest.mark.parametrize(
    "values",
    [
        {"robot": True, "agent": "curl/8.5.0", "agent_class": "tool/script"},
        {"agent": None, "agent_class": "empty"},
        {"method": "POST"},
        {"status": 304},
        {"status": 206, "range": "bytes=0-1"},
        {"status": 206, "range": "bytes=-2"},
        {"status": 206, "body_bytes": 2},
    ],
)
def test_iab_leaves_out_what_the_headline_keeps(values: dict[str, Any]) -> None:
    """Robots, empty agents, other methods, 304 and ranges of two bytes are no podcast downloads."""
    found = count([request(1, **values)])
    assert numbers(found, "iab_calendar", "iab_first_touch", "iab_last_touch", "headline") == [0, 0, 0, 1]
    assert found["iab_calendar"].only_headline == ("s1:1",)


@pytest.mark.parametrize(
    "asked", ["bytes=0-", "bytes=0-1999999", "bytes=0-0,5-900", "bytes=99999999999999999999-", "x"]
)
def test_other_ranges_are_no_probes(asked: str) -> None:
    """Only a single range of at most two bytes is a test whether ranges work."""
    assert count([request(1, status=206, range=asked)])["iab_calendar"].downloads == 1


def test_iab_takes_only_the_complete_file() -> None:
    """A part of the file is no download where one minute of play cannot be told (IAB 5.5.3)."""
    part = request(1, body_bytes=731_240, verdict="partial")
    found = count([part], [download("d1", part, in_headline=False, in_at_least=False)])
    assert numbers(found, "iab_calendar", "headline", "at_most") == [0, 0, 1]
    assert found["at_most"].only_here == ("s1:1",)


def test_iab_takes_an_assembled_download_once_even_over_midnight() -> None:
    """Requests that were put together to one delivery are one, and none of them is missing."""
    night = timedelta(hours=11, minutes=59)
    pieces = [
        request(n, night + timedelta(minutes=n), status=206, body_bytes=SIZE // 2, verdict="assembled") for n in (0, 1)
    ]
    found = count(pieces, [download("d1", *pieces)])
    assert (found["iab_calendar"].downloads, found["iab_calendar"].only_headline) == (1, ())
    assert found["get_200_206"].downloads == 2


def test_iab_merges_ipv6_by_64_but_not_other_agents() -> None:
    """Temporary addresses of one network are one visitor, two agents at one address are two."""
    rows = [
        request(1, client="2001:db8:1:2::a", client_64="2001:db8:1:2::/64"),
        request(2, client="2001:db8:1:2::b", client_64="2001:db8:1:2::/64"),
        request(3, client="2001:db8:1:2::b", client_64="2001:db8:1:2::/64", agent="Opera/9.80"),
    ]
    found = count(rows)["iab_calendar"]
    assert (found.downloads, found.only_headline) == (2, ("s1:2",))


def test_counter_keeps_the_last_of_a_chain_of_clicks() -> None:
    """Clicks at most thirty seconds apart are one, however long the chain; the first are dropped."""
    rows = [request(n, timedelta(seconds=after)) for n, after in enumerate((0, 20, 50, 81), 1)]
    found = count(rows)["counter_total"]
    assert (found.downloads, found.only_headline) == (2, ("s1:1", "s1:2"))


def test_counter_takes_304_and_not_206() -> None:
    """COUNTER 7.1 names 200 and 304; IAB takes 200 and 206: the two standards contradict each other."""
    rows = [request(1, status=304, verdict="not_modified"), request(2, client="192.0.2.11", status=206)]
    found = count(rows, [download("d1", rows[1])])
    assert (found["counter_total"].only_here, found["counter_total"].only_headline) == (("s1:1",), ("s1:2",))


def test_counter_unique_is_one_per_clock_hour() -> None:
    """A session is address, agent, date and clock hour (COUNTER 7.3); robots are out of both."""
    rows = [request(n, timedelta(minutes=after)) for n, after in enumerate((1, 50, 70), 1)]
    rows.append(request(4, robot=True, agent="Wget/1.21"))
    assert numbers(count(rows), "counter_total", "counter_unique") == [3, 2]


def test_op3_asks_for_no_status() -> None:
    """The prefix sees the request only: an error counts, HEAD and tiny ranges do not."""
    rows = [
        request(1, status=404),
        request(2, client="192.0.2.11", method="HEAD"),
        request(3, client="192.0.2.12", range="bytes=0-1", status=206),
        request(4, client="192.0.2.13", agent="-", agent_class="empty"),
    ]
    found = count(rows, [])["op3"]
    assert (found.downloads, found.only_here) == (1, ("s1:1",))


def test_op3_is_one_per_visitor_referer_url_and_day() -> None:
    """The day is UTC's; another referer or another query is another download."""
    rows = [
        request(1),
        request(2, timedelta(hours=1)),
        request(3, timedelta(hours=2), referer="https://example.org/"),
        request(4, timedelta(hours=3), target="/docs/leak.xlsx?v=2"),
        request(5, timedelta(hours=12)),
    ]
    assert count(rows)["op3"].only_headline == ("s1:2",)


def test_awstats_takes_200_of_any_method_from_people() -> None:
    """Its table of downloads asks for status 200 and no more; 206 stands in a column of its own."""
    rows = [
        request(1, method="HEAD", body_bytes=0),
        request(2, status=206),
        request(3, robot=True),
        request(4, agent=None, agent_class="empty"),
    ]
    assert count(rows, [])["awstats"].only_here == ("s1:1",)


def test_matomo_takes_every_line_that_is_no_error() -> None:
    """HEAD, 206 and 304 become downloads; redirects, errors and agents of its list do not."""
    rows = [
        request(1, method="HEAD"),
        request(2, status=206),
        request(3, status=304),
        request(4, status=302),
        request(5, status=404),
        request(6, agent="curl/8.5.0"),
        request(7, agent="Wget/1.21", robot=True),
        request(8, agent=None),
        request(9, path="/download"),
        request(10, status=None),
    ]
    assert count(rows, [])["matomo"].only_here == ("s1:1", "s1:2", "s1:3", "s1:7", "s1:8")


def test_goaccess_visitors_are_address_agent_and_day() -> None:
    """Robots and redirects are visitors, a 4xx only with an option of GoAccess."""
    rows = [
        request(1, status=404),
        request(2, status=302),
        request(3, timedelta(hours=1)),
        request(4, timedelta(hours=12)),
        request(5, agent="curl/8.5.0", robot=True),
    ]
    found = count(rows, [])["goaccess_visitors"]
    assert (found.downloads, found.addresses, found.only_here) == (3, 1, ("s1:2", "s1:4", "s1:5"))
