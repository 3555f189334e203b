"""W3C extended logs: rows mean what the heading above them says, whatever clients and administrators do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from forensics.formats import detect, minutes, parse, registry
from forensics.formats.grammars.w3c import InForce, headings

FORMATS = {fmt.name: fmt for fmt in registry()}
FIELDS = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status"
IIS = f"{FIELDS} sc-substatus sc-win32-status time-taken"
DATELESS = "#Fields: time c-ip cs-method cs-uri-stem sc-status sc-win32-status"


def iis(**changed: str) -> str:
    """A row under the heading IIS."""
    values = {
        "date": "2026-06-09",
        "time": "08:00:00",
        "s-ip": "10.0.0.5",
        "method": "GET",
        "stem": "/docs/leak.xlsx",
        "query": "-",
        "port": "443",
        "user": "-",
        "ip": "192.0.2.10",
        "agent": "curl/8.7.1",
        "status": "200",
        "substatus": "0",
        "win32": "0",
        "taken": "1530",
    }
    assert changed.keys() <= values.keys()
    return " ".join((values | changed).values())


def rows(name: str, *lines: str, zone: str = "UTC") -> list[dict[str, Any] | None]:
    """What each line of a log says; None for those that are not read, as headings are not."""
    table, read = parse(FORMATS[name], pl.Series("line", lines, dtype=pl.String), zone=zone)
    return [row if was_read else None for row, was_read in zip(table.to_dicts(), read, strict=True)]


def row(name: str, *lines: str) -> dict[str, Any]:
    """What the last line says."""
    found = rows(name, *lines)[-1]
    assert found is not None, f"not read: {lines[-1]}"
    return found


def moment(day: int, clock: str) -> datetime:
    """A moment of June 2026, in UTC."""
    return datetime.fromisoformat(f"2026-06-{day:02}T{clock}").replace(tzinfo=UTC)


# ---- headings ------------------------------------------------------------------------------------


def test_heading_changes_a_thousand_times() -> None:
    """Names in another order, more and fewer of them: each row is read by the heading right above it."""
    orders = (
        ("date", "time", "c-ip", "cs-uri-stem", "sc-status", "sc-win32-status"),
        ("sc-status", "sc-win32-status", "cs-uri-stem", "c-ip", "time", "date"),
        ("cs-uri-stem", "sc-bytes", "date", "time", "sc-win32-status", "sc-status", "c-ip", "x-own"),
    )
    lines = []
    for number in range(1000):
        values = {"date": "2026-06-09", "time": f"08:{number // 60:02}:{number % 60:02}", "x-own": "404"}
        values |= {"c-ip": f"10.0.{number // 250}.9", "cs-uri-stem": f"/a/{number}", "sc-win32-status": "0"}
        values |= {"sc-status": str(200 + number % 7), "sc-bytes": str(5000 + number)}
        order = orders[number % 3]
        lines += [f"#Fields: {' '.join(order)}", " ".join(values[name] for name in order)]
    found = rows("iis_w3c", *lines)
    assert found[::2] == [None] * 1000
    for number, one in enumerate(found[1::2]):
        assert one is not None
        assert (one["path"], one["status"]) == (f"/a/{number}", 200 + number % 7)
        assert one["peer"] == f"10.0.{number // 250}.9"
        assert one["total_bytes"] == (5000 + number if number % 3 == 2 else None)


def test_heading_repeated_by_the_thousand_and_blank_lines() -> None:
    """IIS repeats its heading at every start; a server that starts all day loses and adds nothing."""
    block = ["#Software: Microsoft Internet Information Services 10.0", "#Version: 1.0", "", IIS, "   "]
    found = rows("iis_w3c", *(line for number in range(1000) for line in (*block, iis(taken=str(number)))))
    assert [one is not None for one in found] == [*[False] * 5, True] * 1000


def test_rows_before_any_heading_are_not_read() -> None:
    """A log cut at its beginning does not say what its first rows mean: they are rejected, never guessed."""
    assert [one is not None for one in rows("iis_w3c", iis(), iis(), IIS, iis())] == [False, False, False, True]


def test_row_with_another_number_of_fields_is_not_read() -> None:
    """A field too many or too few, as a line cut by a full disk has: rejected, never shifted."""
    assert (
        rows("iis_w3c", IIS, iis() + " 5", iis().rpartition(" ")[0], "2026-06-09 08:00:00 10.0.0.5 GET") == [None] * 4
    )


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_state_is_carried_from_chunk_to_chunk(size: int) -> None:
    """However a file is cut into chunks, each line has the heading and the day that it has in the whole."""
    lines = pl.Series(
        [
            *(
                "#Date: 2026-06-09 23:58:00",
                DATELESS,
                "23:58:01 192.0.2.1 GET /a 200 0",
                "",
                "23:59:59 192.0.2.1 GET /b 200 0",
            ),
            *(
                "00:00:03 192.0.2.1 GET /c 200 0",
                "00:00:02 192.0.2.1 GET /d 200 0",
                IIS,
                iis(),
                "#Date: 2026-06-20 10:00:00",
            ),
            *(DATELESS, "10:00:01 192.0.2.1 GET /e 200 0", "09:59:59 192.0.2.1 GET /f 200 0"),
        ],
        dtype=pl.String,
    )
    is_row = [bool(line) and not line.startswith("#") for line in lines]
    whole, _ = headings(lines)
    state, parts = InForce(), []
    for start in range(0, len(lines), size):
        part, state = headings(lines.slice(start, size), state)
        parts += part.to_list()
    assert [one for one, read in zip(parts, is_row, strict=True) if read] == whole.filter(is_row).to_list()


# ---- days ----------------------------------------------------------------------------------------


def test_days_come_from_the_date_directive() -> None:
    """Rows with a time only are on the day of the #Date above them, and on the next after midnight."""
    found = rows(
        "iis_w3c",
        *("#Date: 2026-06-09 23:59:50", DATELESS, "23:59:58 192.0.2.1 GET /a 200 0", "00:00:01 192.0.2.1 GET /b 200 0"),
        *("#Date: 2026-06-12 07:00:00", DATELESS, "07:00:01 192.0.2.1 GET /c 200 0"),
    )
    ends = [one["end"] for one in found if one is not None]
    assert ends == [moment(9, "23:59:58"), moment(10, "00:00:01"), moment(12, "07:00:01")]


