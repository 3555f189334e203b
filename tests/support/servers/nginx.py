"""A real nginx on loopback that logs every request in several formats at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers.server import Server, free_port, running

__all__ = ["FORMATS", "nginx"]

#: Name -> log_format. `combined` is built into nginx and may not be defined again.
FORMATS = {
    "combined": '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
    '"$http_referer" "$http_user_agent"',
    "wide": '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
    '"$http_referer" "$http_user_agent" "$http_x_forwarded_for" rc="$request_completion" '
    'rg="$http_range" cr="$sent_http_content_range" ce="$sent_http_content_encoding" rt=$request_time',
    "total": '[$time_iso8601] $remote_addr "$request" $status $bytes_sent $request_completion|$msec',
}


@contextmanager
def nginx(program: str, folder: Path, site: Path) -> Iterator[Server]:
    """A running nginx that serves `site`, its configuration and logs in `folder`; until the block ends."""
    port = free_port()
    logs = {name: folder / f"nginx-{name}.log" for name in FORMATS}
    server = Server("nginx", port, site, folder / "nginx.conf", logs, FORMATS)
    server.configuration.write_text(_configuration(folder, server), encoding="utf-8")
    with running([program, "-p", str(folder), "-c", str(server.configuration)], server):
        yield server


def _configuration(folder: Path, server: Server) -> str:
    formats = "\n".join(f"  log_format {name} '{text}';" for name, text in FORMATS.items() if name != "combined")
    logs = "\n".join(f"  access_log {path} {name};" for name, path in server.logs.items())
    scratch = "\n".join(
        f"  {name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ }}
http {{
{scratch}
{formats}
{logs}
  types {{ text/csv csv; application/zip zip; }}
  gzip on;
  gzip_types text/csv;
  server {{
    listen 127.0.0.1:{server.port};
    server_name www.example.org;
    root {server.site};
  }}
}}
"""
