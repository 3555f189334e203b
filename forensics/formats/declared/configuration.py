"""Log formats as they stand in a server's configuration: Apache's LogFormat, nginx's log_format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from forensics.errors import FormatError

__all__ = ["FormatDefinition", "apache_definitions", "bare_definition", "definitions", "nginx_definitions"]

_APACHE_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|' + r"'((?:[^'\\]|\\.)*)'|(\S+)", re.DOTALL)
_NGINX_TOKEN = re.compile(
    r'(?P<skip>\s+|#[^\n]*)|"(?P<double>(?:[^"\\]|\\.)*)"|'
    r"'(?P<single>(?:[^'\\]|\\.)*)'|(?P<mark>[;{}])|(?P<word>(?:\$\{|\\.|[^\s;{])+)",
    re.DOTALL,
)
_CONTROLS = {"t": "\t", "r": "\r", "n": "\n"}
_DIRECTIVE = re.compile(r"\s*(LogFormat|CustomLog|log_format)\s", re.IGNORECASE)
#: A directive without its own word: a quoted string and a nickname, or a name, an escape and quoted pieces.
_APACHE_ARGUMENTS = re.compile(r'"(?:[^"\\]|\\.)*%(?:[^"\\]|\\.)*"\s+[\w./-]+')
_NGINX_ARGUMENTS = re.compile(r"(?P<name>[\w-]+\s+)?(?P<escape>escape=\w+\s+)?(?P<pieces>'.*'\s*;?)", re.DOTALL)
#: The attribute of Tomcat's server.xml, and the fields of gunicorn's access_log_format.
_ATTRIBUTE = re.compile(r"""(?:pattern|access_?log_?format)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_PYTHON_FIELD = re.compile(r"%\(([^()]+)\)s")
_PYTHON_NAMES = {"f": "{Referer}i", "a": "{User-Agent}i", "t": "t", "L": "{decimal}n", "M": "{ms}T", "p": "{pid}n"}


@dataclass(frozen=True, slots=True)
class FormatDefinition:
    """A format as a configuration defines it, its quotes and escapes undone."""

    dialect: str  # apache | nginx
    name: str  # nickname, "" without; for a CustomLog with a format of its own the log's path
    template: str
    line: int  # 1-based, where the directive begins
    escape: str = "default"  # nginx: default | json | none


def definitions(text: str) -> list[FormatDefinition]:
    """Every format that the text of a configuration file defines, in its order."""
    return [*apache_definitions(text), *nginx_definitions(text)]


def bare_definition(text: str) -> FormatDefinition | None:
    """The format in a directive, or in a string with or without its quotes and escapes; None if
    the text holds neither a directive of Apache nor a variable of nginx."""
    text = _of_other_languages(text.strip())
    directive = _DIRECTIVE.match(text)
    if directive:
        in_nginx = directive.group(1) == "log_format"
        found = nginx_definitions(f"{text};") if in_nginx else apache_definitions(text)
        if not found:
            raise FormatError(
                f"no format in the directive {text.strip()}",
                hint='a directive looks like: LogFormat "%h %l %u %t \\"%r\\" %>s %b" common',
            )
        return found[0]
    if re.search(r"\$[A-Za-z0-9_{]", text) and not re.search(r"%[<>!0-9,]*(\{[^}]*\})?[A-Za-z^]", text):
        if written := _NGINX_ARGUMENTS.fullmatch(text):
            name, escape = written["name"] or "custom", written["escape"] or ""
            return _bare_nginx(nginx_definitions(f"log_format {name} {escape}{written['pieces']};")[0])
        return _bare_nginx(FormatDefinition("nginx", "", _nginx_text(text), 1))
    if _APACHE_ARGUMENTS.fullmatch(text):
        return apache_definitions(f"LogFormat {text}")[0]
    return FormatDefinition("apache", "", _apache_text(text), 1) if "%" in text else None


def _bare_nginx(found: FormatDefinition) -> FormatDefinition:
    """An object of JSON is written with escape=json, whether the string says so or not."""
    writes_object = found.escape == "default" and found.template.startswith("{")
    return replace(found, escape="json") if writes_object else found


