"""The section "case" of findings.json: what the case states, as far as a report shows it.

Paths on the machine of the investigator are left out, and so is what the notification states: `forensics notify`
takes that from the case file.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from forensics.model import ALWAYS, Case, Counting, LeakedFile, Log, Parties
from forensics.report.saved.text import saved
from forensics.sources import Url, is_url

__all__ = ["bound", "case_json", "moment"]


def moment(time: datetime | None) -> str | None:
    """RFC 3339 in UTC; null for not known."""
    return None if time is None else time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def bound(time: datetime | None) -> str | None:
    """The start or end of a window; null where it has none."""
    return None if time in ALWAYS else moment(time)


def case_json(case: Case) -> dict[str, Any]:
    """The case as plain dicts and lists."""
    return {
        "id": case.id,
        "title": case.title,
        "digest": case.digest,
        "zone": case.zone,
        "zone_stated": case.zone_stated,
        "local_times": list(case.local_times),
        "aware": moment(case.aware),
        "purpose": case.purpose,
        "requested_by": case.requested_by,
        "legal_basis": case.legal_basis,
        "investigator": case.investigator,
        "retain_until": moment(case.retain_until),
        "files": [_file(file) for file in case.files],
        "windows": [
            {
                "label": window.label,
                "start": bound(window.start),
                "end": bound(window.end),
                "files": list(window.files),
            }
            for window in case.windows
        ],
        "logs": [_log(log) for log in case.logs],
        "parties": _parties(case.parties),
        "counting": _counting(case.counting),
    }


def _file(file: LeakedFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "paths": list(file.paths),
        "hosts": list(file.hosts),
        "versions": [
            {
                "size": version.size,
                "sha256": version.sha256,
                "start": moment(version.start),
                "end": moment(version.end),
            }
            for version in file.versions
        ],
        "size_source": file.size_source,
        "encoded_sizes": list(file.encoded_sizes),
        "page_sizes": list(file.page_sizes),
        "other_paths": list(file.other_paths),
        "written": file.written,
    }


def _log(log: Log) -> dict[str, Any]:
    return {
        **saved("path", Url(log.path).shown if is_url(log.path) else log.path),
        "format": log.format,
        "zone": log.zone,
        "size_field": log.size_field,
        "host": log.host,
        "layer": log.layer,
        "server": log.server,
        "covers": None if log.covers is None else [moment(time) for time in log.covers],
    }


def _parties(parties: Parties) -> dict[str, Any]:
    return {
        "own": [str(network) for network in parties.own],
        "trusted_proxies": [str(network) for network in parties.trusted_proxies],
        "registry": parties.registry,
        "known": [
            {"name": known.name, "networks": [str(network) for network in known.networks]} for known in parties.known
        ],
    }


def _counting(counting: Counting) -> dict[str, Any]:
    return {
        "clock_tolerance": _duration(counting.clock_tolerance),
        "episode": _duration(counting.episode),
        "absorb": _duration(counting.absorb),
        "merge": _duration(counting.merge),
        "abort_blind": counting.abort_blind,
    }


def _duration(span: timedelta) -> str:
    """ISO 8601, in seconds: "PT120S"."""
    return f"PT{span.total_seconds():.6f}".rstrip("0").rstrip(".") + "S"
