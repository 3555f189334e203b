"""The second reader: where it agrees, where it does not, and where it is known to be wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from forensics.formats.format import Format
from forensics.formats.second_reader.reader import FAULTS, LONGEST, read_again
from forensics.model import SecondReader
from forensics.model.schema import REQUEST

COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"'
AT = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
LINE = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 2000000 "-" "Firefox/126"'
READ = {
    "peer": "192.0.2.10",
    "start": AT,
    "method": "GET",
    "target": "/docs/leak.xlsx",
    "path": "/docs/leak.xlsx",
    "protocol": "HTTP/1.1",
    "status": 200,
    "planned_bytes": 2_000_000,
}


def log_format(second: str | None = COMBINED, name: str = "combined") -> Format:
    """A format that the second reader reads by `second`."""
    return Format(
        name, name, "template", "Apache", "apache", "apache", second or "", "start", True, "planned",
        second=second,
    )  # fmt: skip


def rows(*lines: tuple[str | bytes, dict[str, Any]], name: str | None = "combined") -> pl.DataFrame:
    """REQUEST rows as our own reader would give them: a line each, with the fields it read."""
    content = [
        dict.fromkeys(REQUEST)
        | {"row": f"s1:{number}", "source": "s1", "line_no": number, "format": name, "file": "leak.xlsx"}
        | {"line": line if isinstance(line, bytes) else line.encode()}
        | read
        for number, (line, read) in enumerate(lines, start=1)
    ]
    return pl.DataFrame(content, schema=dict(REQUEST))


def again(line: str | bytes, second: str | None = COMBINED, **read: object) -> tuple[SecondReader, list[Any]]:
    """The summary for one line, and its disagreements as (field, first, second, known fault)."""
    summary, found = read_again(rows((line, READ | read)), {"combined": log_format(second)})
    return summary, [(each.field, each.first, each.second, each.known_fault) for each in found]


def counts(summary: SecondReader) -> tuple[int, int, int, int]:
    """Agreed, disagreed, known faults, not comparable."""
    parts = (getattr(summary, key) for key in ("agreed", "disagreed", "known_faults", "not_comparable"))
    agreed, disagreed, known, apart = parts
    assert agreed + disagreed + known + apart == summary.lines
    return agreed, disagreed, known, apart


def test_clean_line_agrees() -> None:
    """Two readers that share no code read a clean line alike."""
    summary, found = again(LINE)
    assert (counts(summary), found) == ((1, 0, 0, 0), [])
    assert summary.reader.startswith("apache-log-parser 1.")


@pytest.mark.parametrize(
    ("field", "read", "expected"),
    [
        ("address", {"peer": "192.0.2.11"}, ("192.0.2.11", "192.0.2.10")),
        ("method", {"method": "POST"}, ("POST", "GET")),
        ("path", {"target": "/other"}, ("/other", "/docs/leak.xlsx")),
        ("status", {"status": 206}, ("206", "200")),
        ("bytes", {"planned_bytes": 7}, ("7", "2000000")),
        ("time", {"start": AT.replace(hour=9)}, ("2026-06-09T09:00:00Z", "2026-06-09T08:00:00Z")),
    ],
)
def test_each_field_is_compared(field: str, read: dict[str, Any], expected: tuple[str, str]) -> None:
    """A fault of our own in any one field comes to light, and no known fault explains it away."""
    summary, found = again(LINE, **read)
    assert counts(summary) == (0, 1, 0, 0)
    assert found == [(field, *expected, None)]


@pytest.mark.parametrize(
    ("fault", "line", "read"),
    [
        ("protocol", LINE.replace("HTTP/1.1", "HTTP/2.0"), {"protocol": "HTTP/2.0"}),
        ("protocol", LINE.replace("HTTP/1.1", "HTTP/3"), {"protocol": "HTTP/3"}),
        ("method", LINE.replace("GET", "MKCOL"), {"method": "MKCOL"}),
        ("method", LINE.replace("GET", "get"), {"method": "get"}),
        ("offset", LINE.replace("+0200", "+0530"), {"start": AT.replace(hour=4, minute=30)}),
        ("offset", LINE.replace("+0200", "-0330"), {"start": AT.replace(hour=13, minute=30)}),
        ("second 60", LINE.replace("10:00:00", "10:00:60"), {"start": AT.replace(minute=1)}),
        ("url", LINE.replace("/docs/", "//h:abc/"), {"target": "//h:abc/leak.xlsx"}),
        ("url", LINE.replace("/docs/", "//[x/"), {"target": "//[x/leak.xlsx"}),
    ],
)
def test_known_fault_is_named(fault: str, line: str, read: dict[str, Any]) -> None:
    """What the other reader is known to get wrong is shown under the fault's name, and counted apart."""
    summary, found = again(line, **read)
    assert counts(summary) == (0, 0, 1, 0)
    assert {known for *_, known in found} == {fault}
    assert summary.faults == {fault: 1}
    assert fault in FAULTS


