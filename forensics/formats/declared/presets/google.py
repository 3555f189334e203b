"""Google Cloud: load balancer and CDN, Cloud Run, App Engine, Cloud Storage.

Sources: Google Cloud, "Logging and monitoring for external Application Load Balancers" (fields and
statusDetails), the Cloud Logging types LogEntry, HttpRequest and RequestLog, and Cloud Storage "Usage logs
and storage logs".
"""

from __future__ import annotations

from forensics.formats.declared.declare import delimited, json_lines
from forensics.formats.format import Format

__all__ = ["formats"]

_FAMILY = "Google Cloud"
_LINES = (
    "One LogEntry a line is read, as a sink to Cloud Storage writes them; an array (gcloud logging read "
    "--format=json, or a download from Logs Explorer) must be split into lines first."
)

# HttpRequest: responseSize is the message "including the response headers and the response body".
_HTTP_REQUEST: dict[str, str | tuple[str, ...]] = {
    "httpRequest.requestMethod": "{method}",
    "httpRequest.requestUrl": "{target}",
    "httpRequest.protocol": "{protocol}",
    "httpRequest.status": "{status}",
    "httpRequest.responseSize": "{total_bytes}",
    "httpRequest.latency": "{seconds}s",
    "httpRequest.remoteIp": ("[{peer}]:{number}", "{peer}"),
    "httpRequest.referer": "{referer}",
    "httpRequest.userAgent": "{agent}",
    "insertId": "{request_id}",
}
# All of statusDetails that means success; of what means failure, the client that left and those after
# which a part of the response had been sent.
_COMPLETED = "response_sent_by_backend|response_from_cache|response_from_cache_validated|byte_range_caching"
_ABORTED = (
    "client_disconnected_after_partial_response|client_disconnected_before_any_response|client_timed_out"
    "|backend_connection_closed_after_partial_response_sent|byte_range_caching_aborted"
    "|byte_range_caching_retrieval_from_backend_failed_after_partial_response"
    "|cache_lookup_failed_after_partial_response|cache_lookup_timeout_after_partial_response"
)


def formats() -> list[Format]:
    """The formats of Google Cloud, specific before general."""
    return [_load_balancer(), _app_engine(), _run(), _storage()]


def _load_balancer() -> Format:
    return json_lines(
        "google_load_balancer",
        "Google Cloud load balancer and Cloud CDN, in Cloud Logging",
        {
            "timestamp": "{start:iso}",
            **_HTTP_REQUEST,
            "jsonPayload.statusDetails": (
                f"{{outcome:{_ABORTED};{_COMPLETED}}}",
                "{generated:banned_by_security_policy|denied_by_security_policy|redirected_by_security_policy}",
            ),
        },
        family=_FAMILY,
        needs=("httpRequest.requestUrl", "jsonPayload.statusDetails"),
        zone="UTC",
        note=(
            "The time is when the first Google front end received the request. responseSize counts headers. The log "
            "may be sampled (logging-sample-rate): ask for the rate, for below 1.0 requests are missing. Redirects by "
            "the load balancer itself are not logged. Fetches that Cloud CDN starts itself, to fill its cache, have "
            f"lines of their own and are no deliveries. {_LINES}"
        ),
        examples=(
            (
                '{"insertId":"1oek5rg3l3fxj7","jsonPayload":{"@type":"type.googleapis.com/google.cloud.loadbalancing.type.'
                'LoadBalancerLogEntry","statusDetails":"response_from_cache"},"httpRequest":{"requestMethod":"GET",'
                '"requestUrl":"https://www.example.org/list.csv?v=2","requestSize":"577","status":200,"responseSize":'
                '"48511","userAgent":"curl/8.7.1","remoteIp":"192.0.2.10:40000","cacheHit":true,"latency":"0.031s"},'
                '"timestamp":"2026-06-09T08:00:02.078651Z","receiveTimestamp":"2026-06-09T08:00:02.588272510Z"}'
            ),
            (
                '{"insertId":"1oek5rg3l3fxj8","jsonPayload":{"statusDetails":"client_disconnected_after_partial_response"},'
                '"httpRequest":{"requestMethod":"GET","requestUrl":"https://www.example.org/list.csv","status":200,'
                '"responseSize":"20011","remoteIp":"2001:db8::7","latency":"4.5s"},"timestamp":"2026-06-09T08:05:12Z"}'
            ),
        ),
    )


