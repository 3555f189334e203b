"""Web servers, and what stands before them, as their logs show them: requests in, rotated log files out."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import quote

__all__ = [
    "APACHE",
    "CLOUDFRONT",
    "HEADINGS",
    "NGINX",
    "NGINX_MAIN",
    "Request",
    "Rotation",
    "compress",
    "render",
    "rotate",
    "size_field",
]

APACHE = "apache"  # combined as Debian ships it: time is the start, size is %O
NGINX = "nginx"  # combined: time is the end, size is $body_bytes_sent
NGINX_MAIN = "nginx_main"  # the same, with X-Forwarded-For behind it
CLOUDFRONT = "cloudfront"  # standard log: time is the end, in UTC; size is sc-bytes, with headers

_FIELDS = (
    "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent)"
    " cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken"
    " x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status"
    " fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len"
    " sc-range-start sc-range-end"
)
#: What a log file begins with.
HEADINGS = {CLOUDFRONT: f"#Version: 1.0\n#Fields: {_FIELDS}\n".encode()}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OFFSET = "+0200"  # Amsterdam in summer; both cases lie between the clock changes
_TLS_RECORD = 16384
_TLS_OVERHEAD = 29  # bytes that TLS adds to each record


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Times are seconds since the first midnight of the case, local time."""

    start: float
    seconds: float  # until the last byte was handed to the operating system
    address: str
    target: str
    status: int
    body: int  # bytes of the body that left
    agent: str
    referer: str = "-"
    method: str = "GET"
    protocol: str = "HTTP/1.1"
    note: str = ""  # key of the event in the story; empty for background traffic
    raw: bytes | None = None  # written as it is, in place of a rendered line
    forwarded: str = "-"  # the client, where another server asked for it
    through: str = ""  # the server behind that was asked; empty: answered without one
    result: str = "Hit"  # what CloudFront calls its answer
    span: tuple[int, int] | None = None  # first and last byte of the range that was asked for

    @property
    def end(self) -> float:
        """When the server writes the line."""
        return self.start + self.seconds


@dataclass(frozen=True, slots=True)
class Rotation:
    """One log file: its name, and the requests written to it before `until` (None: the rest)."""

    name: str
    until: datetime | None


@lru_cache(maxsize=4096)
def _hour(first_day: datetime, hour: int) -> str:
    """`01/Jun/2020:13`, without strftime, whose month names follow the locale."""
    moment = first_day + timedelta(hours=hour)
    return f"{moment.day:02d}/{_MONTHS[moment.month - 1]}/{moment.year}:{moment.hour:02d}"


def _stamp(first_day: datetime, seconds: float) -> str:
    whole = int(seconds)
    return f"{_hour(first_day, whole // 3600)}:{whole // 60 % 60:02d}:{whole % 60:02d} {_OFFSET}"


def size_field(request: Request, server: str) -> int:
    """The size as logged: the body for nginx; for Apache's `%O` body, headers and TLS records."""
    if server in (NGINX, NGINX_MAIN):
        return request.body
    if server == CLOUDFRONT:
        return request.body + 391 + len(request.target) % 17
    headers = 196 if request.status == 304 else 288 + len(request.target) % 23
    total = headers + request.body
    return total + _TLS_OVERHEAD * (total // _TLS_RECORD + 1)


def render(request: Request, server: str, first_day: datetime) -> bytes:
    """The log line of a request, with its line end."""
    if request.raw is not None:
        return request.raw
    if server == CLOUDFRONT:
        return _row(request, first_day)
    stamp = _stamp(first_day, request.start if server == APACHE else request.end)
    line = f"{request.method} {request.target} {request.protocol}" if request.method else request.target
    return (
        f'{request.address} - - [{stamp}] "{line}" {request.status} {size_field(request, server)}'
        f' "{request.referer}" "{request.agent}"' + (f' "{request.forwarded}"\n' if server == NGINX_MAIN else "\n")
    ).encode()


def _row(request: Request, first_day: datetime) -> bytes:
    """A line of CloudFront's standard log: cells between tabs, what clients sent with percent escapes."""
    moment = first_day + timedelta(seconds=int(request.end) - 2 * 3600)
    path, _, query = request.target.partition("?")
    length = "-" if request.method == "HEAD" or request.status == 304 else str(request.body)
    first, last = map(str, request.span) if request.span else ("-", "-")
    cells = {
        "date": f"{moment:%Y-%m-%d}",
        "time": f"{moment:%H:%M:%S}",
        "x-edge-location": "AMS1-P2",
        "sc-bytes": str(size_field(request, CLOUDFRONT)),
        "c-ip": request.address,
        "cs-method": request.method or "GET",
        "cs(Host)": "d111111abcdef8.cloudfront.net",
        "cs-uri-stem": path,
        "sc-status": str(request.status),
        "cs(Referer)": quote(request.referer, safe="/:?=-"),
        "cs(User-Agent)": quote(request.agent, safe="/:;,()+-"),
        "cs-uri-query": query or "-",
        "x-edge-result-type": request.result,
        "x-edge-request-id": f"{zlib.crc32(f'{request.end} {request.address} {path}'.encode()):08x}EXAMPLE==",
        "x-host-header": "www.example.org",
        "cs-protocol": "https",
        "cs-bytes": str(60 + len(request.agent)),
        "time-taken": f"{request.seconds:.3f}",
        "ssl-protocol": "TLSv1.3",
        "ssl-cipher": "TLS_AES_128_GCM_SHA256",
        "x-edge-response-result-type": request.result,
        "cs-protocol-version": request.protocol,
        "c-port": str(40000 + int(request.end) % 20000),
        "time-to-first-byte": f"{min(request.seconds, 0.04):.3f}",
        "x-edge-detailed-result-type": request.result,
        "sc-content-type": "-",
        "sc-content-len": length,
        "sc-range-start": first,
        "sc-range-end": last,
    }
    return ("\t".join(cells.get(name, "-") for name in _FIELDS.split()) + "\n").encode()


def rotate(
    requests: Iterable[Request], rotations: Sequence[Rotation], first_day: datetime
) -> list[tuple[str, list[Request]]]:
    """The requests of each file, in the order in which the server finished them."""
    ordered = sorted(requests, key=lambda request: request.end)
    files = []
    at = 0
    for rotation in rotations:
        begin = at
        limit = None if rotation.until is None else (rotation.until - first_day).total_seconds()
        while at < len(ordered) and (limit is None or ordered[at].end < limit):
            at += 1
        files.append((rotation.name, ordered[begin:at]))
    return files


def compress(content: bytes) -> bytes:
    """Gzip without name and time in the header; the compressed bytes still depend on zlib's version."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as stream:
        stream.write(content)
    return buffer.getvalue()
