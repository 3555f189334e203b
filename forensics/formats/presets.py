"""The built-in formats: declarations only. Adding one needs no code.

Where several servers write lines of the same look, the first of them is `ambiguous`: detection
names that one and infers the rest. The others are for a user who knows which server it was.
"""

from __future__ import annotations

import functools
from dataclasses import replace

from forensics.formats.custom import compile_log_format, compile_logformat
from forensics.formats.format import Format

__all__ = ["NGINX_COMBINED", "registry"]

_REQUEST = '%h %l %u %t "%r" %>s'
_AGENT = '"%{Referer}i" "%{User-Agent}i"'
_NGINX = '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent'
_NGINX_AGENT = '"$http_referer" "$http_user_agent"'
_INGRESS = (
    f"{_NGINX} {_NGINX_AGENT} $request_length $request_time [$proxy_upstream_name]"
    " [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length"
    " $upstream_response_time $upstream_status $req_id"
)
_PROXY_MANAGER = (
    '$request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio]'
)


def _apache(name: str, title: str, template: str, *examples: str, note: str = "", ambiguous: bool = False) -> Format:
    form = compile_logformat(template, name=name)
    server = None if ambiguous else "apache"
    return replace(form, title=title, examples=examples, note=note, ambiguous=ambiguous, server=server)


def _nginx(name: str, title: str, template: str, *examples: str, note: str = "", escape: str = "default") -> Format:
    form = compile_log_format(template, name=name, escape=escape)
    return replace(form, title=title, examples=examples, note=note)
