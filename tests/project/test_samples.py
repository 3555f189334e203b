"""The sample cases: their logs can be made anew, and hold the stories that are told about them."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import zlib
from collections import Counter
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_logs"
CASES = ("coa-2020", "damaged", "proxy", "cdn")
#: Logs of servers that another one asks: what they say of the file stands in its log, and in the story, too.
BEHIND = {"proxy": ("web1/", "web2/"), "cdn": ("origin/",)}
CUT = Path("damaged/logs/web2/access.log.2.gz")
INVENTED = [
    ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "100.64.0.0/10")
]
STAMP = re.compile(rb"\[(\d\d)/\w{3}/\d{4}:(\d\d):(\d\d):\d\d \+0200\]")


def unpacked(path: Path) -> bytes:
    """What a log holds, as far as it can be read."""
    content = path.read_bytes()
    return zlib.decompressobj(wbits=31).decompress(content) if content.startswith(b"\x1f\x8b") else content


def logs(case: str, server: str = "*") -> dict[str, list[bytes]]:
    """The lines of each log, by "web1/access.log"."""
    found = sorted((SAMPLES / case / "logs").glob(f"{server}/*"))
    return {f"{path.parent.name}/{path.name}": unpacked(path).split(b"\n") for path in found}


def rows(case: str) -> list[list[str]]:
    """The cells of the event table of a STORY.md."""
    text = (SAMPLES / case / "STORY.md").read_text(encoding="utf-8")
    return [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(r"\| E\d+ ", line)]


def sums(case: str, row: str) -> list[int]:
    """One row of the sums of a STORY.md."""
    text = (SAMPLES / case / "STORY.md").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"| {row} |"))
    return [int(cell) for cell in line.strip("| ").split(" | ")[1:]]


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sample logs, made once more in a folder of their own."""
    out = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(SAMPLES / "generate.py"), str(out)], check=True)
    return out


@pytest.mark.parametrize("case", CASES)
def test_samples_can_be_made_anew(case: str, anew: Path) -> None:
    """The generator writes the same files; packed ones are compared unpacked, since zlib versions differ."""
    made = {path.relative_to(anew) for path in (anew / case).rglob("*") if path.is_file()}
    kept = {path.relative_to(SAMPLES) for path in (SAMPLES / case / "logs").rglob("*") if path.is_file()}
    assert made == kept | {Path(case, "STORY.md")}
    different = [path for path in made - {CUT} if unpacked(anew / path) != unpacked(SAMPLES / path)]
    assert different == []


def test_the_cut_log_is_made_anew_up_to_the_cut(anew: Path) -> None:
    """Where another zlib cuts elsewhere, one log is the beginning of the other."""
    made, kept = unpacked(anew / CUT), unpacked(SAMPLES / CUT)
    shorter = min(len(made), len(kept))
    assert shorter > 50_000
    assert made[:shorter] == kept[:shorter]


@pytest.mark.parametrize("case", CASES)
def test_every_event_stands_where_its_story_says(case: str) -> None:
    """The line that a row of STORY.md names holds the request, status and size of that row."""
    lines = logs(case)
    for _, _, _, place, shown, *_ in (row for row in rows(case) if row[3] != "in no log"):
        log, number = place.rsplit(":", 1)
        line = lines[log][int(number) - 1]
        request = re.fullmatch(r"`(\w+ \S+)` (\d+) (\d+)", shown)
        if request is None:
            assert "`" + ascii(line)[2:-1] + "`" == shown
        elif log.startswith("cdn/"):
            method, path, status, size = (part.encode() for part in (*request[1].split(), request[2], request[3]))
            assert [line.split(b"\t")[cell] for cell in (5, 7, 8, 3)] == [method, path, status, size]
        else:
            asked, status, size = (part.encode() for part in request.groups())
            assert re.search(rb'"%b HTTP/[\d.]+" %b %b ' % (re.escape(asked), status, size), line)


