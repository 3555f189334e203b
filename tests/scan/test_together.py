"""Small logs that are read together give what each gives alone, field for field."""

from __future__ import annotations

import gzip
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.formats import registry
from forensics.formats.detection.size_field import infer, infer_each
from forensics.formats.grammars.w3c import headings, headings_of_each, names_of
from forensics.model import ALWAYS, Case, Evidence, FileVersion, LeakedFile, Log, Scan, Window
from forensics.scan.engines.engine import pool
from forensics.scan.jobs import Job
from forensics.scan.scan import scan
from forensics.scan.together import scan_together
from tests.support.thorough import some

FILE = LeakedFile("leak.xlsx", versions=(FileVersion(200_000),))
FORMATS = {fmt.name: fmt for fmt in registry()}
COMBINED = FORMATS["combined"]
AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
FIELDS = "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status sc-bytes time-taken"
IIS = "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2026-06-01 00:00:07\n"


def nginx(day: int, seed: int = 0, lines: int = 30) -> str:
    """A day of a server, with responses that tell what its sizes mean and some that do not."""
    made, rows = random.Random(day * 100 + seed), []
    for second in sorted(made.randrange(86_400) for _ in range(lines)):
        method, path = made.choice(["GET", "GET", "GET", "HEAD", "POST"]), made.choice(["/", "/a%20b", "/leak.xlsx"])
        status, size = made.choice([(200, "900"), (304, "0"), (304, "-"), (204, "120"), (499, "0"), (200, "200000")])
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        rows.append(
            f"192.0.2.{made.randrange(9)} - - [{day:02}/Jun/2026:{clock} +0200]"
            f' "{method} {path} HTTP/1.1" {status} {size} "https://www.example.org/" "{AGENT}"'
        )
    return "\n".join(rows) + "\n"


def iis(day: int, fields: str = FIELDS, before: str = IIS) -> str:
    """A day of a server that names its fields."""
    of = {"c-ip": f"192.0.2.{day}", "cs-method": "GET", "cs-uri-query": "-", "sc-status": "200", "time-taken": "3"}
    rows = []
    for number in range(12):
        path = "/docs/leak.xlsx" if number == 7 else f"/page-{number}"
        mine = of | {"date": f"2026-06-{day:02}", "time": f"10:{number * 4:02}:09", "cs-uri-stem": path}
        mine |= {"sc-bytes": str(204 * number), "cs-method": "HEAD" if number == 3 else "GET"}
        rows.append(" ".join(mine[name] for name in fields.removeprefix("#Fields: ").split()))
    return before + fields + "\n" + "\n".join(rows) + "\n"


