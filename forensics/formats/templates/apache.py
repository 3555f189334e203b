"""Apache's LogFormat language: every directive of mod_log_config, mod_logio and mod_ssl, and what servers
that speak it (Tomcat, LiteSpeed, Varnish) have of their own. Arguments are read in any case, as httpd does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from forensics.errors import FormatError
from forensics.formats.templates import strftime
from forensics.formats.templates.headers import REQUEST_HEADERS, RESPONSE_HEADERS
from forensics.formats.templates.pieces import Field, FieldPart, Piece, excerpt, joined

__all__ = ["pieces"]

#: `%`, then conditions, `<` `>` and one `{argument}` in any order, then the directive's name.
_DIRECTIVE = re.compile(r"%((?:[!<>,0-9]|\{[^}]*\})*)(\^[A-Za-z]{2}|.)?", re.DOTALL)
_ARGUMENT = re.compile(r"\{([^}]*)\}")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}

#: Directives without argument: role, kind, rank.
_PLAIN: dict[str, tuple[str, str, int]] = {
    "a": ("peer", "address", 0),
    "A": ("", "address", 0),
    "b": ("planned", "number", 0),
    "B": ("planned", "number", 0),
    "c": ("connection", "flag", 0),  # name of %X in Apache 1.3
    "D": ("microseconds", "number", 0),
    "f": ("", "text", 0),
    "F": ("", "number", 0),  # Tomcat: milliseconds to the first byte
    "G": ("", "text", 0),  # LiteSpeed
    "h": ("peer", "address", 1),
    "H": ("protocol", "word", 0),
    "I": ("", "word", 0),  # bytes received; in Tomcat the name of a thread
    "k": ("", "number", 0),
    "l": ("", "ident", 0),
    "L": ("request_id", "word", 2),
    "m": ("method", "word", 0),
    "O": ("total", "number", 0),
    "p": ("", "number", 0),
    "P": ("", "number", 0),
    "q": ("search", "text", 0),
    "r": ("request", "request", 0),
    "R": ("", "text", 0),
    "s": ("status", "status", 0),
    "S": ("", "word", 0),  # bytes received and sent; in Tomcat the session
    "T": ("seconds", "number", 0),
    "u": ("user", "user", 0),
    "U": ("path", "text", 0),
    "v": ("host", "host", 3),
    "V": ("host", "host", 2),
    "X": ("connection", "flag", 0),
    "^FB": ("", "number", 0),
    "^FU": ("", "number", 0),
}
_BEGINS = {"q": "?", "U": "/*"}

_UNITS = {"s": "seconds", "ms": "milliseconds", "us": "microseconds"}
#: Attributes that Jira sets on a request, which its Tomcat logs with %{...}r.
_ATTRIBUTES = {
    "jira.request.id": ("request_id", "word", 1, ""),
    "jira.request.username": ("user", "user", 0, ""),
    "sanitized.query": ("search", "text", 1, "?"),
    "sanitized.uri": ("target", "text", 1, "/"),
    "sanitized.referer": ("referer", "text", 1, ""),
}
_HINT = 'an example: %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"'


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a LogFormat string whose outer quotes have been removed.

    Raises FormatError that names the directive and its 1-based position.
    """
    result: list[Piece] = []
    index = 0
    while index < len(text):
        match = _DIRECTIVE.match(text, index)
        if match is None:
            literal, length = _literal(text, index)
            result.append(literal)
            index += length
            continue
        result.append("%" if match.group() == "%%" else _field(match, text))
        index = match.end()
    return joined(result)


def _literal(text: str, index: int) -> tuple[str, int]:
    """The literal character at `index` and how many characters wrote it."""
    if text[index] == "\\" and text[index + 1 : index + 2] in _ESCAPES:
        return _ESCAPES[text[index + 1]], 2
    return text[index], 1


