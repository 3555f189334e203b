"""A download that looks like another's, fetched again by a filter of theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from forensics.downloads.download import Download
from forensics.downloads.refetches import refetches

NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)


def found(*downloads: tuple[str, int, dict[str, Any]], others: tuple[str, ...] = ()) -> list[str]:
    """Names of re-fetches among downloads: client, seconds after noon, what is special of the request."""
    requests: dict[str, dict[str, Any]] = {
        f"s1:{number}": {"client": client, "target": "/leak.xlsx", "referer": None, **special}
        for number, (client, _, special) in enumerate(downloads, 1)
    }
    requests |= {f"s2:{number}": {"client": client} for number, client in enumerate(others, 1)}
    rows = [
        Download(
            **dict.fromkeys(("size", "proof", "grade", "client_64", "party", "own", "agent", "agent_class", "robot")),
            **dict.fromkeys(("last", "bytes", "window", "edge_window", "person", "shared")),
            name=f"d{number}",
            file="leak.xlsx",
            kind="complete",
            client=client,
            first=NOON + timedelta(seconds=seconds),
            flags=(),
            because="",
            rows=(f"s1:{number}",),
            in_at_least=True,
            in_headline=True,
            indexes=(number - 1,),
            absorbed=(),
        )
        for number, (client, seconds, _) in enumerate(downloads, 1)
    ]
    return sorted(refetches(rows, requests))


def test_a_stranger_soon_after_is_a_refetch() -> None:
    """Forty seconds later, from another network; also several filters after one person."""
    assert found(("198.51.100.7", 0, {}), ("203.0.113.9", 40, {})) == ["d2"]
    assert found(("198.51.100.7", 0, {}), ("203.0.113.9", 40, {}), ("203.0.113.10", 90, {})) == ["d2", "d3"]


@pytest.mark.parametrize(
    ("client", "seconds", "special"),
    [
        ("198.51.100.7", 40, {}),  # the same client twice
        ("203.0.113.9", 121, {}),  # later than two minutes
        ("203.0.113.9", 40, {"referer": "https://www.example.org/"}),  # came by a page
        ("203.0.113.9", 40, {"target": "/leak.xlsx?v=2"}),  # asked for something else
    ],
)
def test_other_second_downloads_are_not(client: str, seconds: int, special: dict[str, Any]) -> None:
    """Each thing that speaks for a visitor of its own."""
    assert found(("198.51.100.7", 0, {}), (client, seconds, special)) == []


def test_a_client_with_other_requests_is_a_visitor() -> None:
    """A filter asks once; whoever also made a HEAD or came back is somebody."""
    assert found(("198.51.100.7", 0, {}), ("203.0.113.9", 40, {}), others=("203.0.113.9",)) == []