def packed(text: str) -> bytes:
    """A zip archive that holds a log."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("access.log", text)
    return archive.getvalue()


#: What can lie among the logs of a series, by what is odd about it.
ODD: dict[str, Callable[[int], bytes | str]] = {
    "of another format": lambda day: f'192.0.2.9 - - [{day:02}/Jun/2026:11:00:00 +0000] "GET /leak.xlsx" 200 5\n',
    "of another server": iis,
    "empty": lambda _: "",
    "compressed": lambda day: gzip.compress(nginx(day).encode()),
    "compressed and cut": lambda day: gzip.compress(nginx(day).encode())[:-40],
    "compressed with more behind": lambda day: gzip.compress(nginx(day).encode()) + b"\x1f\x8bnonsense",
    "an archive": lambda day: packed(nginx(day)),
    "with an overlong line": lambda day: nginx(day) + "x" * 2_000_000 + "\n" + nginx(day),
    "with a long line": lambda day: nginx(day) + nginx(day).split("\n")[0][:-1] + "x" * 70_000 + '"\n',
    "with returns": lambda day: nginx(day).replace("\n", "\r\n"),
    "with some returns": lambda day: nginx(day).replace("\n", "\r\n", 3),
    "with doubled returns": lambda day: nginx(day).replace("\n", "\r\r\n"),
    "with returns alone": lambda day: nginx(day).replace("\n", "\r"),
    "with a return in a line": lambda day: nginx(day).replace("Mozilla", "Moz\rilla", 2),
    "with a zero byte": lambda day: nginx(day).replace("Mozilla", "Moz\x00illa", 2),
    "with a hole": lambda day: nginx(day) + "\x00" * 300 + nginx(day),
    "without a last line end": lambda day: nginx(day)[:-1],
    "cut in its last line": lambda day: nginx(day)[:-150],
    "with a byte order mark": lambda day: "\ufeff" + nginx(day),
    "in UTF-16": lambda day: nginx(day).encode("utf-16"),
    "in Latin-1": lambda day: nginx(day).replace("Mozilla", "Mozill\xe9", 2).encode("latin-1"),
    "with other letters": lambda day: nginx(day).replace("Mozilla", "Mozill\u00e9 \u2028 \x85", 2),
    "with blank lines": lambda day: nginx(day).replace("\n", "\n\n", 2) + "  \n",
    "of blank lines": lambda _: "\n\n \n",
    "with a line of an error log": lambda day: nginx(day) + "2026/06/01 10:00:00 [error] 7#7: *1 open() failed\n",
    "with a line of nothing": lambda day: nginx(day) + "nothing of the kind, leak.xlsx\n",
    "with a cut line": lambda day: nginx(day).replace(' HTTP/1.1"', "", 1),
    "with an impossible day": lambda day: nginx(day) + nginx(day).replace("/Jun/", "/Foo/", 1),
    "with two lines in one": lambda day: nginx(day) + nginx(day, lines=2).replace("\n", " ", 1),
    "with a method of no client": lambda day: nginx(day) + nginx(day).replace('"GET /leak', '"RETR /leak'),
    "with a directive": lambda day: nginx(day) + "#Date: 2026-06-01\n" + nginx(day),
    "with a heading": lambda day: nginx(day) + FIELDS + "\n",
    "out of order": lambda day: nginx(day) + nginx(day, 1) + nginx(day, 2),
    "of another year": lambda day: nginx(day).replace("2026", "2031", 5),
    "in syslog": lambda day: "".join(
        f"<190>Jun  {day % 9 + 1} 10:00:00 web nginx: {x}\n" for x in nginx(day).split("\n")
    ),
    "of a proxy": lambda day: nginx(day).replace(' "GET /', ' "GET http://www.example.org/'),
    "of one line": lambda day: nginx(day, lines=1),
    "of many lines": lambda day: nginx(day, lines=12_000),
    "with several requests of one size": lambda day: nginx(day).replace(" 304 - ", " 200 120 ").replace("GET", "HEAD"),
}
ODD_W3C: dict[str, Callable[[int], bytes | str]] = {
    "without a heading": lambda day: "\n".join(iis(day).split("\n")[4:]),
    "with other fields": lambda day: iis(day, FIELDS.replace("sc-bytes ", "")),
    "with fields in another order": lambda day: iis(day, FIELDS.replace("c-ip cs-method", "cs-method c-ip")),
    "without days": lambda day: iis(day, FIELDS.replace("date ", "")),
    "started again": lambda day: iis(day) + iis(day),
    "started again with other fields": lambda day: iis(day) + iis(day, FIELDS.replace("sc-bytes ", "")),
    "without the name of its software": lambda day: iis(day, before=""),
    "of other software": lambda day: iis(day, before="#Software: Other 1.0\n"),
    "with returns": lambda day: iis(day).replace("\n", "\r\n"),
    "of headings": lambda _: IIS + FIELDS + "\n",
    "with a comment": lambda day: iis(day) + "#Remark: leak.xlsx\n#nothing\n",
    "with too few cells": lambda day: iis(day) + "2026-06-01 10:00:00 192.0.2.7 GET /leak.xlsx\n",
    "of a refused kind": lambda day: iis(day, before="#Software: Microsoft SMTP\n"),
    "of another server": nginx,
    "empty": lambda _: "",
}


#: Those among them that are plainly read.
PLAIN = {
    *("compressed", "with returns", "with other letters", "out of order", "of another year", "of a proxy"),
    *("of one line", "with several requests of one size", "with a directive"),
}
PLAIN_W3C = {
    *("with other fields", "with fields in another order", "started again", "without the name of its software"),
    *("of other software", "of a refused kind", "with returns"),
}


def written(folder: Path, logs: Sequence[bytes | str]) -> list[str]:
    """The names of logs of one series, written into a folder."""
    names = [f"access-2026-{6 + day // 28:02}-{day % 28 + 1:02}.log" for day in range(len(logs))]
    for name, log in zip(names, logs, strict=True):
        (folder / name).write_bytes(log if isinstance(log, bytes) else log.encode())
    return names


def evidence(folder: Path, logs: Sequence[Log], workers: int) -> Evidence:
    """What these logs hold."""
    windows = (Window("all", *ALWAYS, (FILE.name,)),)
    return scan(Case(id="c", files=(FILE,), windows=windows, logs=tuple(logs), folder=folder), engine=pool(workers))


def read_together(
    folder: Path, monkeypatch: pytest.MonkeyPatch, logs: Sequence[Log] = (Log("*.log"),), workers: int = 1
) -> set[str]:
    """The logs that were read together; all of them give what they give when each is scanned alone."""
    told: list[str] = []

    def noted(sources: Sequence[Job]) -> list[Scan | None]:
        scans = scan_together(sources)
        told.extend(one.report.path for one in scans if one)
        return scans

    with monkeypatch.context() as patch:
        patch.setattr("forensics.scan.jobs._MANY", 3)
        patch.setattr("forensics.scan.scan.scan_together", noted)
        together = evidence(folder, logs, workers)
        patch.setattr("forensics.scan.scan.batches", lambda _: [])
        alone = evidence(folder, logs, workers)
    for one, other in zip(together.sources, alone.sources, strict=True):
        assert one == other
    for mine, theirs in ((together.requests, alone.requests), (together.minutes, alone.minutes)):
        assert mine.schema == theirs.schema
        assert mine.equals(theirs)
    return set(told)


@pytest.mark.parametrize(
    ("plain", "odd", "expected"), [(nginx, ODD, PLAIN), (iis, ODD_W3C, PLAIN_W3C)], ids=["nginx", "w3c"]
)
def test_what_is_odd_is_scanned_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plain: Callable[[int], str],
    odd: Mapping[str, Callable[[int], bytes | str]],
    expected: set[str],
) -> None:
    """In the middle of a series can lie whatever may; only what is plainly read is read together."""
    days = [plain(day + 1) for day in range(6)]
    others = [make(number % 28 + 1) for number, make in enumerate(odd.values())]
    names = written(tmp_path, [*days[:3], *others, *days[3:]])
    told = read_together(tmp_path, monkeypatch)
    kinds = dict(zip(names[3:], odd, strict=False))
    assert {kinds[name] for name in told if name in kinds} == expected
    assert told - kinds.keys() == {*names[:3], *names[-3:]}


@pytest.mark.parametrize(
    "kind", ["in Latin-1", "with an impossible day", "with blank lines", "empty", "with a line of nothing"]
)
def test_a_series_of_which_none_is_plain_is_scanned_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """All of its logs are odd in the same way."""
    written(tmp_path, [ODD[kind](day) for day in range(1, 5)])
    assert not read_together(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("log", "workers"),
    [
        (Log("*.log", zone="America/New_York", host="www.example.org"), 2),
        (Log("*.log", size_field="body"), 1),
        (Log("*.log", server="iis"), 1),
    ],
)
def test_what_the_case_says_of_a_log_holds_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: Log, workers: int
) -> None:
    """Its zone, host, size field and server, and however many workers there are."""
    names = written(tmp_path, [nginx(day, day) for day in range(1, 7)])
    assert read_together(tmp_path, monkeypatch, [log], workers) == set(names)


def test_logs_of_several_entries_are_read_as_their_own_entry_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the command line, where each path is an entry; only those of which the same is said are read together."""
    names = written(tmp_path, [nginx(day, day) for day in range(1, 9)])
    logs = [Log(name, size_field="total" if number % 2 else None) for number, name in enumerate(names)]
    assert read_together(tmp_path, monkeypatch, logs) == set(names)


