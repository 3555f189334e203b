"""Fastly: every service writes a format of its own; these are the ones that Fastly suggests.

Sources: Fastly, "Custom log formats" and "Useful log formats", and the presets of its endpoints.
"""

from __future__ import annotations

from forensics.formats.declared.declare import json_lines, text
from forensics.formats.format import Format

__all__ = ["formats"]

# What the names hold: %h is the client's address, time.start the start, time.elapsed.usec the duration,
# resp.body_bytes_written the body.
_CLIENT = {
    "client_ip": "{peer}",
    "url": "{target}",
    "host": "{host}",
    "request_referer": "{referer}",
    "request_user_agent": "{agent}",
}
_CURRENT = {
    "timestamp": "{start:iso}",
    **_CLIENT,
    "request_method": "{method}",
    "request_protocol": "{protocol}",
    "response_status": "{status}",
    "response_body_size": "{body_bytes}",
}
_OLDER = {
    "time_elapsed": "{microseconds}",
    **_CLIENT,
    "request": "{method}",
    "protocol": "{protocol}",
    "status": "{status}",
    "resp_body_size": "{body_bytes}",
    "content_type": "{content_type}",
}
_NOTE = (
    "Read are the names that Fastly suggests; a service that logs others is read through a format file. With "
    "shielding the shield logs what the edge asks it as well: lines with fastly_is_edge false are no deliveries. "
    "The origin behind the CDN logs what the CDN asks for."
)


def formats() -> list[Format]:
    """The formats of Fastly, specific before general."""
    return [_current(), _older(), _honeycomb(), _classic()]


def _current() -> Format:
    return json_lines(
        "fastly_json",
        "Fastly, JSON as its endpoints suggest",
        _CURRENT,
        family="Fastly",
        needs=("client_ip", "url", "response_body_size"),
        zone="UTC",
        note=_NOTE,
        examples=(
            (
                '{"timestamp":"2026-06-09T08:00:02+0000","client_ip":"192.0.2.10","geo_country":"netherlands",'
                '"host":"www.example.org","url":"/list.csv?v=2","request_method":"GET","request_protocol":"HTTP/1.1",'
                '"request_referer":"","request_user_agent":"curl/8.7.1","response_state":"HIT-CLUSTER",'
                '"response_status":200,"response_reason":"OK","response_body_size":48211,"fastly_is_edge":true}'
            ),
            (
                '{"timestamp":"2026-06-09T08:05:12+0000","client_ip":"2001:db8::7","host":"www.example.org",'
                '"url":"/list.csv","request_method":"HEAD","response_status":200,"response_body_size":0}'
            ),
        ),
    )


def _older() -> Format:
    return json_lines(
        "fastly_json_sizes",
        "Fastly, JSON as its documentation has suggested, with header and body sizes",
        {
            "time_start": ("{start:epoch_ms}", "{start:iso}"),
            "time_end": ("{end:epoch_ms}", "{end:iso}"),
            "timestamp": "{start:iso}",
            **_OLDER,
        },
        family="Fastly",
        needs=("client_ip", "url", "resp_body_size"),
        zone="UTC",
        note=_NOTE,
        examples=(
            (
                '{"time_start":1780992002078,"time_end":1780992002109,"time_elapsed":31000,"client_ip":"192.0.2.10",'
                '"request":"GET","protocol":"HTTP/1.1","host":"www.example.org","url":"/list.csv?v=2",'
                '"request_user_agent":"curl/8.7.1","status":"200","resp_header_size":300,"resp_body_size":48211}'
            ),
            (
                '{"timestamp":"2026-06-09T08:05:12+0000","time_elapsed":2000,"client_ip":"2001:db8::7",'
                '"request":"HEAD","host":"www.example.org","url":"/list.csv","status":"200","resp_body_size":0}'
            ),
        ),
    )


def _honeycomb() -> Format:
    return json_lines(
        "fastly_honeycomb",
        "Fastly, JSON as its Honeycomb endpoints write it",
        {"time": "{start:iso}", **{f"data.{key}": template for key, template in _OLDER.items()}},
        family="Fastly",
        needs=("data.client_ip", "data.url"),
        zone="UTC",
        note=_NOTE,
        examples=(
            (
                '{"time":"2026-06-09T08:00:02Z","data":{"service_id":"S1","time_elapsed":31000,"request":"GET",'
                '"host":"www.example.org","url":"/list.csv?v=2","protocol":"HTTP/1.1","client_ip":"192.0.2.10",'
                '"request_user_agent":"curl/8.7.1","status":"200","resp_header_size":300,"resp_body_size":48211}}'
            ),
            (
                '{"time":"2026-06-09T08:05:12Z","data":{"time_elapsed":2000,"request":"HEAD","host":"www.example.org",'
                '"url":"/list.csv","client_ip":"2001:db8::7","status":"200","resp_body_size":0}}'
            ),
        ),
    )


def _classic() -> Format:
    # %h %l %u %{now}V %{req.request}V %{req.url}V %>s: how version 2 of Fastly's formats writes what
    # was the default of version 1. It is written when the response is over.
    return text(
        "fastly_classic",
        "Fastly, classic text",
        "{peer} {_} {user} {end:%a, %d %b %Y %H:%M:%S GMT} {method} {target} {status}",
        family="Fastly",
        escape="none",
        zone="UTC",
        note=(
            "This format logs no size: status 200 is all that it proves. Fastly's other default is Apache's common "
            "format, with the size of the body. The origin behind the CDN logs what the CDN asks for."
        ),
        examples=(
            "192.0.2.10 - - Tue, 09 Jun 2026 08:00:02 GMT GET /list.csv?v=2 200",
            "2001:db8::7 - - Tue, 09 Jun 2026 08:05:12 GMT HEAD /list.csv 404",
        ),
    )
