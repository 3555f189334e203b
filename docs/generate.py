"""Writes the pages that are generated from the code: rules, definitions, limitations, formats.

    python docs/generate.py

tests/test_docs.py fails when a page and the code differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from forensics.definitions import DEFINITIONS
from forensics.formats import registry
from forensics.limitations import CODES
from forensics.rules import RULES
from forensics.untrusted import for_markdown

__all__ = ["PAGES"]

DOCS = Path(__file__).parent


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head)]
    lines.append(["---"] * len(lines[0]))
    lines += [[cell if cell.startswith("`") else for_markdown(cell) for cell in row] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def rules_page() -> str:
    """The ordered table of verdicts."""
    return (
        "# Rules\n\nThe first rule that matches decides. Numbers are those of the specification; the number and the"
        " reason stand beside every request in `requests.csv`.\nRules 20 to 22 give pieces, which the episode rules"
        " (3.6) join into downloads.\n\n"
        + _table(("Rule", "Verdict", "Because"), ((r.number, f"`{r.verdict}`", r.because) for r in RULES))
    )


def limitations_page() -> str:
    """Every code a limitation can have."""
    return "# Limitations\n\nWhat an answer may be unable to promise, by code.\n\n" + _table(
        ("Code", "Meaning"), ((f"`{code}`", meaning) for code, meaning in CODES.items())
    )


def definitions_page() -> str:
    """How the same requests are counted by other definitions."""
    return (
        "# Definitions side by side\n\nEvery report counts the same requests as other definitions would, and lists"
        " the requests in which each differs.\n\n"
        + _table(("Name", "Title", "Computed"), ((f"`{d.name}`", d.title, d.computed) for d in DEFINITIONS))
    )


def formats_page() -> str:
    """Every format that is read, with an example."""
    parts = ["# Formats\n\nRead by name, by detection, or as the server's own LogFormat or log_format string.\n"]
    for fmt in registry():
        parts.append(f"\n## {fmt.name}\n\n{for_markdown(fmt.title)}\n\n")
        parts.append("".join(f"    {example}\n" for example in fmt.examples[:1]))
        size = {"body": "body bytes handed over", "planned": "body bytes planned", "total": "bytes with headers"}
        main = size.get(fmt.size or "", "none")
        parts.append(
            f"\nTime: {fmt.time} of the request. Size: {main}" + (", to be inferred.\n" if fmt.ambiguous else ".\n")
        )
    return "".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules_page,
    "limitations.md": limitations_page,
    "definitions.md": definitions_page,
    "formats.md": formats_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
