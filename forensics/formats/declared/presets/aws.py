"""Amazon Web Services: load balancers, S3 and WAF. CloudFront is in `aws_cdn`.

Field orders and meanings are those of AWS's guides, named at each format. AWS adds fields at the
end of its records only: old records are shorter than the declaration, new ones may be longer.
"""

from __future__ import annotations

from forensics.formats.declared.declare import delimited, json_lines, text
from forensics.formats.format import Format

__all__ = ["formats"]

_FAMILY = "AWS"
_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
_CURL = "curl/8.7.1"
_CIPHER = "ECDHE-RSA-AES128-GCM-SHA256"
_TLS = f"{_CIPHER} TLSv1.2"
_BEST_EFFORT = "AWS delivers this log as well as it can, not as a full account: missing lines are to be expected."

#: What a load balancer did by itself: a fixed response, or AWS WAF's answer, behind which nothing was forwarded.
_ALB_ANSWERED = "(?:.*,)?fixed-response(?:,.*)?|waf"

# Application Load Balancer user guide, "Access log entries". The first records ended with trace_id.
_ALB_CELLS = (
    *("", "{end:iso}", "", "{peer}:{number}", ""),  # type, time, elb, client:port, target:port
    *("", "", "", "{status}", ""),  # processing times of request, target and response; status of elb and target
    *("", "{total_bytes}", "{request}", "{agent}"),  # received_bytes, sent_bytes, "request", "user_agent"
    *("", "", "", "{request_id}"),  # ssl_cipher, ssl_protocol, target_group_arn, "trace_id"
    *("", "", "", "{start:iso}"),  # "domain_name", "chosen_cert_arn", rule priority, request_creation_time
    f"{{generated:{_ALB_ANSWERED}}}",  # "actions_executed"; then redirect_url, error_reason, target lists, ...
)
_ALB_HEAD = "app/docs/50cf2f4b9d1e3a77"
_ALB_TARGETS = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/docs/b04e61f1c2a95d38"
_ALB_TAIL = '"-" "-" "10.0.0.5:80" "200" "-" "-" TID_5f0c1d9a7be2430c "-" "-" "-"'

# Classic Load Balancer user guide, "Access log entries". Its fields no longer change, and one template keeps
# the lines of other load balancers out: timestamp elb client:port backend:port, three processing times,
# elb_status_code backend_status_code received_bytes sent_bytes "request" "user_agent" ssl_cipher ssl_protocol
_ELB = (
    '{start:iso} {_} {peer}:{number} {_} {_} {_} {_} {status} {_} {number} {body_bytes} "{request}" "{agent}" {_} {_}'
)

# Network Load Balancer user guide, "Access log entries".
_NLB_CELLS = (
    *("", "", "{end:iso}", "", "", "{peer}:{number}", ""),  # type, version, time, elb, listener, client, destination
    *("{milliseconds}", "", "", "{total_bytes}", ""),  # connection_time, handshake, received_bytes, sent_bytes, alert
    *("", "", "", "", "", "{host}"),  # certificate, its serial, cipher, protocol, named group, domain_name
)

# Application Load Balancer user guide, "Connection log entries". One template, so that no line of another load
# balancer fits: timestamp client_ip client_port listener_port tls_protocol tls_cipher tls_handshake_latency
# "leaf_client_cert_subject" leaf_client_cert_validity leaf_client_cert_serial_number tls_verify_status conn_trace_id
_CONNECTION = '{start:iso} {peer} {number} {number} {_} {_} {_} "{_}" {_} {_} {_} {_}'

# S3 user guide, "Server access log format". The first records ended with the agent; version id, host id, signature,
# cipher, authentication, host header, TLS version, access point, ACL required and source region came later.
_S3_CELLS = (
    *("", "", "{start:%d/%b/%Y:%H:%M:%S %z}", "{peer}", "{user}"),  # owner, bucket, time, remote IP, requester
    *("{request_id}", "{operation}", "{key:percent}", '"{request}"'),  # request id, operation, key, "request-URI"
    *("{status}", "", "{body_bytes}", "{object_bytes}"),  # status, error code, bytes sent, object size
    *("{milliseconds}", "", '"{referer}"', '"{agent}"'),  # total time, turn-around time, "referer", "agent"
    *("", "", "", "", "", "{host}"),  # version id, host id, signature, cipher, authentication, host header
)
_S3_OWNER = "8d2c60f1b7a94e35"

