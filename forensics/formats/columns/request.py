"""Request lines and request targets, taken apart as RFC 9112 does, and kindly where clients do not keep to it."""

from __future__ import annotations

import polars as pl

__all__ = ["host_name", "request_parts", "target_parts"]

_PROTOCOL = r" ((?:HTTP|http|RTSP|SIP)/[0-9]+(?:\.[0-9]+)?)$"
#: RFC 9110 5.6.2: what a method may look like, known or not.
_METHOD = r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"
_AUTHORITY = r"^[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)"


def request_parts(line: pl.Expr) -> dict[str, pl.Expr]:
    """Method, target and protocol of a request line.

    The target is everything between the first blank and the protocol, so blanks in it are kept.
    No protocol is HTTP/0.9: null. What does not begin with a method (a TLS handshake, binary) has
    none; it is all target if it begins with "/", else it has no target either.
    """
    text = line.str.strip_chars(" ")
    rest = text.str.replace(_PROTOCOL, "").str.strip_chars_end(" ")
    first = rest.str.extract(r"^([^ ]*)")
    is_method = first.str.contains(_METHOD) & (first != "-")  # a load balancer writes "- - -" for no request
    target = rest.str.extract(r"(?s)^[^ ]* +(.+)$")
    return {
        "method": pl.when(is_method).then(first),
        "target": pl.when(is_method).then(target).when(rest.str.starts_with("/")).then(rest),
        "protocol": pl.when(is_method | rest.str.starts_with("/")).then(text.str.extract(_PROTOCOL)),
    }


def target_parts(target: pl.Expr, method: pl.Expr) -> dict[str, pl.Expr]:
    """Authority, path and query of a request target, undecoded and without fragment.

    An absolute URI names its authority; so does the target of CONNECT, which has no path. A target
    that begins with "//" is a path: no client sends a reference without scheme.
    """
    authority = target.str.extract(_AUTHORITY)
    tunnel = (method == "CONNECT").fill_null(value=False) & ~target.str.starts_with("/")
    local = target.str.replace(_AUTHORITY, "")
    path = local.str.extract(r"^([^?#]*)")
    bare = (path == "") & authority.is_not_null()
    return {
        "authority": pl.when(tunnel).then(target).otherwise(authority),
        "path": pl.when(tunnel).then(None).when(bare).then(pl.lit("/")).otherwise(path),
        "query": pl.when(~tunnel).then(local.str.extract(r"\?([^#]*)")),
    }


def host_name(authority: pl.Expr) -> pl.Expr:
    """The host of an authority or Host header: lower case, without user, port and final dot.

    Null where there is none; "_" is nginx's name for a server without one.
    """
    host = authority.str.replace(r"(?s)^.*@", "").str.extract(r"^(\[[^\]]*\]|[^:]*)")
    host = host.str.to_lowercase().str.strip_suffix(".")
    return pl.when(~host.is_in(["", "-", "_"])).then(host)
