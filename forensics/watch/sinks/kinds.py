"""Every kind of sink: what makes it ready, and how many events it takes at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forensics.watch.sinks import command, file, journald, notify, syslog, webhook
from forensics.watch.sinks.message import Opener
from forensics.watch.watched import SinkKind

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sink."""

    opened: Opener
    batch: int  # events at most that it is handed at once; all are marked together


KINDS: Final[Mapping[SinkKind, Kind]] = {
    "file": Kind(file.opened, 1000),
    "syslog": Kind(syslog.opened, 200),
    "journald": Kind(journald.opened, 200),
    "notify": Kind(notify.opened, 100_000),
    "webhook": Kind(webhook.opened, 1),
    "command": Kind(command.opened, 1),
}
