"""JSONPaths as people write them, in the one spelling that is read here: each key in brackets and apostrophes."""

from __future__ import annotations

import re

import polars as pl

from forensics.errors import FormatError

__all__ = ["json_path"]

#: A path that needs no proof.
_PLAIN = re.compile(r"\$(?:\['[^'\\]*'\]|\[[0-9]{1,6}\])*\['[^'\\]*'\](?:\[[0-9]{1,6}\])*")
#: A key as it is to stand, or in another spelling: .key, ["key"].
_KEY = re.compile(r"(\['[^']*'\])|\.([\w@-]+)|\[\"([^\"']*)\"\]")


def json_path(text: str) -> str:
    """The path that a text names: a key, one within others if it has dots, or a JSONPath. Raises FormatError for one
    that polars cannot follow, or that names no key."""
    if text.startswith("$"):
        path = _KEY.sub(lambda found: found[1] or f"['{found[2] if found[2] is not None else found[3]}']", text)
    else:
        path = "$" + "".join(f"['{part}']" for part in text.split("."))
    if not _PLAIN.fullmatch(path) and not (_KEY.search(path) and _is_followed(path)):
        raise FormatError(
            f"{text!r} is no key, and no JSONPath that names one",
            hint="a key as it stands in the log, event.original for one within another, or $['event']['original'];"
            " a key that holds a single quote cannot be named",
        )
    return path


def _is_followed(path: str) -> bool:
    try:
        pl.Series(["{}"], dtype=pl.String).str.json_path_match(path)
    except pl.exceptions.ComputeError:
        return False
    return True
