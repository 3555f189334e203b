"""DuckDB doing what the scan does, or parsing every line: started by run.py as a program of its own.

    python benchmarks/duckdb_query.py filter|parse LOG

filter: the same filter, coverage and hash: the lines that hold the name as it stands in the log, the
lines of every minute, and the SHA-256 of the file, computed beside the query as our scan does it.
parse: one regular expression over every line, its fields counted by minute.
Prints the number of whole deliveries of the file.
"""

from __future__ import annotations

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

#: One column that holds the whole line: no line has a character U+0001, and nothing is quoted.
LINES = (
    "read_csv(?, columns = {'line': 'VARCHAR'}, delim = '\x01', quote = '', escape = '', header = false,"
    " auto_detect = false, strict_mode = false, max_line_size = 2000000)"
)
FILTER = f"""
    SELECT line[strpos(line, '[') + 1 :][:17] AS minute, count(*) AS lines,
           list(line) FILTER (contains(line, 'Lijst%20signalen.xlsx')) AS kept
    FROM {LINES} GROUP BY minute
"""
PATTERN = r'^(\S+) (\S+) (\S+) \[([^\]]*)\] "([^"]*)" (\d{3}) (\d+|-) "([^"]*)" "([^"]*)"$'
FIELDS = "['host', 'ident', 'user', 'stamp', 'request', 'status', 'size', 'referer', 'agent']"
PARSE = f"""
    SELECT row.stamp[:17] AS minute, count(*) AS lines, max(row.host || row.ident || row.user || row.referer || row.agent),
           count(*) FILTER (contains(row.request, 'Lijst%20signalen.xlsx') AND row.status = '200'
                            AND row.size = '183296') AS downloads
    FROM (SELECT regexp_extract(line, ?, {FIELDS}) AS row FROM {LINES}) GROUP BY minute
"""


def _sha256(log: Path) -> str:
    with log.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    """Reads the arguments, runs the query, prints the number."""
    query, log = sys.argv[1], Path(sys.argv[2])
    if query == "filter":
        with ThreadPoolExecutor(1) as beside:
            digest = beside.submit(_sha256, log)
            rows = duckdb.execute(FILTER, [str(log)]).fetchall()
            digest.result()
        kept = [line for _, _, lines in rows for line in lines or ()]
        downloads = sum('" 200 183296 "' in line for line in kept)
    else:
        rows = duckdb.execute(PARSE, [PATTERN, str(log)]).fetchall()
        downloads = sum(row[3] for row in rows)
    print(f"{downloads} downloads, {sum(row[1] for row in rows)} lines, {len(rows)} minutes")


if __name__ == "__main__":
    main()
