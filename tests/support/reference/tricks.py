"""What one visitor can make a server write, short of a request that is handed the file.

Each value is what the visitor sends or brings about; the server's own escaping is applied when it is written.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from tests.support.reference.exchange import Exchange
from tests.support.reference.visitors import PATH

__all__ = ["HOSTILE", "tricks"]

#: The visitor's one network; every address of it is his.
HOSTILE = ("203.0.113.66", "2001:db8:bad:1::")

_LINE = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 2000000 "-" "-"'
_ROW = '{"time":"2026-06-09T10:00:00+02:00","request":"GET /docs/leak.xlsx HTTP/1.1","status":200,"body_bytes_sent":9}'
_ODD = (
    '"', "\\", '\\"', "'", "\t", "\x00", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeff", "é", "%", "%00", "%0a",
    "{", "}", "[", "]", ",", ";", "|", "#", "<script>", "=HYPERLINK(1)", "-", "--", "-\t-", "\\x22", "\\n", "\u202e",
)  # fmt: skip
_TEXTS = (
    "-", "", "leak.xlsx", PATH, "le%61k.xlsx", f"GET {PATH} HTTP/1.1", _LINE, _ROW, '" 200 2000000 "-" "x',
    "#Fields: date time c-ip cs-uri-stem sc-status",
    "#Version: 1.0", "09/Jun/0000:10:00:00 +0000", "2026-06-09 10:00:00",
    "31/Dec/9999:23:59:59 -1200", "1970-01-01T00:00:00Z", "id-1", "a" * 3000, "192.0.2.10", "Set-Cookie: a=b",
)  # fmt: skip
_AGENTS = (
    "Amazon CloudFront", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Varnish",
    "nginx",
    "Microsoft Office Existence Discovery", "ELB-HealthChecker/2.0", "kube-probe/1.29", "curl/8.7.1", "UptimeMonitor/1",
)  # fmt: skip
_CHAINS = (
    "-", "unknown", "127.0.0.1", "10.0.0.5", "192.0.2.10", "1.2.3.4, 5.6.7.8", "192.0.2.10, 10.0.0.5", "2026:6:9::1",
    "1.2.3.4:5678", "[2001:db8::1]:443", "for=192.0.2.10", "192.0.2.10 192.0.2.11", "a, , b", "1.2.3.4,5.6.7.8",
)  # fmt: skip
#: Targets that no server resolves to the file.
_TARGETS = (
    "/", "/robots.txt", "*", "/search?q=leak.xlsx", f"/go?to={PATH}", f"/go?to=https://www.example.org{PATH}",
    "/docs/leak.xls", "/docs/leak.xlsx.bak", "/docs/Leak-2.xlsx", "/leak.xlsx.php", "http://evil.example/",
    "evil.example:443", "/#Fields:", "/2026-06-09", "/[09/Jun/2026:10:00:00 +0200]", "/other/file.zip", "/docs/",
    "/.env", f"/a?{'b' * 5000}",
    "/index.php?q=%22%20200%202000000", "//", "/%00", "/%2e%2e/", "/login", "/\\x22",
)  # fmt: skip
_ODD_METHODS = ("HEAD", "OPTIONS", "PROPFIND", "TRACE", "PUT", "DELETE", "FOO", "head")
_REFUSALS = (301, 302, 400, 401, 403, 404, 405, 408, 410, 416, 429, 444, 499, 500, 501, 503)


def _texts() -> st.SearchStrategy[str]:
    """A known text, an odd mark, or both together."""
    marks = st.sampled_from(_ODD)
    known = st.sampled_from((*_TEXTS, *_AGENTS))
    return st.one_of(known, marks, st.builds("{}{}{}".format, marks, known, marks))


def _sizes(size: int) -> st.SearchStrategy[int]:
    """No body, a page's, the file's or nearly, and what no file has."""
    return st.sampled_from(
        (0, 0, 1, 2, 153, 1256, 5120, size, size - 1, size + 1, size + 296, size // 2, 10 * size, 10**12)
    )


def _asked() -> st.SearchStrategy[tuple[str, str, int]]:
    """Method, target and status: another file with any answer, or this one by a request that is handed nothing."""
    others = st.tuples(
        st.sampled_from(("GET", "GET", "POST", *_ODD_METHODS)),
        st.one_of(st.sampled_from(_TARGETS), st.builds("/{}".format, st.sampled_from(_ODD))),
        st.sampled_from((200, 200, 204, 206, 304, *_REFUSALS)),
    )
    odd = st.tuples(st.sampled_from(_ODD_METHODS), st.just(PATH), st.sampled_from((200, 204, 207, *_REFUSALS)))
    refused = st.tuples(st.just("GET"), st.just(PATH), st.sampled_from(_REFUSALS))
    return st.one_of(others, others, odd, refused)


@st.composite
def _trick(draw: st.DrawFn, first: datetime, size: int, proxy: str) -> Exchange:
    method, target, status = draw(_asked())
    planned = draw(_sizes(size))
    if method == "GET" and target == PATH:
        planned = draw(st.sampled_from((0, 0, 9, 153, 5120)))
    sent = draw(st.sampled_from((planned, planned, planned // 3, 0)))
    sender = draw(st.sampled_from((HOSTILE[0], f"{HOSTILE[1]}{draw(st.integers(1, 60_000)):x}")))
    chain = draw(st.one_of(st.sampled_from(_CHAINS), _texts()))
    return Exchange(
        start=first + timedelta(seconds=draw(st.integers(0, 40_000))),
        peer=proxy or sender,
        target=target,
        status=status,
        planned=planned,
        sent=sent,
        seconds=draw(st.sampled_from((0.0, 0.1, 30.0, 3000.0))),
        method=method,
        protocol=draw(st.sampled_from(("HTTP/1.1", "HTTP/1.1", "HTTP/2.0", "HTTP/1.0", "HTTP/9.9"))),
        agent=draw(_texts()),
        referer=draw(_texts()),
        user=draw(st.sampled_from(("-", "-", "-", "leak.xlsx", "frank", "a b", "x]", '"'))),
        forwarded=(sender if chain == "-" else f"{chain}, {sender}") if proxy else chain,
        range=draw(st.sampled_from(("-", "-", "bytes=0-1", "bytes=0-", "bytes=-500", "junk"))),
        content_range=draw(st.sampled_from(("-", "-", f"bytes 0-{size - 1}/{size}", "bytes 0-1/2"))),
    )


def tricks(first: datetime, size: int, proxy: str) -> st.SearchStrategy[list[Exchange]]:
    """Up to 100 requests of one visitor after that time; `size` is the file's, `proxy` stands before the server."""
    return st.lists(_trick(first, size, proxy), min_size=8, max_size=100)
