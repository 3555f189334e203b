"""Formats as users name them: presets, strings in every quoting, configuration files."""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.errors import FormatError
from forensics.formats import Format, registry, resolve
from forensics.formats.grammars.jsonl import JsonLines
from forensics.formats.grammars.templated import Templated

HTTPD = r"""# LogFormat "%h %t \"%r\" commented" combined
ServerName www.example.org
LogFormat "%h %l %u %t \"%r\" %>s %b" common
logformat	"%h %l %u %t \"%r\" \
%>s %O \"%{Referer}i\" \"%{User-Agent}i\""   combined
LogFormat '%t "%r" %>s' "with blanks"
LogFormat "%h %y" broken
<VirtualHost *:443>
    CustomLog "logs/ssl_request_log" "%t %h \"%r\" %b" env=!quiet
    CustomLog logs/access_log combined
</VirtualHost>
LogFormat "%t %h \"%r\" %X" common
"""

NGINX = r"""
http {  # log_format commented '$x';
    log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                    '$status $body_bytes_sent "$http_referer" '  # the rest
                    "\"$http_user_agent\" \$x";
    log_format  bare  $remote_addr|$time_iso8601|${request_uri};
    log_format json escape=json '{"time":"$time_iso8601",'
        '"http":{"request":"$request","status":$status}}';
    log_format plain escape=none '[$time_local] "$request"';
    log_format broken '[$time_local] $status$request';
    access_log /var/log/nginx/access.log main;
}
"""

COMMON = '%h %l %u %t "%r" %>s %b'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case's folder with both servers' configurations."""
    (tmp_path / "conf").mkdir()
    (tmp_path / "httpd.conf").write_text(HTTPD, "utf-8")
    (tmp_path / "conf" / "nginx.conf").write_text(NGINX, "utf-8")
    (tmp_path / "conf" / "empty-nginx.conf").write_text("http { access_log logs/a.log; }\n", "utf-8")
    return tmp_path


def resolved(spec: str, folder: Path = Path()) -> Format:
    """The format that a text must name."""
    found = resolve(spec, folder)
    assert found is not None
    return found


def test_auto_is_left_to_detection() -> None:
    """The word "auto" names no format."""
    assert resolve("auto", Path()) is None


@pytest.mark.parametrize("fmt", registry(), ids=lambda fmt: fmt.name)
def test_preset_by_name(fmt: Format) -> None:
    """Every built-in format can be named."""
    assert resolved(fmt.name) == fmt


@pytest.mark.parametrize(
    "spec",
    [
        '%h %l %u %t "%r" %>s %b',
        r"%h %l %u %t \"%r\" %>s %b",
        r'"%h %l %u %t \"%r\" %>s %b"',
        "'%h %l %u %t \"%r\" %>s %b'",
        r'LogFormat "%h %l %u %t \"%r\" %>s %b" common',
        r'  LogFormat  "%h %l %u %t \"%r\" %>s %b"  common  ',
        r'LogFormat "%h %l %u %t \"%r\" %>s %b"',
        r'CustomLog logs/access_log "%h %l %u %t \"%r\" %>s %b"',
        'LogFormat "%h %l %u %t \\"%r\\" \\\n%>s %b" common',
    ],
)
def test_logformat_in_every_quoting(spec: str) -> None:
    """A LogFormat is the same with or without its quotes, its escapes and its directive."""
    found = resolved(spec)
    assert (found.template, found.server, found.second, found.name) == (COMMON, "apache", COMMON, "custom")


@pytest.mark.parametrize(
    "spec",
    [
        '$remote_addr [$time_local] "$request" $status',
        r"$remote_addr [$time_local] \"$request\" $status",
        "'$remote_addr [$time_local] \"$request\" $status'",
        r'"$remote_addr [$time_local] \"$request\" $status"',
        "'$remote_addr [$time_local] ' '\"$request\" $status'",
        "log_format main '$remote_addr [$time_local] \"$request\" $status';",
        "log_format main '$remote_addr [$time_local] ' \n  '\"$request\" $status'",
        "log_format main escape=default '$remote_addr [$time_local] \"$request\" $status';",
    ],
)
def test_log_format_in_every_quoting(spec: str) -> None:
    """A log_format is the same in one piece or several, with or without its directive."""
    found = resolved(spec)
    assert (found.template, found.server) == ('$remote_addr [$time_local] "$request" $status', "nginx")


def test_quotes_of_the_format_are_not_those_of_the_string() -> None:
    """A format that begins and ends with a quoted field keeps its quotes."""
    assert resolved('"%r" %t "%{Referer}i"').template == '"%r" %t "%{Referer}i"'
    assert resolved('"$request" [$time_local] "$http_referer"').template == '"$request" [$time_local] "$http_referer"'


@pytest.mark.parametrize(
    "spec",
    [
        '{"time":"$time_iso8601","request":"$request"}',
        'log_format j escape=json \'{"time":"$time_iso8601",\' \'"request":"$request"}\';',
    ],
)
def test_json_by_its_look_or_its_escape(spec: str) -> None:
    """A string that writes a JSON object becomes a key map."""
    found = resolved(spec)
    assert isinstance(found.grammar, JsonLines)
    assert found.grammar.keys == (("$['time']", "${time_iso8601}"), ("$['request']", "${request}"))


@pytest.mark.parametrize(
    ("spec", "template"),
    [
        ("httpd.conf#combined", '%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"'),
        ("httpd.conf#common", '%t %h "%r" %X'),
        ("httpd.conf#with blanks", '%t "%r" %>s'),
        ("httpd.conf#ssl_request_log", '%t %h "%r" %b'),
        ("httpd.conf#logs/ssl_request_log", '%t %h "%r" %b'),
        ("conf/nginx.conf#bare", "$remote_addr|$time_iso8601|${request_uri}"),
        ("conf/nginx.conf#plain", '[$time_local] "$request"'),
    ],
)
def test_format_from_a_configuration(spec: str, template: str, folder: Path) -> None:
    """A format is read from the server's own configuration; of two with one name the last counts."""
    found = resolved(spec, folder)
    assert (found.template, found.name) == (template, spec)


