"""Names are found by their octets: whatever their number, wherever they stand, with stringzilla and without."""

from __future__ import annotations

import random
import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model import FileVersion, LeakedFile
from forensics.octets import PIECE, octets
from forensics.scan import fragments
from forensics.scan.fragments import candidates
from forensics.scan.sought import sought
from forensics.sources.chunks import Chunk

LETTERS = st.text(string.ascii_letters + string.digits + "._~- %é", min_size=1, max_size=24)


def found(data: bytes, *files: LeakedFile) -> list[int]:
    """The lines that could name one of the files."""
    chunk = Chunk(data, data, first_line=1, offset=0, repaired=0)
    rows = candidates(octets(data), chunk.ends, chunk.others, sought(files))
    assert rows is not None
    return rows.tolist()


@pytest.fixture(params=["stringzilla", "numpy"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What finds literal text: the library, or numpy where it has no wheel."""
    if request.param == "numpy":
        monkeypatch.setattr(fragments, "find", None)
    else:
        assert fragments.find is not None
    return str(request.param)


@pytest.mark.parametrize("length", range(4, 12))
@pytest.mark.usefixtures("engine")
def test_at_every_place(length: int) -> None:
    """Of a block, of a piece of it, and over the border of two pieces."""
    name = "qwertzuiopasdfghjklymnbvc"[: 2 * length - 2] + ".x"
    fragment = name[:length].encode()
    for at in [*range(16), *range(PIECE - 16, PIECE + 8)]:
        data = b"-" * at + fragment.upper() + b"\nanother\n"
        assert found(data, LeakedFile(name)) == [0], at


@pytest.mark.usefixtures("engine")
def test_in_every_line() -> None:
    """A fragment that most lines hold is found in each."""
    data = b"GET /index.html 200\n" * 20_000
    assert found(data, LeakedFile("index.html")) == list(range(20_000))


@given(names=st.lists(LETTERS, min_size=1, max_size=30), text=st.text(max_size=400))
def test_both_engines_find_the_same(names: list[str], text: str) -> None:
    """Whatever the names; lines that numpy alone looks at more closely apart, which hold the first eight octets."""
    files = tuple(LeakedFile(name, versions=(FileVersion(4096 + number),)) for number, name in enumerate(names))
    rng = random.Random(len(text))
    lines = [text.replace("\n", " "), *(rng.choice(names).swapcase() + str(4096 + number) for number in range(9))]
    data = "\n".join(lines).encode()
    texts = sought(files).octets + sought(files).digits
    if texts:
        each = [fragments._by_fours(octets(data), (one,)) for one in texts]
        one_by_one = np.unique(np.concatenate(each))
        assert set(one_by_one.tolist()) <= set(fragments._by_fours(octets(data), texts).tolist())
        for one in texts:
            folded = bytes(octet | 0x20 for octet in data)
            starts = {at for at in range(len(folded)) if folded.startswith(one, at)}
            assert starts <= set(fragments._by_fours(octets(data), (one,)).tolist())
            assert starts == set(fragments._spelled(octets(data), (one,)).tolist())


def test_hundreds_of_names() -> None:
    """Each is found among lines that hold the first half of another."""
    rng = random.Random(3)
    names = sorted({"".join(rng.choices(string.ascii_lowercase, k=rng.randrange(9, 16))) + ".pdf" for _ in range(500)})
    lines = [f'192.0.2.7 - - [x] "GET /{name[:3]}x{name[4:6]} HTTP/1.1" 200 5' for name in names]
    for number, name in enumerate(names):
        lines[7 * number % len(lines)] += f' "https://www.example.org/{name}"'
    rows = found(("\n".join(lines) + "\n").encode(), *map(LeakedFile, names))
    assert rows == sorted({7 * number % len(lines) for number in range(len(names))})


@pytest.mark.usefixtures("engine")
def test_a_size_is_a_number_of_its_own() -> None:
    """Among many sizes one that is a part of a longer word is not looked at; beside anything else it is."""
    files = [LeakedFile(f"name{number:04}.pdf", versions=(FileVersion(70_000 + number),)) for number in range(40)]
    lines = ["200 70007 x", "70007", "=70007;", "é70007é", "170007", "700071", "x70007", "70007_", "70 007", "70039"]
    assert found("\n".join(lines).encode(), *files) == [0, 1, 2, 3, 9]