def test_escaped_quote_is_a_known_fault() -> None:
    """It ends the request at an escaped quote; with apostrophes in their place it reads the same line well."""
    line = r'"GET /docs/leak.xlsx\" a HTTP/1.1" 192.0.2.10 404 12'
    read = {"target": '/docs/leak.xlsx" a', "status": 404, "planned_bytes": 12, "start": None}
    summary, found = again(line, '"%r" %h %>s %b', **read)
    assert counts(summary) == (0, 0, 1, 0)
    assert [(field, fault) for field, *_, fault in found] == [
        ("address", "escaped quote"),
        ("path", "escaped quote"),
    ]


def test_escaped_quote_excuses_nothing_else() -> None:
    """A fault of our own on a line with escaped quotes stays a disagreement."""
    line = r'"GET /docs/leak.xlsx\" a HTTP/1.1" 192.0.2.10 404 12'
    read = {"target": '/docs/leak.xlsx" a', "status": 200, "planned_bytes": 12, "start": None}
    summary, found = again(line, '"%r" %h %>s %b', **read)
    assert counts(summary) == (0, 1, 0, 0)
    assert ("status", "200", "404", None) in found


@pytest.mark.parametrize("peer", ["unix:", "client.example.org", "2001:db8::"])
def test_address_it_cannot_hold_is_a_known_fault(peer: str) -> None:
    """`%a` fits its own idea of an address only."""
    summary, found = again(f"{peer} 200", "%a %>s", peer=peer)
    assert counts(summary) == (0, 0, 1, 0)
    assert found == [("line", "read", "does not match", "address")]


def test_last_field_is_read_whole() -> None:
    """A status at the end of a line, which it would cut to its first digit, is read whole."""
    summary, found = again("192.0.2.10 200", "%a %>s")
    assert (counts(summary), found) == ((1, 0, 0, 0), [])


def test_forged_agent_does_not_shift_a_field() -> None:
    """What a client writes into its agent changes neither reading."""
    summary, found = again(LINE.replace("Firefox/126", r"a\" 404 1 \"-\" \"b"))
    assert (counts(summary), found) == ((1, 0, 0, 0), [])


@pytest.mark.parametrize(
    ("written", "read"), [("/a%20b", "/a%20b"), (r"/a\x22b", '/a"b'), (r"/a\\b", r"/a\b"), (r"/\xc3\xa9", "/é")]
)
def test_escapes_are_undone_before_comparing(written: str, read: str) -> None:
    """Both readings of a path are compared as what the client sent."""
    summary, found = again(LINE.replace("/docs/leak.xlsx", written), target=read)
    assert (counts(summary), found) == ((1, 0, 0, 0), [])


@pytest.mark.parametrize(
    ("second", "read"),
    [
        ('%h %m "%U%q" %>s %B x', {"target": "/docs/leak.xlsx?v=2"}),
        ('%a %m "%U%q" %>s %O x', {"target": "/docs/leak.xlsx?v=2", "planned_bytes": None, "total_bytes": 2000334}),
    ],
)
def test_other_directives_are_compared(second: str, read: dict[str, Any]) -> None:
    """Method, path, query and the size with headers may stand in fields of their own."""
    size = read.get("total_bytes", 2_000_000)
    line = f'192.0.2.10 GET "/docs/leak.xlsx?v=2" 200 {size} x'
    summary, found = again(line, second, **read)
    assert (counts(summary), found) == ((1, 0, 0, 0), [])
    summary, found = again(line.replace("v=2", "v=3").replace(str(size), "1"), second, **read)
    assert [field for field, *_ in found] == ["path", "bytes"]


