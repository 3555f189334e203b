"""CDNs: Cloudflare, Akamai, Gcore, Bunny, and Fastly.

Sources: Cloudflare, Logpush "HTTP requests" and "Log Output Options"; Akamai, DataStream 2 "Data set
parameters"; Gcore, "Logs uploader"; bunny.net, "Logging".
"""

from __future__ import annotations

from forensics.formats.declared.declare import delimited, json_lines
from forensics.formats.declared.presets import fastly
from forensics.formats.format import Format

__all__ = ["formats"]

_INNER = "The origin behind the CDN logs what the CDN asks for, not what clients get."


def formats() -> list[Format]:
    """The formats of CDNs, specific before general."""
    return [_cloudflare(), _akamai(), *fastly.formats(), _gcore(), _bunny()]


def _cloudflare() -> Format:
    def moments(moment: str) -> tuple[str, ...]:
        """Unixnano (the default), unix, and rfc3339 with or without a fraction."""
        return (f"{{{moment}:epoch_ns}}", f"{{{moment}:epoch}}", f"{{{moment}:iso}}")

    return json_lines(
        "cloudflare_logpush",
        "Cloudflare Logpush, HTTP requests",
        {
            "EdgeStartTimestamp": moments("start"),
            "EdgeEndTimestamp": moments("end"),
            "ClientIP": "{peer}",
            "ClientRequestMethod": "{method}",
            "ClientRequestURI": "{target}",
            "ClientRequestPath": "{stem}",
            "ClientRequestHost": "{host}",
            "ClientRequestProtocol": "{protocol}",
            "ClientRequestReferer": "{referer}",
            "ClientRequestUserAgent": "{agent}",
            "EdgeResponseStatus": "{status}",
            "EdgeResponseBodyBytes": "{body_bytes}",
            "EdgeResponseBytes": "{total_bytes}",
            "EdgeResponseContentType": "{content_type}",
            "SecurityAction": "{generated:block|drop|challenge|jschallenge|managedChallenge}",
            "RayID": "{request_id}",
        },
        family="Cloudflare",
        needs=("RayID", "ClientIP", "EdgeResponseStatus"),
        zone="UTC",
        note=(
            "EdgeResponseBodyBytes is the body, EdgeResponseBytes counts headers. Where EdgeResponseCompressionRatio "
            "is above 1 the body was compressed and is smaller than the file. Requests by a Worker "
            "(ClientRequestSource edgeWorkerFetch, or a ParentRayID) stand beside the client's own. Without EdgeEnd"
            f"Timestamp the end is not known. A job may sample or filter: ask for its settings. {_INNER}"
        ),
        examples=(
            (
                '{"ClientIP":"192.0.2.10","ClientRequestHost":"www.example.org","ClientRequestMethod":"GET",'
                '"ClientRequestPath":"/list.csv","ClientRequestProtocol":"HTTP/2","ClientRequestURI":"/list.csv?v=2",'
                '"ClientRequestUserAgent":"curl/8.7.1","EdgeEndTimestamp":1780992002109000000,"EdgeResponseBodyBytes":48211,'
                '"EdgeResponseBytes":48511,"EdgeResponseStatus":200,"EdgeStartTimestamp":1780992002078000000,'
                '"RayID":"80a1b2c3d4e5f607"}'
            ),
            (
                '{"ClientIP":"2001:db8::7","ClientRequestHost":"www.example.org","ClientRequestMethod":"HEAD",'
                '"ClientRequestURI":"/list.csv","EdgeEndTimestamp":"2026-06-09T08:05:12Z","EdgeResponseBytes":301,'
                '"EdgeResponseStatus":200,"EdgeStartTimestamp":"2026-06-09T08:05:12Z","RayID":"80a1b2c3d4e5f608"}'
            ),
            (
                '{"ClientIP":"198.51.100.7","ClientRequestHost":"example.org","ClientRequestMethod":"GET",'
                '"ClientRequestURI":"/list.csv","EdgeStartTimestamp":1780992312,"EdgeEndTimestamp":1780992313,'
                '"EdgeResponseBytes":1200,"EdgeResponseStatus":403,"SecurityAction":"block","RayID":"80a1b2c3d4e5f609"}'
            ),
        ),
    )


