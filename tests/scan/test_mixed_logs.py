"""Requests among lines of something else: those of a container's error stream, of FTP, of a firewall."""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from forensics.model import Case, LeakedFile, Log, SourceReport, Window
from forensics.scan.scan import scan

_REQUEST = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 200000'
_AGENT = f'{_REQUEST} "-" "curl/8.7.1"'
_NGINX = '2026/06/09 10:00:00 [error] 9#9: *1 open() "/srv/docs/leak.xlsx" failed, request: "GET /docs/leak.xlsx"'
_APACHE = "[Tue Jun 09 10:00:00.123456 2026] [core:notice] [pid 1:tid 1] AH00094: Command line: httpd"
_FTP = '192.0.2.10 UNKNOWN anna [09/Jun/2026:10:00:00 +0200] "RETR /docs/leak.xlsx" 226 200000'
_IIS = "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes"
_IIS_ROW = "2026-06-09 08:00:02 192.0.2.10 GET /docs/leak.xlsx 200 200000"
_IIS_FTP = "2026-06-09 08:00:01 192.0.2.10 [3]sent /docs/leak.xlsx 226 200000"
_FIREWALL = "Jun  9 10:00:00 web kernel: IN=eth0 OUT= SRC=192.0.2.10 DST=10.0.0.5 LEN=60 PROTO=TCP SPT=4000"


def _scanned(folder: Path, lines: list[str]) -> tuple[pl.DataFrame, SourceReport]:
    (folder / "a.log").write_text("\n".join(lines) + "\n", encoding="utf-8")
    window = Window("one", datetime(2026, 6, 8, tzinfo=UTC), datetime(2026, 6, 11, tzinfo=UTC), ("leak.xlsx",))
    case = Case(id="c", files=(LeakedFile("leak.xlsx"),), windows=(window,), logs=(Log("a.log"),), folder=folder)
    evidence = scan(case)
    return evidence.requests, evidence.sources[0]


@pytest.mark.parametrize(
    ("lines", "requests", "told"),
    [
        ([_NGINX, _AGENT] * 3, 3, (("nginx_error", 3, 3),)),
        ([_NGINX] * 30 + [_AGENT], 1, (("nginx_error", 30, 30),)),
        ([_NGINX] * 3000 + [_AGENT, _NGINX], 1, (("nginx_error", 3001, 3001),)),
        ([_APACHE, _APACHE, _AGENT], 1, (("apache_error", 2, 0),)),
        ([_NGINX] * 2 + [_AGENT] * 8, 8, (("nginx_error", 2, 2),)),
        ([_IIS, *[_IIS_FTP] * 6, *[_IIS_ROW] * 4], 4, (("iis_ftp_6", 6, 6),)),
        ([_IIS, *[_IIS_ROW] * 4, _IIS_FTP], 4, (("iis_ftp_6", 1, 1),)),
        ([*[_REQUEST] * 4, _FTP], 4, (("proftpd", 1, 1),)),
        ([_FIREWALL] * 5 + [_AGENT] * 2, 2, (("linux_firewall", 5, 0),)),
    ],
)
def test_requests_among_other_lines(
    tmp_path: Path, lines: list[str], requests: int, told: tuple[tuple[str, int, int], ...]
) -> None:
    """However many the others are, the requests are read, and the others are counted apart."""
    found, source = _scanned(tmp_path, lines)
    assert found["match"].to_list() == ["target"] * requests
    assert tuple(map(astuple, source.refused_lines)) == told
    assert source.refused == ""
    assert (source.parsed, source.unparsed) == (requests, 0)


@pytest.mark.parametrize("line", [_NGINX, _APACHE, _FTP, _FIREWALL])
def test_log_of_something_else_alone(tmp_path: Path, line: str) -> None:
    """It has no request, and says what it is."""
    found, source = _scanned(tmp_path, [line] * 5)
    assert found.is_empty()
    assert source.refused
    assert (source.parsed, source.unparsed) == (0, 0)
