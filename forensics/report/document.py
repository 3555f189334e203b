"""findings.json: the contract that scripts rely on (design.md section 5), and its JSON Schema."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from forensics.model import (
    ALWAYS,
    Bounds,
    Coverage,
    Damage,
    FileFindings,
    Findings,
    Gap,
    Recipient,
    SourceReport,
    Tally,
)
from forensics.untrusted import for_terminal, from_bytes

__all__ = ["SCHEMA", "as_json", "document", "json_schema"]

SCHEMA = "forensics.findings/1"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of findings.json, as it ships in the package."""
    text = files("forensics.report").joinpath("findings.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def as_json(findings: Findings) -> str:
    """The document as text, ASCII only, so that no reader meets a control or bidi character raw."""
    return json.dumps(document(findings), indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _unicode(text: str) -> str:
    r"""A text with the name of a file in it: bytes that are not UTF-8 as \udcHH in letters, for a reader
    of JSON may refuse lone surrogates."""
    return text.encode("utf-8", "backslashreplace").decode()


def _time(time: datetime | None) -> str | None:
    """RFC 3339 in UTC; null for not known and for a window without a bound."""
    if time is None or time in ALWAYS:
        return None
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _downloads(bounds: Bounds) -> dict[str, Any]:
    return {
        "at_least": bounds.at_least,
        "headline": bounds.headline,
        "at_most": bounds.at_most,
        "open_ended": bounds.open_ended,
    }


def _addresses(bounds: Bounds) -> dict[str, Any]:
    return {
        "at_least": bounds.at_least,
        "headline": bounds.headline,
        "at_most": bounds.at_most,
        "by_64": bounds.by_64,
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "requests": tally.requests,
        "downloads": _downloads(tally.downloads),
        "addresses": _addresses(tally.addresses),
        "partial": tally.partial,
        "verdicts": dict(tally.verdicts),
        "grades": dict(tally.grades),
        "own": tally.own,
        "robots": tally.robots,
        "observed": {name: _time(time) for name, time in tally.observed.items()},
    }


def _window(tally: Tally) -> dict[str, Any]:
    return {"label": tally.label, "start": _time(tally.start), "end": _time(tally.end), **_tally(tally)}


def _recipient(recipient: Recipient) -> dict[str, Any]:
    return {
        "address": recipient.address,
        "downloads": recipient.downloads,
        "partial": recipient.partial,
        "first": _time(recipient.first),
        "last": _time(recipient.last),
        "party": recipient.party,
        "country": recipient.country,
        "asn": recipient.asn,
        "agent_class": recipient.agent_class,
    }


def _file(file: FileFindings) -> dict[str, Any]:
    return {
        "name": file.name,
        "size": file.size,
        "size_source": file.size_source,
        "sizes_considered": [dict(candidate) for candidate in file.sizes_considered],
        "versions": [dict(version) for version in file.versions],
        "windows": [_window(window) for window in file.windows],
        "total": _tally(file.total),
        "outside": _tally(file.outside),
        "addresses": [_recipient(recipient) for recipient in file.addresses],
        "sensitivity": [dict(row) for row in file.sensitivity],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "start": _time(gap.start),
        "end": _time(gap.end),
        "window": gap.window,
        "because": gap.because,
        "expected": gap.expected if gap.expected is None else round(gap.expected, 1),
    }


def _coverage(series: Coverage) -> dict[str, Any]:
    return {
        "log": _unicode(series.log),
        "first": _time(series.first),
        "last": _time(series.last),
        "gaps": [_gap(gap) for gap in series.gaps],
        "fraction": round(series.fraction, 6),
        "sources": list(series.sources),
        "missing_rotations": list(series.missing_rotations),
        "clock_jumps": series.clock_jumps,
        "out_of_order": round(series.out_of_order, 6),
    }


def _damage(damage: Damage | None) -> dict[str, Any] | None:
    if damage is None:
        return None
    return {
        "kind": damage.kind,
        "offset": damage.offset,
        "last_line": damage.last_line,
        "text": damage.text,
        "lost": damage.lost,
    }


def _source(source: SourceReport) -> dict[str, Any]:
    return {
        "id": source.id,
        "path": _unicode(source.path),
        "kind": source.kind,
        "archive": _unicode(source.archive) if source.archive else None,
        "unread": [
            {"id": member.id, "name": _unicode(member.name), "reason": member.reason, "lost": member.lost}
            for member in source.unread
        ],
        "bytes": source.bytes,
        "sha256": source.sha256,
        "stream_bytes": source.stream_bytes,
        "stream_sha256": source.stream_sha256,
        "compression": source.compression,
        "format": source.format,
        "format_because": source.format_because,
        "refused": source.refused or None,
        "wrappers": list(source.wrappers),
        "formats_seen": [{"format": name, "lines": lines} for name, lines in source.formats_seen],
        "server": source.server,
        "size_field": source.size_field,
        "size_field_source": source.size_field_source,
        "size_field_because": source.size_field_because,
        "zone_source": source.zone_source,
        "lines": source.lines,
        "blank": source.blank,
        "headings": source.headings,
        "parsed": source.parsed,
        "unparsed": source.unparsed,
        "unparsed_candidates": source.unparsed_candidates,
        "repaired": source.repaired,
        "overlong": source.overlong,
        "out_of_order": source.out_of_order,
        "first": _time(source.first),
        "last": _time(source.last),
        "damage": _damage(source.damage),
        "rejected": [
            {"line": line.line_no, "names_file": line.names_file, "text": for_terminal(from_bytes(line.line))}
            for line in source.rejected
        ],
    }


def document(findings: Findings) -> dict[str, Any]:
    """The findings as plain dicts and lists, keys in the order of the contract."""
    case = findings.case
    return {
        "schema": SCHEMA,
        "case": {
            "id": case.id,
            "title": case.title,
            "digest": case.digest,
            "zone": case.zone,
            "aware": _time(case.aware),
            "purpose": case.purpose,
            "requested_by": case.requested_by,
            "legal_basis": case.legal_basis,
            "investigator": case.investigator,
        },
        "files": [_file(file) for file in findings.files],
        "definitions": [
            {
                "name": definition.name,
                "title": definition.title,
                "file": definition.file,
                "downloads": definition.downloads,
                "addresses": definition.addresses,
                "only_here": list(definition.only_here),
                "only_headline": list(definition.only_headline),
            }
            for definition in findings.definitions
        ],
        "coverage": [_coverage(series) for series in findings.coverage],
        "sources": [_source(source) for source in findings.sources],
        "second_reader": {**findings.second_reader, "disagreements": list(findings.disagreements)},
        "databases": [dict(base) for base in findings.databases],
        "limitations": [
            {"code": limit.code, "text": _unicode(limit.text), "incomplete": limit.incomplete}
            for limit in findings.limitations
        ],
        "complete": findings.complete,
    }
