"""Every spelling of a path that a server resolves is found, and only the path counts (counting.md 3.5)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.matching import SMALLEST_TWIN, match, names, resolve_path, superset
from forensics.model import FileVersion, LeakedFile

LEAK = LeakedFile("leak.xlsx", paths=("/docs/leak.xlsx",), versions=(FileVersion(2_000_000),))
SERVERS = ("apache", "nginx", "iis", None)
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

COLUMNS = {
    "path": pl.String,
    "query": pl.String,
    "host": pl.String,
    "status": pl.Int32,
    "body_bytes": pl.Int64,
    "planned_bytes": pl.Int64,
    "line": pl.Binary,
}


def matched(path: str | None, *files: LeakedFile, server: str | None = None, **values: Any) -> tuple[Any, ...]:
    """File and kind of one request for `path`; the line holds what the path and `values` say."""
    usual = {"path": path, "query": None, "host": None, "status": 200, "body_bytes": 5, "planned_bytes": None}
    row = usual | values
    row.setdefault("line", f"GET {path}?{row['query']}".encode())
    table = pl.DataFrame([row], schema=COLUMNS, orient="row")
    return match(table, files or (LEAK,), server=server).row(0)


def kinds(path: str, file: LeakedFile = LEAK, **values: Any) -> list[str | None]:
    """The kind of match by Apache, nginx, IIS, and a server that is not known."""
    return [matched(path, file, server=server, **values)[1] for server in SERVERS]


def found(text: str, *files: LeakedFile) -> bool:
    """The line is found by the superset and by the names alone, in both engines alike."""
    line = pl.Series([text])
    answers = {
        line.str.contains(superset(files))[0],
        line.str.contains(names(files))[0],
        re.search(names(files), text) is not None,
    }
    assert len(answers) == 1, f"the engines disagree on {text!r}"
    return answers.pop()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/docs/leak.xlsx", "target target target target"),
        ("/%64ocs/le%61k.xlsx", "target target target target"),
        ("/docs/leak%2Exlsx", "target target target target"),
        ("//docs///leak.xlsx", "target target target target"),
        ("/docs/./leak.xlsx", "target target target target"),
        ("/x/../docs/leak.xlsx", "target target target target"),
        ("/x/%2e%2e/docs/leak.xlsx", "target target target target"),
        ("/../../docs/leak.xlsx", "target target target target"),
        ("/docs/leak.xlsx/", "target target target target"),
        ("/docs%2fleak.xlsx", "variant target target target"),
        ("/docs%2Fleak.xlsx", "variant target target target"),
        ("/Docs/Leak.XLSX", "variant variant target variant"),
        ("/DOCS/LE%41K.xlsx", "variant variant target variant"),
        ("/docs/leak.xlsx.", "variant variant target variant"),
        ("/docs/leak.xlsx%20", "variant variant target variant"),
        ("/docs\\leak.xlsx", "variant variant target variant"),
        ("/docs%5Cleak.xlsx", "variant variant target variant"),
        ("/docs/leak.xlsx;jsessionid=1", "variant variant variant variant"),
        ("/docs;v=1/leak.xlsx", "variant variant variant variant"),
        ("/docs/le%2561k.xlsx", "variant variant variant variant"),
        ("/docs/leak.xlsx%3Fv=1", "other other other other"),
        ("/docs/leak.xlsx/extra", "other other other other"),
        ("/docs/leak.xlsx.bak", "other other other other"),
        ("/docs/myleak.xlsx", "other other other other"),
        ("/old/leak.xlsx", "other other other other"),
    ],
)
def test_each_server_resolves_a_path_its_own_way(path: str, expected: str) -> None:
    """Apache, nginx, IIS and a server that is not known, as measured (counting.md section 2)."""
    assert kinds(path) == expected.split()


def test_accents_match_composed_and_decomposed() -> None:
    """Apple decomposes names, browsers send what the page says; Latin-1 is an old server's way."""
    file = LeakedFile("café.pdf")
    for path in ("/café.pdf", "/cafe\u0301.pdf", "/caf%C3%A9.pdf", "/cafe%CC%81.pdf", "/caf%E9.pdf"):
        assert kinds(path, file) == ["target"] * 4, path
    assert kinds("/café.pdf", LeakedFile("cafe\u0301.pdf")) == ["target"] * 4


