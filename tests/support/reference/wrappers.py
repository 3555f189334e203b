"""What tools put around a line on its way from the server to the investigator."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

__all__ = ["WRAPPERS", "Line", "wrapped"]

Line = tuple[datetime, str]

_ZONE = timezone(timedelta(hours=2))


def _syslog(line: str, moment: datetime, _: int) -> str:
    local = moment.astimezone(_ZONE)
    return f"{local:%b} {local.day:>2} {local:%H:%M:%S} web1 nginx[812]: {line}"


def _docker(line: str, moment: datetime, _: int) -> str:
    utc = moment.astimezone(UTC)
    return json.dumps({"log": f"{line}\n", "stream": "stdout", "time": f"{utc:%Y-%m-%dT%H:%M:%S}.123456789Z"})


def _envelope(line: str, moment: datetime, _: int) -> str:
    utc = moment.astimezone(UTC)
    return json.dumps({"@timestamp": f"{utc:%Y-%m-%dT%H:%M:%S}.000Z", "host": {"name": "web1"}, "message": line})


WRAPPERS: dict[str, Callable[[str, datetime, int], str]] = {
    "grep-n": lambda line, _, number: f"{number}:{line}",
    "grep-H": lambda line, _, __: f"access.log:{line}",
    "syslog": _syslog,
    "docker": _docker,
    "message": _envelope,
}


def wrapped(lines: list[Line], wrapper: str) -> list[Line]:
    """The lines with that around each; as they are where there is none."""
    if not wrapper:
        return lines
    return [(moment, WRAPPERS[wrapper](line, moment, number)) for number, (moment, line) in enumerate(lines, 1)]
