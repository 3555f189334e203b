"""Files that people write, as any bytes: what they say, or a fault with its key or line, and never anything else."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import polars as pl

from forensics.casefile import load_case
from forensics.documents.baseline import load_baseline
from forensics.errors import ForensicsError, FormatError
from forensics.formats import Format, compile_log_format, compile_logformat, minutes, parse, resolve
from forensics.formats.declared.configuration import bare_definition, definitions
from forensics.watch.server_configs.new_watch import new_watch
from forensics.watch.watch_file import load_watch
from tests.fuzz.target import Target, file_of, folder, only_told

__all__ = ["TARGETS"]

_DOCS = Path(__file__).parents[2] / "docs"
_FENCED = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_LINE = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 2000000 "-" "Firefox/126"'


def toml(load: Callable[[Path], object], data: bytes) -> None:
    """A file of one kind: what it states, or every fault with its key."""
    path = file_of(data, "file.toml")
    try:
        found = load(path)
    except ForensicsError as error:
        only_told(error, "file.toml")
        return
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - of our own making


def format_file(data: bytes) -> None:
    """A format of the user's own: it reads lines, or it is told why it cannot."""
    file_of(data, "format.toml")
    with suppress(_Told):
        _tried(lambda: resolve("file:format.toml", folder()))


def template(data: bytes) -> None:
    """A format string as it stands in a case, or a string of Apache or nginx."""
    text = data[1:].decode("utf-8", "replace")
    kinds: tuple[Callable[[], Format | None], ...] = (
        lambda: resolve(text.replace("file:", ""), folder()),
        lambda: compile_logformat(text),
        lambda: compile_log_format(text),
        lambda: compile_log_format(text, escape="json"),
    )
    with suppress(_Told):
        _tried(kinds[(data[0] if data else 0) % len(kinds)])


class _Told(Exception):  # noqa: N818 - no error
    """What was wrong was told."""


def _tried(make: Callable[[], Format | None]) -> None:
    try:
        fmt = make()
    except ForensicsError as error:
        only_told(error)
        raise _Told from None
    if fmt is None:
        return
    assert pickle.loads(pickle.dumps(fmt)) == fmt  # noqa: S301 - of our own making
    lines = pl.Series([_LINE, "", "x", '{"a": "b"}', *(line for each in fmt.examples for line in each.split("\n"))])
    table, read = parse(fmt, lines, zone="UTC")
    assert table.height == len(read) == len(lines) == len(minutes(fmt, lines, zone="UTC"))


def configuration(data: bytes) -> None:
    """Log formats in the text of a server's configuration, each compiled or refused."""
    text = data.decode("utf-8", "replace")
    with suppress(FormatError):
        bare_definition(text)
    for found in definitions(text):
        with suppress(FormatError):
            compiled = compile_logformat if found.dialect == "apache" else compile_log_format
            compiled(found.template)
        assert found.line >= 1


def server(data: bytes) -> None:
    """A server's configuration: a watch file is written that says what was found, or what is wrong is told."""
    name = "nginx.conf" if data[:1] < b"\x80" else "httpd.conf"
    path, target = file_of(data[1:], name), folder() / "watch.toml"
    target.unlink(missing_ok=True)
    try:
        said = new_watch(target, [path], "UTC")
    except ForensicsError as error:
        only_told(error)
        assert not target.exists(), "half a file was left"
        return
    assert said
    with suppress(ForensicsError):
        load_watch(target)


def _fenced(*languages: str) -> Iterator[bytes]:
    for page in sorted(_DOCS.glob("*.md")):
        for language, text in _FENCED.findall(page.read_text(encoding="utf-8")):
            if language in languages:
                yield text.encode()


