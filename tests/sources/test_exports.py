# ruff: noqa: ARG005, E501 (what makes an object takes all of a request; a table is seen best in one line)
"""Exports: objects, documents, tables and journals are read like the log that they were made of, or told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from forensics.errors import FormatError, SourceError
from tests.support.export_fixture import ASKED, counted, lines, told

Row = tuple[Any, ...]
RIGHT = (3, 2, 3, True)


def _ndjson(make: Callable[..., dict[str, Any]]) -> str:
    return "".join(json.dumps(make(*row)) + "\n" for row in ASKED)


def _table(names: Sequence[str], make: Callable[..., Sequence[object]], **how: Any) -> str:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n", **how)
    writer.writerow(names)
    writer.writerows(make(*row) for row in ASKED)
    return sink.getvalue()


def _line(*row: Any) -> str:
    """A line of nginx's combined format."""
    time, address, method, path, status, size = row
    return f'{address} - - [{time:%d/%b/%Y:%H:%M:%S %z}] "{method} {path} HTTP/1.1" {status} {size} "-" "curl/8.7.1"'


# ---- keys -------------------------------------------------------------------------------------------

#: Keys of applications, shippers and stores that no case names.
KEYED: dict[str, Callable[..., dict[str, Any]]] = {
    "a Go service": lambda t, ip, m, p, s, n: {
        "time": t.isoformat(), "remote_ip": f"{ip}:4711", "method": m, "uri": p, "status": s, "bytes_out": n,
    },
    "an Express logger": lambda t, ip, m, p, s, n: {
        "timestamp": t.isoformat(), "req": {"method": m, "originalUrl": p, "ip": ip, "url": p},
        "res": {"statusCode": s, "contentLength": n},
    },
    "gunicorn": lambda t, ip, m, p, s, n: {
        "remote_ip": ip, "request": f"{m} {p} HTTP/1.1", "response_status": s, "response_length": n,
        "time": f"[{t:%d/%b/%Y:%H:%M:%S %z}]",
    },
    "OpenTelemetry, flat": lambda t, ip, m, p, s, n: {
        "Timestamp": str(int(t.timestamp() * 1_000_000_000)), "client.address": ip, "http.request.method": m,
        "url.path": p, "http.response.status_code": s, "http.response.body.size": n,
    },
    "under fields": lambda t, ip, m, p, s, n: {
        "_index": "logs", "fields": {"@timestamp": [t.isoformat()], "source.ip": [ip], "http.request.method": [m],
                                     "url.original": [p], "http.response.status_code": [s],
                                     "http.response.body.bytes": [n]},
    },
    "PascalCase": lambda t, ip, m, p, s, n: {
        "RequestDateTime": t.isoformat(), "ClientIP": ip, "HttpMethod": m, "RequestPath": p, "StatusCode": s, "Size": n,
    },
    "status as text": lambda t, ip, m, p, s, n: {
        "ts": t.timestamp(), "addr": ip, "verb": m, "url": f"https://www.example.org{p}", "response_code": str(s),
        "bytes": str(n),
    },
    "milliseconds since 1970": lambda t, ip, m, p, s, n: {
        "timestamp": int(t.timestamp() * 1000), "source_ip": ip, "http_method": m, "path": p, "http_status": s,
        "len": n,
    },
}  # fmt: skip


@pytest.mark.parametrize("make", KEYED.values(), ids=KEYED)
def test_objects_are_read_by_their_keys(tmp_path: Path, make: Callable[..., dict[str, Any]]) -> None:
    """However the keys are spelled, nested or dotted."""
    assert counted(tmp_path, _ndjson(make)) == RIGHT


#: Objects that do not say for sure what was answered to whom.
UNSURE: dict[str, Callable[..., dict[str, Any]]] = {
    "no status": lambda t, ip, m, p, s, n: {"time": t.isoformat(), "ip": ip, "method": m, "uri": p, "uitkomst": s},
    "no path": lambda t, ip, m, p, s, n: {"time": t.isoformat(), "ip": ip, "method": m, "what": p, "status": s},
    "no time": lambda t, ip, m, p, s, n: {"moment": t.isoformat(), "ip": ip, "method": m, "uri": p, "status": s},
    "two statuses": lambda t, ip, m, p, s, n: {
        "time": t.isoformat(), "ip": ip, "uri": p, "status": s, "status_code": 404, "bytes": n,
    },
    "a size with a unit": lambda t, ip, m, p, s, n: {
        "time": t.isoformat(), "ip": ip, "uri": p, "status": s, "bytes": f"{n} B",
    },
}  # fmt: skip


