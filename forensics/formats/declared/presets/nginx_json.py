"""Built-in formats of JSON lines: a key map each, no code."""

from __future__ import annotations

from dataclasses import replace

from forensics.formats.declared.custom import compile_log_format
from forensics.formats.format import Format
from forensics.formats.grammars.jsonl import JsonLines

__all__ = ["formats"]

#: Usual names of keys, and the variables of nginx that stand behind them.
_JSON_KEYS: dict[str, tuple[str, ...]] = {
    "$time_iso8601": ("time_iso8601", "@timestamp", "timestamp", "time"),
    "$time_local": ("time_local", "timestamp", "time"),
    "$msec": ("msec", "timestamp", "time", "ts"),
    "$remote_addr": ("remote_addr", "remote_ip", "client_ip", "clientip", "client"),
    "$http_x_forwarded_for": ("http_x_forwarded_for", "x_forwarded_for", "xff"),
    "$remote_user": ("remote_user", "user"),
    "$request": ("request",),
    "$request_method": ("request_method", "method"),
    "$request_uri": ("request_uri", "url"),
    "$uri": ("uri", "path"),
    "$args": ("args", "query_string", "query"),
    "$server_protocol": ("server_protocol", "protocol"),
    "$status": ("status",),
    "$body_bytes_sent": ("body_bytes_sent",),
    "$bytes_sent": ("bytes_sent",),
    "$request_time": ("request_time",),
    "$request_completion": ("request_completion",),
    "$http_range": ("http_range", "range"),
    "$sent_http_content_range": ("sent_http_content_range", "content_range"),
    "$sent_http_content_encoding": ("sent_http_content_encoding", "content_encoding"),
    "$sent_http_content_type": ("sent_http_content_type",),
    "$gzip_ratio": ("gzip_ratio",),
    "$host": ("host", "vhost"),
    "$http_host": ("http_host",),
    "$server_name": ("server_name",),
    "$http_referer": ("http_referer", "referer", "referrer"),
    "$http_user_agent": ("http_user_agent", "user_agent", "agent"),
    "$request_id": ("request_id",),
}


_JSON_EXAMPLES = (
    (
        '{"time":"2026-06-09T10:00:00+02:00","remote_addr":"192.0.2.10","request":"GET /list.csv HTTP/1.1",'
        '"status":200,"body_bytes_sent":48211,"request_time":0.031,"http_user_agent":"curl/8.7.1"}'
    ),
    (
        '{"time_local":"09/Jun/2026:10:05:12 +0200","remote_addr":"2001:db8::7","request_method":"HEAD",'
        '"request_uri":"/list.csv?v=2","status":"200","body_bytes_sent":"0","http_referer":""}'
    ),
)


def formats() -> list[Format]:
    """JSON lines of nginx: no two sites name their keys alike, so this knows the usual names."""
    form = compile_log_format(
        '{"time":"$time_iso8601","request":"$request","body_bytes_sent":$body_bytes_sent}',
        name="nginx_json",
        escape="json",
    )
    keys = tuple((f"$['{key}']", variable) for variable, names in _JSON_KEYS.items() for key in names)
    whole = replace(
        form,
        title="nginx JSON lines (escape=json) with the usual names of keys",
        template="one JSON object a line: " + ", ".join(key for names in _JSON_KEYS.values() for key in names),
        grammar=JsonLines("nginx", keys, usual=tuple(sorted(_JSON_KEYS))),
        examples=_JSON_EXAMPLES,
    )
    return [whole]