_CASE = b"""[case]
id = "leak-1"
zone = "Europe/Amsterdam"
[[files]]
name = "leak.xlsx"
paths = ["/docs/leak.xlsx", "/d?id=7"]
[[files.versions]]
size = 2000000
to = 2026-06-09T12:00:00
[[windows]]
label = "one"
start = 2026-06-09T10:00:00
end = 2026-06-09T11:00:00+02:00
files = ["leak.xlsx"]
[[logs]]
path = "logs/web*/access.log*"
format = '%h %l %u %t "%r" %>s %b'
covers = [2026-06-01T00:00:00, 2026-07-01T00:00:00]
[parties]
own = ["192.0.2.0/24"]
trusted_proxies = ["10.0.0.0/8"]
[[parties.known]]
name = "requester"
networks = ["198.51.100.7"]
"""
_WATCH = b"""[watch]
id = "web"
zone = "UTC"
[[roots]]
path = "public"
url = "/"
[[logs]]
path = "access.log*"
[[sinks]]
kind = "stdout"
"""
_BASELINE = b"""[[accepted]]
path = "reports/*.xlsx"
codes = ["X2"]
reason = "formulas"
until = 2027-06-30
"""
_FORMATS = (
    b"""title = 'Our'
line = '{peer} [{start:%d/%b/%Y:%H:%M:%S %z}] "{request}" {status} {body_bytes}'
examples = ['192.0.2.10 [09/Jun/2026:10:00:00 +0200] "GET /docs/report.pdf HTTP/1.1" 200 48211']
""",
    b"""cells = ['{end:iso}', '', '{peer}', '{method}', '{target}', '{status}']
delimiter = "\\t"
quotes = 'double'
least = 4
""",
    b"""needs = ['status']
keys = { time = '{end:iso}', "http.request" = ['{request}', '{target}'], status = '{status}' }
""",
    b"""[fields]
date = '{end:%Y-%m-%d}'
time = '{end:%H:%M:%S}'
cs-uri-stem = '{stem}'
sc-status = '{status}'
""",
    b"format = 'combined'\ncell = 'Message Body'\n",
)
_TEMPLATES = (
    b'%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"',
    b"%a %{%Y-%m-%dT%T%z}t %{c}a %m %U%q %H %>s %O %I %D %X",
    b'$remote_addr [$time_iso8601] "$request" $status $body_bytes_sent $msec $http_range $sent_http_content_range',
    b"#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes",
    b"combined",
    b"auto",
    b"httpd.conf#combined",
    b'LogFormat "%h %l %u %t \\"%r\\" %>s %b" common',
    b'log_format main escape=json \'{"t":"$time_iso8601","r":"$request"}\';',
)
_APACHE = b"""ServerRoot "/etc/httpd"
Define LOGS logs
LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
<VirtualHost *:80>
ServerName www.example.org
DocumentRoot "/srv/www"
Alias /docs "/srv/docs"
CustomLog "${LOGS}/access.log" common
CustomLog "|/usr/bin/rotatelogs -l /var/log/a.%Y%m%d 86400" "%h %t"
<Directory "/srv/www">
Options -Indexes
</Directory>
</VirtualHost>
"""
_NGINX = b"""http {
log_format main '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent';
access_log /var/log/nginx/access.log main;
server { listen 80; server_name www.example.org; root /srv/www;
location /docs/ { alias /srv/docs/; } location ~ \\.php$ { access_log off; } location = /x { return 301 /y; } }
}
"""
_TOML = (
    b"[[",
    b"]]",
    b'"""',
    b"'''",
    b" = ",
    b"2026-06-09T10:00:00",
    b"+02:00",
    b"inf",
    b"nan",
    b"0x1",
    b"\\u0000",
    b"true",
    b"[]",
    b"{}",
    b"1e400",
    b"9" * 30,
)
_KEYS = (
    b"[case]",
    b"[[files]]",
    b"[[windows]]",
    b"[[logs]]",
    b"[parties]",
    b"start",
    b"end",
    b"size",
    b"paths",
    b"covers",
    b"hosts",
    b"aware",
    b"retain_until",
    b"encoded_sizes",
    b"other_paths",
    b"[[parties.known]]",
    b"networks",
)
_DIRECTIVES = (
    b"LogFormat ",
    b"CustomLog ",
    b"<VirtualHost ",
    b"</VirtualHost>",
    b"Include ",
    b"Define ",
    b"<IfDefine ",
    b"log_format ",
    b"access_log ",
    b"server {",
    b"location ",
    b"alias ",
    b"root ",
    b"include ",
    b"map $a $b {",
    b"if=",
    b"${",
    b"\\\n",
)
_FIELDS = (
    b"%{",
    b"}i",
    b"}t",
    b"%>s",
    b"%b",
    b"%r",
    b"%O",
    b"$time_local",
    b"$request",
    b"$status",
    b"{start:",
    b"{peer}",
    b"{request}",
    b"{status}",
    b"%d/%b/%Y:%H:%M:%S %z",
    b"{end:iso}",
    b"{body_bytes}",
    b"%%",
    b"[^]",
    b"(?",
)


def _with_docs(*seeds: bytes) -> Iterator[bytes]:
    yield from seeds
    yield from _fenced("toml")


def _numbered(seeds: tuple[bytes, ...], numbers: int) -> Iterator[bytes]:
    for number in range(numbers):
        yield from (bytes([number]) + seed for seed in seeds)


TARGETS = (
    Target(
        "case",
        partial(toml, load_case),
        "a case, or each fault with its key",
        partial(_with_docs, _CASE),
        ("forensics.casefile", "forensics.tomlfile", "forensics.model"),
        (*_TOML, *_KEYS),
    ),
    Target(
        "watch",
        partial(toml, load_watch),
        "a watch, or each fault with its key",
        partial(_with_docs, _WATCH),
        ("forensics.watch.watch_file", "forensics.tomlfile"),
        (*_TOML, *_KEYS),
    ),
    Target(
        "baseline",
        partial(toml, load_baseline),
        "accepted findings, or each fault with its key",
        partial(_with_docs, _BASELINE),
        ("forensics.documents.baseline", "forensics.tomlfile"),
        _TOML,
    ),
    Target(
        "format-file",
        format_file,
        "a format that reads, or each fault with its key",
        partial(_with_docs, *_FORMATS),
        ("forensics.formats", "forensics.tomlfile"),
        (*_TOML, *_FIELDS),
    ),
    Target(
        "template",
        template,
        "a format that reads, or what is wrong with the string",
        partial(_numbered, _TEMPLATES, 4),
        ("forensics.formats",),
        _FIELDS,
    ),
    Target(
        "configuration",
        configuration,
        "formats of a configuration, compiled or refused",
        partial(_with_docs, _APACHE, _NGINX, *_TEMPLATES),
        ("forensics.formats.declared",),
        (*_DIRECTIVES, *_FIELDS),
    ),
    Target(
        "server",
        server,
        "a watch file, or what is wrong with the configuration",
        lambda: (b"\x00" + _NGINX, b"\xff" + _APACHE),
        ("forensics.watch.server_configs",),
        (*_DIRECTIVES, *_FIELDS),
    ),
)
