"""Writes small logs by the hundred: daily logs of IIS, and one log of nginx cut by the hour.

    python benchmarks/many_logs.py DAYS HOURS FOLDER

FOLDER/iis has a log of 60 lines for each day, with its heading; FOLDER/nginx one of 500 lines for each hour, and
FOLDER/nginx.log the same lines in one file. Every thirtieth day, and every two hundredth hour, the file is delivered
whole.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

__all__ = ["DELIVERED", "write"]

IIS_LINES, NGINX_LINES = 60, 500
#: Every so many daily logs, and so many of an hour, deliver the file once.
DELIVERED = (30, 200)
START = datetime(2020, 6, 1)  # noqa: DTZ001 - IIS writes UTC; the offset of nginx stands in its lines
SIZE = 183296
HEADING = (
    "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: {day:%Y-%m-%d %H:%M:%S}\r\n"
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer)"
    " sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken\r\n"
)
AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:77.0) Gecko/20100101 Firefox/77.0"
PLACES = ("/", "/index.html", "/nieuws/2020/06/", "/stijl.css", "/bijlage.pdf")


def _iis(rng: Random, day: datetime, number: int) -> str:
    lines = [HEADING.format(day=day)]
    seconds = sorted(rng.randrange(86_400) for _ in range(IIS_LINES))
    for index, second in enumerate(seconds):
        leak = number % DELIVERED[0] == 0 and index == IIS_LINES // 2
        path, size = (
            ("/wob/2020/Lijst+signalen.xlsx", SIZE + 300) if leak else (rng.choice(PLACES), rng.randrange(9_000))
        )
        when = day + timedelta(seconds=second)
        lines.append(
            f"{when:%Y-%m-%d %H:%M:%S} 10.0.0.4 GET {path} - 443 - 192.0.2.{rng.randrange(1, 255)}"
            f" {AGENT.replace(' ', '+')} - 200 0 0 {size} 412 {rng.randrange(90)}\r\n"
        )
    return "".join(lines)


def _nginx(rng: Random, start: datetime, number: int) -> str:
    lines = []
    for index in range(NGINX_LINES):
        leak = number % DELIVERED[1] == 0 and index == NGINX_LINES // 2
        path, size = ("/wob/2020/Lijst%20signalen.xlsx", SIZE) if leak else (rng.choice(PLACES), rng.randrange(9_000))
        when = start + timedelta(seconds=7 * index)
        lines.append(
            f'198.51.100.{rng.randrange(1, 255)} - - [{when:%d/%b/%Y:%H:%M:%S} +0200] "GET {path} HTTP/1.1" 200 {size}'
            f' "-" "{AGENT}"\n'
        )
    return "".join(lines)


def write(folder: Path, days: int, hours: int) -> None:
    """The logs; the same arguments give the same lines on the same Python."""
    rng = Random(12)
    for name in ("iis", "nginx"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(days):
        day = START + timedelta(days=number)
        (folder / "iis" / f"u_ex{day:%y%m%d}.log").write_bytes(_iis(rng, day, number).encode())
    with (folder / "nginx.log").open("wb") as whole:
        for number in range(hours):
            hour = START + timedelta(hours=number)
            lines = _nginx(rng, hour, number).encode()
            (folder / "nginx" / f"access-{hour:%Y-%m-%d-%H}.log").write_bytes(lines)
            whole.write(lines)


if __name__ == "__main__":
    write(Path(sys.argv[3]), int(sys.argv[1]), int(sys.argv[2]))
