"""W3C extended logs of content delivery networks. CloudFront's are in `aws_cdn`."""

from __future__ import annotations

from forensics.formats.declared.declare import w3c
from forensics.formats.format import Format

__all__ = ["formats"]

_FAMILY = "CDN"
_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"


def formats() -> list[Format]:
    """Each is told by the names of its fields."""
    return [_akamai(), _edgio(), _imperva()]


def _akamai() -> Format:
    """Akamai Log Delivery Service, W3C ("esw3c"): tabs, quoted headers; the URI begins with the host of
    the origin and goes on with path and query."""
    head = (
        "#Fields: date time cs-ip cs-method cs-uri sc-status sc-bytes time-taken cs(Referer) cs(User-Agent) cs(Cookie)"
    )
    row = "2026-06-09\t08:00:00\t192.0.2.10\tGET\t/www.example.org/docs/report.pdf\t200\t48545\t2"
    later = "2026-06-09\t08:05:12\t198.51.100.7\tGET\t/www.example.org/docs/report.pdf?v=2\t000\t331\t0"
    return w3c(
        "akamai_w3c",
        "Akamai Log Delivery Service, W3C",
        {
            "date": "{end:%Y-%m-%d}",
            "time": "{end:%H:%M:%S}",
            "cs-ip": "{peer}",
            "cs-method": "{method}",
            "cs-uri": "/{host}{target}",
            "sc-status": "{status}",
            "sc-bytes": "{total_bytes}",
            "cs(Referer)": "{referer}",
            "cs(User-Agent)": "{agent:percent}",
        },
        family=_FAMILY,
        marks=("cs-ip",),
        examples=(
            f'{head}\n{row}\t"https://www.example.org/"\t"{_FIREFOX.replace(" ", "%20")}"\t"-"',
            f'{head}\n{later}\t"-"\t"curl/8.7.1"\t"-"',
        ),
        note=(
            "Status 000 is a response that ended early. The host in the URI is that of the origin. Whether the time is "
            "that of the start or of the end is not documented in public; it is read as the end. The unit of "
            "time-taken is not either, so it is read past."
        ),
    )


def _edgio() -> Format:
    """Edgio (Verizon, EdgeCast) and Azure CDN from Verizon, "Raw log data": the stem is the whole URL with
    its query; filesize is the size of the object, sc-bytes what went to the client
    with headers."""
    head = (
        "#Fields: timestamp time-taken c-ip filesize s-ip s-port sc-status sc-bytes cs-method cs-uri-stem - "
        "rs-duration rs-bytes c-referrer c-user-agent customer-id x-ec_custom-1"
    )
    url = "https://www.example.org/docs/report.pdf"
    row = f"1780992000 1530 192.0.2.10 48211 10.0.0.5 443 TCP_HIT/200 48545 GET {url} - 0 214"
    later = f"1780992312 4 198.51.100.7 48211 10.0.0.5 443 TCP_MISS/200 331 HEAD {url}?v=2 - 31 331"
    return w3c(
        "edgio_w3c",
        "Edgio (Verizon, EdgeCast) CDN",
        {
            "timestamp": "{end:epoch}",
            "time-taken": "{milliseconds}",
            "c-ip": "{peer}",
            "filesize": "{object_bytes}",
            "sc-status": "{_}/{status}",
            "sc-bytes": "{total_bytes}",
            "cs-method": "{method}",
            "cs-uri-stem": "{target}",
            "c-referrer": "{referer}",
            "c-user-agent": "{agent}",
        },
        family=_FAMILY,
        marks=("filesize", "rs-duration"),
        examples=(
            f'{head}\n{row} "https://www.example.org/" "{_FIREFOX}" 4711 "-"',
            f'{head}\n{later} "-" "curl/8.7.1" 4711 "-"',
        ),
        note=(
            "The service has ended; old logs remain. Whether its time is that of the start or the end could not be "
            "verified; it is read as the end."
        ),
    )


def _imperva() -> Format:
    """Imperva (Incapsula) log integration, W3C: every field in quotes, cs-uri begins with the host,
    cs-start is the start in milliseconds; the size of the response is not logged."""
    head = (
        "#Fields: date time c-ip cs(User-Agent) s-siteid cs-uri cs-version sc-action s-externalid cs(Referrer) "
        "cs-method cs-uri-query sc-status s-xff cs-bytes cs-start"
    )
    path = '"4711" "www.example.org/docs/report.pdf" "HTTP"'
    row = f'"2026-06-09" "08:00:00" "192.0.2.10" "{_FIREFOX}" {path} "REQ_PASSED" "118866685985031205"'
    later = f'"2026-06-09" "08:05:12" "198.51.100.7" "curl/8.7.1" {path} "REQ_BLOCKED_SECURITY" "118866685985031206"'
    return w3c(
        "imperva_w3c",
        "Imperva (Incapsula) WAF and CDN, W3C",
        {
            "c-ip": "{peer}",
            "s-xff": "{forwarded}",
            "cs-start": "{start:epoch_ms}",
            "cs-method": "{method}",
            "cs-uri": "{host}{stem}",
            "cs-uri-query": "{query}",
            "cs(User-Agent)": "{agent}",
            "cs(Referrer)": "{referer}",
            "sc-status": "{status}",
            "sc-action": "{generated:REQ_(?:BLOCKED|CHALLENGE|BAD)_.*}",
            "s-externalid": "{request_id}",
        },
        family=_FAMILY,
        marks=("sc-action", "s-suid", "cs-clapp"),
        examples=(
            f'{head}\n{row} "https://www.example.org/" "GET" "" "200" "192.0.2.10" "10117" "1780992000555"',
            f'{head}\n{later} "" "GET" "v=2" "403" "198.51.100.7" "10117" "1780992312007"',
        ),
        note=(
            "Often holds security events only, not every request: an address that is not in it may still have fetched "
            "the file."
        ),
    )
