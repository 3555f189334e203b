"""The shape of a watch file: its tables and keys, their types, meanings and examples (docs/watch-file.md).

What is also stated in a case file, of logs, files and parties, has the tables of that.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from forensics.casefile.tables import CountingTable, FileTable, LogTable, PartiesTable
from forensics.errors import WatchError
from forensics.model import Level
from forensics.tomlfile.kind import FileKind
from forensics.tomlfile.table import Table, Text, key
from forensics.watch.event import EventKind
from forensics.watch.watched import SinkKind

__all__ = ["WATCH_FILE", "RootTable", "SinkTable", "WatchFile", "WatchTable", "WatchedLogTable", "WatchedTable"]


class WatchTable(Table):
    """[watch]: what this watch is called, and where it keeps what it knows."""

    required = ("id",)
    id: Text | None = key(
        "names the watch: letters, digits, dot, underscore, hyphen",
        "www",
        json_schema_extra={"pattern": r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$", "maxLength": 100},
    )
    zone: Text = key("IANA time zone of every time without an offset", "Europe/Amsterdam", "UTC")
    state: Text | None = key(
        "folder for what passes must remember; default: named as the id, beside this file", "/var/lib/forensics/www"
    )
    status: Text | None = key("folder for status.html and forensics.prom", "/var/lib/forensics/status")
    overdue_minutes: Annotated[int, Field(ge=1, le=525_600)] = key(
        "minutes without a pass after which the status says that it is overdue", 1500, 60
    )
    accepted: Text | None = key("baseline of findings that may stay, as `forensics inspect` takes it", "accepted.toml")


class RootTable(Table):
    """[[roots]]: a folder that a web server publishes."""

    required = ("path", "url")
    path: Text | None = key("the folder", "/var/www/html")
    url: Text | None = key("path of the URL under which it is served", "/documents/")
    hosts: list[Text] | None = key("host names that serve it, without port; default: any", ["www.example.org"])
    include: list[Text] | None = key("only what one of these globs matches, from the folder on", ["**/*.xlsx"])
    exclude: list[Text] | None = key("not what one of these globs matches, from the folder on", ["drafts/**"])


class WatchedTable(FileTable):
    """[[files]]: a file that is watched, or all that inspection flags."""

    required: ClassVar[tuple[str, ...]] = ()
    flagged: bool | None = key("true, alone: every published document that inspection flags", example=True)


class WatchedLogTable(LogTable):
    """[[logs]]: a log or a glob of logs, and how to read it."""

    zone: Text | None = key("IANA time zone of a format without an offset; default: watch.zone", "Europe/Amsterdam")


class SinkTable(Table):
    """[[sinks]]: where events go, beside standard output."""

    required = ("kind",)
    kind: SinkKind | None = key("which kind of place", "webhook")
    name: Text | None = key('its name; default "webhook-1", "webhook-2", ... by its kind', "desk")
    target: Text | None = key("the file, the address or the URL", "https://alerts.example.org/forensics")
    target_file: Text | None = key("file that holds the URL of a notify sink or a webhook", "secrets/mail.url")
    secret: Text | None = key("file that holds the key with which a webhook is signed", "secrets/webhook.key")
    command: Annotated[list[Text], Field(min_length=1)] | None = key(
        "the program and its arguments; each event is a line of its standard input", ["/usr/local/bin/alert", "--json"]
    )
    level: Level | None = key(
        "what of an event may go there; default: public for notify and webhook, else investigator", "regulator"
    )
    events: Annotated[list[EventKind], Field(min_length=1)] | None = key(
        "only these kinds of event; default: all", ["flagged", "download"]
    )


class WatchFile(Table):
    """A watch file of forensics."""

    required = ("watch",)
    watch: WatchTable | None = key("what this watch is called", {"id": "www"})
    roots: list[RootTable] | None = key("the published folders", [{"path": "/var/www/html", "url": "/"}])
    logs: list[WatchedLogTable] | None = key("the logs of the server", [{"path": "/var/log/nginx/access.log*"}])
    files: list[WatchedTable] | None = key("which downloads are reported", [{"flagged": True}])
    parties: PartiesTable | None = key("who is who among the addresses", {"own": ["192.0.2.0/24"]})
    counting: CountingTable | None = key("numbers of the counting rules", {"clock_tolerance_seconds": 120})
    sinks: list[SinkTable] | None = key("where events go", [{"kind": "journald"}])


WATCH_FILE = FileKind(
    WatchFile,
    name="a watch file",
    refuse=WatchError,
    usual='path = "/var/www/html"',
    hint="forensics watch new WATCH.toml writes a watch file",
    meant={
        "from": "start",
        "to": "end",
        "start": "from",
        "end": "to",
        "host": "hosts",
        "root": "path",
        "alias": "path",
        "path": "target",
        "url": "target",
        "file": "target",
        "address": "target",
        "type": "kind",
        "key": "secret",
    },
)
