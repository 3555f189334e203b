"""What a wrapper is: a declaration of what a collector or a tool puts around a log line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["LINE", "Wrapper", "prefixed"]

#: What the examples have in common.
LINE = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/report.pdf HTTP/1.1" 200 48211'


@dataclass(frozen=True, slots=True)
class Wrapper:
    """One way to wrap a line, as data.

    kind "prefix": `pattern` is what stands before the line; the rest is the line.
    kind "around": the line is the first group of `pattern`.
    kind "quotes": `pattern` is the whole wrapped line; `escape` says how quotes inside are written.
    kind "json": an object in which `pattern` is found and `unless` is not; the line is the string at `key`, or at
    that JSONPath.
    kind "typeset": `pattern` is found in the line, `unless` is not, and texts that were changed are changed back.
    """

    name: str
    title: str
    kind: str  # "prefix" | "around" | "quotes" | "json" | "typeset"
    pattern: str
    source: str  # where the wrapper is specified
    example: str
    escape: str = ""  # of quotes: "" (none) | "doubled" | "backslash"
    key: str = ""  # of json
    unless: str = ""  # of json and typeset
    note: str = ""
    furniture: str = ""  # a pattern of lines beside the wrapped ones that hold no request
    number: str = ""  # a pattern whose last group is a number before the line, and the one before, what it counts in
    counts: str = ""  # what that number means: "lines" (it rises) | "times" (the line stands for so many)


def prefixed(source: str) -> Callable[..., Wrapper]:
    """Declares prefixes that one source specifies."""

    def declared(name: str, title: str, pattern: str, before: str, **more: str) -> Wrapper:
        return Wrapper(name, title, "prefix", pattern, source, before + LINE, **more)

    return declared
