"""Writes the documents of the sample cases; xlsxwriter is needed (`make test` installs it).

    python sample_logs/documents.py [OUT]

OUT is a folder to write to, for comparison; without it the documents in this folder are written anew. Another zlib may
pack the same parts into other bytes, though never into another size.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workbook import workbook

HERE = Path(__file__).resolve().parent
#: Bytes of the workbook that the logs of coa-2020 tell of.
_SIZE = 183_296


def main(arguments: list[str]) -> None:
    """Writes every document."""
    out = Path(arguments[0]) if arguments else HERE
    folder = out / "coa-2020" / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Lijst signalen.xlsx").write_bytes(workbook(_SIZE))


if __name__ == "__main__":
    main(sys.argv[1:])