@pytest.mark.parametrize(
    ("second", "line"),
    [
        ("%a 100%% %>s", "192.0.2.10 100% 200"),
        ("%h %s %>s", "192.0.2.10 302 200"),
        ("%{c}a %>s", "192.0.2.10 200"),
        ("[%{%Y-%m-%d %T}t.%{msec_frac}t] %a %>s", "[2026-06-09 10:00:00.000] 192.0.2.10 200"),
        ("%a %{ms}T %!400,501{Cookie Name!}i %^FB %>s", "192.0.2.10 12 a b - 200"),
        (r"%a\t%>s\t%{User-Agent}i", "192.0.2.10\t200\ta b"),
    ],
)
def test_directives_it_does_not_know_are_read_past(second: str, line: str) -> None:
    """Address and status are compared although the format holds what it would refuse or misread."""
    summary, found = again(line, second)
    assert (counts(summary), found) == ((1, 0, 0, 0), [])
    _, found = again(line, second, peer="192.0.2.11", status=500)
    assert [field for field, *_ in found] == ["address", "status"]


def test_decoded_path_is_compared_as_our_reader_keeps_it() -> None:
    """A path that the server decoded may hold a percent sign, which our reader writes back as an escape."""
    summary, found = again("192.0.2.10 200 /100% ?a=%20", "%h %>s %U %q", target="/100%25?a=%20")
    assert (counts(summary), found) == ((1, 0, 0, 0), [])


def test_dash_is_nothing_sent() -> None:
    """A dash for the size agrees with null and with zero."""
    line = LINE.replace("200 2000000", "304 -")
    for size in (None, 0):
        summary, _ = again(line, status=304, planned_bytes=size)
        assert counts(summary) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("line", "second", "reason"),
    [
        (LINE, None, "the format has no equivalent that it knows"),
        (LINE + "x" * LONGEST, COMBINED, f"longer than {LONGEST:,} bytes"),
        ("x 1", "%l %k", "no field in common"),
    ],
)
def test_what_cannot_be_compared_is_counted(line: str, second: str | None, reason: str) -> None:
    """A line the second reader is no judge of is neither an agreement nor a disagreement."""
    summary, found = again(line, second)
    assert (counts(summary), summary.reasons, found) == ((0, 0, 0, 1), {reason: 1}, [])


def test_line_that_no_format_read_is_counted() -> None:
    """Evidence that our own reader rejected has nothing to compare."""
    summary, _ = read_again(rows(("junk leak.xlsx", {}), name=None), {})
    assert summary.reasons == {"no format read the line": 1}


def test_hostile_line_is_not_handed_to_a_backtracking_engine() -> None:
    """A line that its pattern does not fit, and on which it would run for hours, is answered at once."""
    summary, found = again('- - [a] "' * 220)
    assert counts(summary) == (0, 1, 0, 0)
    assert found == [("line", "read", "does not match", None)]


def test_bytes_that_are_not_text_do_not_stop_the_reading() -> None:
    """Latin-1 in an agent, NUL, an empty line: each line is read by itself."""
    good = (LINE, READ)
    latin = (LINE.encode().replace(b"Firefox", b"caf\xe9"), READ)
    lines = rows(good, latin, ("", READ), ("\0", READ), good)
    summary, found = read_again(lines, {"combined": log_format()})
    assert counts(summary) == (3, 2, 0, 0)
    assert [each.row for each in found] == ["s1:3", "s1:4"]


def test_row_of_two_files_is_one_line() -> None:
    """A line that names two leaked files is one line of evidence."""
    one = rows((LINE, READ))
    summary, _ = read_again(pl.concat([one, one.with_columns(file=pl.lit("other.xlsx"))]), {"combined": log_format()})
    assert summary.lines == 1


def test_order_of_the_rows_does_not_matter() -> None:
    """The same lines in any order give the same answer, in the order of the logs."""
    wrong = READ | {"status": 206}
    lines = rows(*[(LINE, wrong)] * 12)
    lines = pl.concat(
        [lines.with_columns(source=pl.lit(s), row=s + pl.col("line_no").cast(str)) for s in ("s10", "s2")]
    )
    known = {"combined": log_format()}
    assert read_again(lines, known) == read_again(lines.reverse(), known)
    assert next(each.row for each in read_again(lines, known)[1]) == "s21"


def test_nothing_to_read() -> None:
    """No evidence is no disagreement."""
    summary, found = read_again(pl.DataFrame(schema=dict(REQUEST)), {})
    assert (counts(summary), found) == ((0, 0, 0, 0), ())