@pytest.mark.parametrize("case", CASES)
def test_no_line_about_the_file_is_missing_from_its_story(case: str) -> None:
    """Every line with the name of the file, in any spelling used, is an event."""
    named = re.compile(rb"lijst(%20|\+| )(%73|s)ignalen", re.IGNORECASE)
    found = {
        f"{log}:{number}"
        for log, lines in logs(case).items()
        for number, line in enumerate(lines, 1)
        if named.search(line) and not log.endswith(".gzip") and not log.startswith(BEHIND.get(case, ("?",)))
    }
    assert len(found) >= 9
    assert found - {row[3] for row in rows(case)} == set()


@pytest.mark.parametrize("case", CASES)
def test_all_addresses_are_invented(case: str) -> None:
    """Only the networks for documentation, and a few shared addresses, appear."""
    every = [line for lines in logs(case).values() for line in lines]
    clients = {line.split(b" ", 1)[0] for line in every if b" - - [" in line}
    clients |= {line.split(b"\t")[4] for line in every if line.count(b"\t") > 4}
    clients |= {line.rsplit(b'"', 2)[1] for line in every if line.count(b'"') == 8}
    addresses = [ip_address(client.decode()) for client in clients]
    assert len(addresses) > 100
    assert [address for address in addresses if not any(address in net for net in INVENTED)] == []


def test_the_model_case_has_eleven_downloads_by_seven_addresses() -> None:
    """The sums of its story: downloads 9, 11, 13, addresses 6, 7, 8, two partial; nothing outside."""
    assert sums("coa-2020", "**all windows**") == [9, 11, 13, 6, 7, 8, 2]
    assert sums("coa-2020", "outside the windows") == [0] * 7


def test_the_damaged_case_has_four_downloads_by_three_addresses() -> None:
    """The sums of its story: two unreadable lines could be two more downloads by two more addresses."""
    assert sums("damaged", "publication") == [4, 4, 6, 3, 3, 5, 0]


def test_one_rotation_was_shipped_twice() -> None:
    """The copy is the same to the byte."""
    folder = SAMPLES / "coa-2020/logs/web1"
    assert (folder / "access.log.3.gzip").read_bytes() == (folder / "access.log.3.gz").read_bytes()


@pytest.mark.parametrize(("server", "silent"), [("web1", {("24", "14", "first half")}), ("web2", set())])
def test_the_model_case_has_one_gap(server: str, silent: set[tuple[str, str, str]]) -> None:
    """Every half hour of June has at least eight lines, but for one half hour on one server."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for log, lines in logs("coa-2020", server).items():
        if not log.endswith(".gzip"):
            for day, hour, minute in (match.groups() for match in map(STAMP.search, lines) if match):
                seen[day.decode(), hour.decode(), "first half" if minute < b"30" else "second half"] += 1
    expected = {
        (f"{day:02d}", f"{hour:02d}", half)
        for day in range(1, 31)
        for hour in range(24)
        for half in ("first half", "second half")
    }
    assert {moment for moment in expected if seen[moment] < 8} == silent


def test_only_the_file_and_its_known_twin_have_that_size() -> None:
    """No other delivery on nginx has the size of the leaked file."""
    paths = Counter(
        match[1].split(b"?")[0]
        for lines in logs("coa-2020", "web2").values()
        for match in (re.search(rb'"GET (\S+) \S+" 20[06] 183296 ', line) for line in lines)
        if match
    )
    assert paths == {b"/wob/2020/Lijst%20signalen.xlsx": 5, b"/documenten/jaarverslag-2019.pdf": 3}


def test_the_damaged_case_is_damaged() -> None:
    """A gzip ends early and lacks its last delivery, a rotation is missing, a line lacks its end."""
    with pytest.raises(EOFError):
        gzip.decompress((SAMPLES / CUT).read_bytes())
    assert b"203.0.113.199 " not in unpacked(SAMPLES / CUT)
    assert not (SAMPLES / "damaged/logs/web1/access.log.4.gz").exists()
    assert logs("damaged", "web1")["web1/access.log.2.gz"][-1].endswith(b'"GET /wob/2020/Lijst%20signalen.xlsx HT')