def test_rows_out_of_order_around_midnight_keep_their_day() -> None:
    """Lines are logged at the end of requests by many threads: one from before midnight may come after it."""
    clocks = ("23:59:58", "00:00:02", "23:59:59", "00:00:03")
    found = rows(
        "iis_w3c", "#Date: 2026-06-09 23:00:00", DATELESS, *(f"{clock} 192.0.2.1 GET /a 200 0" for clock in clocks)
    )
    ends = [one["end"] for one in found if one is not None]
    assert ends == [moment(day, clock) for day, clock in zip((9, 10, 9, 10), clocks, strict=True)]


def test_minutes_agree_with_the_rows() -> None:
    """The cheap reading for coverage knows the day as well."""
    lines = pl.Series(
        ["#Date: 2026-06-09 23:59:50", DATELESS, "23:59:58 192.0.2.1 GET /a 200 0", "00:01:01 192.0.2.1 GET /b 200 0"]
    )
    found = minutes(FORMATS["iis_w3c"], lines, zone="Europe/Amsterdam").to_list()
    assert found == [None, None, moment(9, "23:59:00"), moment(10, "00:01:00")]


def test_time_without_any_day_is_not_read() -> None:
    """Without #Date nobody knows the day: the rows are rejected, not put on some day."""
    assert rows("iis_w3c", DATELESS, "08:00:00 192.0.2.1 GET /a 200 0") == [None, None]


# ---- how fields are parted -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        '2026-06-09 08:00:00 192.0.2.10 200 TCP_HIT /docs/leak.xlsx "Mozilla/5.0 (X11; Linux)"',
        '2026-06-09  08:00:00   192.0.2.10 200 TCP_HIT /docs/leak.xlsx  "Mozilla/5.0 (X11; Linux)"',
        '2026-06-09 08:00:00 192.0.2.10 200 TCP_HIT /docs/leak.xlsx "Mozilla/5.0 (X11; Linux)" ',
        "2026-06-09\t08:00:00\t192.0.2.10\t200\tTCP_HIT\t/docs/leak.xlsx\tMozilla/5.0 (X11; Linux)",
        '2026-06-09\t08:00:00\t192.0.2.10\t200\tTCP_HIT\t/docs/leak.xlsx\t"Mozilla/5.0 (X11; Linux)"',
        '"2026-06-09" "08:00:00" "192.0.2.10" "200" "TCP_HIT" "/docs/leak.xlsx" "Mozilla/5.0 (X11; Linux)"',
    ],
)
def test_quotes_tabs_and_irregular_blanks(line: str) -> None:
    """However the fields are parted, they are the same fields."""
    found = row("bluecoat_proxysg", "#Fields: date time c-ip sc-status s-action cs-uri-path cs(User-Agent)", line)
    assert (found["peer"], found["status"], found["path"]) == ("192.0.2.10", 200, "/docs/leak.xlsx")
    assert (found["agent"], found["end"]) == ("Mozilla/5.0 (X11; Linux)", moment(9, "08:00:00"))


@pytest.mark.parametrize("agent", ["curl/8.7.1", "Mozilla/5.0 (X11; Linux)"])
def test_quotes_are_no_part_of_a_value(agent: str) -> None:
    """A quoted field without a blank is quoted all the same: an address in quotes is still an address."""
    head = "#Fields: date time cs-uri-stem c-ip cs(User-Agent) X-Forwarded-For sc-status TimeTakenMS"
    found = row("iis_advanced", head, f'2026-06-09 08:00:00.250 /a "192.0.2.10" "{agent}" "203.0.113.9" 200 4')
    assert (found["peer"], found["agent"], found["forwarded"]) == ("192.0.2.10", agent, "203.0.113.9")


