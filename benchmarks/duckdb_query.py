"""DuckDB doing what the scan does, and less, and more: started by run.py as a program of its own.

    python benchmarks/duckdb_query.py literal|same|parse LOG

literal: the lines that hold the name letter by letter as this log has it, the lines of every minute (what
stands behind the first bracket, whatever it is), and the SHA-256 of the file.
same: the same filter, coverage and hash as the scan: the name in any case and encoding, or the size of
the file; minutes of well-formed stamps in their place alone.
parse: one regular expression over every line, its fields counted by minute; no hash.

The hash is computed beside the query, as our scan does it. Prints the number of whole deliveries.
"""

from __future__ import annotations

import hashlib
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

NAME = "Lijst signalen.xlsx"
#: The name in any spelling: of each character itself, percent-encoded (also again), or escaped by the log.
SPELLED = "(?i)" + "".join(
    rf"(?:{re.escape(char)}|%(?:25){{0,4}}{ord(char):02X}|\\{{1,4}}x{ord(char):02X})" for char in NAME
)
STAMP = r'^[^ ]* [^ ]* [^"]* \[([0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}):[0-9]{2} ([+-][0-9]{4})\] "'
COMBINED = r'^(\S+) (\S+) (\S+) \[([^\]]*)\] "([^"]*)" (\d{3}) (\d+|-) "([^"]*)" "([^"]*)"$'

#: One column that holds the whole line: no line has a character U+0001, and nothing is quoted.
_LINES = (
    "read_csv($log, columns = {'line': 'VARCHAR'}, delim = '\x01', quote = '', escape = '', header = false,"
    " auto_detect = false, strict_mode = false, max_line_size = 2000000)"
)
QUERIES = {
    "literal": f"""
        SELECT substr(line, strpos(line, '[') + 1, 17) AS minute, count(*),
               list(line) FILTER (contains(line, 'Lijst%20signalen.xlsx'))
        FROM {_LINES} GROUP BY minute
    """,  # noqa: S608 (nothing in it comes from outside)
    # As in our scan, plain searches that need no state machine come before the pattern.
    "same": f"""
        SELECT regexp_extract(line, '{STAMP}', ['minute', 'offset']) AS minute, count(*),
               list(line) FILTER (contains(line, '183296') OR (
                   (contains(line, '%') OR contains(line, '\\') OR regexp_matches(line, '(?i)Lijst'))
                   AND regexp_matches(line, '{SPELLED}')))
        FROM {_LINES} GROUP BY minute
    """,  # noqa: S608 (nothing in it comes from outside)
    "parse": f"""
        SELECT substr(row.stamp, 1, 17) AS minute, count(*),
               list(row) FILTER (contains(row.request, 'Lijst%20signalen.xlsx'))
        FROM (SELECT regexp_extract(line, '{COMBINED}', ['host', 'ident', 'user', 'stamp', 'request', 'status',
                                    'size', 'referer', 'agent']) AS row FROM {_LINES})
        GROUP BY minute
    """,  # noqa: S608
}


def _sha256(log: Path) -> str:
    with log.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    """Reads the arguments, runs the query, prints the number."""
    query, log = sys.argv[1], Path(sys.argv[2])
    with ThreadPoolExecutor(1) as beside:
        digest = None if query == "parse" else beside.submit(_sha256, log)
        rows = duckdb.execute(QUERIES[query], {"log": str(log)}).fetchall()
        if digest is not None:
            digest.result()
    kept = [line for _, _, lines in rows for line in lines or ()]
    whole = [line for line in kept if (line["status"] == "200" if query == "parse" else '" 200 183296 "' in line)]
    print(f"{len(whole)} downloads, {sum(row[1] for row in rows)} lines, {len(rows)} minutes")


if __name__ == "__main__":
    main()
