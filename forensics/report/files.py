"""The names of the files in a report folder."""

from __future__ import annotations

__all__ = ["CHECKSUMS", "CUSTODY", "DATABASE", "FINDINGS", "OURS", "WORKBOOK"]

#: The one file that makes a folder a report.
FINDINGS = "findings.json"
#: SHA-256 of what is read again.
CHECKSUMS = "findings.sha256"
CUSTODY = "custody.jsonl"
#: The same tables for a spreadsheet and for SQL, with what explains them; at every level.
WORKBOOK, DATABASE = "evidence.xlsx", "evidence.sqlite"
#: A folder with the first of these, and nothing beside them, is a report of ours and may be replaced; so is one
#: that was purged, of which the custody log alone is left.
OURS = (
    FINDINGS, "report.html", "report.pdf", "requests.csv", "downloads.csv", "requests.parquet", "downloads.parquet",
    "events.jsonl", "timeline.jsonl", "plots", WORKBOOK, DATABASE, CHECKSUMS, CUSTODY,
)  # fmt: skip
