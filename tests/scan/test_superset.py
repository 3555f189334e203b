"""No line that names the file in any spelling is lost, however the name looks."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model import LeakedFile
from forensics.scan.sought import sought
from tests.support.match_fixture import LEAK, OTHERS, found, matched

ODD_NAMES = (
    'a "quoted" name.xlsx',
    "it's [final] (1).xlsx",
    "100% sure & 50%.csv",
    r"back\slash.txt",
    "a+b=c;d,e#f?g.txt",
    "^.*$|(a{2})+[x-z].txt",
    "Lijst signalen (définitief).xlsx",
    "cafe\u0301.pdf",
    "Überblick.ods",
    "документ.docx",
    "日本語の名簿.xlsx",
    "한글 문서.hwp",
    "emoji 🙂.txt",
    "n" * 300 + ".xlsx",
    "é" * 300 + ".xlsx",
    "ab",
)


def test_the_superset_finds_the_size_as_a_number_of_its_own() -> None:
    """2000000, not 12000000 or 2000000.5 of a name."""
    lines = pl.Series(["/alias 200 2000000", '{"size":2000000}', "/x 200 12000000", "/2000000x", "/x 200 20000001"])
    assert sought((LEAK,)).holding(lines).to_list() == [True, True, False, False, False]


@pytest.mark.parametrize("cut", range(5, 9))
def test_a_name_cut_at_the_end_of_the_line(cut: int) -> None:
    """Edge case 67: a rotation cut the line in the middle of the name."""
    line = f'192.0.2.5 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/{"leak.xlsx"[:cut]}'
    assert found(line, LeakedFile("leak.xlsx"))
    assert not found(line + " HTTP/1.1", LeakedFile("leak.xlsx"))


@pytest.mark.parametrize(
    "end", ["Lijst%20sig%", "Lijst%20sig%6", "Lijst%2520sig%256", r"Lijst\x20sig\x6", "Lijst%20sig"]
)
def test_a_name_cut_in_the_middle_of_an_escape(end: str) -> None:
    """What the cut left of an escape does not hide the name."""
    assert found(f'"GET /{end}', LeakedFile("Lijst signalen.xlsx"))


@pytest.mark.parametrize("name", ODD_NAMES, ids=lambda name: ascii(name[:20]))
def test_odd_names_mean_themselves(name: str) -> None:
    """A name is text, not a pattern; length and script do not matter."""
    file = LeakedFile(name)
    encoded = "".join(f"%{octet:02x}" for octet in name.encode())
    for path in (f"/docs/{name.replace('%', '%25')}", f"/docs/{encoded}"):
        assert found(f'192.0.2.1 - - [x] "GET {path} HTTP/1.1" 200 5', file)
        assert matched(path, file, server="apache") == (name, "target")
    assert not found('192.0.2.1 - - [x] "GET /index.html HTTP/1.1" 200 5', file)


@pytest.mark.parametrize("filler", ["A", "\\", "%", "%25", "%E4", "\\xe4", "é", " ", "(", "leak", "le%61k"])
def test_hostile_lines_are_read_like_any_other(filler: str) -> None:
    """Eight kilobytes of what patterns stumble over: the line ends up where it belongs."""
    path = "/" + (filler * 8192)[:8192]
    file = LeakedFile("документ\\ä.docx", versions=LEAK.versions)
    assert matched(path, file, body_bytes=2_000_000) == (file.name, "twin")
    assert matched(path, file, body_bytes=7)[1] is None


_CHARS = st.characters(min_codepoint=0x20, exclude_characters="/\x7f", exclude_categories=("Cs", "Cc"))
_NAMES = st.text(_CHARS, min_size=2, max_size=40).filter(lambda name: name.strip(". "))


def _json(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


@st.composite
def _spelled(draw: st.DrawFn, name: str) -> str:
    """The name as some server, client or wrapper may write it, each character its own way."""
    form = draw(st.sampled_from(("NFC", "NFD", "as it is")))
    text = name if form == "as it is" else unicodedata.normalize(form, name)
    return "".join(draw(st.sampled_from(_ways(char))) for char in text)


def _ways(char: str) -> list[str]:
    octets = char.encode()
    ways = [
        "".join(f"%{octet:02X}" for octet in octets),
        "".join(f"%{octet:02x}" for octet in octets),
        "".join(f"%25{octet:02X}" for octet in octets),
        "".join(f"%2525{octet:02x}" for octet in octets),
        "".join(f"\\x{octet:02X}" for octet in octets),
        "".join(f"\\\\x{octet:02x}" for octet in octets),
        _json(char),
        f"\\{char}" if char in '"\\' else char,
    ]
    if char.isascii():
        ways += [char.swapcase(), "+" if char == " " else char]
    elif ord(char) < 0x100:
        ways += [f"%{ord(char):02X}", f"\\x{ord(char):02x}", "\x1a"]  # Latin-1, and a byte that was repaired
    return ways


@given(st.data())
def test_every_spelling_of_a_name_is_found(data: st.DataObject) -> None:
    """The superset loses no line, whatever way each character is written."""
    name = data.draw(_NAMES)
    spelled = data.draw(_spelled(name))
    assert found(f'192.0.2.1 - - [x] "GET /docs/{spelled} HTTP/1.1" 200 5 "-" "-"', LeakedFile(name))


@given(st.data())
def test_every_spelling_of_a_beginning_is_found_where_the_line_ends(data: st.DataObject) -> None:
    """A line cut behind more than half of the name is found."""
    name = unicodedata.normalize(
        "NFC", data.draw(_NAMES.filter(lambda name: len(unicodedata.normalize("NFC", name)) > 4))
    )
    length = data.draw(st.integers(max(4, len(name) // 2), len(name)))
    spelled = "".join(data.draw(st.sampled_from(_ways(char))) for char in name[:length])
    assert found(f'192.0.2.1 - - [x] "GET /docs/{spelled}', LeakedFile(name))


@given(st.data())
def test_every_encoding_of_a_path_is_the_target(data: st.DataObject) -> None:
    """What Apache decodes to the name is the target: escapes, doubled slashes, dot segments."""
    name = data.draw(_NAMES)
    encoded = "".join(
        data.draw(st.sampled_from([_ways(char)[0], _ways(char)[1], _ways(char)[0] if char == "%" else char]))
        for char in name
    )
    folder = data.draw(st.sampled_from(["/", "//docs///", "/x/../docs/", "/./docs/%2e%2e/"]))
    assert matched(folder + encoded, LeakedFile(name), server="apache") == (name, "target")


@given(_NAMES, st.text(max_size=30))
def test_only_a_path_makes_a_target(name: str, other: str) -> None:
    """Whatever stands in query and line, a path that is not the file's is not the target."""
    kind = matched("/index.html", LeakedFile(name), query=name, line=f"{other}{name}".encode("utf-8", "replace"))
    assert kind[1] in ("other", None) or name.casefold() == "index.html"


@pytest.mark.parametrize(
    "text", ["leak.xlsx", "a leak.xlsx b LEAK.XLSX", "%6Ceak.xlsx leak.xl", "nothing", "zq0007.zip"]
)
def test_how_often_a_line_names_a_file(text: str) -> None:
    """The same among few files and among many."""
    lines = pl.Series([text, "another line", f"{text} and {text}"])
    few, many = sought((LEAK, OTHERS[7])).times(lines), sought((*OTHERS, LEAK)).times(lines)
    assert few.tolist() == [many[60].tolist(), many[7].tolist()]
    assert many.sum() == few.sum()