@pytest.mark.parametrize("make", UNSURE.values(), ids=UNSURE)
def test_what_is_not_understood_is_told_with_its_keys(tmp_path: Path, make: Callable[..., dict[str, Any]]) -> None:
    """Beside a log that is read, such objects raise the ceiling and are named."""
    odd = _ndjson(make)
    findings = told(tmp_path, "".join(f"{line}\n" for line in lines()[:1] * 20) + odd)
    assert findings.files[0].total.downloads.headline == 0
    assert findings.files[0].total.downloads.at_most >= 4
    assert not findings.complete
    (limit,) = [limit for limit in findings.limitations if limit.code == "unknown-keys"]
    assert "time" in limit.text or "moment" in limit.text


@pytest.mark.parametrize(
    "twice",
    [
        '"status":200,"status":404',
        '"status":404,"status":200',
        '"status":200,"stat\\u0075s":404',
        '"status":200,"uri":"/docs/other.xlsx"',
        '"status":200,"ip":"192.0.2.99"',
    ],
)
def test_a_key_that_stands_twice_is_no_value(tmp_path: Path, twice: str) -> None:
    """Readers differ on which of two counts, so the line is in the ceiling (A4)."""
    head = (
        '{"time":"2026-06-09T10:00:00+02:00","ip":"192.0.2.10","method":"GET","uri":"/docs/leak.xlsx","bytes":200000,'
    )
    one = f"{head}{twice}}}\n"
    clear = f'{head}"status":404}}\n'.replace("leak", "none") * 20
    assert counted(tmp_path, clear + one) == (0, 0, 1, False)


def test_application_lines_beside_requests_ring_no_alarm(tmp_path: Path) -> None:
    """A program that writes its own messages into the stream, none of which names the file."""
    quiet = '{"time":"2026-06-09T10:00:00+02:00","level":"info","msg":"worker %d started"}\n'
    requests = _ndjson(KEYED["a Go service"])
    assert counted(tmp_path, requests + "".join(quiet % number for number in range(5))) == RIGHT


# ---- envelopes and documents ----------------------------------------------------------------------

ENVELOPES: dict[str, Callable[[str], Any]] = {
    "a key of nobody": lambda line: {"regel": line, "bron": "web1"},
    "deep inside": lambda line: {"a": {"b": {"c": line}}, "d": 1},
    "Loki's stream": lambda line: {"stream": {"job": "nginx"}, "values": [["1780992000000000000", line]]},
    "Splunk HEC, nested": lambda line: {"time": 1780992000, "event": {"message": line, "severity": "info"}},
    "Vector": lambda line: {
        "file": "/var/log/nginx/access.log",
        "host": "web1",
        "message": line,
        "source_type": "file",
    },
    "an object as text": lambda line: {"log": json.dumps({"message": line}), "stream": "stdout"},
    "event.original": lambda line: {"@timestamp": "2026-06-09T08:00:00Z", "event": {"original": line}},
}


@pytest.mark.parametrize("wrap", ENVELOPES.values(), ids=ENVELOPES)
def test_envelopes_are_peeled_whatever_their_key(tmp_path: Path, wrap: Callable[[str], Any]) -> None:
    """One object a line, all in one array, and printed over many lines."""
    objects = [wrap(line) for line in lines()]
    assert counted(tmp_path, "".join(json.dumps(one) + "\n" for one in objects))[:3] == RIGHT[:3]
    assert counted(tmp_path, json.dumps(objects))[:3] == RIGHT[:3]
    assert counted(tmp_path, json.dumps(objects, indent=2))[:3] == RIGHT[:3]
    assert counted(tmp_path, "\n".join(json.dumps(one, indent=4) for one in objects))[:3] == RIGHT[:3]


