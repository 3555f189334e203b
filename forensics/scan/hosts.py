"""Whether a request for another host than the file's may have got the file all the same (counting.md 4b.3).

A server answers for a host that it does not know with its first one, and a host in the request target is the
client's word. Only a whole answer of another size proves another file.
"""

from __future__ import annotations

from forensics.model import LeakedFile

__all__ = ["ELSEWHERE", "settled"]

#: The path is the file's, the host is not.
ELSEWHERE = "elsewhere"
_PARTIAL_CONTENT = 206


def settled(kind: str | None, file: LeakedFile, target: str | None, status: int | None) -> str | None:
    """The kind of match; "variant" in place of ELSEWHERE where nothing proves another file, else None."""
    if kind != ELSEWHERE:
        return kind
    claimed = target is not None and not target.startswith("/")
    return "variant" if claimed or status == _PARTIAL_CONTENT or not file.versions else None
