"""`python -m forensics`: the command where its folder is not on PATH."""

from __future__ import annotations

from forensics.cli import main

if __name__ == "__main__":
    main()
