"""What apache-log-parser, the independent second reader, is to be told about an nginx format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forensics.formats.templates.pieces import Piece

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
    """The LogFormat that reads the same lines as an nginx template; variables without a directive
    become notes. None where there is none: a literal "%", or the same directive twice."""
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            if "%" in piece:
                return None
            text += piece
        else:
            text += piece.text
    for variable, directive in _DIRECTIVES.items():
        text = text.replace(variable, directive)
    text = re.sub(r"\$\{(sent_http|http)_([a-z0-9_]+)\}", _header, text)
    text = re.sub(r"\$\{([A-Za-z0-9_]+)\}", r"%{\1}n", text)
    directives = re.findall(r"%(?:\{[^}]*\}|>)?.", text)
    return text.replace("%h - %u", "%h %l %u") if len(set(directives)) == len(directives) else None


def _header(match: re.Match[str]) -> str:
    """`$http_user_agent` as `%{User-Agent}i`, `$sent_http_...` as `%{...}o`."""
    name = match.group(2).replace("_", "-").title()
    return f"%{{{name}}}{'i' if match.group(1) == 'http' else 'o'}"
