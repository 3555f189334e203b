"""Hundreds of files are sought and judged at once, and each line is told as it is for each file alone."""

from __future__ import annotations

import random
import re
import string
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.model import Case, FileVersion, LeakedFile, Log
from forensics.octets import PIECE, octets
from forensics.scan import file_index as index
from forensics.scan import fragments
from forensics.scan.digits import numbers
from forensics.scan.fragments import candidates
from forensics.scan.matching import match
from forensics.scan.scan import scan
from forensics.scan.sought import sought
from forensics.scan.spellings import names as spelled
from forensics.sources.chunks import Chunk
from tests.support.match_fixture import COLUMNS, OTHERS

WORDS = (
    "besluit",
    "raad",
    "plan",
    "Kamerbrief",
    "bijlage",
    "nota",
    "s",
    "kk",
    "9",
    "2024",
    "é",
    "_",
    "-",
    ".",
    " ",
    "+",
)
NAMES = st.lists(
    st.builds(
        lambda words, ending: "".join(words) + ending,
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
        st.sampled_from((".pdf", ".PDF", ".xlsx", ".doc", ".docx", ".7z", ".tar.gz", ".jpeg", "", ".a", ".b.cde", ".")),
    ).filter(lambda name: name.strip(". ")),
    min_size=12,
    max_size=16,
    unique=True,
)
#: What may become of a name in a line: as it is, in another case, escaped, cut off, with letters that look alike.
CHANGES = (
    lambda name: name,
    str.swapcase,
    lambda name: "".join(f"%{octet:02x}" for octet in name.encode()),
    lambda name: name.replace("a", "%61").replace(" ", "%20"),
    lambda name: name.replace(" ", "+").replace("é", "\\xc3\\xa9"),
    lambda name: name[: max(4, len(name) // 2)],
    lambda name: name[:-1],
    lambda name: name.replace(" ", "%20")[:-1] + "%2",
    lambda name: name.replace("s", "\u017f").replace("k", "\u212a"),
    lambda name: name.partition(".")[0],
)
BEHIND = (' HTTP/1.1" 200 70003 "-" "-"', "", "\r", ' 200 5 "x%20y"', '" 206 70001')


def rows(data: bytes, files: tuple[LeakedFile, ...]) -> set[int] | None:
    """The lines that could name one of the files, by their octets."""
    chunk = Chunk(data, data, first_line=1, offset=0, repaired=0)
    found = candidates(octets(data), chunk.ends, chunk.others, sought(files))
    return None if found is None else set(found.tolist())


@pytest.fixture(params=["stringzilla", "numpy"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What finds literal text: the library, or numpy where it has no wheel."""
    if request.param == "numpy":
        monkeypatch.setattr(fragments, "find", None)
    return str(request.param)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("lines_alike", [1, 200])
def test_octets_lose_no_line_of_any_of_many_files(lines_alike: int) -> None:
    """Whatever becomes of a name, also where most lines end in escapes, and at the end of the log."""

    @settings(max_examples=20)
    @given(NAMES, st.randoms(use_true_random=False))
    def lines_of(names: list[str], rng: random.Random) -> None:
        files = tuple(LeakedFile(name, versions=(FileVersion(69_990 + at),)) for at, name in enumerate(names))
        lines = [f"GET /{rng.choice(CHANGES)(name)}{rng.choice(BEHIND)}" for name in names for _ in range(3)]
        lines += ["GET /b%20%20c"] * lines_alike
        rng.shuffle(lines)
        found = rows("\n".join(lines).encode(), files)
        texts = [line.removesuffix("\r") for line in lines]
        sizes = "|".join(map(str, sought(files).sizes))
        exact = re.compile(rf"{spelled(files)}|(?<![0-9A-Za-z_])(?:{sizes})(?![0-9A-Za-z_])")
        held = {row for row, text in enumerate(texts) if exact.search(text)}
        assert found is None or held <= found, [lines[row] for row in held - found]
        assert held == set(sought((*files, *OTHERS)).holding(pl.Series(texts)).arg_true())

    lines_of()


@settings(max_examples=20)
@given(NAMES, st.randoms(use_true_random=False))
def test_many_files_are_named_as_often_as_each_alone(names: list[str], rng: random.Random) -> None:
    """The count of names in lines that nothing reads."""
    files = (*map(LeakedFile, names), *OTHERS)
    lines = pl.Series([f"{rng.choice(CHANGES)(name)} {rng.choice(names)}" for name in names])
    each = [sought((file,)).times(lines)[0].tolist() for file in files]
    assert sought(files).times(lines).tolist() == each


@given(st.text("0123456789012345678901234567890123456789 x_é./", max_size=200), st.integers(0, 90_000_000))
def test_numbers_are_those_that_stand_by_themselves(text: str, other: int) -> None:
    """Each that is sought and is no part of a longer word, where it ends; of more than eight digits some others too."""
    data = f"{text} {other} {text}".encode()
    own = re.compile(rb"(?<![0-9A-Za-z_])[0-9]{4,}(?![0-9A-Za-z_])")
    asked = [found[0] for found in own.finditer(data)][::2]
    ends = {found.end() for found in own.finditer(data) if found[0] in asked}
    told = set(numbers(octets(data), tuple(sorted(set(asked)))).tolist())
    assert ends <= told
    assert all(any(data[:end].endswith(number[-8:]) for number in asked) for end in told)
    if all(len(number) <= 8 for number in asked):
        assert told == ends


def test_numbers_over_the_border_of_two_pieces() -> None:
    """Wherever they begin before it, and at both ends of a block."""
    for at in range(2 * PIECE - 10, 2 * PIECE + 2):
        data = b"70003" + b"-" * (at - 5) + b"70002-" + b"-" * 9 + b"70001"
        assert numbers(octets(data), (b"70001", b"70002", b"70003")).tolist() == [5, at + 5, len(data)]


FILES = st.lists(
    st.builds(
        LeakedFile,
        st.sampled_from(["a.pdf", "A.pdf", "b c.pdf", "é.pdf", "d.xlsx", "77", "x"]),
        paths=st.lists(
            st.sampled_from(["/docs/a.pdf", "/docs/*.pdf", "/get?id=77", "/Docs/b%20c.pdf", "/[ab].pdf", "/"]),
            max_size=2,
        ).map(tuple),
        hosts=st.sampled_from([(), ("www.example.org",)]),
        versions=st.sampled_from([(), (FileVersion(5000),), (FileVersion(6000), FileVersion(5000)), (FileVersion(9),)]),
        other_paths=st.sampled_from([(), ("/other/*",)]),
    ),
    min_size=4,
    max_size=12,
)
REQUESTS = st.fixed_dictionaries({
    "path": st.sampled_from(
        [None, "/a.pdf", "/docs/A.PDF", "/docs/b+c.pdf", "/Docs/b%20c.pdf", "/docs%2fa.pdf", "/x/é.pdf", "/get", "/",
         "/other/q", "/d.xlsx;s=1", "/b%2520c.pdf", "/docs\\a.pdf."]
    ),
    "query": st.sampled_from([None, "id=77", "f=a.pdf&id=7", "f=%2Fx%2Fb+c.pdf"]),
    "host": st.sampled_from([None, "www.example.org", "www.example.com"]),
    "status": st.sampled_from([200, 206, 404]),
    "body_bytes": st.sampled_from([None, 5000, 6000, 9, 1]),
    "planned_bytes": st.sampled_from([None, 5000]),
    "line": st.sampled_from([b"GET / x", b"see d.xlsx", b"see B%20C.pdf and 77", b"\xe9.pdf"]),
    "target": st.sampled_from([None, "/a.pdf", "http://www.example.org/a.pdf"]),
})  # fmt: skip


@given(FILES, st.lists(REQUESTS, min_size=1, max_size=20), st.sampled_from(["apache", "nginx", "iis", None]))
def test_files_that_are_looked_up_are_judged_as_all_are(
    files: list[LeakedFile], requests: list[dict[str, object]], server: str | None
) -> None:
    """Whatever names, paths, sizes and hosts they have, and whichever of them a line could mean."""
    table = pl.DataFrame(requests, schema=COLUMNS, orient="row")
    looked_up = match(table, files, server=server)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_FEW", len(files))
        assert match(table, files, server=server).equals(looked_up)


def log_of(files: list[LeakedFile], prefix: str) -> str:
    """A day of requests, some for the files, in every way in which a line can name one."""
    rng = random.Random(12)
    lines = []
    for number in range(1_500):
        moment = datetime(2026, 6, 9, tzinfo=UTC) + timedelta(seconds=40 * number)
        file = rng.choice(files)
        path = rng.choice((file.name.replace(" ", "%20"), f"{number}.pdf", f"{number}.pdf", "index.html"))
        size = rng.choice((file.versions[0].size, rng.randrange(100, 90_000)))
        referer = rng.choice(("-", "-", "-", f"https://www.example.org/{file.name}"))
        line = (
            f"{prefix}192.0.2.{number % 250} - - [{moment:%d/%b/%Y:%H:%M:%S} +0000] "
            f'"GET /docs/{path} HTTP/1.1" 200 {size} "{referer}" "Mozilla/5.0"'
        )
        if number % 97 == 5:  # cut off in the middle of the name
            line = f"{line.partition('/docs/')[0]}/docs/{file.name[: rng.randrange(6, len(file.name))]}"
        lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("prefix", ["", "Jun  9 00:00:00 web1 nginx: "], ids=["plain", "wrapped"])
def test_a_scan_for_many_files_tells_of_each_what_a_scan_for_it_alone_tells(tmp_path: Path, prefix: str) -> None:
    """But for lines that name two, which are told of the first of them."""
    rng = random.Random(5)
    names = sorted(
        {"".join(rng.choices(string.ascii_lowercase, k=9)) + rng.choice(("", " ")) + f"{n}.pdf" for n in range(60)}
    )
    files = [LeakedFile(name, versions=(FileVersion(100_000 + 7 * at),)) for at, name in enumerate(names)]
    (tmp_path / "access.log").write_text(log_of(files, prefix))

    def evidence(*sought_for: LeakedFile) -> pl.DataFrame:
        case = Case(id="c", files=sought_for, windows=(), logs=(Log("access.log"),), folder=tmp_path)
        return scan(case).requests

    every = evidence(*files)
    assert set(every["match"]) >= {"target", "twin", "other", "rejected"}
    for file in files[::20]:
        alone = evidence(file)
        of_others = every.filter(pl.col("file") != file.name)["line_no"].implode()
        assert alone.filter(~pl.col("line_no").is_in(of_others)).equals(every.filter(pl.col("file") == file.name))
