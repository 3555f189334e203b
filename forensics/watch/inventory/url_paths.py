"""Under which URL path a file of a published folder is served."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from forensics.watch.watched import Root

__all__ = ["beside", "escaped", "url_path"]


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(f"%{octet:02X}" for octet in error.object[error.start : error.end]), error.end


codecs.register_error("forensics.percent", _escaped)


def url_path(root: Root, path: bytes) -> str:
    """Decoded; what is no UTF-8 stays as percent escapes."""
    return root.url + path.decode("utf-8", "forensics.percent")


def escaped(url: str) -> str:
    """The decoded path of a URL, with escapes for what would be taken for one, or for the end of the path."""
    return url.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def beside(root: Root, roots: Sequence[Root]) -> tuple[str, ...]:
    """Folders below a root in whose place a server serves another: the longer URL path wins for the hosts that it is
    of."""
    return tuple(
        other.url.removeprefix(root.url)
        for other in roots
        if other.url != root.url
        and other.url.startswith(root.url)
        and (not other.hosts or (root.hosts and set(root.hosts) <= set(other.hosts)))
    )
