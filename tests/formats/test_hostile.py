"""Nothing that a client sends moves a field: read as sent, or rejected, never shifted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.formats import Format, compile_log_format, compile_logformat, registry
from tests.support.format_fixture import read, said

TIME = "[09/Jun/2026:10:00:00 +0200]"
COMBINED = next(fmt for fmt in registry() if fmt.name == "combined")
NGINX = next(fmt for fmt in registry() if fmt.name == "nginx_main")

#: Text that looks like the parts of a log line, mixed with any other text.
PARTS = st.sampled_from(
    ['"', "\\", '\\"', " ", "-", "[", "]", TIME, "HTTP/1.1", "200", "404", "|", ",", "\t", "\n", "\x00", "é", "%", "$"]
)
HOSTILE = st.lists(PARTS | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=12).map("".join)
#: The same as a path: without what would end a path or change how a target is read.
PATHS = HOSTILE.map(lambda text: "/" + text.replace("?", "").replace("#", "").strip(" "))


#: What the other directives write in every line.
FIXED = {"%h": "192.0.2.1", "%t": TIME, "%>s": "404", "%m": "GET", "%U": "/a"}


def apache_writes(text: str) -> str:
    """Text as ap_escape_logitem writes it."""
    named = {ord(char): f"\\{name}" for char, name in zip('"\\\b\n\r\t\v', '"\\bnrtv', strict=True)}
    return "".join(named.get(byte, chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}") for byte in text.encode())


def nginx_writes(text: str) -> str:
    """Text as ngx_http_log_escape writes it."""
    return "".join(
        chr(byte) if 0x20 <= byte < 0x7F and chr(byte) not in '"\\' else f"\\x{byte:02X}" for byte in text.encode()
    )


def meant(text: str) -> str | None:
    """What a field with that text says: "-" and nothing are absent."""
    return None if text in ("", "-") else text


@given(path=PATHS, referer=HOSTILE, agent=HOSTILE)
def test_apache_combined_is_never_shifted(path: str, referer: str, agent: str) -> None:
    """Whatever stands in path, referer and agent is read back exactly, and everything else stays."""
    quoted = [apache_writes(text) for text in (f"GET {path} HTTP/1.1", referer, agent)]
    line = f'192.0.2.1 - anna {TIME} "{quoted[0]}" 404 12 "{quoted[1]}" "{quoted[2]}"'
    columns = ("peer", "user", "method", "path", "protocol", "status", "planned_bytes", "referer", "agent")
    expected = ("192.0.2.1", "anna", "GET", path, "HTTP/1.1", 404, 12, meant(referer), meant(agent))
    assert said(COMBINED, line, *columns) == expected


@given(path=PATHS, agent=HOSTILE, forwarded=HOSTILE)
def test_nginx_main_is_never_shifted(path: str, agent: str, forwarded: str) -> None:
    """The same for nginx, whose escapes are others."""
    quoted = [nginx_writes(text) for text in (f"GET {path} HTTP/1.1", agent, forwarded)]
    line = f'192.0.2.1 - - {TIME} "{quoted[0]}" 404 12 "-" "{quoted[1]}" "{quoted[2]}"'
    columns = ("peer", "path", "status", "body_bytes", "referer", "agent", "forwarded")
    expected = ("192.0.2.1", path, 404, 12, None, meant(agent), meant(forwarded))
    assert said(NGINX, line, *columns) == expected


@given(user=HOSTILE)
def test_user_name_is_read_exactly_or_the_line_is_rejected(user: str) -> None:
    """A user name stands outside quotes, so a name made to look like the next fields is the hard case."""
    line = f'192.0.2.1 - {apache_writes(user)} {TIME} "GET /a HTTP/1.1" 404 12 "-" "curl"'
    found = read(COMBINED, line)
    if found is not None:
        nobody = user in (" - ", "--")  # as Jetty and others write that nobody has logged in
        assert found.get("user") == (None if nobody else meant(user))
        assert (found["peer"], found["status"], found["path"]) == ("192.0.2.1", 404, "/a")


@pytest.mark.parametrize(
    "fmt",
    [
        compile_logformat("%h %{Referer}i %{User-Agent}i %t %>s %m %U"),
        compile_logformat("%h|%{Referer}i %{User-Agent}i|%t|%>s|%m %U"),
        compile_logformat("[%{Referer}i] %{User-Agent}i %h %t %>s %m %U"),
        compile_logformat("%h '%{Referer}i' (%{User-Agent}i) %t %>s %m %U"),
    ],
    ids=lambda fmt: fmt.template,
)
@given(referer=HOSTILE, agent=HOSTILE)
def test_text_outside_quotes_is_read_exactly_or_the_line_is_rejected(fmt: Format, referer: str, agent: str) -> None:
    """Formats that forgot the quotes: a header with a delimiter too many costs the line, not its meaning."""
    values = {"%{Referer}i": apache_writes(referer), "%{User-Agent}i": apache_writes(agent), **FIXED}
    line = re.sub("|".join(map(re.escape, values)), lambda directive: values[directive.group()], fmt.template)
    found = read(fmt, line)
    if found is not None:
        assert (found.get("referer"), found.get("agent")) == (meant(referer), meant(agent))
        assert (found["peer"], found["status"], found["path"]) == ("192.0.2.1", 404, "/a")


@given(forwarded=HOSTILE, agent=HOSTILE)
def test_forwarded_list_in_place_of_the_address_moves_nothing_else(forwarded: str, agent: str) -> None:
    """A forged X-Forwarded-For header at the start of the line cannot forge status or path."""
    fmt = compile_log_format('$http_x_forwarded_for - $remote_user [$time_local] "$request" $status "$http_user_agent"')
    line = f'{nginx_writes(forwarded)} - anna {TIME} "GET /a HTTP/1.1" 404 "{nginx_writes(agent)}"'
    found = read(fmt, line)
    if found is not None:
        assert (found.get("forwarded"), found.get("user")) == (meant(forwarded), "anna")
        assert (found["status"], found["path"], found.get("agent")) == (404, "/a", meant(agent))


@pytest.mark.parametrize(
    ("line", "status", "path"),
    [
        (f'192.0.2.1 - - {TIME} "GET /x\\" 200 999 \\"a HTTP/1.1" 404 12 "-" "-"', 404, '/x" 200 999 "a'),
        (f'192.0.2.1 - - {TIME} "GET /a HTTP/1.1" 404 12 "-" "\\" 200 9 \\"-\\" \\"b"', 404, "/a"),
        (f'192.0.2.1 - x {TIME} \\" {TIME} "GET /a HTTP/1.1" 404 12 "-" "-"', 404, "/a"),
    ],
)
def test_forged_tail(line: str, status: int, path: str) -> None:
    """An escaped quote ends nothing."""
    assert said(COMBINED, line, "status", "path") == (status, path)


def test_stray_quote_is_rejected() -> None:
    """A quote that is not escaped makes a line ambiguous: it is rejected, not guessed."""
    assert read(COMBINED, f'192.0.2.1 - - {TIME} "GET /a" 200 9 "b HTTP/1.1" 404 12 "-" "-"') is None
