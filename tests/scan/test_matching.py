"""A path is the file as the server resolves it, and only the path counts (counting.md 3.5)."""

from __future__ import annotations

from typing import Any

import pytest

from forensics.model import FileVersion, LeakedFile
from forensics.scan.matching import resolve_path
from forensics.scan.spellings import SMALLEST_TWIN
from tests.support.match_fixture import LEAK, found, matched

SERVERS = ("apache", "nginx", "iis", None)


def kinds(path: str, file: LeakedFile = LEAK) -> list[str | None]:
    """The kind of match by Apache, nginx, IIS, and a server that is not known."""
    return [matched(path, file, server=server)[1] for server in SERVERS]


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
    """A + in a path is a plus sign to Apache and nginx; IIS logs a blank so."""
    assert kinds("/Lijst+signalen.xlsx", LeakedFile("Lijst signalen.xlsx")) == [
        "variant",
        "variant",
        "target",
        "variant",
    ]
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
    """In a referer or an agent the name tells of no delivery."""
    line = f'"GET /search?q=1 HTTP/1.1" 200 5 "http://example.org/docs/{name}" "{name}"'
    assert matched("/search", query="q=1", line=line.encode()) == ("leak.xlsx", "other")


@pytest.mark.parametrize(
    "value", ["leak.xlsx", "le%61k.xlsx", "docs/leak.xlsx", "%2Fdocs%2FLEAK.xlsx", "le%2561k.xlsx"]
)
def test_a_query_that_asks_for_the_name_may_be_a_delivery(value: str) -> None:
    """A script may have sent the file: proposed, never taken for it nor left out (counting.md 4b.6)."""
    line = f'"GET /get.php?file={value} HTTP/1.1" 200 5 "-" "-"'
    assert matched("/get.php", query=f"file={value}", line=line.encode()) == ("leak.xlsx", "query")


@pytest.mark.parametrize("query", ["q=about+leak.xlsx", "file=leak.xlsx.zip", "leak.xlsx", "file=xleak.xlsx"])
def test_a_query_that_only_holds_the_name_asks_for_something_else(query: str) -> None:
    """More words, a longer name, a key."""
    line = f'"GET /get.php?{query} HTTP/1.1" 200 5 "-" "-"'
    assert matched("/get.php", query=query, line=line.encode())[1] == "other"
    assert matched(None, line=line.encode()) == ("leak.xlsx", "other")


def test_a_line_without_the_name_is_no_evidence() -> None:
    """The superset also finds what only looks alike; that is dropped."""
    file = LeakedFile("документ.docx")
    assert found("GET /картинка.docx", file)
    assert matched("/картинка.docx", file) == (None, None)
    assert matched("/x", line=b"GET /x 404 2000000", status=404) == (None, None)


def test_hosts_filter() -> None:
    """Another host's file of that name is another file; a log without hosts cannot tell."""
    file = LeakedFile("leak.xlsx", hosts=("www.example.org",), versions=(FileVersion(2_000_000),))
    assert matched("/leak.xlsx", file, host="www.example.org") == ("leak.xlsx", "target")
    assert matched("/leak.xlsx", file, host=None) == ("leak.xlsx", "target")
    assert matched("/leak.xlsx", file, host="other.example.org") == ("leak.xlsx", "other")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"target": "http://x/leak.xlsx"}, "variant"),  # the client's word
        ({"target": "http://x/leak.xlsx", "status": 206}, "variant"),
        ({"status": 206}, "variant"),  # of which file is a part?
        ({"body_bytes": 2_000_000}, "twin"),
        ({}, "other"),  # whole, of another size
    ],
)
def test_another_host_may_have_got_the_file(values: dict[str, Any], kind: str) -> None:
    """Unless there is proof that what it got is another file (counting.md 4b.3)."""
    file = LeakedFile("leak.xlsx", hosts=("www.example.org",), versions=(FileVersion(2_000_000),))
    assert matched("/leak.xlsx", file, host="x", **values) == ("leak.xlsx", kind)
    unsized = LeakedFile("leak.xlsx", hosts=("www.example.org",))
    assert matched("/leak.xlsx", unsized, host="x", **values) == ("leak.xlsx", "variant")


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


def test_resolve_path() -> None:
    """Decoded once, slashes merged, dot segments gone, composed."""
    assert resolve_path("//a/./b/../c%2Fd/e\u0301", "nginx") == "/a/c/d/é"
    assert resolve_path("/a%2Fb", "apache") == "/a%2fb"
    assert resolve_path("/a%252Fb", "nginx") == "/a%2Fb"
    assert resolve_path("/A. /b.", "iis") == "/a/b"
