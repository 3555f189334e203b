"""Which pictures a report has room for: each takes a third of a second and some megabytes to draw, and a case may have
hundreds of files, each in dozens of windows. The numbers of what is not drawn stand in the page all the same."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.model import Findings

__all__ = ["MOST_FILES", "MOST_WINDOWS", "beyond"]

#: Files of which pictures are drawn, the first of a case; and windows of these, all together, the first with requests.
MOST_FILES, MOST_WINDOWS = 24, 40


def beyond(findings: Findings) -> frozenset[str]:
    """Names of the pictures, as `draw.draw` gives them, that are not drawn."""
    windows = [
        f"window-{f}-{w}"
        for f, file in enumerate(findings.files[:MOST_FILES], 1)
        for w, window in enumerate(file.windows, 1)
        if window.requests
    ]
    return frozenset((*windows[MOST_WINDOWS:], *_of_files(findings)))


def _of_files(findings: Findings) -> Iterator[str]:
    for f, file in enumerate(findings.files[MOST_FILES:], MOST_FILES + 1):
        yield from (f"timeline-{f}", f"addresses-{f}", f"definitions-{f}")
        yield from (f"window-{f}-{w}" for w in range(1, len(file.windows) + 1))
