"""The words of a report explained: verdicts, grades of evidence, flags.

The explanations are messages: `Language.say` prints them. What is explained stays the same word in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forensics.language.statement import message

__all__ = ["FLAGS", "GRADES", "MEANINGS", "SHOWN_BY", "SIZES_SEEN", "Meaning"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A verdict in print: its mark, what it says, and in which numbers it counts (counting.md 3.4)."""

    mark: str
    word: str
    says: str
    counts: str


_PROVEN = message("established, at most; at least where proven")
_NOWHERE = message("nowhere")
_DASH = "\N{EN DASH}"

MEANINGS: Mapping[str, Meaning] = {
    "complete": Meaning("●", message("complete"), message("One response carried the whole file."), _PROVEN),
    "assembled": Meaning(
        "◆", message("assembled"), message("Several responses to one client together carried the whole file."), _PROVEN
    ),
    "partial": Meaning(
        "△",
        message("partial"),
        message("Bytes of the file left the server, but not the whole file."),
        message("partial, at most"),
    ),
    "not_modified": Meaning(
        "○",
        message("not modified"),
        message("Nothing was sent: the client said that it holds a copy."),
        message("at most, if seen first"),
    ),
    "probe": Meaning("·", message("probe"), message("Asked for no content, or for next to none."), _NOWHERE),
    "redirect": Meaning("→", message("redirect"), message("Sent elsewhere; nothing of the file was sent."), _NOWHERE),
    "error": Meaning(
        "\N{MULTIPLICATION SIGN}",
        message("error"),
        message("Refused or failed; nothing of the file was sent."),
        _NOWHERE,
    ),
    "indeterminate": Meaning(
        "□",
        message("indeterminate"),
        message("Could be a delivery; the fields of the log do not decide."),
        message("at most"),
    ),
    "other_target": Meaning(
        _DASH, message("other target"), message("Holds the name or the size, but is about another file."), _NOWHERE
    ),
    "duplicate_line": Meaning(
        _DASH,
        message("duplicate line"),
        message("Copy of a line in another log."),
        message("where the other line stands"),
    ),
    "duplicate_layer": Meaning(
        _DASH,
        message("duplicate layer"),
        message("The same request, seen by an inner layer."),
        message("where the outer layer logged it"),
    ),
}

GRADES: Mapping[str, str] = {
    "G0": message("The status alone says that the file was sent."),
    "G1": message("The server planned to send the whole file."),
    "G2": message("The server handed over every byte."),
    "G3": message("What the client did later confirms that it held them."),
}

#: What a log shows for each grade (counting.md 3.3).
SHOWN_BY: Mapping[str, str] = {
    "G0": message("No size is logged, or that of the file is not known."),
    "G1": message("The size that the server planned, or that of a server behind another one."),
    "G2": message("The size that the operating system took on."),
    "G3": message("A later 304, a resume from just there, a 416 at the end."),
}

FLAGS: Mapping[str, str] = {
    "abort-blind": message("In this log a delivery that the client broke off would look the same."),
    "aborted": message("The log marks the connection as broken off."),
    "absorbed": message("Belongs to a whole delivery to the same address at that time; not counted by itself."),
    "behind-cache": message("A cache asked: it may have served others too, which only its own log shows."),
    "cross-UA": message("Parts that one address fetched with two programs."),
    "edge": message("So near the edge of a window that the clock leaves doubt."),
    "encoded": message("Delivered compressed."),
    "multipart": message("Several ranges in one response."),
    "other-version": message("Another version of the file than the one that was live."),
    "prefetch": message("A part was fetched just before the whole file, as office programs do."),
    "proxied": message("Logged behind a proxy: this log cannot prove what the client got."),
    "repeat-within-30s": message("Soon after another download by the same address; at least counts the two as one."),
    "resumed": message("Continued where an earlier delivery had stopped."),
    "re-fetch": message("The same request by another address within two minutes, as mail and web filters do."),
    "shared": message("Several may stand behind this address: nothing is concluded from one request to another."),
    "viewer": message("Parts were fetched just after the whole file, as viewers do."),
}

#: Where a size that the logs suggest was seen.
SIZES_SEEN: Mapping[str, str] = {
    "content_range": message("total of a Content-Range"),
    "object": message("size of the stored object"),
    "status_200_body": message("body of a response 200"),
    "status_200_total": message("total of a response 200, less its header"),
}
