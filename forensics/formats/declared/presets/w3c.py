"""W3C extended logs of other writers than IIS: proxies, CDNs, load balancers, application servers.

`#Fields` names what a row holds (W3C Working Draft WD-logfile-960323), but not what a name means: the
same sc-bytes counts headers in one product and not in the next. So each writer that can be told by a
name of its own has a declaration, and `w3c` reads the rest without claiming more than the draft does.
"""

from __future__ import annotations

from forensics.formats.declared.declare import w3c
from forensics.formats.declared.presets import w3c_cdn
from forensics.formats.format import Format

__all__ = ["formats"]

_FAMILY = "W3C"
_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"

#: Under these names all writers log the same.
_COMMON = {
    "date": "{end:%Y-%m-%d}",
    "time": "{end:%H:%M:%S}",
    "c-ip": "{peer}",
    "cs-method": "{method}",
    "cs-uri": "{target}",
    "cs-uri-stem": "{stem}",
    "cs-uri-query": "{search}",
    "cs-username": "{user}",
    "cs-version": "{protocol}",
    "cs-host": "{host}",
    "cs(Host)": "{host}",
    "cs(Referer)": "{referer}",
    "cs(User-Agent)": "{agent}",
    "cs(Range)": "{range}",
    "cs(X-Forwarded-For)": "{forwarded}",
    "sc(Content-Range)": "{content_range}",
    "sc(Content-Encoding)": "{encoding}",
    "sc(Content-Type)": "{content_type}",
    "sc(Content-Length)": "{length}",
    "sc-status": "{status}",
}
#: Names of the draft that Java servers keep to.
_VALVE = {"time-taken": "{seconds}", "bytes": "{planned_bytes}", "c-dns": "{peer}"}


def _under(heading: str, *rows: str) -> tuple[str, ...]:
    """Examples: each row under its heading."""
    return tuple(f"{heading}\n{row}" for row in rows)


def formats() -> list[Format]:
    """Writers with names of their own, then any other W3C log."""
    return [_proxysg(), _tmg(), _netscaler(), *w3c_cdn.formats(), _tomcat(), _weblogic(), _any()]


def _proxysg() -> Format:
    """Broadcom, ProxySG, "Access Log Formats" (ELFF); sc-bytes holds the headers, sc-bodylength does not."""
    head = (
        "#Fields: date time time-taken c-ip sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme cs-host "
        "cs-uri-path cs-uri-query cs-username s-hierarchy s-supplier-name rs(Content-Type) cs(User-Agent) "
        "sc-filter-result"
    )
    return w3c(
        "bluecoat_proxysg",
        "Blue Coat (Symantec, Broadcom) ProxySG",
        {
            **_COMMON,
            "time-taken": "{milliseconds}",
            "cs-uri-path": "{stem}",
            "rs(Content-Type)": "{content_type}",
            "sc-bytes": "{total_bytes}",
            "sc-bodylength": "{body_bytes}",
            "sc-filter-result": "{generated:DENIED}",
        },
        family=_FAMILY,
        marks=("s-action", "sc-filter-result", "s-supplier-name", "s-hierarchy", "x-virus-id"),
        examples=_under(
            head,
            f"2026-06-09 08:00:00 1530 192.0.2.10 200 TCP_MISS 48545 214 GET https www.example.org "
            f'/docs/report.pdf - - DIRECT 10.0.0.5 application/pdf "{_FIREFOX}" OBSERVED',
            "2026-06-09 08:05:12 4 198.51.100.7 403 TCP_DENIED 331 214 HEAD https www.example.org "
            '/docs/report.pdf ?v=2 anna NONE - text/html "curl/8.7.1" DENIED',
        ),
        note="As a forward proxy it logs what its own users fetched, not who fetched from the site.",
    )


def _tmg() -> Format:
    """Microsoft Learn, Forefront TMG, "Web proxy log fields": W3C times are UTC, time-taken is in
    milliseconds, sc-status can be a Windows error. Rows are parted by tabs."""
    head = (
        "#Fields: c-ip\tcs-username\tc-agent\tdate\ttime\ts-computername\tcs-referred\tr-host\ttime-taken\t"
        "sc-bytes\ts-operation\tcs-uri\ts-object-source\tsc-status\taction"
    )
    return w3c(
        "microsoft_tmg",
        "Microsoft ISA Server and Forefront TMG, web proxy log",
        {
            **_COMMON,
            "time-taken": "{milliseconds}",
            "cs-username": "",  # "anonymous" where nobody has logged on
            "c-agent": "{agent}",
            "cs-referred": "{referer}",
            "r-host": "{host}",
            "s-operation": "{method}",
            "cs-mime-type": "{content_type}",
            "sc-bytes": "{total_bytes}",
            "action": "{generated:Denied}",
        },
        family=_FAMILY,
        quoted=False,
        marks=("s-object-source", "s-operation", "c-agent", "cs-referred"),
        examples=_under(
            head,
            f"192.0.2.10\tanonymous\t{_FIREFOX}\t2026-06-09\t08:00:00\tTMG1\t-\twww.example.org\t1530\t48545\t"
            "GET\thttp://www.example.org/docs/report.pdf\tInet\t200\tAllowed",
            "198.51.100.7\tEXAMPLE\\anna\tcurl/8.7.1\t2026-06-09\t08:05:12\tTMG1\t-\twww.example.org\t4\t331\t"
            "HEAD\thttp://www.example.org/docs/report.pdf?v=2\tCache\t200\tAllowed",
        ),
        note="As a forward proxy it logs what its own users fetched, not who fetched from the site.",
    )


