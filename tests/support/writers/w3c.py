"""W3C extended logs of proxies, CDNs and application servers, each as its own documentation describes it."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.writers.exchange import ZONE, Exchange

__all__ = ["HEADINGS", "WRITERS"]

_PROXYSG = (
    "date time time-taken c-ip sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme cs-host cs-uri-port "
    "cs-uri-path cs-uri-query cs-username s-hierarchy s-supplier-name rs(Content-Type) cs(Referer) cs(User-Agent) "
    "sc-filter-result cs(X-Forwarded-For)"
)
_TMG = (
    "c-ip cs-username c-agent sc-authenticated date time s-computername cs-referred r-host r-ip r-port time-taken "
    "cs-bytes sc-bytes cs-protocol s-operation cs-uri cs-mime-type s-object-source sc-status action"
)
_NETSCALER = (
    "date time c-ip cs-username sc-servicename s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status cs-bytes "
    "sc-bytes time-taken cs-version cs(User-Agent) cs(Cookie) cs(Referer)"
)
_AKAMAI = "date time cs-ip cs-method cs-uri sc-status sc-bytes time-taken cs(Referer) cs(User-Agent) cs(Cookie)"
_EDGIO = (
    "timestamp time-taken c-ip filesize s-ip s-port sc-status sc-bytes cs-method cs-uri-stem - rs-duration rs-bytes "
    "c-referrer c-user-agent customer-id x-ec_custom-1"
)
_IMPERVA = (
    "date time c-ip cs(User-Agent) s-siteid cs-uri cs-postbody cs-version sc-action s-externalid cs(Referrer) s-ip "
    "s-port cs-method cs-uri-query sc-status s-xff cs-bytes cs-start"
)
_TOMCAT = (
    "date time c-ip cs-method cs-uri sc-status bytes time-taken x-H(protocol) x-H(remoteUser) cs(Referer) "
    "cs(User-Agent)"
)
_WEBLOGIC = "date time time-taken cs-method cs-uri sc-status bytes c-ip ctx-ecid ctx-rid"
_ANY = "date time c-ip cs-method cs-uri-stem cs-uri-query sc-status bytes cs(User-Agent) cs(Referer)"

HEADINGS: dict[str, tuple[str, ...]] = {
    "bluecoat_proxysg": ("#Software: SGOS 6.7.5.3", "#Version: 1.0", f"#Fields: {_PROXYSG}"),
    "microsoft_tmg": ("#Version: 2.0", "#Date: 2026-06-09 08:00:00", "#Fields: " + _TMG.replace(" ", "\t")),
    "netscaler_w3c": ("#Version: 1.0", "#Software: Netscaler Web Logging(NSWL)", f"#Fields: {_NETSCALER} "),
    "akamai_w3c": ("#Version: 1.0", f"#Fields: {_AKAMAI}"),
    "edgio_w3c": (f"#Fields: {_EDGIO}",),
    "imperva_w3c": ("#Software: Incapsula LOGS API", "#Version: 1.1", f"#Fields: {_IMPERVA}"),
    "tomcat_w3c": (f"#Fields: {_TOMCAT}", "#Version: 2.0", "#Software: Apache Tomcat/10.1"),
    "weblogic_w3c": ("#Version:\t1.0", "#Fields:\t" + _WEBLOGIC.replace(" ", "\t"), "#Software:\tWebLogic Server"),
    "w3c": ("#Version: 1.0", f"#Fields: {_ANY}"),
}


def _line(text: str | None) -> str:
    """Text that has been kept on one line, without tabs."""
    return "".join(" " if char < " " or char == "\x7f" else char for char in text or "")


def _plus(text: str | None) -> str:
    return _line(text).replace(" ", "+") or "-"


def _bare(text: str | None) -> str:
    """A value that its own syntax lets hold no blank: escaped as clients do it where one is there all the same."""
    return _line(text).replace(" ", "%20") or "-"


def _quoted(text: str | None) -> str:
    plain = _line(text)
    return '"' + plain.replace('"', '""') + '"' if plain else "-"


def _always_quoted(text: str | None) -> str:
    return '"' + _line(text).replace('"', '""') + '"'


def _url(exchange: Exchange) -> str:
    return f"https://{exchange.host}{exchange.target}"


def _parts(exchange: Exchange) -> tuple[str, str]:
    """Path and query; the query is "" without one."""
    path, _, query = exchange.target.partition("?")
    return path, query


def _day(exchange: Exchange) -> str:
    return f"{exchange.end:%Y-%m-%d}"


def _clock(exchange: Exchange) -> str:
    return f"{exchange.end:%H:%M:%S}"


def _total(exchange: Exchange) -> str:
    return str(exchange.body + exchange.headers)


def _milliseconds(exchange: Exchange) -> str:
    return str(round((exchange.end - exchange.start).total_seconds() * 1000))


def _seconds(exchange: Exchange) -> str:
    return f"{(exchange.end - exchange.start).total_seconds():.3f}"


def _proxysg(exchange: Exchange) -> str:
    path, query = _parts(exchange)
    mime = _bare(exchange.content_type)
    return " ".join(
        (
            *(
                _day(exchange),
                _clock(exchange),
                _milliseconds(exchange),
                exchange.peer,
                str(exchange.status),
                "TCP_MISS",
            ),
            *(_total(exchange), "512", exchange.method, "https", _bare(exchange.host), "443", _bare(path)),
            *(f"?{_bare(query)}" if query else "-", _quoted(exchange.user), "DIRECT", "10.0.0.5", mime),
            *(_quoted(exchange.referer), _quoted(exchange.agent), "OBSERVED", _quoted(exchange.forwarded)),
        )
    )


def _tmg(exchange: Exchange) -> str:
    return "\t".join(
        (
            *(exchange.peer, _line(exchange.user) or "anonymous", _line(exchange.agent) or "-", "N", _day(exchange)),
            *(_clock(exchange), "TMG1", _line(exchange.referer) or "-", _line(exchange.host), "10.0.0.5", "443"),
            *(_milliseconds(exchange), "512", _total(exchange), "https", exchange.method, _bare(_url(exchange))),
            *(_line(exchange.content_type) or "-", "Inet", str(exchange.status), "Allowed"),
        )
    )


def _netscaler(exchange: Exchange) -> str:
    path, query = _parts(exchange)
    local = exchange.end.astimezone(ZONE)
    return (
        f"{local:%Y-%m-%d %H:%M:%S} {exchange.peer} {_plus(exchange.user)} HTTP 10.0.0.5 443 {exchange.method} "
        f"{_plus(path)} {_plus(query)} {exchange.status} 512 {_total(exchange)} 0 {exchange.protocol} "
        f"{_plus(exchange.agent)} - {_plus(exchange.referer)}"
    )


def _akamai(exchange: Exchange) -> str:
    agent = _line(exchange.agent).replace("%", "%25").replace(" ", "%20").replace('"', "%22")
    return "\t".join(
        (
            *(_day(exchange), _clock(exchange), exchange.peer, exchange.method),
            *(f"/{_bare(exchange.host)}{_bare(exchange.target)}", str(exchange.status), _total(exchange), "2"),
            *(_always_quoted(exchange.referer or "-"), f'"{agent or "-"}"', '"-"'),
        )
    )


def _edgio(exchange: Exchange) -> str:
    return (
        f"{int(exchange.end.timestamp())} {_milliseconds(exchange)} {exchange.peer} {exchange.object_bytes} 10.0.0.5 "
        f"443 TCP_HIT/{exchange.status} {_total(exchange)} {exchange.method} {_bare(_url(exchange))} - 0 512 "
        f'{_always_quoted(exchange.referer or "-")} {_always_quoted(exchange.agent or "-")} 4711 "-"'
    )


def _imperva(exchange: Exchange) -> str:
    path, query = _parts(exchange)
    start = str(int(exchange.start.timestamp() * 1000))
    values = (
        *(f"{exchange.start:%Y-%m-%d}", f"{exchange.start:%H:%M:%S}", exchange.peer, exchange.agent, "4711"),
        *(exchange.host + path, "", "HTTP", "REQ_PASSED", exchange.request_id, exchange.referer, "10.0.0.5", "443"),
        *(exchange.method, query, str(exchange.status), exchange.forwarded, "512", start),
    )
    return " ".join(map(_always_quoted, values))


def _tomcat(exchange: Exchange) -> str:
    return " ".join(
        (
            *(_day(exchange), _clock(exchange), exchange.peer, exchange.method, _bare(exchange.target)),
            *(str(exchange.status), str(exchange.planned or "-"), _seconds(exchange), _quoted(exchange.protocol)),
            *(_quoted(exchange.user), _quoted(exchange.referer), _quoted(exchange.agent)),
        )
    )


def _weblogic(exchange: Exchange) -> str:
    local = exchange.end.astimezone(ZONE)
    return "\t".join(
        (
            *(f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}", _seconds(exchange), exchange.method, _bare(exchange.target)),
            *(str(exchange.status), str(exchange.planned), exchange.peer, _bare(exchange.request_id), "0"),
        )
    )


def _any(exchange: Exchange) -> str:
    path, query = _parts(exchange)
    return (
        f"{_day(exchange)} {_clock(exchange)} {exchange.peer} {exchange.method} {_bare(path)} {_bare(query)} "
        f"{exchange.status} {exchange.planned} {_quoted(exchange.agent)} {_quoted(exchange.referer)}"
    )


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "bluecoat_proxysg": _proxysg,
    "microsoft_tmg": _tmg,
    "netscaler_w3c": _netscaler,
    "akamai_w3c": _akamai,
    "edgio_w3c": _edgio,
    "imperva_w3c": _imperva,
    "tomcat_w3c": _tomcat,
    "weblogic_w3c": _weblogic,
    "w3c": _any,
}
