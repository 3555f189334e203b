"""The names of the files in a report folder."""

from __future__ import annotations

__all__ = ["CHECKSUMS", "CUSTODY", "DATABASE", "FINDINGS", "OURS"]

#: The one file that makes a folder a report.
FINDINGS = "findings.json"
#: SHA-256 of what is read again.
CHECKSUMS = "findings.sha256"
CUSTODY = "custody.jsonl"
DATABASE = "evidence.sqlite"
#: A folder with the first of these, and nothing beside them, is a report of ours and may be replaced; so is one
#: that was purged, of which the custody log alone is left.
OURS = (
    FINDINGS, "report.html", "report.pdf", "requests.csv", "downloads.csv", "requests.parquet", "downloads.parquet",
    "events.jsonl", "timeline.jsonl", "plots", CHECKSUMS, CUSTODY,
    DATABASE,
)  # fmt: skip