def _netscaler() -> Format:
    """Citrix, NetScaler web server logging (NSWL), W3C format."""
    head = (
        "#Fields: date time c-ip cs-username sc-servicename s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status "
        "cs-bytes sc-bytes time-taken cs-version cs(User-Agent) cs(Cookie) cs(Referer)"
    )
    return w3c(
        "netscaler_w3c",
        "Citrix NetScaler web logging (NSWL), W3C",
        {
            **_COMMON,
            "cs(User-Agent)": "{agent:plus}",
            "cs(Referer)": "{referer:plus}",
            "sc-bytes": "{total_bytes}",
        },
        family=_FAMILY,
        zone=None,
        quoted=False,
        marks=("sc-servicename",),
        examples=_under(
            head,
            f"2026-06-09 10:00:00 192.0.2.10 - HTTP 10.0.0.5 443 GET /docs/report.pdf - 200 214 48545 0 HTTP/1.1 "
            f"{_FIREFOX.replace(' ', '+')} - https://www.example.org/",
            "2026-06-09 10:05:12 198.51.100.7 - HTTP 10.0.0.6 443 HEAD /docs/report.pdf v=2 200 214 331 0 "
            "HTTP/1.1 curl/8.7.1 - -",
        ),
        note="Its clock is UTC or local, as its own configuration says: state the zone in the case. The unit of "
        "time-taken depends on that configuration too, so it is read past.",
    )


def _tomcat() -> Format:
    """Apache Tomcat, ExtendedAccessLogValve: GMT, time-taken in seconds, bytes without headers and, where
    the system sends the file (sendfile), as they were planned; headers in quotes; the URI as it was sent."""
    head = "#Fields: date time c-ip cs-method cs-uri sc-status bytes time-taken x-H(remoteUser) cs(User-Agent)"
    return w3c(
        "tomcat_w3c",
        "Apache Tomcat ExtendedAccessLogValve",
        {**_COMMON, **_VALVE, "x-H(remoteUser)": "{user}", "x-H(protocol)": "{protocol}"},
        family=_FAMILY,
        marks=(
            "x-threadname",
            *(
                f"x-H({name})"
                for name in ("protocol", "remoteUser", "authType", "scheme", "secure", "contentLength", "locale")
            ),
        ),
        examples=_under(
            head,
            f'2026-06-09 08:00:00 192.0.2.10 GET /docs/report.pdf 200 48211 1.530 - "{_FIREFOX}"',
            '2026-06-09 08:05:12 198.51.100.7 HEAD /docs/report.pdf?v=2 200 - 0.004 "anna" "curl/8.7.1"',
        ),
        note="Told from other W3C logs by fields named x-H(...) or x-threadname: without one, name it in the case.",
    )


def _weblogic() -> Format:
    """Oracle WebLogic Server, extended log format: tabs; GMT only if LogTimeInGMT is set."""
    head = "#Fields: date\ttime\ttime-taken\tcs-method\tcs-uri\tsc-status\tbytes\tc-ip\tctx-ecid\tctx-rid"
    return w3c(
        "weblogic_w3c",
        "Oracle WebLogic Server, extended access log",
        {
            **_COMMON,
            "time-taken": "{seconds}",
            "bytes": "{planned_bytes}",
            "c-dns": "{peer}",
            "ctx-ecid": "{request_id}",
        },
        family=_FAMILY,
        zone=None,
        marks=("ctx-ecid", "ctx-rid"),
        examples=_under(
            head,
            "2026-06-09\t10:00:00\t1.530\tGET\t/docs/report.pdf\t200\t48211\t192.0.2.10\t005a-1\t0",
            "2026-06-09\t10:05:12\t0.004\tHEAD\t/docs/report.pdf?v=2\t200\t0\t198.51.100.7\t005a-2\t0",
        ),
        note="Its times are local unless LogTimeInGMT is set: state the zone in the case. Told from other W3C logs by "
        "ctx-ecid or ctx-rid: without one, name it in the case.",
    )


def _any() -> Format:
    head = "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status sc-bytes cs(User-Agent) cs(Referer)"
    return w3c(
        "w3c",
        "W3C extended log of any writer",
        {
            **_COMMON,
            "c-dns": "{peer}",
            "cs-ip": "{peer}",
            "c-user-agent": "{agent}",
            "c-referrer": "{referer}",
            "bytes": "{planned_bytes}",
            "sc-bytes": "{planned_bytes}",
        },
        family=_FAMILY,
        examples=_under(
            head,
            f'2026-06-09 08:00:00 192.0.2.10 GET /docs/report.pdf - 200 48211 "{_FIREFOX}" "-"',
            '2026-06-09 08:05:12 198.51.100.7 HEAD /docs/report.pdf v=2 200 0 "curl/8.7.1" "-"',
        ),
        note=(
            "Time of the end and UTC, as the draft says. The draft does not say whether sizes hold the headers: it "
            "is taken as planned, the weakest proof: state what it means in the case. time-taken is in seconds by the "
            "draft but not with all writers, so it is read past."
        ),
    )