# AWS WAF developer guide, "Log fields". Headers stand in a list, under the names that the client wrote: in lower
# case over HTTP/2. There is no status: responseCodeSent is that of WAF's own answer.
_WAF_HEADERS = {"host": ("Host", "host"), "agent": ("User-Agent", "user-agent"), "referer": ("Referer", "referer")}
_WAF_KEYS = {
    "timestamp": "{start:epoch_ms}",
    "action": "{generated:BLOCK|CAPTCHA|CHALLENGE}",
    "httpRequest.clientIp": "{peer}",
    "httpRequest.httpMethod": "{method}",
    "httpRequest.uri": "{stem}",
    "httpRequest.args": "{query}",
    "httpRequest.httpVersion": "{protocol}",
    "httpRequest.requestId": "{request_id}",
    "httpRequest.host": "{host}",
    **{
        f"$['httpRequest']['headers'][?(@['name']=='{name}')]['value']": f"{{{field}}}"
        for field, names in _WAF_HEADERS.items()
        for name in names
    },
}


def formats() -> list[Format]:
    """The formats of AWS, specific before general."""
    return [_alb(), _connection(), _elb(), _nlb(), _s3(), _waf()]


def _alb() -> Format:
    return delimited(
        "aws_alb",
        "AWS Application Load Balancer, access log",
        _ALB_CELLS,
        family=_FAMILY,
        least=18,
        examples=(
            (
                f"https 2026-06-09T08:00:01.250310Z {_ALB_HEAD} 192.0.2.10:40112 10.0.0.5:80 0.001 0.210 0.000 200 200"
                f' 412 48545 "GET https://www.example.org:443/docs/report.pdf HTTP/1.1" "{_FIREFOX}" {_TLS}'
                f' {_ALB_TARGETS} "Root=1-6846a1c1-5d1c0f0e2b7a4c3d9e8f7a61" "www.example.org" "session-reused" 0'
                f' 2026-06-09T08:00:01.039000Z "forward" {_ALB_TAIL}'
            ),
            (
                f"h2 2026-06-09T08:05:12.000000Z {_ALB_HEAD} 2001:db8::7:51200 - -1 -1 -1 503 - 38 310"
                f' "GET https://www.example.org:443/docs/report.pdf?v=2 HTTP/2.0" "{_CURL}" {_TLS} -'
                ' "Root=1-6846a2f8-0a9b8c7d6e5f4a3b2c1d0e9f" "www.example.org" "session-reused" 10'
                ' 2026-06-09T08:05:11.998000Z "waf,fixed-response" "-" "-" "-" "-" "-" "-"'
            ),
        ),
        note="Time is when the response was generated, with the time of the request beside it where the record is "
        "long enough. Size is what was sent to the client, headers included; an abort shows as a smaller one. "
        "Status 460 is a client that left before the response. A fixed response or a block by AWS WAF is not the "
        f"file. {_BEST_EFFORT}",
    )


def _connection() -> Format:
    return text(
        "aws_alb_connection",
        "AWS Application Load Balancer, connection log",
        _CONNECTION,
        family=_FAMILY,
        examples=(
            (
                f"2026-06-09T08:00:00.901204Z 192.0.2.10 40112 443 TLSv1.2 {_CIPHER} 4.036"
                ' "CN=client.example.org,O=Example" NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z'
                " 5F0C1D9A7BE2430C Success TID_5f0c1d9a7be2430c"
            ),
            (
                '2026-06-09T08:00:03.115000Z 2001:db8::7 51200 443 - - - "-" - - Failed:UnmappedConnectionError'
                " TID_b04e61f1c2a95d38"
            ),
        ),
        note="Holds connections, not requests: it shows who connected and when, and cannot name a file.",
    )


def _elb() -> Format:
    return text(
        "aws_elb_classic",
        "AWS Classic Load Balancer, access log",
        _ELB,
        family=_FAMILY,
        examples=(
            (
                "2026-06-09T08:00:01.039427Z docs-elb 192.0.2.10:40112 10.0.0.5:80 0.000086 0.001048 0.001337 200 200 0"
                f' 48211 "GET https://www.example.org:443/docs/report.pdf HTTP/1.1" "{_FIREFOX}" {_TLS}'
            ),
            (
                "2026-06-09T08:05:12.770120Z docs-elb 198.51.100.7:51200 10.0.0.5:80 0.001069 0.000028 0.000041 - - 82"
                ' 305 "- - - " "-" - -'
            ),
        ),
        note="Time is when the request was received; when the response ended is not logged. Size is that of the body "
        "sent. A TCP or SSL listener logs connections without a request, which cannot name a file. " + _BEST_EFFORT,
    )


