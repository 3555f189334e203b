"""Who may read what of a report: levels as lists of fields, labels and tokens in place of addresses, no small numbers.

shown = disclose(findings, "regulator", key=key_of(Path("reports/coa-2020.key"), never_in=[folder]))
"""

from __future__ import annotations

from forensics.report.disclosure.disclose import disclose
from forensics.report.disclosure.fields import FIELDS, LEVELS, columns
from forensics.report.disclosure.threshold import K

__all__ = ["FIELDS", "LEVELS", "K", "columns", "disclose"]
