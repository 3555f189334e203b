"""A real Apache on loopback that logs every request in several formats at once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers.server import Server, free_port, running

__all__ = ["FORMATS", "apache", "load_modules", "unprivileged"]

#: Nickname -> LogFormat, as the manual writes it (quotes not yet escaped for the configuration file).
FORMATS = {
    "combined": '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"',
    "debian": '%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"',
    "wide": '%a [%{msec}t] "%r" %>s %B %O %X "%{Range}i" "%{Content-Range}o" '
    '"%{Content-Encoding}o" 100%% %>s "%{User-Agent}i"',
    "stamped": '[%{%Y-%m-%d %H:%M:%S}t.%{usec_frac}t %{%z}t] %{c}a %m "%U%q" %H %>s %O %X %D',
}
_MODULES = ("mpm_event", "unixd", "log_config", "logio", "authz_core", "filter", "deflate")
_MODULE_FOLDERS = (
    "/usr/lib/apache2/modules",
    "/usr/lib64/httpd/modules",
    "/usr/lib/httpd/modules",
    "/usr/libexec/apache2",
    "/opt/homebrew/lib/httpd/modules",
)


@contextmanager
def apache(program: str, folder: Path, site: Path) -> Iterator[Server]:
    """A running Apache that serves `site`, its configuration and logs in `folder`; until the block ends."""
    port = free_port()
    logs = {name: folder / f"apache-{name}.log" for name in FORMATS}
    server = Server("apache", port, site, folder / "httpd.conf", logs, FORMATS)
    server.configuration.write_text(_configuration(program, folder, server), encoding="utf-8")
    with running([program, "-f", str(server.configuration), "-DFOREGROUND"], server):
        yield server


def _configuration(program: str, folder: Path, server: Server) -> str:
    formats = ['LogFormat "{}" {}'.format(text.replace('"', '\\"'), name) for name, text in FORMATS.items()]
    return "\n".join(
        [
            f'ServerRoot "{folder}"',
            f'DefaultRuntimeDir "{folder}"',
            f'PidFile "{folder}/httpd.pid"',
            f'ErrorLog "{folder}/apache-error.log"',
            *load_modules(program),
            *unprivileged(),
            "ServerName www.example.org",
            f"Listen 127.0.0.1:{server.port}",
            f'DocumentRoot "{server.site}"',
            '<FilesMatch "[.]csv$">',
            "ForceType text/csv",
            "</FilesMatch>",
            "AddOutputFilterByType DEFLATE text/csv",
            *formats,
            *(f'CustomLog "{path}" {name}' for name, path in server.logs.items()),
            "",
        ]
    )


def load_modules(program: str, *more: str) -> list[str]:
    """The directives that load what a server needs and this build has not built in, and `more`."""
    listing = subprocess.run([program, "-l"], capture_output=True, text=True, check=True).stdout
    built_in = {line.strip() for line in listing.splitlines()}
    folder = next(Path(name) for name in _MODULE_FOLDERS if Path(name).is_dir())
    return [
        f'LoadModule {name}_module "{folder}/mod_{name}.so"'
        for name in (*_MODULES, *more)
        if not {f"mod_{name}.c", f"{name.removeprefix('mpm_')}.c"} & built_in
    ]


def unprivileged() -> list[str]:
    """Apache refuses to serve as root: its workers then become the user that owns nothing."""
    if os.geteuid() != 0:
        return []
    import pwd  # noqa: PLC0415 - not on every system on which these tests are collected

    nobody = pwd.getpwnam("nobody")
    return [f"User #{nobody.pw_uid}", f"Group #{nobody.pw_gid}"]
