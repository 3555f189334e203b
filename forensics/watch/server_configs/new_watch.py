"""A new watch file: from a server's configurations, or a template to fill in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from forensics.errors import SourceError, WatchError
from forensics.watch.server_configs.apache import apache_servers
from forensics.watch.server_configs.configuration_text import NotReadError, main_file, text_of
from forensics.watch.server_configs.nginx import nginx_servers
from forensics.watch.server_configs.published import Published, Remark
from forensics.watch.server_configs.servers import Server, published
from forensics.watch.server_configs.writing import check_zone, write_watch
from forensics.watch.watch_file import load_watch, write_template

__all__ = ["new_watch"]

_MAINS = ("nginx.conf", "apache2.conf", "httpd.conf", "conf/nginx.conf", "conf/httpd.conf")
_NGINX = re.compile(
    r"^\s*(?:(?:http|server|events)\s*\{|(?:server_name|access_log|root|log_format)\s[^;]*;)", re.MULTILINE
)
_APACHE = re.compile(
    r"^\s*(?:<\s*(?:VirtualHost|Directory|IfModule)\b|(?:ServerRoot|DocumentRoot|LoadModule|CustomLog|LogFormat|"
    r"Include(?:Optional)?|ServerName|Define|Listen)\s)",
    re.MULTILINE | re.IGNORECASE,
)


def new_watch(target: Path, configs: Sequence[Path], zone: str | None) -> Sequence[str]:
    """Write a watch file: as the configurations have it, or the template where none is given.

    What comes back is to be told: what was found, what was left open, and what must be mended before it loads.
    Raises SourceError for a configuration that cannot be read or is none, WatchError for a zone that is none,
    OutputError if the target exists or cannot be written.
    """
    check_zone(zone)
    if not configs:
        write_template(target, zone)
        return (f"{target}: fill in the lines marked EDIT",)
    mains = [main_file(path, _MAINS) for path in configs]
    remarks: list[Remark] = []
    found = published([server for main in mains for server in _servers(main, remarks)], remarks, mains)
    write_watch(found, target, zone)
    return (*_counted(found), *_faults(target))


def _servers(main: Path, remarks: list[Remark]) -> list[Server]:
    """The servers of one configuration; of which program it is shows in its name, or in what stands there."""
    try:
        text = text_of(main)
    except NotReadError as error:
        raise SourceError(str(error), where=str(main)) from None
    if "nginx" in main.name or (_NGINX.search(text) and not _APACHE.search(text)):
        return nginx_servers(main, remarks)
    if _APACHE.search(text):
        return apache_servers(main, remarks)
    raise SourceError(
        "is no configuration of nginx or Apache", where=str(main), hint="name nginx.conf, httpd.conf or apache2.conf"
    )


def _counted(found: Published) -> tuple[str, ...]:
    usable = sum(not log.refused for log in found.logs)
    lines = [f"published folders found: {len(found.roots)}; access logs: {usable}"]
    if left := len(found.remarks) + len(found.logs) - usable:
        lines.append(f"left open: {left}; read the end of the file, and each line that says Not used")
    return tuple(lines)


def _faults(target: Path) -> tuple[str, ...]:
    """What keeps the file from being used as it is: the place where it lies, or that nothing was found."""
    try:
        load_watch(target)
    except WatchError as error:
        return tuple(f"to be mended: {one.place}: {one.reason}; for example: {one.example}" for one in error.problems)
    return ()
