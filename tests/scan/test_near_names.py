"""A name that no line holds: names close to it are found, and an answer of 0 is never given without them (K8)."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.model import Case, LeakedFile, Log, NearName
from forensics.model.schema import REQUEST, empty
from forensics.scan.near_names import difference, near_names
from tests.support.command import run

LINE = '192.0.2.{n} - - [09/Jun/2026:10:0{n}:00 +0200] "GET {path} HTTP/1.1" {status} 200000 "-" "Firefox"\n'


def _text(*paths: str, status: int = 200) -> str:
    return "".join(LINE.format(n=number, path=path, status=status) for number, path in enumerate(paths, 1))


def _asked(name: str, log: Path) -> tuple[int, list[tuple[str, int, str]]]:
    """The exit code, and the names that are close."""
    result = run("count", name, log, "--json")
    [file] = json.loads(result.stdout)["files"]
    return result.exit_code, [(near["name"], near["lines"], near["difference"]) for near in file["near_names"]]


@pytest.mark.parametrize(
    ("asked", "found", "how"),
    [
        ("Leak.xlsx", "leak.xlsx", "spelling"),
        ("Lijst signalen.xlsx", "lijst-signalen.xlsx", "spelling"),
        ("Lijst signalen.xlsx", "LijstSignalen.XLSX", "spelling"),
        ("é.pdf", "e.pdf", "spelling"),
        ("leak.xls", "leak.xlsx", "ending"),
        ("leak", "leak.xlsx", "ending"),
        ("leak.xlsx", "leak-v2.xlsx", "part"),
        ("the leak.xlsx", "leak.xlsx", "part"),
        ("lekk.xlsx", "leak.xlsx", "typing"),
        ("laek.xlsx", "leak.xlsx", "typing"),
        ("Lijst signaelnn.xlsx", "Lijst signalen.xlsx", "typing"),
        ("*.xlsx", "leak.xlsx", "pattern"),
        ("leak.xlsx", "leak.xlsx", "same"),
        ("leak.xlsx", "index.html", None),
        ("leak.xlsx", "peak.pdf", None),
        ("cv.pdf", "cw.pdf", None),
        ("leak.xlsx", "list.xlsx", None),
    ],
)
def test_how_names_differ(asked: str, found: str, how: str | None) -> None:
    """The first difference that explains it; two files with a letter in common are not close."""
    assert difference(asked, found) == how


@pytest.mark.parametrize(
    ("asked", "path", "near"),
    [
        ("Leak.xlsx", "/docs/leak.xlsx", "leak.xlsx"),
        ("Lijst-signalen.xlsx", "/docs/Lijst%20signalen.xlsx", "Lijst signalen.xlsx"),
        ("Lijst_signalen.xlsx", "/docs/Lijst+signalen.xlsx", "Lijst+signalen.xlsx"),
        ("lijst.csv", "/docs/lijst.xlsx?download=1", "lijst.xlsx"),
        ("rapport 2020 def.pdf", "/f/rapport-2020-def.pdf", "rapport-2020-def.pdf"),
        ("leka.xlsx", "/docs/leak.xlsx", "leak.xlsx"),
        ("*.xlsx", "/docs/leak.xlsx", "leak.xlsx"),
    ],
)
def test_a_near_name_is_told_and_the_answer_is_open(tmp_path: Path, asked: str, path: str, near: str) -> None:
    """First sentence, a limitation, exit 3."""
    log = tmp_path / "access.log"
    log.write_text(_text(path, "/index.html", path))
    code, found = _asked(asked, log)
    assert code == 3
    assert [(name, lines) for name, lines, _ in found] == [(near, 2)]
    shown = " ".join(run("count", asked, log).stdout.split())
    assert shown.startswith(f"No line of these logs names “{asked}”")
    assert f"Close to it: “{near}” (2 lines)." in shown


def test_near_names_stand_in_compressed_logs_and_archives(tmp_path: Path) -> None:
    """They are read again as they were read before."""
    (tmp_path / "access.log.gz").write_bytes(gzip.compress(_text("/leak.xlsx").encode()))
    with tarfile.open(tmp_path / "logs.tgz", "w:gz") as archive:
        data = _text("/leak.xlsx", "/leak.xlsx").encode()
        member = tarfile.TarInfo("access.log")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    assert _asked("Leak.xlsx", tmp_path / "access.log.gz") == (3, [("leak.xlsx", 1, "spelling")])
    assert _asked("Leak.xlsx", tmp_path / "logs.tgz") == (3, [("leak.xlsx", 2, "spelling")])


def test_a_name_that_was_refused_is_not_close(tmp_path: Path) -> None:
    """Scanners ask for backups of everything; a 404 delivered nothing."""
    log = tmp_path / "access.log"
    log.write_text(_text("/leak-old.xlsx", "/leak.xlsx.bak", status=404) + _text("/"))
    assert _asked("leak.xlsx", log) == (0, [])


def test_without_a_near_name_nothing_is_open(tmp_path: Path) -> None:
    """A log that was read whole and holds nothing like it."""
    log = tmp_path / "access.log"
    log.write_text(_text("/", "/style.css", "/annual.pdf"))
    result = run("count", "leak.xlsx", log)
    assert (result.exit_code, "names “leak.xlsx”: no download" in " ".join(result.stdout.split())) == (0, True)


def test_a_log_that_was_not_understood_gives_no_plain_zero(tmp_path: Path) -> None:
    """Three lines of twelve were read, and none names the file: exit 3."""
    log = tmp_path / "access.log"
    log.write_text(_text("/", "/a", "/b") + "".join(f"~~ {number} something else\n" for number in range(9)))
    result = run("count", "leak.xlsx", log)
    assert (result.exit_code, "(3 of 12 lines read)" in " ".join(result.stdout.split())) == (3, True)


def test_a_script_that_was_asked_for_the_file_is_proposed(tmp_path: Path) -> None:
    """Its answers stand in the ceiling; a counter that only names the page does not."""
    log = tmp_path / "access.log"
    counter = LINE.format(n=9, path="/count.php?url=https://www.example.org/leak.xlsx", status=200)
    log.write_text(
        _text("/get.php?file=leak.xlsx", "/get.php?file=docs/leak.xlsx") + counter.replace(" 200000 ", " 43 ")
    )
    result = run("count", "leak.xlsx", log, "--size", "200000", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 3
    assert found["files"][0]["total"]["downloads"]["at_most"] == 2
    [text] = [limit["text"] for limit in found["limitations"] if limit["code"] == "script-query"]
    assert text.endswith("list under paths: /get.php?file=docs/leak.xlsx, /get.php?file=leak.xlsx")


WORDS = ("leak", "Lijst", "signalen", "plan", "2020", "a", "\u017fignalen", "notiz", "é", "x y")
ENDINGS = (".xlsx", ".pdf", ".PDF", ".é", "")  # of one with a blank a log also shows the part before it
NAMES = st.builds(
    lambda words, mark, ending: mark.join(words) + ending,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.sampled_from(("", " ", "-", "_", "*", "%20")),
    st.sampled_from(ENDINGS),
)


@settings(max_examples=40)
@given(asked=st.lists(NAMES, min_size=2, max_size=12, unique=True), found=st.lists(NAMES, max_size=20))
def test_near_names_of_many_files_are_those_of_each_alone(asked: list[str], found: list[str]) -> None:
    """And the same as by the difference of each pair of names."""
    with TemporaryDirectory() as folder:
        paths = [f"/docs/{name}" for name in found] + [f"/{name[:-1]}x?q={name.upper()}" for name in found]
        Path(folder, "access.log").write_text("".join(LINE.format(n=5, path=path, status=200) for path in paths))

        def near(*names: str) -> dict[str, tuple[NearName, ...]]:
            case = Case(
                id="c", files=tuple(map(LeakedFile, names)), windows=(), logs=(Log("access.log"),), folder=Path(folder)
            )
            return near_names(case, empty(REQUEST))

        together = near(*asked)
        for name in asked:
            alone = {one.name: one for one in near(name)[name]}
            assert {one.name: one for one in together[name] if one.name in alone} == alone or len(alone) > 9
            assert all(difference(name, one.name) == one.difference for one in together[name])
