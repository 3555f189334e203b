"""Applications that write one JSON object for each request; those that write lines of text are in `servers`."""

from __future__ import annotations

from forensics.formats.declared.declare import json_lines
from forensics.formats.format import Format

__all__ = ["formats"]


def formats() -> list[Format]:
    """GitLab, MinIO, Nextcloud and Rails."""
    return [_gitlab_workhorse(), _minio_audit(), _nextcloud_audit(), _lograge()]


def _gitlab_workhorse() -> Format:
    """The access log of labkit, GitLab's library for its services in Go."""
    return json_lines(
        "gitlab_workhorse",
        "GitLab Workhorse, JSON",
        {
            "time": "{end:iso}",
            "duration_ms": "{milliseconds}",
            "remote_ip": "{peer}",
            "method": "{method}",
            "uri": "{target}",
            "proto": "{protocol}",
            "host": "{host}",
            "status": "{status}",
            "written_bytes": "{body_bytes}",
            "content_type": "{content_type}",
            "referrer": "{referer}",
            "user_agent": "{agent}",
            "correlation_id": "{request_id}",
        },
        family="GitLab",
        needs=("written_bytes", "uri"),
        examples=(
            (
                '{"correlation_id":"01J0000000000000000000000A","duration_ms":31,"host":"git.example.org","level":"info",'
                '"method":"GET","msg":"access","proto":"HTTP/1.1","referrer":"","remote_addr":"10.0.0.2:0","remote_ip":'
                '"192.0.2.10","status":200,"system":"http","time":"2026-06-09T08:00:00Z","uri":"/docs/raw/main/report.pdf",'
                '"user_agent":"curl/8.7.1","written_bytes":48211}'
            ),
            (
                '{"content_type":"text/csv","correlation_id":"01J0000000000000000000000B","duration_ms":4,"host":'
                '"git.example.org","level":"info","method":"HEAD","msg":"access","proto":"HTTP/1.1","referrer":"",'
                '"remote_addr":"10.0.0.2:0","remote_ip":"2001:db8::7","route":"","status":200,"system":"http","time":'
                '"2026-06-09T08:05:12Z","ttfb_ms":4,"uri":"/docs/list.csv?v=2","user_agent":"curl/8.7.1","written_bytes":0}'
            ),
        ),
        note="remote_ip is the client behind the nginx that GitLab brings along, as its X-Forwarded-For says.",
    )


def _minio_audit() -> Format:
    """MinIO, "Audit logging": durations are in nanoseconds, with the unit behind the number."""
    return json_lines(
        "minio_audit",
        "MinIO audit log",
        {
            "time": "{end:iso}",
            "api.timeToResponse": "{nanoseconds}ns",
            "remotehost": "{peer}",
            "requestPath": "{path}",
            "requestHost": "{host}",
            "api.statusCode": "{status}",
            "api.tx": "{body_bytes}",
            "requestHeader.Range": "{range}",
            "responseHeader.Content-Range": "{content_range}",
            "responseHeader.Content-Type": "{content_type}",
            "requestHeader.Referer": "{referer}",
            "userAgent": "{agent}",
            "requestID": "{request_id}",
        },
        family="MinIO",
        needs=("deploymentid", "api"),
        examples=(
            (
                '{"version":"1","deploymentid":"00000000-0000-4000-8000-000000000001","time":"2026-06-09T08:00:00.281000000Z",'
                '"api":{"name":"GetObject","bucket":"docs","object":"report.pdf","status":"OK","statusCode":200,"rx":0,'
                '"tx":48211,"timeToResponse":"31000000ns"},"remotehost":"192.0.2.10","requestID":"17E1A0B2C3D4E5F6",'
                '"userAgent":"curl/8.7.1","requestPath":"/docs/report.pdf","requestHost":"store.example.org:9000"}'
            ),
            (
                '{"version":"1","deploymentid":"00000000-0000-4000-8000-000000000001","time":"2026-06-09T08:05:12.004000000Z",'
                '"api":{"name":"HeadObject","bucket":"docs","object":"list.csv","status":"OK","statusCode":200,"rx":0,"tx":0,'
                '"timeToResponse":"4000000ns"},"remotehost":"2001:db8::7","requestID":"17E1A0B2C3D4E5F7","userAgent":'
                '"curl/8.7.1","requestPath":"/docs/list.csv","requestHost":"store.example.org:9000"}'
            ),
        ),
        note="The call stands for the method, so a HeadObject is known by its size of 0. tx counts the body.",
    )


def _nextcloud_audit() -> Format:
    """Nextcloud, "Logging configuration" and the app admin_audit, which writes audit.log."""
    return json_lines(
        "nextcloud_audit",
        "Nextcloud log and audit log",
        {
            "time": "{end:iso}",
            "remoteAddr": "{peer}",
            "user": "{user}",
            "method": "{method}",
            "url": "{target}",
            "userAgent": "{agent}",
            "reqId": "{request_id}",
        },
        family="Nextcloud",
        needs=("reqId", "remoteAddr", "url"),
        examples=(
            (
                '{"reqId":"aB3dE5fG7hJ9kL1mN3pQ","level":1,"time":"2026-06-09T08:00:00+00:00","remoteAddr":"192.0.2.10",'
                '"user":"anna","app":"admin_audit","method":"GET","url":"\\/remote.php\\/dav\\/files\\/anna\\/report.pdf",'
                '"message":"File accessed: \\"\\/report.pdf\\"","userAgent":"curl\\/8.7.1","version":"29.0.0.0"}'
            ),
            (
                '{"reqId":"bC4eF6gH8jK0lM2nP4qR","level":1,"time":"2026-06-09T08:05:12+00:00","remoteAddr":"2001:db8::7",'
                '"user":"--","app":"admin_audit","method":"HEAD","url":"\\/s\\/AbCdEfGh\\/download","message":"Shared",'
                '"userAgent":"curl\\/8.7.1","version":"29.0.0.0"}'
            ),
        ),
        note="Logs events of the application, neither status nor size, and one request can make several lines: it "
        "tells who asked for a file, not how often it was handed over. The web server's log does.",
    )


def _lograge() -> Format:
    """Rails with lograge and its Logstash formatter; the other formatters write no time."""
    return json_lines(
        "lograge",
        "Rails with lograge, Logstash formatter",
        {
            "@timestamp": "{end:iso}",
            "duration": "{milliseconds}",
            "method": "{method}",
            "path": "{stem}",
            "status": "{status}",
        },
        family="Ruby",
        needs=("@timestamp", "controller", "action", "path"),
        examples=(
            (
                '{"method":"GET","path":"/docs/report.pdf","format":"pdf","controller":"DocsController","action":"show",'
                '"status":200,"duration":31.02,"view":0.0,"db":4.21,"@timestamp":"2026-06-09T08:00:00.281Z","@version":"1",'
                '"message":"[200] GET /docs/report.pdf (DocsController#show)"}'
            ),
            (
                '{"method":"HEAD","path":"/list.csv","format":"csv","controller":"DocsController","action":"list","status":200,'
                '"duration":4.0,"view":0.0,"db":0.0,"@timestamp":"2026-06-09T08:05:12.004Z","@version":"1","message":'
                '"[200] HEAD /list.csv (DocsController#list)"}'
            ),
        ),
        note="Holds no address, no query and no size unless the site adds them.",
    )