DOCUMENTS: dict[str, Callable[[list[Any]], Any]] = {
    "Elasticsearch": lambda found: {"took": 3, "hits": {"total": {"value": 8}, "hits": [{"_id": "a", "_source": one} for one in found]}},
    "CloudWatch": lambda found: {"events": found, "searchedLogStreams": []},
    "Loki": lambda found: {"status": "success", "data": {"resultType": "streams", "result": [
        {"stream": {"job": "nginx"}, "values": [["1780992000000000000", json.dumps(one)] for one in found]}]}},
    "lines in an array": lambda found: [json.dumps(one) for one in found],
    "records of a hub": lambda found: {"records": found},
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrap", DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents_give_their_objects(tmp_path: Path, wrap: Callable[[list[Any]], Any], indent: int | None) -> None:
    """Answers of stores, on one line or on many."""
    objects = [KEYED["a Go service"](*row) for row in ASKED]
    assert counted(tmp_path, json.dumps(wrap(objects), indent=indent)) == RIGHT


# ---- tables -----------------------------------------------------------------------------------------

TABLES: dict[str, str] = {
    "a line in a cell": _table(["When", "Host", "Content"], lambda t, ip, m, p, s, n: [
        t.isoformat(), "web1", f'{ip} - - [{t:%d/%b/%Y:%H:%M:%S %z}] "{m} {p} HTTP/1.1" {s} {n} "-" "curl\n8"']),
    "tabs": _table(["time", "client_ip", "method", "path", "status", "bytes"],
                   lambda t, ip, m, p, s, n: [t.isoformat(), ip, m, p, s, n], delimiter="\t"),
    "semicolons, day first": _table(["Timestamp", "Client IP", "Method", "URL", "Status Code", "Bytes"],
                                    lambda t, ip, m, p, s, n: [f"{t:%d-%m-%Y %H:%M:%S}", ip, m, p, s, n], delimiter=";"),
    "load balancer through Athena": _table(
        ["type", "time", "client_ip", "client_port", "elb_status_code", "sent_bytes", "request_verb", "request_url"],
        lambda t, ip, m, p, s, n: ["https", t.isoformat(), ip, 443, s, n, m, f"https://www.example.org:443{p}"],
        quoting=csv.QUOTE_ALL),
    "Excel's own first line": "sep=;\n" + _table(
        ["date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status", "sc-win32-status", "sc-bytes"],
        lambda t, ip, m, p, s, n: [f"{t:%Y-%m-%d}", f"{t:%H:%M:%S}", ip, m, p, s, 0, n + 310 if n else n], delimiter=";"),
}  # fmt: skip


def _with_late_day(table: str) -> str:
    """The same, and a request on a day that no month has."""
    rows = table.splitlines()
    return "\n".join([*rows, rows[-1].replace("09-06-2026", "13-06-2026")]) + "\n"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_tables_are_read_by_their_heading(tmp_path: Path, table: str) -> None:
    """Whatever parts the cells, quotes them, or stands before the heading."""
    assert counted(tmp_path, _with_late_day(table), zone="Europe/Amsterdam")[:3] == RIGHT[:3]


def test_day_and_month_are_not_guessed(tmp_path: Path) -> None:
    """9-6-2026 is one day in one country and another in the next: the log says which, or it is not read."""
    with pytest.raises(SourceError) as refused:
        counted(tmp_path, TABLES["semicolons, day first"], zone="Europe/Amsterdam")
    assert "day or the month" in str(refused.value.hint)


def test_a_stated_format_of_cells_is_not_taken_apart(tmp_path: Path) -> None:
    """A user who says what the cells hold knows better than the heading."""
    (tmp_path / "own.toml").write_text(
        'cells = ["{end:iso}", "{peer}", "{method}", "{target}", "{status}", "{body_bytes}"]\n'
        'delimiter = "\\t"\nheading = "^time\\t"\n'
    )
    assert counted(tmp_path, TABLES["tabs"], format="file:own.toml") == RIGHT


# ---- encodings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_encoding_of_any_form_is_read(tmp_path: Path, encoding: str) -> None:
    """Lines, objects, a document and a table, as a shell on Windows writes them."""
    objects = [KEYED["a Go service"](*row) for row in ASKED]
    for text in (
        "\r\n".join([*lines(), ""]),
        "\r".join([*lines(), ""]),
        _ndjson(KEYED["a Go service"]),
        json.dumps(objects, indent=1),
        TABLES["tabs"],
    ):
        assert counted(tmp_path, text.encode(encoding))[:3] == RIGHT[:3]


def test_an_unreadable_line_in_another_encoding_is_told(tmp_path: Path) -> None:
    """Its bytes do not hold the name as UTF-8, its text does."""
    text = "\r\n".join([*lines()[:1] * 9, "mangled /docs/leak.xlsx mangled", ""])
    assert counted(tmp_path, text.encode("utf-16")) == (0, 0, 1, False)


def test_rows_of_evidence_are_the_bytes_of_the_file(tmp_path: Path) -> None:
    """Number, offset and bytes of each row lead back into the file as it lies."""
    objects = [KEYED["a Go service"](*row) for row in ASKED]
    for data in (
        json.dumps(objects).encode(),
        json.dumps(objects, indent=2).encode(),
        TABLES["tabs"].encode("utf-16-le"),
    ):
        requests = told(tmp_path, data).requests
        assert requests["row"].n_unique() == requests.height == 4
        for offset, line in requests.select("offset", "line").iter_rows():
            assert data[offset : offset + len(line)] == line
            assert b"leak" in line.replace(b"\0", b"")


def test_objects_of_nobody_give_no_answer_but_their_keys(tmp_path: Path) -> None:
    """Where not even the time is found, the hint names the keys and the way to say what they hold."""
    with pytest.raises(SourceError) as refused:
        counted(tmp_path, _ndjson(lambda t, ip, m, p, s, n: {"tijd": t.isoformat(), "pad": p, "code": s}))
    assert "tijd, pad, code" in str(refused.value.hint)


#: What is no log, or holds no line of one: what its hint names.
WAYS_OUT = {
    "CloudWatch Logs Insights": ("@timestamp,@ptr\n2026-06-09 08:00:00.000,CmEK\n", "filter-log-events"),
    "Google Cloud Logging": ("insertId,logName,timestamp\na1,projects/x,2026-06-09T08:00:00Z\n", "gcloud logging read"),
    "Azure Monitor": ("TimeGenerated [UTC],Category\n2026-06-09T08:00:00Z,FrontDoor\n", "Azure Monitor"),
    "Splunk": ("_time,host,uri\n2026-06-09T10:00:00.000+0200,web1,/docs/leak.xlsx\n", "_raw"),
    "Graylog": ("timestamp,source,message\n2026-06-09T08:00:00.000Z,web1,GET /docs/leak.xlsx\n", "Graylog"),
    "Datadog": ("Date,Host,Service,Content\n2026-06-09T08:00:00.000Z,web1,nginx,GET /docs/leak.xlsx\n", "Datadog"),
    "a line under a key of its own": (
        '{"a": "x", "m": "192.0.2.10 nobody GET /docs/leak.xlsx HTTP/1.1 is it"}\n', "cell = ..."),
    "a Windows event log": (b"ElfFile\0" + bytes(4088), "inetpub"),
    "a PDF": (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "PDF"),
    "a database": (b"SQLite format 3\0" + bytes(4000), "export its table"),
    "network packets": (bytes.fromhex("d4c3b2a1020004000000000000000000") + bytes(99), "network packets"),
    "a text processor": (b"{\\rtf1\\ansi 192.0.2.10 GET /docs/leak.xlsx\\par}\n", "word processor"),
    "a web page": ("<html><body>/docs/leak.xlsx</body></html>\n", "web page"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "named"), WAYS_OUT.values(), ids=WAYS_OUT)
def test_what_cannot_be_read_is_told_with_the_way_out(tmp_path: Path, data: str | bytes, named: str) -> None:
    """The product, and how it exports the line itself; or what the file is instead of a log."""
    with pytest.raises(SourceError) as refused:
        counted(tmp_path, data)
    assert named in str(refused.value.hint)


# ---- a cell that the user names ---------------------------------------------------------------------

#: A table and objects whose line stands where none is looked for.
CELLS = {
    "a column": (
        _table(["Nr", "Überschrift", "Inhalt"], lambda *row: [1, "x", _line(*row)], delimiter=";"), "Inhalt"),
    "an inner key": (_ndjson(lambda *row: {"request": {"header": _line(*row)}}), "request.header"),
    "a key with a dot": (_ndjson(lambda *row: {"request.header": _line(*row)}), "request.header"),
    "a JSONPath": (_ndjson(lambda *row: {"args": ["x", _line(*row)]}), "$['args'][1]"),
    "a column of no name that tells": (_table(["a", "b"], lambda *row: [1, _line(*row)]), "b"),
}  # fmt: skip


@pytest.mark.parametrize(
    "reads",
    [
        'format = "nginx_combined"',
        "line = '{peer} - - [{start:%d/%b/%Y:%H:%M:%S %z}] \"{request}\" {status} {body_bytes} {rest}'",
    ],
)
@pytest.mark.parametrize(("text", "cell"), CELLS.values(), ids=CELLS)
def test_a_user_names_the_cell_that_holds_the_line(tmp_path: Path, text: str, cell: str, reads: str) -> None:
    """And how that line reads: by a name that a case may give, or by a declaration."""
    (tmp_path / "own.toml").write_text(f'cell = "{cell}"\n{reads}\n')
    assert counted(tmp_path, text, format="file:own.toml") == RIGHT


@pytest.mark.parametrize(
    ("own", "wrong"),
    [
        ('format = "combined"\n', "say which cell"),
        ('cell = "m"\nformat = "auto"\n', "cannot be auto"),
        ('cell = "m"\nformat = "nobody"\n', "no format is called 'nobody'"),
        ('cell = "m"\n', "says how a line is read"),
        ('cell = 1\nformat = "combined"\n', "text in quotes is needed"),
    ],
)
def test_a_cell_that_says_too_little_is_refused(tmp_path: Path, own: str, wrong: str) -> None:
    """With the file and what is wrong in it."""
    (tmp_path / "own.toml").write_text(own)
    with pytest.raises(FormatError) as refused:
        counted(tmp_path, "x\n", format="file:own.toml")
    (problem,) = refused.value.problems
    assert wrong in problem.reason
