"""From a folder of logs to the right answer: `new` with every default, `check`, and the count that comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.survey.checking import check_against
from forensics.survey.names import asked_file
from tests.support import surveyed
from tests.support.command import run
from tests.support.surveyed import CLIENTS, DELIVERED, FIRST, LAST, NAME


def proposed(folder: Path, *more: str) -> Path:
    """The case that `new` writes beside a folder of logs."""
    case = folder / "zaak.toml"
    result = run("new", case, "--file", NAME, "--logs", folder / "logs", "--yes", *more)
    assert result.exit_code == 0, result.stderr
    return case


def answer(case: Path) -> tuple[int, int]:
    """Downloads and addresses, in the windows of the case."""
    total = investigate(load_case(case)).files[0].total
    return total.downloads.headline, total.addresses.headline


@pytest.mark.parametrize(
    "write",
    [
        surveyed.two_behind_proxy,
        surveyed.cloudfront_and_origin,
        surveyed.iis_native,
        surveyed.iis_w3c,
        surveyed.week_as_tar,
        surveyed.json_logs,
        surveyed.unknown_format,
    ],
    ids=lambda write: write.__name__,
)
def test_the_defaults_give_the_right_answer(write: Callable[..., Path], tmp_path: Path) -> None:
    """Twelve downloads by nine addresses, whatever wrote the logs; the proposed window holds all that was seen."""
    write(tmp_path / "logs", per_day=60)
    case = proposed(tmp_path)
    checked = run("check", case)
    assert checked.exit_code == 0, checked.stdout
    assert answer(case) == (DELIVERED, CLIENTS)
    [window] = load_case(case).windows
    assert window.start < FIRST < LAST < window.end
    assert window.label == "proposed"


def test_a_proxy_that_names_nobody(tmp_path: Path) -> None:
    """It is trusted all the same, so that what stands behind it is not taken for one visitor."""
    surveyed.two_behind_proxy(tmp_path / "logs", named=False, per_day=60)
    case = load_case(proposed(tmp_path))
    assert [str(one) for one in case.parties.trusted_proxies] == ["10.0.0.5/32"]
    assert "does not name who is behind it" in (tmp_path / "zaak.toml").read_text(encoding="utf-8")
    assert (
        investigate(case).files[0].total.downloads.at_most == DELIVERED + 1
    )  # nobody knows its size, and that is told
    found = json.loads(run("check", tmp_path / "zaak.toml", "--json").stdout)
    assert "size" in [one["code"] for one in found["decisions"]]


def test_a_cdn_and_its_origin(tmp_path: Path) -> None:
    """The origin is named as such, with the log in front of it."""
    surveyed.cloudfront_and_origin(tmp_path / "logs", per_day=60)
    case = load_case(proposed(tmp_path))
    layers = {Path(log.path).parent.name: log.layer for log in case.logs}
    assert layers == {"cdn": "edge", "origin": "origin"}


def test_the_clock_of_iis(tmp_path: Path) -> None:
    """Its files were last written with their last lines: that tells the offset; said another zone, `check` objects."""
    surveyed.iis_native(tmp_path / "logs", per_day=60)
    text = proposed(tmp_path).read_text(encoding="utf-8")
    assert "if the clock was +02:00" in " ".join(text.replace("\n# ", " ").split())
    assert 'zone = "Etc/GMT-2"' in text
    (tmp_path / "zaak.toml").write_text(text.replace("Etc/GMT-2", "America/New_York"), encoding="utf-8")
    found = json.loads(run("check", tmp_path / "zaak.toml", "--json").stdout)
    [zone] = [one for one in found["decisions"] if one["code"] == "zone"]
    assert 'zone = "Etc/GMT-2"' in zone["toml"]


def test_a_log_in_no_known_format_is_told(tmp_path: Path) -> None:
    """With the entry to take into use, and left out until then."""
    surveyed.unknown_format(tmp_path / "logs", per_day=60)
    text = proposed(tmp_path).read_text(encoding="utf-8")
    assert '#path = "logs/odd/odd.log"' in text
    assert '#format = "..."' in text
    assert all("odd" not in log.path for log in load_case(tmp_path / "zaak.toml").logs)


def test_a_name_that_no_line_holds(tmp_path: Path) -> None:
    """The names near it are told first, and the name stays as it was asked for."""
    surveyed.json_logs(tmp_path / "logs", per_day=60)
    case = tmp_path / "zaak.toml"
    result = run("new", case, "--file", "Lijst-signalen.xlsx", "--logs", tmp_path / "logs", "--yes")
    assert result.exit_code == 0
    assert NAME in result.stdout
    text = case.read_text(encoding="utf-8")
    assert f"near it: “{NAME}”, in 13 lines" in text
    assert 'name = "Lijst-signalen.xlsx"  # TODO: no line of the logs names it' in text


@pytest.mark.parametrize(
    ("asked", "name", "path", "host"),
    [
        ("Lijst signalen.xlsx", NAME, "", ""),
        ("Lijst%20signalen.xlsx", NAME, "", ""),
        ("https://www.Example.org/wob/Lijst%20signalen.xlsx", NAME, "/wob/Lijst%20signalen.xlsx", "www.example.org"),
        ("/wob/Lijst signalen.xlsx?v=2", NAME, "/wob/Lijst signalen.xlsx", ""),
        ("wob/Lijst signalen.xlsx", NAME, "/wob/Lijst signalen.xlsx", ""),
        ("C:\\site\\Lijst signalen.xlsx", NAME, "", ""),
        ("https://example.org/download.php?file=a.pdf", "a.pdf", "/download.php?file=a.pdf", "example.org"),
        ("https://example.org/download?id=77", "download", "/download?id=77", "example.org"),
    ],
)
def test_a_name_in_any_spelling(asked: str, name: str, path: str, host: str) -> None:
    """A URL, a path, a name with escapes."""
    found = asked_file(asked)
    assert (found.name, found.path, found.host) == (name, path, host)


def test_a_url_counts_at_its_path_alone(tmp_path: Path) -> None:
    """The case says so, and the host too, as the logs name it."""
    surveyed.json_logs(tmp_path / "logs", per_day=20)
    case = tmp_path / "zaak.toml"
    asked = "https://www.example.org/wob/2026/Lijst%20signalen.xlsx"
    assert run("new", case, "--file", asked, "--logs", tmp_path / "logs", "-y").exit_code == 0
    [file] = load_case(case).files
    assert (file.name, file.hosts) == (NAME, ("www.example.org",))
    assert answer(case) == (DELIVERED, CLIENTS)


def test_a_window_for_each_time_that_it_was_there(tmp_path: Path) -> None:
    """Not found for hours between two deliveries: two windows, and nothing that was seen lies outside them."""
    lines = [seen for day in (0, 7) for seen in _week(day)]
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "access.log").write_text("".join(lines), encoding="utf-8")
    case = proposed(tmp_path)
    assert [window.label for window in load_case(case).windows] == ["proposed 1", "proposed 2"]
    found = investigate(load_case(case)).files[0]
    assert [tally.downloads.headline for tally in found.windows] == [2, 2]
    assert found.outside.downloads.at_most == 0


def _week(day: int) -> list[str]:
    def line(hour: int, client: int, status: int) -> str:
        time = f"{1 + day + hour // 24:02}/Jun/2026:{hour % 24:02}:30:00 +0200"
        size = surveyed.SIZE if status == 200 else 153
        return f'192.0.2.{client} - - [{time}] "GET /a/Lijst%20signalen.xlsx HTTP/1.1" {status} {size} "-" "curl"\n'

    return [line(2, 1, 404), line(30, 2, 200), line(50, 3, 200), line(70, 4, 404)]


def test_check_json_holds_what_its_page_says(tmp_path: Path) -> None:
    """The shape that scripts rely on."""
    surveyed.two_behind_proxy(tmp_path / "logs", per_day=60)
    found = json.loads(run("check", proposed(tmp_path), "--json").stdout)
    assert set(found) == {"schema", "case", "complete", "series", "decisions"}
    assert found["schema"] == "forensics.check/1"
    page = (Path(__file__).parents[2] / "docs" / "new-case.md").read_text(encoding="utf-8")
    for table in (found["series"][0], found["decisions"][0]):
        assert [key for key in table if f"`{key}`" not in page] == []


def test_what_check_says_of_a_case_is_the_same_every_time(tmp_path: Path) -> None:
    """Same inputs, same bytes."""
    surveyed.two_behind_proxy(tmp_path / "logs", per_day=60)
    first = proposed(tmp_path).read_bytes()
    (tmp_path / "zaak.toml").unlink()
    assert proposed(tmp_path).read_bytes() == first
    assert check_against(load_case(tmp_path / "zaak.toml"), ()).series == ()