def test_two_blanks_are_an_empty_field() -> None:
    """IIS's own modules can leave a field empty: nothing behind it moves."""
    found = row("iis_w3c", IIS, iis(user=""))
    assert (found["user"], found["peer"], found["status"]) == (None, "192.0.2.10", 200)


def test_more_blanks_than_one_between_fields() -> None:
    """Logs that went through a spreadsheet or an editor: blanks are no fields where the number then fits."""
    found = row("iis_w3c", IIS, iis().replace(" 443 ", " 443   "))
    assert (found["peer"], found["status"]) == ("192.0.2.10", 200)


def test_address_with_a_zone() -> None:
    """Link-local addresses carry the zone of their interface, by number or by name."""
    for address in ("fe80::1ff:fe23:4567:890a%3", "fe80::abcd%eth0", "2001:db8::1%2", "::1"):
        assert row("iis_w3c", IIS, iis(ip=address))["peer"] == address


def test_hash_inside_a_row_is_no_heading() -> None:
    """Only a line that begins with a directive is one; names and agents may hold a #."""
    found = row("iis_w3c", IIS, iis(stem="/docs/C#.pdf", agent="a#Fields:+date", query="#Date:"))
    assert (found["path"], found["agent"], found["status"]) == ("/docs/C%23.pdf", "a#Fields: date", 200)


def test_empty_and_absent_are_null() -> None:
    """A hyphen is "nothing there"."""
    found = row("iis_w3c", IIS, iis(agent="-", query="-", user="-"))
    assert (found["agent"], found["query"], found["user"]) == (None, None, None)


# ---- IIS -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "told"),
    [("0", [False]), ("64", [True]), ("995", [True]), ("1236", [True]), ("121", [True]), ("2", [None]), ("5", [None])],
)
def test_windows_status(code: str, told: list[bool | None]) -> None:
    """0 confirms, an error of the connection puts in doubt, an error that belongs to the answer says nothing."""
    assert [row("iis_w3c", IIS, iis(win32=code))["aborted"]] == told


def test_blanks_of_headers_are_plus_signs() -> None:
    """IIS puts a plus sign for a blank in what clients say."""
    found = row("iis_w3c", f"{IIS} cs(Referer) X-Forwarded-For", iis(agent="a+b") + " /x+y 203.0.113.9,+198.51.100.20")
    assert (found["agent"], found["referer"], found["forwarded"]) == ("a b", "/x y", "203.0.113.9, 198.51.100.20")


def test_times_are_utc_and_the_start_follows() -> None:
    """W3C times of IIS are UTC whatever the zone of the case; time-taken is in milliseconds."""
    found = rows("iis_w3c", IIS, iis(), zone="Europe/Amsterdam")[-1]
    assert found is not None
    assert (found["start"], found["end"]) == (moment(9, "07:59:58.470"), moment(9, "08:00:00"))


def test_path_is_what_iis_decoded() -> None:
    """The stem is decoded already: a percent sign in it is a percent sign."""
    assert row("iis_w3c", IIS, iis(stem="/docs/100%25.pdf"))["path"] == "/docs/100%2525.pdf"
    assert row("iis_w3c", IIS, iis(stem="/docs/résumé.pdf"))["path"] == "/docs/résumé.pdf"


def test_native_dates_are_not_padded() -> None:
    """HTTP.sys writes month, day and hour of its own format without zeros."""
    line = (
        "192.0.2.10, -, 6/9/2026, 8:05:07, W3SVC1, WEB1, 10.0.0.5, 1530, 214, 48545, 200, 0, GET, /docs/leak.xlsx, -,"
    )
    assert row("iis_native", line)["end"] == moment(9, "08:05:07")


# ---- detection -----------------------------------------------------------------------


def test_iis_without_its_own_fields_is_told_by_the_software_directive() -> None:
    """The defaults of IIS 6 hold neither substatus nor Windows status, so only #Software tells the writer."""
    lines = ["#Software: Microsoft Internet Information Services 6.0", FIELDS, iis().rsplit(" ", 3)[0]]
    found = detect([line.encode() for line in lines])
    assert found.format is not None
    assert found.format.name == "iis_w3c"


# ---- many headings -------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_log_has_so_many_layouts(size: int) -> None:
    """Rows under the first two hundred are read, wherever those stand again; rows under any other one are unreadable,
    in chunks of any size."""
    fields = [f"#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes x-f{number}" for number in range(230)]
    row = "2026-06-09 10:00:00 192.0.2.1 GET /a 200 10 x"
    lines = pl.Series([line for heading in [*fields, fields[3]] for line in (heading, row)])
    state, parts = InForce(), []
    for start in range(0, len(lines), size):
        part, state = headings(lines.slice(start, size), state)
        parts.append(part)
    above = pl.concat(parts)
    fmt = next(one for one in registry() if one.name == "w3c")
    read = minutes(fmt, lines, zone="UTC", headings=above).is_not_null().gather(range(1, len(lines), 2))
    assert read.to_list() == [True] * 200 + [False] * 30 + [True]
