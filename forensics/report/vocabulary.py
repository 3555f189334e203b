"""The words of a report explained in it: verdicts, grades of evidence, flags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["FLAGS", "GRADES", "MEANINGS", "Meaning"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A verdict in print: its mark, what it says, and in which numbers it counts (counting.md 3.4)."""

    mark: str
    says: str
    counts: str


_PROVEN = "headline, at most; at least where proven"
_DASH = "\N{EN DASH}"

MEANINGS: Mapping[str, Meaning] = {
    "complete": Meaning("●", "One response carried the whole file.", _PROVEN),
    "assembled": Meaning("◆", "Several responses to one client together carried the whole file.", _PROVEN),
    "partial": Meaning("△", "Bytes of the file left the server, but not the whole file.", "partial, at most"),
    "not_modified": Meaning("○", "Nothing was sent: the client said that it holds a copy.", "at most, if seen first"),
    "probe": Meaning("·", "Asked for no content, or for next to none.", "nowhere"),
    "redirect": Meaning("→", "Sent elsewhere; nothing of the file was sent.", "nowhere"),
    "error": Meaning("\N{MULTIPLICATION SIGN}", "Refused or failed; nothing of the file was sent.", "nowhere"),
    "indeterminate": Meaning("□", "Could be a delivery; the fields of the log do not decide.", "at most"),
    "other_target": Meaning(_DASH, "Holds the name or the size, but is about another file.", "nowhere"),
    "duplicate_line": Meaning(_DASH, "Copy of a line in another log.", "where the other line stands"),
    "duplicate_layer": Meaning(_DASH, "The same request, seen by an inner layer.", "where the outer layer logged it"),
}

GRADES: Mapping[str, str] = {
    "G0": "The status alone says that the file was sent.",
    "G1": "The server planned to send the whole file.",
    "G2": "The server handed over every byte.",
    "G3": "What the client did later confirms that it held them.",
}

FLAGS: Mapping[str, str] = {
    "abort-blind": "In this log a delivery that the client broke off would look the same.",
    "aborted": "The log marks the connection as broken off.",
    "absorbed": "Belongs to a whole delivery to the same address at that time; not counted by itself.",
    "cross-UA": "Parts that one address fetched with two programs.",
    "edge": "So near the edge of a window that the clock leaves doubt.",
    "encoded": "Delivered compressed.",
    "multipart": "Several ranges in one response.",
    "other-version": "Another version of the file than the one that was live.",
    "prefetch": "A part was fetched just before the whole file, as office programs do.",
    "proxied": "Logged behind a proxy: this log cannot prove what the client got.",
    "repeat-within-30s": "Soon after another download by the same address; at least counts the two as one.",
    "resumed": "Continued where an earlier delivery had stopped.",
    "re-fetch": "The same request by another address within two minutes, as mail and web filters do.",
    "viewer": "Parts were fetched just after the whole file, as viewers do.",
}