def _nlb() -> Format:
    return delimited(
        "aws_nlb_tls",
        "AWS Network Load Balancer, TLS access log",
        _NLB_CELLS,
        family=_FAMILY,
        quotes="none",  # a list of protocols is written "h2","http/1.1"
        zone="UTC",
        least=18,
        examples=(
            (
                "tls 2.0 2026-06-09T08:00:02 net/docs/c6e0a4f1d2b39785 7be2430c5f0c1d9a 192.0.2.10:40112 10.0.0.9:443"
                " 1050 12 412 48545 - arn:aws:acm:eu-west-1:111122223333:certificate/docs -"
                f" {_CIPHER} tlsv12 - www.example.org - - - 2026-06-09T08:00:01"
            ),
            (
                "tls 2.0 2026-06-09T08:05:12 net/docs/c6e0a4f1d2b39785 7be2430c5f0c1d9a 2001:db8::7:51200"
                ' 2001:db8::9:443 5 2 98 246 - - - - - - - h2 h2 "h2","http/1.1" 2026-06-09T08:05:12'
            ),
        ),
        note="Holds TLS connections, not requests: its bytes are those of a whole connection, and it cannot name a "
        f"file. Time is the end of the connection. {_BEST_EFFORT}",
    )


def _s3() -> Format:
    return delimited(
        "aws_s3",
        "AWS S3 server access log",
        _S3_CELLS,
        family=_FAMILY,
        quotes="plain",
        least=17,
        examples=(
            (
                f"{_S3_OWNER} docs-bucket [09/Jun/2026:08:00:01 +0000] 192.0.2.10 - 5F0C1D9A7BE2430C REST.GET.OBJECT"
                ' docs/report.pdf "GET /docs/report.pdf HTTP/1.1" 200 - 48211 48211 210 31 "https://www.example.org/"'
                f' "{_FIREFOX}" - b04e61f1c2a95d38= - {_CIPHER} - docs-bucket.s3.eu-west-1.amazonaws.com'
                " TLSv1.2 - - eu-west-1"
            ),
            (
                f"{_S3_OWNER} docs-bucket [09/Jun/2026:08:05:12 +0000] 2001:db8::7 {_S3_OWNER} B04E61F1C2A95D38"
                f' REST.HEAD.OBJECT docs/report.pdf "HEAD /docs/report.pdf HTTP/1.1" 200 - - 48211 9 9 "-" "{_CURL}" -'
            ),
        ),
        note="Time is when the request was received. Bytes sent are those of the body, beside the size of the object "
        "itself: fewer mean that not all of it was sent. A record may be delivered twice, with the same request id. "
        f"The requester stands as user. Quotes in an agent or referer are not escaped: such a line is rejected, and "
        f"listed if it names the file. {_BEST_EFFORT}",
    )


def _waf() -> Format:
    host = '"headers":[{"name":"Host","value":"www.example.org"},{"name":"User-Agent","value":"curl/8.7.1"}]'
    return json_lines(
        "aws_waf",
        "AWS WAF log",
        _WAF_KEYS,
        family=_FAMILY,
        needs=("webaclId", "httpRequest.clientIp"),
        examples=(
            (
                '{"timestamp":1780992001039,"formatVersion":1,"webaclId":"docs","terminatingRuleId":"Default_Action",'
                '"terminatingRuleType":"REGULAR","action":"ALLOW","httpSourceName":"ALB","responseCodeSent":null,'
                f'"httpRequest":{{"clientIp":"192.0.2.10","country":"NL",{host},"uri":"/docs/report.pdf","args":"v=2",'
                '"httpVersion":"HTTP/1.1","httpMethod":"GET","requestId":"1-6846a1c1-5d1c0f0e2b7a4c3d9e8f7a61"}}'
            ),
            (
                '{"timestamp":1780992312770,"formatVersion":1,"webaclId":"docs","terminatingRuleId":"rate",'
                '"terminatingRuleType":"RATE_BASED","action":"BLOCK","httpSourceName":"CF","responseCodeSent":429,'
                f'"httpRequest":{{"clientIp":"2001:db8::7","country":"-",{host},"uri":"/docs/report.pdf","args":"",'
                '"httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"b04e61f1c2a95d38"}}'
            ),
        ),
        note="Says what WAF did with a request, not how it was answered: no status and no size, so no grade. What WAF "
        "stopped is not the file. What it let through is counted from the log of the load balancer or CDN that it "
        "guards; give a WAF log to a case only where that one is missing, else each request could count twice.",
    )
