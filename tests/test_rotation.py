"""Names of rotated logs: which belong together, and which number or date they carry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forensics.rotation import rotation, series

JUNE_8 = date(2020, 6, 8)


@pytest.mark.parametrize(
    ("name", "base", "expected"),
    [
        ("access.log", "access.log", None),
        ("access.log.gz", "access.log", None),
        ("access.log.0", "access.log", 0),
        ("access.log.1", "access.log", 1),
        ("access.log.2.gz", "access.log", 2),
        ("ssl_access.log.10.bz2", "ssl_access.log", 10),
        ("access.1.log.gz", "access.log", 1),
        ("access.log-20200608.gz", "access.log", JUNE_8),
        ("access.log.1.20200608.xz", "access.log", JUNE_8),
        ("access.log-2020060812", "access.log", JUNE_8),
        ("access.log-20200608-1591574400.zst", "access.log", JUNE_8),
        ("access_log.1591574400", "access_log", JUNE_8),
        ("access-2020-06-08.log", "access.log", JUNE_8),
        ("access.2020-06-08.log", "access.log", JUNE_8),
        ("access.log.2020-06-08-10", "access.log", JUNE_8),
        ("access.log.2020-06-08T10:00:00Z", "access.log", JUNE_8),
        ("localhost_access_log.2020-06-08.txt", "localhost_access_log.txt", JUNE_8),
        ("2020-06-08-access.log", "access.log", JUNE_8),
        ("20200608.log", "*.log", JUNE_8),
        ("20200608", "*", JUNE_8),
        ("access-2020-06.log", "access.log", date(2020, 6, 1)),
        ("u_ex200608.log", "u_ex.log", JUNE_8),
        ("u_ex20060812.log", "u_ex.log", JUNE_8),
        ("u_ex200608_x.log", "u_ex_x.log", JUNE_8),
        ("ex200608.log", "ex.log", JUNE_8),
    ],
)
def test_a_rotated_name_gives_its_series_and_place(name: str, base: str, expected: int | date | None) -> None:
    """Number, date, hour, epoch seconds and compression are taken off; a date goes before a number."""
    path = Path("logs") / "web1" / name
    assert series(path) == f"logs/web1/{base}"
    assert rotation(path) == expected


@pytest.mark.parametrize(
    "name",
    [
        "access-1.log",  # the first of several servers
        "web1-access.log",
        "access-192.0.2.5",
        "report-2020.log",
        "access.log-20201345",  # no such month
        "access.20200230.log",  # no such day
        "access.log.1234",
        ".access.log",
        "-access.log",
    ],
)
def test_a_number_that_is_no_rotation_stays(name: str) -> None:
    """Server numbers, addresses, years and impossible dates are part of the name."""
    assert series(Path(name)) == name
    assert rotation(Path(name)) is None


def test_the_same_name_in_two_folders_is_two_series() -> None:
    """Two servers' logs never fill each other's gaps."""
    assert series(Path("web1/access.log.1")) != series(Path("web2/access.log.1"))