@pytest.mark.parametrize(
    "name",
    [
        *("combinedio", "vhost_common", "caddy_json", "aws_alb", "aws_s3", "squid", "bunny_cdn", "iis_native"),
        *("nginx_json", "azure_front_door", "akamai_w3c", "records", "peer_chain_combined", "nginx_error"),
    ],
)
def test_any_format_is_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Logs that are made of the examples of a format."""
    examples = FORMATS[name].examples
    day = "\n".join(examples) + "\n"
    written(tmp_path, [day, day + day, day + "leak.xlsx\n", "\n".join(examples[-1:]) + "\n", day])
    read_together(tmp_path, monkeypatch)


def test_an_answer_from_many_logs_is_that_of_any_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are read at once."""
    names = written(tmp_path, [nginx(day) for day in range(1, 13)])
    monkeypatch.setattr("forensics.scan.together._BYTES", 9_000)
    monkeypatch.setattr("forensics.scan.together.LINES", 5_000)
    assert read_together(tmp_path, monkeypatch, workers=3) == set(names)


@settings(max_examples=some(30, 100))
@given(
    logs=st.lists(
        st.tuples(st.integers(0, 99), st.integers(1, 25), st.sampled_from(["", "http://x.example"])), max_size=4
    ),
    sizes=st.sampled_from([("0", "0"), ("-", "120"), ("120", "120"), ("900", "-")]),
)
def test_size_fields_of_many_logs_are_those_of_each(logs: list[tuple[int, int, str]], sizes: tuple[str, str]) -> None:
    """Also where some are those of a proxy, and others hold no response that tells."""
    texts = [
        nginx(3, seed, lines)
        .replace(" / HTTP", f" {host}/ HTTP")
        .replace(" 0 ", f" {sizes[0]} ")
        .replace(" - ", sizes[1])
        for seed, lines, host in logs
    ]
    each = [pl.Series("line", text.split("\n")[:-1], dtype=pl.String) for text in texts]
    of = pl.Series([log for log, lines in enumerate(each) for _ in lines], dtype=pl.Int64)
    together = infer_each(COMBINED, pl.concat(each), of, range(len(each))) if each else {}
    assert together == {log: infer(COMBINED, lines) for log, lines in enumerate(each)}


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    *(
                        "#Fields: date time cs-method",
                        "#Fields:  date cs-uri-stem ",
                        "#Fields:",
                        "#Software: A",
                        "a row",
                    ),
                    *("#Software: B ", "#Date: 2026-06-09", "x #Fields: date", "#Fields: time cs-method", ""),
                ]
            ),
            max_size=8,
        ),
        max_size=4,
    )
)
def test_headings_of_many_logs_are_those_of_each(logs: list[list[str]]) -> None:
    """Nothing is carried from one log into the next; rows whose day has to be counted are read alone."""
    each = [pl.Series("line", lines, dtype=pl.String) for lines in logs]
    of = pl.Series([log for log, lines in enumerate(logs) for _ in lines], dtype=pl.Int64)
    lines = pl.concat([pl.Series("line", [], dtype=pl.String), *each])
    alone = [heading for part in each for heading in headings(part)[0]]
    for found, heading in zip(headings_of_each(lines, of), alone, strict=True):
        assert found == heading or (found is not None and names_of(found) == ())