def test_nginx_pieces_are_joined(folder: Path) -> None:
    """Pieces, comments between them and escapes read as nginx reads them."""
    (folder / "nginx.conf").write_text(NGINX.replace(r" \$x", ""), "utf-8")
    assert resolved("nginx.conf#main", folder).template == (
        '$remote_addr - $remote_user [$time_local] "$request" '
        '$status $body_bytes_sent "$http_referer" "$http_user_agent"'
    )
    plain = resolved("nginx.conf#plain", folder).grammar
    assert isinstance(plain, Templated)
    assert plain.escape == "none"
    assert isinstance(resolved("nginx.conf#json", folder).grammar, JsonLines)


@pytest.mark.parametrize("spec", ["conf/nginx.conf#combined", "conf/empty-nginx.conf#combined"])
def test_nginx_has_a_combined_of_its_own(spec: str, folder: Path) -> None:
    """The format combined is predefined in nginx."""
    found = resolved(spec, folder)
    assert (found.server, found.size, found.ambiguous) == ("nginx", "body", False)


@pytest.mark.parametrize(
    ("spec", "message", "hint"),
    [
        ("combind", "no format is called 'combind'", "combined"),
        ("", "no format is called ''", "httpd.conf#nickname"),
        ("httpd.conf#nosuch", "httpd.conf: no log format is called 'nosuch'", "common, combined, with blanks"),
        ("conf/nginx.conf#nosuch", "nginx.conf: no log format is called 'nosuch'", "main, bare, json, plain"),
        ("missing.conf#combined", "missing.conf: cannot read the configuration", "httpd.conf#nickname"),
        ("httpd.conf#broken", "httpd.conf: line 7: unknown directive %y at position 4", "%h %l %u"),
        ("conf/nginx.conf#broken", "nginx.conf: line 10: ${status} (position 15) touches", "blank or quotes"),
        ("%h %y", "unknown directive %y at position 4", "%h %l %u"),
        ("LogFormat combined", "no format in the directive LogFormat combined", "LogFormat"),
        ("log_format main escape=xml '$request [$time_local]';", "unknown escape=xml", "default, json or none"),
    ],
)
def test_error_says_what_is_wrong_and_what_would_do(spec: str, message: str, hint: str, folder: Path) -> None:
    """Each error names its place and a way out."""
    with pytest.raises(FormatError) as caught:
        resolve(spec, folder)
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_folder_is_no_configuration(folder: Path) -> None:
    """A folder where a file should be is an error, not a crash."""
    with pytest.raises(FormatError, match="cannot read the configuration"):
        resolve("conf#main", folder)
