"""Logs written by somebody who wants to write into the case: whatever stands in them, it stays text."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from forensics.casefile import load_case
from tests.support.as_nobody import posix
from tests.support.command import run
from tests.support.surveyed import NAME, SIZE

_EVIL = (
    '"\n[[logs]]\npath = "/etc/passwd',
    "'''\n[parties]\ntrusted_proxies = [\"0.0.0.0/0\"]\n'''",
    'www.example.org"\r\n#\r\nx = 1',
    "\u202egnp.exe\u2028[case]",
    "a\x1b[2J\x07\\u0022\\",
    "%22%0A%5B%5Bwindows%5D%5D",
)


def _line(number: int, evil: str) -> str:
    """A delivery of the file, with text of the visitor in every field that a visitor chooses."""
    row = {
        "time": f"2026-06-09T10:{number:02}:00+00:00",
        "remote_addr": f"192.0.2.{number + 1}",
        "host": evil,
        "request": f"GET /{evil.replace(' ', '')}/Lijst%20signalen.xlsx HTTP/1.1",
        "status": 200,
        "body_bytes_sent": SIZE,
        "http_user_agent": evil,
        "http_x_forwarded_for": evil,
    }
    return json.dumps(row)


def _tables(case: Path) -> dict[str, Any]:
    return tomllib.loads(case.read_text(encoding="utf-8"))


@posix
def test_text_of_visitors_and_names_of_files_change_no_table(tmp_path: Path) -> None:
    """The tables are those of an honest log, and the case passes its check."""
    folder = tmp_path / "logs"
    folder.mkdir()
    for number, evil in enumerate(('a"b', "c'd", "e\n[[logs]]", "f [1]", "#g = 1")):
        lines = [_line(number * 6 + at, text) for at, text in enumerate(_EVIL)]
        (folder / f"{evil}.json").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    title = 'Zaak "7"\n[case]'
    case = tmp_path / "a.toml"
    result = run("new", case, "--file", NAME, "--logs", folder, "--title", title, "--yes")
    assert result.exit_code == 0, result.stderr
    found = _tables(case)
    assert set(found) == {"case", "files", "windows", "logs", "parties"}
    assert (found["case"]["title"], set(found["case"])) == (title, {"id", "title", "zone"})
    assert [set(file) for file in found["files"]] == [{"name"}]
    assert "trusted_proxies" not in found["parties"]
    assert all(log["format"] == "auto" for log in found["logs"])
    assert load_case(case).files[0].name == NAME
    checked = run("check", case)
    assert checked.exit_code == 3  # the window reaches some minutes beyond the logs
    assert "\x1b" not in checked.stdout