def _of_other_languages(text: str) -> str:
    """What Tomcat's server.xml and gunicorn's settings write, as a LogFormat string."""
    attribute = _ATTRIBUTE.search(text)
    if attribute or "&quot;" in text:
        text = unescape(next(filter(None, attribute.groups()), "") if attribute else text)
    return _PYTHON_FIELD.sub(lambda found: f"%{_PYTHON_NAMES.get(found[1], found[1])}", text)


# ---- Apache -----------------------------------------------------------------------------------


def apache_definitions(text: str) -> list[FormatDefinition]:
    """The formats of LogFormat and CustomLog directives, also over continued lines."""
    result = []
    for number, line in _apache_lines(text):
        directive, _, rest = line.strip().partition(" ")
        words = [_apache_word(match) for match in _APACHE_WORD.finditer(rest)]
        if directive.lower() == "logformat" and words and (len(words) > 1 or "%" in words[0]):
            result.append(FormatDefinition("apache", words[1] if len(words) > 1 else "", words[0], number))
        elif directive.lower() == "customlog" and len(words) > 1 and "%" in words[1]:
            result.append(FormatDefinition("apache", words[0], words[1], number))
    return result


def _apache_lines(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines with the number of their first line: continued ones joined, comments left out."""
    start, joined = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        start = start or number
        if line.endswith("\\"):
            joined += line[:-1]
            continue
        logical = (joined + line).replace("\t", " ")
        if not logical.lstrip().startswith("#"):
            yield start, logical
        start, joined = 0, ""
    if joined:
        yield start, joined


def _apache_word(match: re.Match[str]) -> str:
    double, single, word = match.groups()
    if word is not None:
        return word
    return _unescaped(double, '"') if double is not None else _unescaped(single, "'")


def _unescaped(text: str, quote: str) -> str:
    """A quoted word without its escapes: only the quote itself and the backslash have one."""
    return re.sub(rf"\\([\\{quote}])", r"\1", text)


def _apache_text(text: str) -> str:
    """A LogFormat string that may stand in its quotes, or hold the escapes that those need."""
    for quote in "\"'":
        if re.fullmatch(rf"{quote}(?:[^{quote}\\]|\\.)*{quote}", text):
            return _unescaped(text[1:-1], quote)
    return text.replace('\\"', '"')


# ---- nginx ------------------------------------------------------------------------------------


def nginx_definitions(text: str) -> list[FormatDefinition]:
    """The formats of log_format directives, also in several quoted pieces."""
    result = []
    for number, words in _nginx_statements(text):
        if words[0] != "log_format" or len(words) < 3:
            continue
        escape = "default"
        pieces = words[2:]
        if pieces[0].startswith("escape="):
            escape = pieces.pop(0).removeprefix("escape=")
        result.append(FormatDefinition("nginx", words[1], "".join(pieces), number, escape))
    return result


def _nginx_statements(text: str) -> Iterator[tuple[int, list[str]]]:
    """The words of every statement, with the number of the line where it begins."""
    words: list[str] = []
    number = 1
    for match in _NGINX_TOKEN.finditer(text):
        if match.group("mark"):
            if words:
                yield number, words
            words = []
        elif match.group("skip") is None:
            if not words:
                number = text.count("\n", 0, match.start()) + 1
            words.append(_nginx_word(match))


def _nginx_word(match: re.Match[str]) -> str:
    text = next(group for group in match.group("double", "single", "word") if group is not None)
    return re.sub(r"\\([\"'\\ trn])", lambda found: _CONTROLS.get(found.group(1), found.group(1)), text)


def _nginx_text(text: str) -> str:
    """A log_format string that may stand in its quotes, in one piece or several.

    Several pieces in double quotes are taken for quotes of the format: '"$request" "$http_referer"'.
    """
    tokens = [match for match in _NGINX_TOKEN.finditer(text) if match.group("skip") is None]
    pieces = [match for match in tokens if match.group("word") is None and match.group("mark") is None]
    in_single = all(match.group("single") is not None for match in pieces)
    if pieces and len(pieces) == len(tokens) and (in_single or len(pieces) == 1):
        return "".join(_nginx_word(match) for match in pieces)
    return text.replace('\\"', '"')
