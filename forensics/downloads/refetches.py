"""Fetched again by somebody else: mail and web filters visit a link that a client of theirs just used.

Security vendors do so from their own networks, seconds to minutes later
(tests/cases/50-security-vendor-refetch.toml). A label for the investigator to follow; it changes no number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from forensics.downloads.download import Download

__all__ = ["refetches"]

_SOON = timedelta(minutes=2)


def refetches(downloads: Sequence[Download], requests: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Names of downloads that look like another's, fetched again: the same request by another address
    within two minutes, without a referer, by a client of which nothing else is known.

    `downloads` are in order of time, `requests` judged, by their `row`.
    """
    known: dict[str | None, int] = {}
    for row in requests.values():
        known[row["client"]] = known.get(row["client"], 0) + 1
    found: set[str] = set()
    latest: dict[tuple[str, str | None], tuple[datetime, str | None]] = {}
    for download in downloads:
        if not download.in_headline or download.first is None:
            continue
        request, client = requests[download.rows[0]], download.client
        key = (download.file, request["target"])
        before = latest.get(key)
        stranger = request["referer"] is None and known[client] == len(download.rows)
        if before and stranger and before[1] != client and download.first - before[0] <= _SOON:
            found.add(download.name)
        else:
            latest[key] = (download.first, client)
    return frozenset(found)
