"""The story of the exports as logs of whole systems write it: NAS, portals, caches, application servers, in pairs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forensics.model import Findings
from tests.support.export_fixture import ASKED, counted, told

Write = Callable[[int, datetime, str, str, str, int, int], str]


def _head(when: datetime, ip: str, method: str, path: str, status: int, size: int) -> str:
    return f'{ip} - - [{when:%d/%b/%Y:%H:%M:%S %z}] "{method} {path} HTTP/1.1" {status} {size}'


_AGENT = '"-" "curl/8.7.1"'
_SYSTEMS: dict[str, Write] = {
    "Synology, by its syslog": lambda _, t, *row: f'{t.isoformat()} nas1 nginx: {_head(t, *row)} {_AGENT} "-"',
    "ingress-nginx": lambda n, t, *row: (
        f"{_head(t, *row)} {_AGENT} 97 0.003 [default-web-80] [] 10.42.0.7:8080 {row[-1]} 0.003 {row[-2]} {n:032x}"
    ),
    "Undertow with the time that it took": lambda _, t, *row: f"{_head(t, *row)} 0.031",
    "Varnish, hit or miss": lambda n, t, ip, method, path, status, size: (
        f"{_head(t, ip, method, 'http://www.example.org' + path, status, size)} {_AGENT} {('hit', 'miss')[n % 2]}"
    ),
    "Varnish, time and hit": lambda n, t, ip, method, path, status, size: (
        f"{_head(t, ip, method, 'http://www.example.org' + path, status, size)} {_AGENT} 0.00012{n} hit"
    ),
    "Caddy, version 1": lambda _, t, *row: _head(t, *row),
    "lighttpd with the host": lambda _, t, *row: (
        f"{_head(t, *row).replace(' - - ', ' www.example.org - ')} {_AGENT}"
    ),
    "Plesk": lambda _, t, *row: (
        f"{_head(t, *row).replace('HTTP/1.1', 'HTTP/2.0')} \"https://www.example.org/\" \"Mozilla/5.0 (X11)\""
    ),
    "Jetty up to 9.4": lambda _, t, *row: _head(t.astimezone(UTC), *row).replace(" - - ", " -  -  ") + f" {_AGENT}",
}  # fmt: skip


@pytest.mark.parametrize("write", _SYSTEMS.values(), ids=_SYSTEMS)
def test_systems_are_read(tmp_path: Path, write: Write) -> None:
    """Three downloads by two addresses, and nothing that could not be read."""
    text = "".join(f"{write(number, *row)}\n" for number, row in enumerate(ASKED))
    assert counted(tmp_path, text) == (3, 2, 3, True)


def test_weblogic_extended(tmp_path: Path) -> None:
    """Tabs, and directives in its own order."""
    rows = (
        f"{t.astimezone(UTC):%Y-%m-%d\t%H:%M:%S}\t{method}\t{path}\t{status}\t{size}\t{ip}\t0.031\n"
        for t, ip, method, path, status, size in ASKED
    )
    fields = "date time cs-method cs-uri sc-status bytes c-ip time-taken"
    heading = f"#Version:\t1.0\n#Fields:\t{fields}\n#Software:\tWebLogic\n#Start-Date:\t2026-06-09\t08:00:00\n"
    assert counted(tmp_path, heading + "".join(rows)) == (3, 2, 3, True)


def _bitbucket(number: int, *, ends: bool) -> str:
    when, ip, method, path, status, size = ASKED[number]
    told_of = f"{status} | 0 | {size} | - | 31" if ends else "- | - | - | - | -"
    letter = "o" if ends else "i"
    return (
        f"{ip} | https | {letter}@1A2B3Cx{number}x1x0 | - | {when:%Y-%m-%d %H:%M:%S},250 | "
        f'"{method} {path} HTTP/1.1" | "" "curl/8.7.1" | {told_of} | 1a2b3c | \n'
    )


def _answer(findings: Findings) -> tuple[int | None, int, bool]:
    """Headline and ceiling, and whether lines that are no requests may be a loss."""
    total = findings.files[0].total.downloads
    lost = any(limit.code == "refused-lines" and limit.incomplete for limit in findings.limitations)
    return total.headline, total.at_most, lost


def test_pairs_of_lines_count_once(tmp_path: Path) -> None:
    """Bitbucket writes a line when a request comes and one when it was answered."""
    text = "".join(_bitbucket(number, ends=ends) for number in range(len(ASKED)) for ends in (False, True))
    assert _answer(told(tmp_path, text, zone="Europe/Amsterdam")) == (3, 3, False)


def test_a_request_that_came_and_has_no_end_is_told(tmp_path: Path) -> None:
    """The second line of a pair holds what was sent: without it the file may have left."""
    pairs = [_bitbucket(number, ends=ends) for number in range(len(ASKED)) for ends in (False, True)]
    lost = told(tmp_path, "".join(pairs[:7] + pairs[8:]), zone="Europe/Amsterdam")
    assert _answer(lost) == (2, 2, True)