def test_plus_is_a_blank_for_some_servers_only() -> None:
    """A + in a path is a plus sign to Apache and nginx."""
    assert kinds("/Lijst+signalen.xlsx", LeakedFile("Lijst signalen.xlsx")) == ["variant"] * 4
    assert kinds("/a+b.xlsx", LeakedFile("a+b.xlsx")) == ["target"] * 4


def test_without_paths_the_last_segment_decides() -> None:
    """The name alone finds the file in whatever folder it lay."""
    file = LeakedFile("leak.xlsx")
    assert matched("/any/where/leak.xlsx", file) == ("leak.xlsx", "target")
    assert matched("/leak.xlsx/index.html", file) == ("leak.xlsx", "other")


@pytest.mark.parametrize(
    ("declared", "path", "expected"),
    [
        ("/wob/*/leak.xlsx", "/wob/2020/leak.xlsx", "target"),
        ("/wob/*/leak.xlsx", "/wob/leak.xlsx", "other"),
        ("/wob/*", "/wob/annex.pdf", "target"),
        ("/wob/[ab].pdf", "/wob/a.pdf", "target"),
        ("/wob/[ab].pdf", "/wob/c.pdf", None),
        ("/wob/report[1].pdf", "/wob/report[1].pdf", "target"),
        ("/wob/my%20list.pdf", "/wob/my list.pdf", "target"),
        ("/wob/my list.pdf", "/wob/my%20list.pdf", "target"),
        ("/", "/", "target"),
    ],
)
def test_declared_paths_are_exact_or_globs(declared: str, path: str, expected: str | None) -> None:
    """A declared path may hold wildcards, brackets that mean themselves, or escapes."""
    file = LeakedFile("leak.xlsx", paths=(declared,))
    assert matched(path, file)[1] == expected
    if expected == "target":
        assert found(f'"GET {path} HTTP/1.1"', file)


@pytest.mark.parametrize("query", ["id=77", "x=1&id=77", "id=%377", "id=77&id=78", "%69d=77"])
def test_a_query_that_identifies_is_part_of_the_path(query: str) -> None:
    """A script's file is known by its query, wherever in it the parameter stands."""
    file = LeakedFile("leak.xlsx", paths=("/download?id=77",))
    assert matched("/download", file, query=query) == ("leak.xlsx", "target")
    assert found(f'"GET /download?{query} HTTP/1.1"', file)


@pytest.mark.parametrize("query", [None, "", "id=78", "id=770", "ID=77", "x=id=77"])
def test_another_query_is_another_file(query: str | None) -> None:
    """The same script with another parameter says nothing of the file."""
    assert matched("/download", LeakedFile("leak.xlsx", paths=("/download?id=77",)), query=query) == (None, None)


@pytest.mark.parametrize(("declared", "query"), [("/x?q=a+b", "q=a%20b"), ("/x?77", "77"), ("/x?id=", "id")])
def test_odd_queries_that_identify(declared: str, query: str) -> None:
    """Blanks either way, a bare word, an empty value."""
    file = LeakedFile("leak.xlsx", paths=(declared,))
    assert matched("/x", file, query=query) == ("leak.xlsx", "target")
    assert found(f"GET /x?{query}", file)


def test_a_query_of_a_static_file_is_ignored() -> None:
    """Edge case 44: ?utm_source and ?v= change nothing of what is delivered."""
    assert matched("/docs/leak.xlsx", query="utm_source=mail&v=2") == ("leak.xlsx", "target")


