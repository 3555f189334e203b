"""findings.json: the contract that scripts rely on (design.md section 5), and its JSON Schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from forensics.model import (
    Bounds,
    Coverage,
    Damage,
    Definition,
    FileFindings,
    Findings,
    Gap,
    NearName,
    Recipient,
    Share,
    SourceReport,
    Tally,
    Unread,
)
from forensics.report.stated import bound, case_json
from forensics.report.stated import moment as _time
from forensics.saved_text import saved
from forensics.untrusted import for_terminal, from_bytes

__all__ = ["FINDINGS", "SCHEMA", "as_json", "document", "json_schema"]

#: Name of the file.
FINDINGS = "findings.json"
SCHEMA = "forensics.findings/1"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of findings.json, as it ships in the package."""
    text = files("forensics.report").joinpath("findings.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def as_json(findings: Findings) -> str:
    """The document as text, ASCII only, so that no reader meets a control or bidi character raw."""
    return json.dumps(document(findings), indent=2, ensure_ascii=True, allow_nan=False) + "\n"


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
        "open_ended": bounds.open_ended,
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
    return {"label": tally.label, "start": bound(tally.start), "end": bound(tally.end), **_tally(tally)}


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
        "agent_family": recipient.agent_family,
        "kind": recipient.kind,
        "network": recipient.network,
        "network_type": recipient.network_type,
        "claim": recipient.claim,
        "ranges": list(recipient.ranges),
        "token": recipient.token,
    }


def _share(share: Share) -> dict[str, Any]:
    return {"name": share.name, "downloads": share.downloads, "addresses": share.addresses}


def _near(near: NearName) -> dict[str, Any]:
    return {**saved("name", near.name), "lines": near.lines, "difference": near.difference}


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
        "by_day": [_share(share) for share in file.by_day],
        "by_class": [_share(share) for share in file.by_class],
        "by_country": [_share(share) for share in file.by_country],
        "named": file.named,
        "near_names": [_near(name) for name in file.near_names],
    }


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "name": definition.name,
        "title": definition.title,
        **saved("computed", definition.computed),
        "file": definition.file,
        "downloads": definition.downloads,
        "addresses": definition.addresses,
        "only_here": list(definition.only_here),
        "only_headline": list(definition.only_headline),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "start": _time(gap.start),
        "end": _time(gap.end),
        "window": gap.window,
        **saved("because", gap.because),
        "expected": gap.expected,
    }


def _coverage(series: Coverage) -> dict[str, Any]:
    return {
        **saved("log", series.log),
        "first": _time(series.first),
        "last": _time(series.last),
        "gaps": [_gap(gap) for gap in series.gaps],
        "quiet": [_gap(gap) for gap in series.quiet],
        "silences": [_gap(gap) for gap in series.silences],
        "fraction": series.fraction,
        "sources": list(series.sources),
        "missing_rotations": list(series.missing_rotations),
        "clock_jumps": series.clock_jumps,
        "out_of_order": series.out_of_order,
    }


def _damage(damage: Damage | None) -> dict[str, Any] | None:
    if damage is None:
        return None
    return {
        "kind": damage.kind,
        "offset": damage.offset,
        "last_line": damage.last_line,
        **saved("text", damage.text),
        "lost": damage.lost,
    }


def _unread(member: Unread) -> dict[str, Any]:
    return {
        "id": member.id,
        **saved("name", member.name),
        **saved("reason", member.reason),
        "lost": member.lost,
    }


def _source(source: SourceReport) -> dict[str, Any]:
    return {
        "id": source.id,
        "log": source.log,
        **saved("path", source.path),
        "kind": source.kind,
        **saved("archive", source.archive or None),
        "unread": [_unread(member) for member in source.unread],
        "bytes": source.bytes,
        "sha256": source.sha256,
        "stream_bytes": source.stream_bytes,
        "stream_sha256": source.stream_sha256,
        "compression": source.compression,
        "format": source.format,
        **saved("format_because", source.format_because),
        **saved("refused", source.refused or None),
        "wrappers": list(source.wrappers),
        "formats_seen": [{"format": name, "lines": lines} for name, lines in source.formats_seen],
        "refused_lines": [
            {"format": name, "lines": lines, "names_file": named} for name, lines, named in source.refused_lines
        ],
        "holes": [
            {"line": hole.line_no, "first": _time(hole.first), "last": _time(hole.last)} for hole in source.holes
        ],
        "cut": source.cut,
        "cleaned": source.cleaned,
        "counted": source.counted,
        "server": source.server,
        "size_field": source.size_field,
        "size_field_source": source.size_field_source,
        **saved("size_field_because", source.size_field_because),
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
        "copy_of": source.copy_of,
        "damage": _damage(source.damage),
        "rejected": [
            {
                "line": line.line_no,
                "offset": line.offset,
                "names_file": line.names_file,
                "text": for_terminal(from_bytes(line.line)),
            }
            for line in source.rejected
        ],
    }


def document(findings: Findings) -> dict[str, Any]:
    """The findings as plain dicts and lists, keys in the order of the contract."""
    return {
        "schema": SCHEMA,
        "level": findings.level,
        "case": case_json(findings.case),
        "files": [_file(file) for file in findings.files],
        "definitions": [_definition(definition) for definition in findings.definitions],
        "coverage": [_coverage(series) for series in findings.coverage],
        "sources": [_source(source) for source in findings.sources],
        "second_reader": {**findings.second_reader, "disagreements": list(findings.disagreements)},
        "databases": [dict(base) for base in findings.databases],
        "limitations": [
            {"code": limit.code, **saved("text", limit.text), "incomplete": limit.incomplete}
            for limit in findings.limitations
        ],
        "complete": findings.complete,
    }
