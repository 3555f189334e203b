"""The language of declarations: fields that may touch, what is read past, cells that must be as they are declared."""

from __future__ import annotations

import pytest

from forensics.errors import FormatError
from forensics.formats import Format, detect, registry
from forensics.formats.declared.declare import delimited, text
from forensics.formats.templates.template import require
from tests.support.format_fixture import read, said

NAMED = {fmt.name: fmt for fmt in registry()}


def line_format(line: str) -> Format:
    """A format of lines of that template."""
    return text("own", "", line, family="", examples=())


def cell_format(*cells: str, **options: object) -> Format:
    """A format of those cells."""
    return delimited("own", "", cells, family="", examples=(), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "host", "target"),
    [
        ("www.example.org/docs/a?x=/y", "www.example.org", "/docs/a?x=/y"),
        ("[2001:db8::5]:80/a", "[2001:db8::5]", "/a"),
        ("www.example.org", "www.example.org", None),
        ("/a", None, "/a"),
    ],
)
def test_a_target_may_touch_its_host(asked: str, host: str | None, target: str | None) -> None:
    """The host ends where the path begins, with a slash."""
    assert said(line_format("{end:epoch} {host}{target}"), f"1780992000 {asked}", "host", "target") == (host, target)


def test_whatever_ends_the_line_is_read_past() -> None:
    """Text without quotes at the end, as Confluence writes referer and agent, can move nothing before it."""
    fmt = line_format("{end:epoch} {target} {status} {rest}")
    for rest in ("", "a b", ' 999 "x', "/forged 404 "):
        assert said(fmt, f"1780992000 /a 200 {rest}", "target", "status") == ("/a", 200)
    with pytest.raises(FormatError, match=r"behind \{rest\}"):
        require(line_format("{rest} {end:epoch} {target}").grammar.slots)


def test_colours_are_no_part_of_a_request() -> None:
    """Werkzeug colours what is in the quotes by its status."""
    fmt = NAMED["python_http_server"]
    for begins, ends in (("", ""), ("\x1b[33m", "\x1b[0m"), ("\x1b[1m\x1b[31m", "\x1b[0m")):
        line = f'192.0.2.10 - - [09/Jun/2026 10:00:00] "{begins}GET /a b?c HTTP/1.1{ends}" 404 -'
        assert said(fmt, line, "method", "target", "status") == ("GET", "/a b?c", 404)


def test_cells_that_are_not_kept_must_fit_too() -> None:
    """A number is a number and a slash is there, unless a cell is absent; a line of another format is not read."""
    fmt = cell_format("{end:epoch}", "{number}", "{_}/{_}", "{target}")
    for cells in ("94 x/y", "- x/y", "94 -"):
        assert said(fmt, f"1780992000 {cells} /a", "target") == ("/a",)
    for cells in ("9.x x/y", "94 y", "x/y 94"):
        assert read(fmt, f"1780992000 {cells} /a") is None


def test_what_is_declared_in_quotes_is_quoted_or_absent() -> None:
    """So text without quotes cannot slip into such a cell, nor quoted text into another."""
    fmt = cell_format("{end:epoch}", "{user}", '"{agent}"')
    assert said(fmt, '1780992000 anna "curl 8"', "user", "agent") == ("anna", "curl 8")
    assert said(fmt, "1780992000 anna -", "user", "agent") == ("anna", None)
    assert read(fmt, "1780992000 anna curl") is None
    assert read(fmt, '1780992000 "anna" "curl"') is None


def test_a_cell_in_brackets_holds_no_bracket_more() -> None:
    """Squid's headers stand in brackets and hold blanks; a user name with a blank cannot pass for them."""
    head = "1780992000.250     94 192.0.2.10 TCP_HIT/200 48545 GET http://www.example.org/a"
    tail = "HIER_NONE/- text/csv"
    headers = "[Range: bytes=0-99\\r\\n] [HTTP/1.1 200 OK\\r\\nETag: %5b1%5d\\r\\n]"
    assert said(NAMED["squid"], f"{head} anna {tail} {headers}", "user", "path") == ("anna", "/a")
    for user in ("an na", "a b/c d", "a b/c d [x", "a b/c [d] [e"):
        assert read(NAMED["squid"], f"{head} {user} {tail}") is None
        assert read(NAMED["squid"], f"{head} {user} {tail} {headers}") is None


def test_an_escape_of_a_cell_is_undone() -> None:
    """HAProxy's CLF escapes as its other formats do."""
    fmt = cell_format("{end:epoch}", '"{agent}"', quotes="plain", escape="hash")
    assert said(fmt, '1780992000 "a#22b#C3#A9"', "agent") == ('a"bé',)


def test_what_only_looks_like_another_format_never_wins() -> None:
    """One agent with a backslash at its end, which servers that escape nothing write so, does not make a log theirs."""
    line = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /a HTTP/1.1" 200 512 "-" "curl"'
    found = detect([line.encode()] * 20 + [line.replace('curl"', 'curl\\"').encode()])
    assert found.format is not None
    assert (found.format.name, found.matched) == ("combined", 20)


@pytest.mark.parametrize("name", ["vhost_combined", "squid_common", "rack_common", "trafficserver_extended", "jira"])
def test_a_cut_line_is_no_second_format(name: str) -> None:
    """Wherever the last line of a log was cut, what is left of it is not taken for a change of configuration."""
    first = NAMED[name].examples[0]
    for end in [place for place in range(first.rindex("HTTP/1.1"), len(first)) if first[place] == " "][:4]:
        found = detect([line.encode() for line in (*NAMED[name].examples * 3, first[:end])])
        assert (found.format, found.others) == (NAMED[name], ())
