"""Only whoever has the address gets in, from this machine, to read; the rest is refused without a word on why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from forensics.explore.evidence import Evidence
from forensics.explore.guard import Guard
from forensics.explore.opened import open_report
from tests.support.explore_fixture import PORT, Asked, asking, lay_out
from tests.support.report_fixture import findings

pytest.importorskip("datasette")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented report."""
    return lay_out(findings(), tmp_path_factory.mktemp("report") / "r")


@pytest.fixture(scope="module")
def page(report: Path) -> Iterator[tuple[Guard, Asked]]:
    """The page on it."""
    with asking(report) as found:
        yield found


@pytest.fixture
def ask(page: tuple[Guard, Asked]) -> Asked:
    """What asks it."""
    return page[1]


def test_the_address_leads_to_the_answer(ask: Asked) -> None:
    """With headers that keep everything at home, and no cookie."""
    answer = ask()
    assert answer.status_code == 200
    assert "Established" in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example.org"}, 421),
        ({"host": f"evil.example.org:{PORT}"}, 421),
        ({"host": "127.0.0.1"}, 421),
        ({"host": f"127.0.0.1.evil.example.org:{PORT}"}, 421),
        ({"host": ""}, 421),
        ({"origin": "https://evil.example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"http://127.0.0.1:{PORT + 1}"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
    ids=str,
)
def test_requests_of_other_pages_are_refused(ask: Asked, headers: dict[str, str], status: int) -> None:
    """Another name for this machine (DNS rebinding), and another page that asks, although it knows the token."""
    answer = ask("evidence/requests.json", headers=headers)
    assert (answer.status_code, answer.text) == (status, "refused\n")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": f"localhost:{PORT}"},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": f"http://127.0.0.1:{PORT}"},
    ],
    ids=str,
)
def test_own_requests_are_not(ask: Asked, headers: dict[str, str]) -> None:
    """The two names of loopback, a link on a page of ours, and what is typed."""
    assert ask(headers=headers).status_code == 200


def test_a_token_is_needed_and_the_right_one(page: tuple[Guard, Asked]) -> None:
    """Without, with another, with a part of it: nothing is there, and that is all that is said."""
    guard, ask = page
    root = f"http://127.0.0.1:{PORT}/"
    token = guard.token
    assert len(token) > 40
    wrong = ("x" if token[0] != "x" else "y") + token[1:]
    for path in ("", "evidence", f"{wrong}/", f"{token[:-1]}/", f"{token[:-1]}", f"{token.swapcase()}/", "favicon.ico",
                 f"x/{token}/", f"?token={token}", "evidence/requests.csv"):  # fmt: skip
        answer = ask(f"{root}{path}")
        assert (answer.status_code, answer.text) == (404, "refused\n"), path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_nothing_can_be_sent(ask: Asked, method: str) -> None:
    """Only GET and HEAD are known, whatever the place."""
    for path in ("", "evidence", "evidence/requests"):
        assert ask(path, method=method).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "-/settings", "-/threads", "-/plugins", "-/auth-token?token=x", "-/messages", "-/permissions", "-/allow-debug",
        "-/actor.json", "-/databases.json", "-/static/table.js", "_internal", "_internal/tables", "_memory",
        "evidence.db", "evidence.sqlite", "-/static/..%2f..%2fapp.py", "..%2f..%2fetc%2fpasswd",
        "-/static/%2e%2e/app.py",
        "evidence/../-/settings", "evidence/requests/1/2",
    ],
)  # fmt: skip
def test_there_is_nothing_else(ask: Asked, path: str) -> None:
    """No page of Datasette's own beside tables, no file of the machine, no other database."""
    assert ask(path).status_code == 404


def test_an_invitation_is_good_for_once(page: tuple[Guard, Asked]) -> None:
    """It leads to the address; the second who comes with it, or one from elsewhere, gets nothing."""
    guard, ask = page
    invitation = guard.invite()
    assert guard.token not in invitation
    assert ask(invitation, headers={"host": "evil.example.org"}).status_code == 421
    first = ask(invitation)
    assert (first.status_code, first.headers["location"]) == (303, f"/{guard.token}/")
    assert ask(invitation).status_code == 404


FORBIDDEN = (
    "attach database '/tmp/x.db' as y", "attach 'file:x?mode=memory' as y", "insert into meta values (1,2,3)",
    "delete from requests", "drop table requests", "create table x (y)", "create temp table x (y)",
    "pragma journal_mode = wal", "pragma query_only = 0", "vacuum into '/tmp/x.db'", "select load_extension('x')",
    "select writefile('x', 'y')", "select readfile('/etc/passwd')", "with x as (select 1) delete from requests",
    "select * from pragma_journal_mode", "explain insert into meta values (1,2,3)", "detach main", "reindex", "analyze",
    "select * from pragma_compile_options", "select fts3_tokenizer('x')", "create virtual table x using fts5(y)",
)  # fmt: skip


@pytest.mark.parametrize("sql", [*FORBIDDEN, "select 1; drop table requests"])
def test_sql_reads_the_tables_and_nothing_more(ask: Asked, sql: str, capfd: pytest.CaptureFixture[str]) -> None:
    """No other database, no write, no function that leaves SQLite; and what fails is not written to the terminal."""
    answer = ask(f"evidence.json?{encoded(sql)}")
    assert answer.status_code in (400, 500)
    assert answer.json()["ok"] is False
    assert capfd.readouterr() == ("", "")


def encoded(sql: str) -> str:
    """A query as a browser sends it."""
    return urlencode({"sql": sql})


def test_sql_has_an_end(ask: Asked) -> None:
    """One that would run for ever, and one that would fill the memory."""
    endless = "with recursive x(n) as (select 1 union all select n + 1 from x) select count(*) from x"
    assert ask(f"evidence.json?{encoded(endless)}&_timelimit=200").status_code == 400
    for sql, status in (("select length(zeroblob(900000000))", 400), ("select count(*) from requests", 200)):
        assert ask(f"evidence.json?{encoded(sql)}").status_code == status


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_connection_itself_refuses(report: Path, sql: str) -> None:
    """Also what Datasette would let through one day."""
    connection = Evidence(None, open_report(report)).connect()
    with closing(connection), pytest.raises(sqlite3.Error):
        connection.execute(sql).fetchall()