@pytest.mark.parametrize("name", ["leak.xlsx", "le%61k.xlsx", r"le\x61k.xlsx", "le%2561k.xlsx", "LEAK.XLSX"])
def test_a_name_elsewhere_in_the_line_is_never_the_target(name: str) -> None:
    """In a query, a referer or an agent the name tells of no delivery."""
    line = f'"GET /search?q={name} HTTP/1.1" 200 5 "http://example.org/docs/{name}" "{name}"'
    assert matched("/search", query=f"q={name}", line=line.encode()) == ("leak.xlsx", "other")
    assert matched(None, line=line.encode()) == ("leak.xlsx", "other")


def test_a_line_without_the_name_is_no_evidence() -> None:
    """The superset also finds what only looks alike; that is dropped."""
    file = LeakedFile("документ.docx")
    assert found("GET /картинка.docx", file)
    assert matched("/картинка.docx", file) == (None, None)
    assert matched("/x", line=b"GET /x 404 2000000", status=404) == (None, None)


def test_hosts_filter() -> None:
    """Another host's file of that name is another file; a log without hosts cannot tell."""
    file = LeakedFile("leak.xlsx", hosts=("www.example.org",))
    assert matched("/leak.xlsx", file, host="www.example.org") == ("leak.xlsx", "target")
    assert matched("/leak.xlsx", file, host=None) == ("leak.xlsx", "target")
    assert matched("/leak.xlsx", file, host="other.example.org") == ("leak.xlsx", "other")


def test_size_twins() -> None:
    """Another path with exactly the file's size may be an alias (rule 2); a small size is no sign."""
    twin = {"body_bytes": 2_000_000, "line": b"GET /alias 200 2000000"}
    assert matched("/alias", **twin) == ("leak.xlsx", "twin")
    assert matched("/alias", status=206, **twin) == ("leak.xlsx", "twin")
    assert matched("/alias", status=404, **twin) == (None, None)
    assert matched("/alias", **twin | {"body_bytes": None, "planned_bytes": 2_000_000}) == ("leak.xlsx", "twin")
    small = LeakedFile("leak.xlsx", versions=(FileVersion(SMALLEST_TWIN - 1),))
    assert matched("/alias", small, body_bytes=SMALLEST_TWIN - 1) == (None, None)


def test_paths_known_to_be_other_files_are_cleared() -> None:
    """Configuration or a hash has shown it: no twin any more."""
    file = LeakedFile("leak.xlsx", versions=LEAK.versions, other_paths=("/img/banner.png", "/thumbs/*"))
    for path in ("/img/banner.png", "//img/b%61nner.png", "/thumbs/1.png"):
        assert matched(path, file, body_bytes=2_000_000) == ("leak.xlsx", "cleared")
    assert matched("/img/other.png", file, body_bytes=2_000_000) == ("leak.xlsx", "twin")


def test_of_two_files_the_exact_one_is_taken() -> None:
    """A variant of one file that is another file's own path belongs to the other."""
    upper, lower = LeakedFile("LEAK.xlsx"), LeakedFile("leak.xlsx")
    assert matched("/leak.xlsx", upper, lower, server="apache") == ("leak.xlsx", "target")
    assert matched("/leak.xlsx", upper, lower, server="iis") == ("LEAK.xlsx", "target")


def test_the_superset_finds_the_size_as_a_number_of_its_own() -> None:
    """2000000, not 12000000 or 2000000.5 of a name."""
    lines = pl.Series(["/alias 200 2000000", '{"size":2000000}', "/x 200 12000000", "/2000000x", "/x 200 20000001"])
    assert lines.str.contains(superset([LEAK])).to_list() == [True, True, False, False, False]


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


def test_resolve_path() -> None:
    """Decoded once, slashes merged, dot segments gone, composed."""
    assert resolve_path("//a/./b/../c%2Fd/e\u0301", "nginx") == "/a/c/d/é"
    assert resolve_path("/a%2Fb", "apache") == "/a%2fb"
    assert resolve_path("/a%252Fb", "nginx") == "/a%2Fb"
    assert resolve_path("/A. /b.", "iis") == "/a/b"


# ---- the superset property ------------------------------------------------------------------------

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
