"""JSON objects and rows of tables whose keys have usual names, whoever wrote them."""

from __future__ import annotations

from forensics.formats.format import Format
from forensics.formats.grammars.record_lines import Records

__all__ = ["formats"]

_EXAMPLES = (
    (
        '{"@timestamp":"2026-06-09T08:00:00.000Z","source":{"ip":"192.0.2.10"},"http":{"request":{"method":"GET"},'
        '"response":{"status_code":200,"body":{"bytes":48211}}},"url":{"original":"/docs/report.pdf"},'
        '"user_agent":{"original":"curl/8.7.1"}}'
    ),
    '{"ts":1780992312.0,"clientip":"2001:db8::7","verb":"HEAD","request":"/list.csv?v=2","response":"200","bytes":"0"}',
)


def formats() -> list[Format]:
    """One format for all of them: each line is read by the names of its own keys."""
    return [
        Format(
            name="records",
            title="JSON objects, or rows of a table with a heading (CSV), with usual names of keys",
            grammar=Records(),
            family="JSON",
            server=None,
            template="one object a line, nested or not: time, target and status by any of their usual names",
            time="end",
            offset=True,
            size="planned",
            ambiguous=True,
            examples=_EXAMPLES,
            note="A line in which two keys say different things of one field is not read. Names that say whether a "
            "size counts headers decide it; others leave it to be inferred.",
        )
    ]
