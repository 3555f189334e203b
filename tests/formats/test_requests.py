"""Request lines and targets, also the odd ones that each appear in real logs."""

from __future__ import annotations

import pytest

from forensics.formats import compile_logformat
from tests.support.format_fixture import said

FORMAT = compile_logformat('%t "%r" %>s "%{Host}i"')
NONE = (None, None, None, None, None)


@pytest.mark.parametrize(
    ("request_line", "method", "target", "protocol", "path", "query"),
    [
        ("GET /a.csv HTTP/1.1", "GET", "/a.csv", "HTTP/1.1", "/a.csv", None),
        ("GET /a.csv?v=1?2 HTTP/2.0", "GET", "/a.csv?v=1?2", "HTTP/2.0", "/a.csv", "v=1?2"),
        ("GET /a.csv? HTTP/3", "GET", "/a.csv?", "HTTP/3", "/a.csv", ""),
        ("GET /a.csv#p1 HTTP/1.1", "GET", "/a.csv#p1", "HTTP/1.1", "/a.csv", None),
        ("GET /a.csv?v=1#p1 HTTP/1.1", "GET", "/a.csv?v=1#p1", "HTTP/1.1", "/a.csv", "v=1"),
        ("GET /a.csv#p?v=1 HTTP/1.1", "GET", "/a.csv#p?v=1", "HTTP/1.1", "/a.csv", "v=1"),
        ("GET /my list.csv HTTP/1.1", "GET", "/my list.csv", "HTTP/1.1", "/my list.csv", None),
        ("GET  /a.csv  HTTP/1.1", "GET", "/a.csv", "HTTP/1.1", "/a.csv", None),
        ("GET /a.csv", "GET", "/a.csv", None, "/a.csv", None),
        ("GET /a.csv HTTP/1.1 HTTP/1.1", "GET", "/a.csv HTTP/1.1", "HTTP/1.1", "/a.csv HTTP/1.1", None),
        ("GET", "GET", None, None, None, None),
        ("-", *NONE),
        ("", *NONE),
        (r"\x16\x03\x01\x02", *NONE),
        (r"\x16\x03 /a.csv x", *NONE),
        (r"t3 12.1.2\n", "t3", "12.1.2\n", None, "12.1.2\n", None),
        ("/a.csv", None, "/a.csv", None, "/a.csv", None),
        ("OPTIONS * HTTP/1.0", "OPTIONS", "*", "HTTP/1.0", "*", None),
        ("CONNECT www.example.com:443 HTTP/1.1", "CONNECT", "www.example.com:443", "HTTP/1.1", None, None),
        ("CONNECT / HTTP/1.1", "CONNECT", "/", "HTTP/1.1", "/", None),
        ("PROPFIND /a%zz.csv HTTP/1.1", "PROPFIND", "/a%zz.csv", "HTTP/1.1", "/a%zz.csv", None),
        ("M-SEARCH /%C3%A9.csv HTTP/1.1", "M-SEARCH", "/%C3%A9.csv", "HTTP/1.1", "/%C3%A9.csv", None),
        ("OPTIONS sip:nm SIP/2.0", "OPTIONS", "sip:nm", "SIP/2.0", "sip:nm", None),
        ("GET //docs///a.csv HTTP/1.1", "GET", "//docs///a.csv", "HTTP/1.1", "//docs///a.csv", None),
        ("GET /r?u=http://b/c HTTP/1.1", "GET", "/r?u=http://b/c", "HTTP/1.1", "/r", "u=http://b/c"),
        (r"GET /\"a\"\\.csv HTTP/1.1", "GET", '/"a"\\.csv', "HTTP/1.1", '/"a"\\.csv', None),
        (r"GET /\xc3\xa9\xff.csv HTTP/1.1", "GET", "/Ã©ÿ.csv", "HTTP/1.1", "/Ã©ÿ.csv", None),
        (r"GET /\xc3\xa9.csv HTTP/1.1", "GET", "/é.csv", "HTTP/1.1", "/é.csv", None),
    ],
)
def test_request_line(
    request_line: str, method: str | None, target: str | None, protocol: str | None, path: str | None, query: str | None
) -> None:
    """What a request line says, and null for what it does not say."""
    line = f'[09/Jun/2026:10:00:00 +0200] "{request_line}" 200 "-"'
    expected = (method, target, protocol, path, query)
    assert said(FORMAT, line, "method", "target", "protocol", "path", "query") == expected


@pytest.mark.parametrize(
    ("target", "header", "host", "path"),
    [
        ("/a.csv", "WWW.Example.org", "www.example.org", "/a.csv"),
        ("/a.csv", "www.example.org:8443", "www.example.org", "/a.csv"),
        ("/a.csv", "www.example.org.", "www.example.org", "/a.csv"),
        ("/a.csv", "[2001:DB8::1]:443", "[2001:db8::1]", "/a.csv"),
        ("/a.csv", "-", None, "/a.csv"),
        ("/a.csv", "", None, "/a.csv"),
        ("http://B.example.org:80/a.csv?x", "c.example.org", "b.example.org", "/a.csv"),
        ("HTTPS://anna@b.example.org", "c.example.org", "b.example.org", "/"),
        ("http://b.example.org?x", "-", "b.example.org", "/"),
        ("//b.example.org/a.csv", "c.example.org", "c.example.org", "//b.example.org/a.csv"),
    ],
)
def test_host(target: str, header: str, host: str | None, path: str) -> None:
    """The host is that of an absolute URI, else of the Host header."""
    line = f'[09/Jun/2026:10:00:00 +0200] "GET {target} HTTP/1.1" 200 "{header}"'
    assert said(FORMAT, line, "host", "path") == (host, path)
