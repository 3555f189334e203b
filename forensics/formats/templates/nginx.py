"""nginx's log_format language: literal text and $variables."""

from __future__ import annotations

import re

from forensics.errors import FormatError
from forensics.formats.templates import strftime
from forensics.formats.templates.headers import REQUEST_HEADERS, RESPONSE_HEADERS
from forensics.formats.templates.pieces import Field, FieldPart, Piece, excerpt, joined

__all__ = ["pieces"]

_VARIABLE = re.compile(r"\$(?:([A-Za-z0-9_]+)|\{([A-Za-z0-9_]+)\})")

#: Variables with a meaning or a known alphabet: role, kind, rank.
_PLAIN: dict[str, tuple[str, str, int]] = {
    "remote_addr": ("peer", "address", 0),
    "the_real_ip": ("peer", "address", 1),  # ingress-nginx before 0.23
    "realip_remote_addr": ("peer", "address", 5),
    "proxy_protocol_addr": ("forwarded", "address", 2),
    "proxy_add_x_forwarded_for": ("forwarded", "forwarded", 0),
    "remote_user": ("user", "user", 0),
    "request": ("request", "request", 0),
    "request_method": ("method", "word", 0),
    "request_uri": ("target", "text", 0),
    "uri": ("path", "text", 0),
    "document_uri": ("path", "text", 0),
    "args": ("query", "text", 0),
    "query_string": ("query", "text", 0),
    "is_args": ("", "question", 0),
    "server_protocol": ("protocol", "word", 0),
    "status": ("status", "status", 0),
    "body_bytes_sent": ("body", "number", 0),
    "bytes_sent": ("total", "number", 0),
    "request_time": ("seconds", "seconds", 0),
    "request_completion": ("completion", "completion", 0),
    "gzip_ratio": ("gzip_ratio", "decimal", 0),
    "host": ("host", "host", 0),
    "server_name": ("host", "host", 2),
    "request_id": ("request_id", "word", 0),
    "req_id": ("request_id", "word", 0),  # ingress-nginx
    "scheme": ("", "word", 0),
    "pipe": ("", "pipe", 0),
    "hostname": ("", "word", 0),
    "server_addr": ("", "address", 0),
    "connection": ("", "number", 0),
    "connection_requests": ("", "number", 0),
    "connection_time": ("", "decimal", 0),
    "pid": ("", "number", 0),
    "remote_port": ("", "number", 0),
    "request_length": ("", "number", 0),
    "server_port": ("", "number", 0),
    "ssl_cipher": ("", "word", 0),
    "ssl_protocol": ("", "word", 0),
    "upstream_addr": ("", "list", 0),
    "upstream_bytes_received": ("", "list", 0),
    "upstream_bytes_sent": ("", "list", 0),
    "upstream_cache_status": ("", "list", 0),
    "upstream_connect_time": ("", "list", 0),
    "upstream_first_byte_time": ("", "list", 0),
    "upstream_header_time": ("", "list", 0),
    "upstream_response_length": ("", "list", 0),
    "upstream_response_time": ("", "list", 0),
    "upstream_status": ("", "list", 0),
}
_BEGINS = {"request_uri": "/*", "uri": "/", "document_uri": "/", "is_args": "?"}
_TIMES: dict[str, tuple[FieldPart | str, ...]] = {
    "time_local": strftime.CLF,
    "time_iso8601": strftime.ISO,
    "msec": (strftime.EPOCH, ".", FieldPart("fraction", "[0-9]{1,3}")),
}


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a log_format string whose quotes have been removed; an unknown variable is text.

    Raises FormatError that names the place of a `$` that begins no variable.
    """
    result: list[Piece] = []
    index = 0
    while index < len(text):
        match = _VARIABLE.match(text, index)
        if match is not None:
            result.append(_field(match))
            index = match.end()
        elif text[index] == "$":
            raise FormatError(
                f"no variable name after $ at position {index + 1} of {excerpt(text, index + 1)}",
                hint='an example: $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent',
            )
        else:
            result.append(text[index])
            index += 1
    return joined(result)


def _field(match: re.Match[str]) -> Field:
    name = match.group(1) or match.group(2)
    text, position = f"${{{name}}}", match.start() + 1
    if name in _TIMES:
        return Field(text, position, "time", "time", moment="end", parts=_TIMES[name])
    role, kind, rank = _PLAIN.get(name) or _header(name)
    return Field(text, position, role, kind, rank, _BEGINS.get(name, ""))


def _header(name: str) -> tuple[str, str, int]:
    """What `$http_NAME` and `$sent_http_NAME` mean; text without meaning for any other variable."""
    for prefix, table in (("sent_http_", RESPONSE_HEADERS), ("http_", REQUEST_HEADERS)):
        if name.startswith(prefix):
            return table.get(name.removeprefix(prefix).replace("_", "-"), ("", "text", 0))
    return ("", "text", 0)
