"""What apache-log-parser, the independent second reader, is to be told about an nginx format."""

from __future__ import annotations

from collections.abc import Sequence

from forensics.formats.pieces import Piece

__all__ = ["equivalent"]

#: nginx variables and the directives that read the same text.
_DIRECTIVES = {
    "${remote_addr}": "%h",
    "${remote_user}": "%u",
    "[${time_local}]": "%t",
    "${request}": "%r",
    "${status}": "%>s",
    "${body_bytes_sent}": "%b",
    "${bytes_sent}": "%O",
    "${request_method}": "%m",
    "${request_uri}": "%U",
    "${uri}": "%U",
    "${server_protocol}": "%H",
    "${server_port}": "%p",
    "${host}": "%V",
    "${server_name}": "%v",
    "${request_time}": "%T",
    "${pid}": "%P",
    "${request_id}": "%{UNIQUE_ID}e",
}


def equivalent(pieces: Sequence[Piece]) -> str | None:
    """The LogFormat that reads the same lines as an nginx template; None where there is none.

    None for a variable without a directive, a literal "%", or the same directive twice.
    """
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            if "%" in piece:
                return None
            text += piece
        else:
            text += _header(piece.text) or piece.text
    for variable, directive in _DIRECTIVES.items():
        text = text.replace(variable, directive)
    directives = [part for part in text.split("%")[1:]]
    if "${" in text or len(set(directives)) < len(directives):
        return None
    return text.replace("%h - %u", "%h %l %u")


def _header(variable: str) -> str | None:
    """`$http_user_agent` as `%{User-Agent}i`, `$sent_http_...` as `%{...}o`."""
    name = variable[2:-1]
    for prefix, letter in (("http_", "i"), ("sent_http_", "o")):
        if name.startswith(prefix):
            return f"%{{{name.removeprefix(prefix).replace('_', '-').title()}}}{letter}"
    return None