def _field(match: re.Match[str], text: str) -> Field:
    modifiers, name = match.group(1), match.group(2) or ""
    arguments = _ARGUMENT.findall(modifiers)
    outside = _ARGUMENT.sub("", modifiers)
    position = match.start() + 1
    field = _meaning(name, arguments[0] if arguments else None, position)
    if field is None:
        raise FormatError(
            f"unknown directive {match.group()} at position {position} of {excerpt(text, position)}",
            hint=_HINT,
        )
    rank = field.rank + (5 if name == "s" and ">" not in outside else 0)
    conditional = any(char.isdigit() for char in outside)
    return replace(field, text=match.group(), rank=rank, conditional=conditional)


def _meaning(name: str, argument: str | None, position: int) -> Field | None:
    """The field of a directive; None if there is no such directive."""
    if name == "t":
        return _time(argument or "", position)
    if argument is not None and name in _WITH_ARGUMENT:
        return _WITH_ARGUMENT[name](argument, position)
    if name not in _PLAIN:
        return None
    role, kind, rank = _PLAIN[name]
    if argument == "c" and name in ("a", "h"):  # the peer itself, where mod_remoteip has replaced it
        rank += 5
    return Field("", position, role, kind, rank, _BEGINS.get(name, ""))


def _request_header(argument: str, position: int) -> Field:
    return Field("", position, *REQUEST_HEADERS.get(argument.lower(), ("", "text", 0)))


def _response_header(argument: str, position: int) -> Field:
    return Field("", position, *RESPONSE_HEADERS.get(argument.lower(), ("", "text", 0)))


def _environment(argument: str, position: int) -> Field:
    return Field("", position, "request_id" if argument == "UNIQUE_ID" else "")


def _attribute(argument: str, position: int) -> Field:
    role, kind, rank, begins = _ATTRIBUTES.get(argument.lower(), ("", "text", 0, ""))
    return Field("", position, role, kind, rank, begins)


def _duration(argument: str, position: int) -> Field | None:
    unit = _UNITS.get(argument.lower())
    return Field("", position, unit, "number") if unit else None


def _port(argument: str, position: int) -> Field | None:
    return Field("", position, kind="number") if argument.lower() in ("canonical", "local", "remote") else None


def _process(argument: str, position: int) -> Field | None:
    kind = {"pid": "number", "tid": "number", "hextid": "word"}.get(argument.lower())
    return Field("", position, kind=kind) if kind else None


def _opaque(_: str, position: int) -> Field:
    return Field("", position)


#: Directives that read their {argument}.
_WITH_ARGUMENT: dict[str, Callable[[str, int], Field | None]] = {
    "i": _request_header,
    "o": _response_header,
    "e": _environment,
    "T": _duration,
    "p": _port,
    "P": _process,
    "r": _attribute,
    "C": _opaque,
    "c": _opaque,
    "M": _opaque,
    "s": _opaque,  # Tomcat: an attribute of the session
    "n": _opaque,
    "x": _opaque,
    "^ti": _opaque,
    "^to": _opaque,
}


def _time(argument: str, position: int) -> Field:
    """`%t` and `%{...}t`; with `begin:` (the default) or `end:` in front of the format."""
    prefix, _, rest = argument.partition(":")
    moment = prefix if prefix in ("begin", "end") else "begin"
    form = rest if prefix in ("begin", "end") else argument
    known: dict[str, tuple[FieldPart | str, ...]] = {
        "": ("[", *strftime.CLF, "]"),
        "sec": (strftime.EPOCH,),
        "msec": (strftime.EPOCH, strftime.MILLISECONDS),
        "usec": (strftime.EPOCH, strftime.MICROSECONDS),
        "msec_frac": (strftime.MILLISECONDS,),
        "usec_frac": (strftime.MICROSECONDS,),
    }
    return Field(
        "",
        position,
        role="time",
        kind="time",
        begins="" if form else "[",
        moment="end" if moment == "end" else "start",
        parts=known[form] if form in known else strftime.parts(form, position=position + 2),
    )
