"""Names of rotated logs: which belong together, and which number or date they carry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forensics.sources.rotation import rotation, scattered, series

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
    ("name", "base", "expected"),
    [
        ("access.log.2-copy.bz2", "access.log", 2),
        ("access.log.2_backup", "access.log", 2),
        ("access-copy.log.3", "access.log", 3),
        ("export (2).txt", "export.txt", None),
        ("access (1).log", "access.log", None),
        ("access - Copy (2).log", "access.log", None),
        ("Copy of access.log", "access.log", None),
        ("Kopie van access.log.1", "access.log", 1),
        ("access.log~", "access.log", None),
        ("access.log.~1~", "access.log", None),
        ("access.log.bak", "access.log", None),
        ("access.log.orig", "access.log", None),
        ("access.log.old", "access.log", None),
        ("access.log.1.gz.bak", "access.log", 1),
        ("access.log-20200608.gz (1).gz", "access.log", JUNE_8),
        ("access-20200608-001.log", "access.log", JUNE_8),
    ],
)
def test_a_copy_under_a_free_name_belongs_to_its_series(name: str, base: str, expected: int | date | None) -> None:
    """What people and desktops put into the name of a copy is no other log; its counter is no rotation."""
    path = Path("logs") / "web1" / name
    assert (series(path), rotation(path), scattered(path)) == (f"logs/web1/{base}", expected, False)


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("2020-06-08-10-15-30-3F2A1B4C5D6E7F80", "*"),  # S3
        ("2020-06-08-10-15-30-F00DFACEDEADBEEF", "*"),
        ("E2EXAMPLE.2020-06-08-10.abcdef12.gz", "E2EXAMPLE*"),  # CloudFront
        ("E2EXAMPLE.2020-06-08-10.06aae252.gz", "E2EXAMPLE*"),  # no minutes, though it begins with such
        ("E2EXAMPLE.2020-06-08-10.5937ab12.gz", "E2EXAMPLE*"),
        ("1_elasticloadbalancing_eu-west-1_app.lb.1234567890abcdef_20200608T1005Z_192.0.2.1_2hk3lm4n.log.gz",
         "1_elasticloadbalancing_eu-west-1_app.lb.1234567890abcdef*.log"),
        ("20200608T100500Z_20200608T101000Z_8f3a2b1c.log.gz", "*.log"),  # Cloudflare
        ("2020-06-08T10:00:00.000-abcdef12qrs3.log", "*.log"),  # Fastly
        ("bucket_usage_2020_06_08_10_00_00_1702e6_v0", "bucket_usage*_v0"),  # Google Cloud Storage
        ("access-2020-06-08-0b7c9a52-2f3e-4d1c-9a8b-7c6d5e4f3a2b.json", "access*.json"),
        ("web1-2020-06-08-192.0.2.5.log", "web1*.log"),
    ],
)  # fmt: skip
def test_an_object_leaves_its_random_part_behind(name: str, base: str) -> None:
    """Such a name carries a date, but there is not one for each day."""
    path = Path("logs") / name
    assert (series(path), rotation(path), scattered(path)) == (f"logs/{base}", None, True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("logs/2020-06-08/access.log", "logs/*/access.log"),
        ("2020-06-08/access.log", "*/access.log"),
        ("lb/2020/06/08/access.log", "lb/*/access.log"),
        ("y=2020/m=06/d=08/h=10/m=00/PT1H.json", "*/PT1H.json"),
        ("requests/2020/06/08/10:00:00_10:59:59_S0.json", "requests/*/*_*_S0.json"),
        ("backup-20200608/access.log", "backup-*/access.log"),
        ("logs/2020/access.log", "logs/2020/access.log"),
        ("release-20201345/access.log", "release-20201345/access.log"),
    ],
)
def test_folders_by_date_are_one_series(name: str, expected: str) -> None:
    """A folder a day or an hour holds the same log; a year or an impossible date stays."""
    assert series(Path(name)) == expected


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