def _app_engine() -> Format:
    return json_lines(
        "google_app_engine",
        "Google App Engine request log (RequestLog), in Cloud Logging",
        {
            "protoPayload.startTime": "{start:iso}",
            "protoPayload.endTime": "{end:iso}",
            "protoPayload.ip": "{peer}",
            "protoPayload.nickname": "{user}",
            "protoPayload.method": "{method}",
            "protoPayload.resource": "{target}",
            "protoPayload.host": "{host}",
            "protoPayload.httpVersion": "{protocol}",
            "protoPayload.status": "{status}",
            "protoPayload.responseSize": "{total_bytes}",
            "protoPayload.referrer": "{referer}",
            "protoPayload.userAgent": "{agent}",
            "protoPayload.requestId": "{request_id}",
        },
        family=_FAMILY,
        needs=("protoPayload.resource", "protoPayload.startTime"),
        zone="UTC",
        note=(
            "responseSize is documented as the bytes sent back to the client; it is read as counting headers. Static "
            f"files that App Engine serves itself are in this log too. {_LINES}"
        ),
        examples=(
            (
                '{"protoPayload":{"@type":"type.googleapis.com/google.appengine.logging.v1.RequestLog","requestId":"5f01",'
                '"ip":"192.0.2.10","startTime":"2026-06-09T08:00:02.078651Z","endTime":"2026-06-09T08:00:02.109Z",'
                '"latency":"0.031s","method":"GET","resource":"/list.csv?v=2","httpVersion":"HTTP/1.1","status":200,'
                '"responseSize":"48511","userAgent":"curl/8.7.1","host":"www.example.org"},"insertId":"a1",'
                '"timestamp":"2026-06-09T08:00:02.078651Z"}'
            ),
            (
                '{"protoPayload":{"ip":"2001:db8::7","startTime":"2026-06-09T08:05:12Z","endTime":"2026-06-09T08:05:13Z",'
                '"method":"HEAD","resource":"/list.csv","httpVersion":"HTTP/1.1","status":200,"responseSize":"301"}}'
            ),
        ),
    )


def _run() -> Format:
    return json_lines(
        "google_cloud_run",
        "Google Cloud Run, App Engine and others with httpRequest, in Cloud Logging",
        {"timestamp": "{start:iso}", **_HTTP_REQUEST},
        family=_FAMILY,
        needs=("httpRequest.requestUrl", "httpRequest.status", "timestamp"),
        zone="UTC",
        note=(
            "The time is when the request came in. responseSize counts headers. Behind a load balancer this is the "
            f"inner layer: the load balancer's log holds the deliveries. {_LINES}"
        ),
        examples=(
            (
                '{"insertId":"6951d287","httpRequest":{"requestMethod":"GET","requestUrl":'
                '"https://www.example.org/list.csv?v=2","requestSize":"754","status":200,"responseSize":"48511",'
                '"userAgent":"curl/8.7.1","remoteIp":"192.0.2.10","latency":"0.031159188s","protocol":"HTTP/1.1"},'
                '"resource":{"type":"cloud_run_revision"},"timestamp":"2026-06-09T08:00:02.018142Z"}'
            ),
            (
                '{"insertId":"6951d288","httpRequest":{"requestMethod":"HEAD","requestUrl":"https://example.org/list.csv",'
                '"status":200,"responseSize":"301","remoteIp":"2001:db8::7","latency":"0.002s"},'
                '"timestamp":"2026-06-09T08:05:12Z"}'
            ),
        ),
    )


def _storage() -> Format:
    # In the order of the heading row: time_micros, c_ip, c_ip_type, c_ip_region, cs_method, cs_uri, sc_status,
    # cs_bytes, sc_bytes, time_taken_micros, cs_host, cs_referer, cs_user_agent, s_request_id, cs_operation,
    # cs_bucket, cs_object.
    cells = (
        *("{end:epoch_us}", "{peer}", "", "", "{method}", "{target}", "{status}", "", "{body_bytes}"),
        *("{microseconds}", "{host}", "{referer}", "{agent}", "{request_id}", "", "", "{key}"),
    )
    return delimited(
        "google_storage",
        "Google Cloud Storage usage log (CSV)",
        cells,
        family=_FAMILY,
        delimiter=",",
        heading='^"?time_micros"?,',
        zone="UTC",
        note=(
            "The time is when the request was completed; neither timeliness nor completeness of these logs is "
            "guaranteed. One object has several addresses (/bucket/object, /object under the bucket's own host name, "
            "/storage/v1/b/bucket/o/object of the JSON API), so what is read as the path is none of them but the name "
            "of the object, without its bucket: give it as the path of the file. Each bucket has logs of its own: list "
            "only those of the bucket that held it. Changes by lifecycle rules stand in the log without an address."
        ),
        examples=(
            (
                '"1780992002078651","192.0.2.10","1","","GET","/public-files/list.csv","200","0","48211","31000",'
                '"storage.googleapis.com","","curl/8.7.1","AEnB2Uq","GET_Object","public-files","list.csv"'
            ),
            (
                '"1780992312000000","2001:db8::7","2","","HEAD","/list.csv?v=2","200","0","0","2000",'
                '"public-files.storage.googleapis.com","https://www.example.org/","Firefox/126.0, gzip(gfe)","AEnB2Ur",'
                '"HEAD_Object","public-files","list.csv"'
            ),
        ),
    )
