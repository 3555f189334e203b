"""What one visitor writes into a log, and what becomes of the number: counted, or in the ceiling and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.command import run

SIZE = 2_000_000
_EVIL = "203.0.113.66"


class Answer(NamedTuple):
    """The numbers of one log, what is told of it, and the exit code."""

    headline: int
    at_most: int
    addresses: list[str]
    told: set[str]
    code: int


def counted(folder: Path, lines: list[str], *options: str) -> Answer:
    """The answer of `count` for one log."""
    log = folder / "access.log"
    log.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
    result = run("count", "leak.xlsx", log, "--json", "--quiet", "--jobs", "1", "--size", str(SIZE), *options)
    assert result.exit_code in (0, 3), result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    bounds = found["files"][0]["total"]["downloads"]
    return Answer(
        bounds["headline"],
        bounds["at_most"],
        [one["address"] for one in found["files"][0]["addresses"]],
        {limit["code"] for limit in found["limitations"]},
        result.exit_code,
    )


def line(number: int, peer: str, path: str = "/docs/leak.xlsx", *, agent: str = "curl/8.7.1", size: int = SIZE) -> str:
    """A line of the combined log."""
    time = f"09/Jun/2026:10:{number // 60:02}:{number % 60:02} +0200"
    return f'{peer} - - [{time}] "GET {path} HTTP/1.1" 200 {size} "-" "{agent}"'


OTHERS = [line(number, f"198.51.100.{number + 1}", "/index.html", size=512 + number) for number in range(60)]
HONEST = [line(100 + number, f"192.0.2.{number + 1}") for number in range(5)]


def _record(number: int, peer: str, url: str = "/docs/leak.xlsx", size: int = SIZE, **request: Any) -> str:
    """As loggers of Node.js write it: with the headers and the query of the client under the names it gave them."""
    found = {
        "time": 1_780_992_000_000 + number * 1000,
        "req": {"method": "GET", "url": url, "headers": {"host": "www.example.org"}, "remoteAddress": peer, **request},
        "res": {"statusCode": 200, "headers": {"content-length": str(size)}},
    }
    return json.dumps(found)


def test_names_that_a_client_chose_say_nothing_of_the_answer(tmp_path: Path) -> None:
    """A header called `bytes_sent` made a download a part of one; one called `status` made its line unreadable."""
    said = {"status": "404", "url": "/x", "size": "1", "remote_addr": _EVIL, "method": "HEAD"}
    lines = [_record(number, f"198.51.100.{number + 1}", "/index.html", 512 + number) for number in range(60)]
    lines += [_record(100 + number, f"192.0.2.{number + 1}") for number in range(5)]
    for number, holder in enumerate(("headers", "query", "params", "body")):
        lines.append(_record(200 + number, f"192.0.2.{number + 101}", **{holder: said}))
        lines.append(_record(300 + number, f"192.0.2.{number + 201}", **{holder: {"bytes_sent": "5"}}))
    found = counted(tmp_path, lines)
    assert (found.headline, found.at_most, found.code) == (13, 13, 0)
    assert len(found.addresses) == 13
    assert _EVIL not in found.addresses


@pytest.mark.parametrize("form", ["auto", "nginx_forwarded"])
def test_no_line_hides_behind_a_directive(tmp_path: Path, form: str) -> None:
    """Where the list of a client stands in place of its address, a line may begin as a heading does."""
    begins = ("#Fields: date time c-ip", "#Software: x", "#Remark:", "#")
    found = counted(tmp_path, [*OTHERS, *HONEST, *(line(300, begin) for begin in begins)], "--format", form)
    assert (found.headline, found.at_most, found.code) == (5, 9, 3)
    assert "unreadable-line" in found.told


def test_nothing_but_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    """A whole line in a user agent is no line; whose quotes end the field makes one that cannot be read, and told."""
    ends = ("\r", "\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029", "\0", "\r\r")
    forged = line(200, _EVIL)
    tries = [line(150, "192.0.2.9", "/x", agent=f"a{end}{forged}", size=12) for end in ends]
    found = counted(tmp_path, [*OTHERS, *HONEST, *tries])
    assert (found.headline, found.at_most, found.code) == (5, 15, 3)
    assert _EVIL not in found.addresses
    escaped = forged.replace('"', '\\"')
    tries = [line(150, "192.0.2.9", "/x", agent=f"a{end}{escaped}", size=12) for end in ends]
    found = counted(tmp_path, [*OTHERS, *HONEST, *tries])
    assert found.headline == 5
    assert _EVIL not in found.addresses


#: Ways to write the path that one server or another resolves to the file, or to something beside it.
_SPELLINGS = (
    *(
        "/docs/leak%2Exlsx",
        "/docs/%6c%65%61%6b.xlsx",
        "/docs/leak%252Exlsx",
        "/docs%2Fleak.xlsx",
        "/docs/leak\\x2exlsx",
    ),
    *("/docs/leak.xlsx/", "/docs/leak.xlsx.", "/docs/leak.xlsx%20", "/docs/leak.xlsx%00", "/docs/leak.xlsx%0a"),
    *("/docs/LEAK.XLSX", "/docs//leak.xlsx", "//docs/leak.xlsx", "/docs/./leak.xlsx", "/a/../docs/leak.xlsx"),
    *("/%64ocs/%2e%2e/docs/leak.xlsx", "/docs\\\\leak.xlsx", "http://www.example.org/docs/leak.xlsx"),
    *("/docs/leak.xlsx?x=1#y", "/docs/leak.xlsx#y", "/docs/leak.xlsx?", "/docs/leak.xlsx%3Fx", "/docs/leak.xlsx;v=1"),
    *("/docs/leak.xlsx::$DATA", "/docs/\uff4ceak.xlsx", "/docs/l%u0065ak.xlsx", "/docs/leak%u002exlsx"),
    *("/docs/le%C1%A1k.xlsx", "/docs/leak.xlsx;jsessionid=1", "/docs/leak+.xlsx", "/docs/le%61k.xl%73x"),
)


def test_every_spelling_is_found(tmp_path: Path) -> None:
    """Each is a download, or in the ceiling: none is left out without a word."""
    lines = [line(100 + number, f"192.0.2.{number + 1}", path) for number, path in enumerate(_SPELLINGS)]
    found = counted(tmp_path, [*OTHERS, *lines])
    assert found.at_most == len(_SPELLINGS)
    assert found.headline >= len(_SPELLINGS) // 2


_CHAINS = {
    "192.0.2.1, 203.0.113.66": _EVIL,
    "junk, 203.0.113.66": _EVIL,
    "203.0.113.66:8080": _EVIL,
    ", ".join(["192.0.2.1"] * 300) + ", 203.0.113.66": _EVIL,
    "unknown": "10.0.0.5",
    "192.0.2.1, junk": "10.0.0.5",
    "A" * 8000: "10.0.0.5",
    "\\x22 200 2000000": "10.0.0.5",
}


def test_nobody_downloads_in_the_name_of_another(tmp_path: Path) -> None:
    """Of a chain that came by a trusted proxy its last link counts; what a client put before it is nobody."""
    lines = [
        f'{line(number, "10.0.0.5", "/index.html", size=512 + number)} "198.51.100.{number + 1}"'
        for number in range(60)
    ]
    lines += [f'{line(100 + number, "10.0.0.5")} "{chain}"' for number, chain in enumerate(_CHAINS)]
    lines.append(f'{line(200, "203.0.113.99")} "192.0.2.1"')  # no proxy of ours
    found = counted(tmp_path, lines, "--trusted-proxy", "10.0.0.5")
    assert found.headline == len(_CHAINS) + 1
    assert sorted(found.addresses) == sorted({*_CHAINS.values(), "203.0.113.99"})