def _akamai() -> Format:
    # Blanks and bytes outside of US-ASCII are percent-encoded in every field. Of the path some
    # streams leave out the first slash, hence two templates for it. reqEndTimeMSec is the time to
    # read the request and transferTimeMSec that of the last part: neither gives the end.
    return json_lines(
        "akamai_datastream",
        "Akamai DataStream 2, JSON",
        {
            "reqTimeSec": "{start:epoch}",
            "cliIP": "{peer}",
            "xForwardedFor": "{forwarded:percent}",
            "reqMethod": "{method}",
            "reqPath": ("/{key}", "{key}"),
            "queryStr": "{query}",
            "reqHost": "{host}",
            "statusCode": "{status}",
            "bytes": "{body_bytes}",
            "totalBytes": "{total_bytes}",
            "rspContentLen": "{length}",
            "objSize": "{object_bytes}",
            "rspContentType": "{content_type:percent}",
            "range": "{range}",
            "lastByte": "{outcome:;1}",
            "referer": "{referer:percent}",
            "UA": "{agent:percent}",
            "reqId": "{request_id}",
        },
        family="Akamai",
        needs=("reqTimeSec", "cliIP", "reqPath", "statusCode"),
        zone="UTC",
        note=(
            "The time is when the edge accepted the request. bytes is the body; Akamai says that over HTTP/2 it "
            "includes framing. Status 000 is a request that the client broke off; with bytes it is a range that ended "
            "early (IAB PTMG 5.5.1). lastByte 1 says that the last byte of the object was served. A field that is "
            "missing was empty or not chosen for the stream. Streams in blank- or tab-delimited text have the fields "
            f"in an order of the customer's own and are read through a format file. {_INNER}"
        ),
        examples=(
            (
                '{"version":1,"streamId":"12345","cp":"123456","reqId":"1239f220","reqTimeSec":"1780992002.078",'
                '"bytes":"48211","cliIP":"192.0.2.10","statusCode":"200","proto":"HTTPS","reqHost":"www.example.org",'
                '"reqMethod":"GET","reqPath":"/list.csv","queryStr":"v=2","reqPort":"443","rspContentLen":"48211",'
                '"rspContentType":"text%2Fcsv","UA":"Mozilla%2F5.0%20(X11)","totalBytes":"49300","objSize":"48211"}'
            ),
            (
                '{"version":1,"reqId":"1239f221","reqTimeSec":"1780992312","bytes":"20000","cliIP":"2001:db8::7",'
                '"statusCode":"000","reqHost":"www.example.org","reqMethod":"GET","reqPath":"list.csv",'
                '"range":"0-48210","totalBytes":"20411"}'
            ),
        ),
    )


def _gcore() -> Format:
    # nginx behind it: $body_bytes_sent, $bytes_sent, $request_time. $host can be the origin's or a
    # shard's, so it is read past.
    cells = (
        *("{peer}", "", "{user}", "[{end:%d/%b/%Y:%H:%M:%S %z}]", "{request}", "{status}", "{body_bytes}"),
        *("{referer}", "{agent}", "{total_bytes}", "", "{_}", "", "{seconds}", "", "{number}", "{range}"),
    )
    return delimited(
        "gcore_cdn",
        "Gcore CDN raw log",
        cells,
        family="Gcore",
        server="nginx",
        note=(
            "The log is written by nginx at the end of the request. EdgeCDN and other CDNs on the same network write "
            f"the same fields. Which site was asked is not told: the host may be the origin's. {_INNER}"
        ),
        examples=(
            (
                '"192.0.2.10" "-" "-" "[09/Jun/2026:08:00:02 +0000]" "GET /list.csv?v=2 HTTP/1.1" "200" "48211" "-" '
                '"curl/8.7.1" "48511" "[ams-up-gc1]" "https" "cdn.example.org" "0.031" "-" "157" "-" "[ams]" "HIT" "-"'
            ),
            (
                '"2001:db8::7" "-" "-" "[09/Jun/2026:08:05:12 +0000]" "GET /list.csv HTTP/2.0" "206" "1000" '
                '"https://www.example.org/" "Mozilla/5.0 (X11)" "1350" "[ams-up-gc2]" "https" "cdn.example.org" '
                '"0.002" "-" "157" "bytes=0-999" "[ams]" "HIT" "-" "-" "1" "2"'
            ),
        ),
    )


def _bunny() -> Format:
    # In the order of the documentation: cache status, status, time, bytes sent, pull zone, address,
    # referer, URL, edge location, agent, request id, country. The method is not logged.
    # Nothing is quoted, so a line with a bar too many cannot be read.
    cells = (
        *("", "{status}", "{end:epoch_ms}", "{total_bytes}", "{number}", "{peer}", "{referer}", "{target}"),
        *("", "{agent}", "{request_id}", ""),
    )
    return delimited(
        "bunny_cdn",
        "Bunny CDN raw log",
        cells,
        family="Bunny",
        delimiter="|",
        quotes="none",
        open_ended=False,
        note=(
            "Addresses are shortened unless the customer has asked otherwise: ending in .0 they stand for many "
            "clients. The method is not logged, so a HEAD looks like a GET that was cut off. The time is taken as "
            f"that of the end. The bytes are all that were sent to the client, so headers are counted. {_INNER}"
        ),
        examples=(
            (
                "HIT|200|1780992002109|48511|390|192.0.2.0|-|https://files.example.org/list.csv?v=2|AMS|curl/8.7.1|"
                "322b688bd63fb63f2babe9de30a5d262|NL"
            ),
            (
                "MISS|404|1780992312000|1245|390|2001:db8::|https://www.example.org/|https://files.example.org/nothing.csv|"
                "AMS|Mozilla/5.0 (X11)|322b688bd63fb63f2babe9de30a5d263|DE"
            ),
        ),
    )
