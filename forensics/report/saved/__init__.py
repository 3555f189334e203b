"""findings.json, written and read again."""
