"""Wrappers around log lines: what a collector has put around a line comes off, and nothing else does."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.formats import registry
from forensics.formats.wrappers.known import WRAPPERS, Wrapper, peel, peeled

_BY_NAME = {wrapper.name: wrapper for wrapper in WRAPPERS}
_LINE = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/report.pdf HTTP/1.1" 200 48211'
_BOM = "\ufeff"
_CYAN, _BOLD, _RESET = "\x1b[36m", "\x1b[34;1m", "\x1b[0m"
_TIME = '"stream":"stdout","time":"2026-06-09T08:00:00.123456789Z"}'

#: What each collector may write before a line.
_HEADS = {
    "cri": (
        "2026-06-09T08:00:00.123456789Z stdout F ",
        "2026-06-09T10:00:00.1+02:00 stderr F ",
        "2026-06-09T10:00:00-03:30 stdout F:later ",
    ),
    "compose": (
        "web-1  | ",
        "proxy.front_1        | ",
        "10:00:00 web.1  | ",
        f"{_CYAN}web-1  | {_RESET}",
        f"{_BOLD}web_1    |{_RESET} ",
    ),
    "kubectl": ("[pod/web-5d/nginx] ", "[pod/docs.web-7d9c5b8f6d-x2k4z/] "),
    "stern": ("web-7d9c5b8f6d-x2k4z nginx ", f"{_CYAN}web-0{_RESET} {_BOLD}nginx{_RESET} "),
    "rfc5424_rsyslog": ("<190>1 2026-06-09T10:00:00.123456+02:00 web1 nginx - - -  ",),
    "rfc5424": (
        f"<190>1 2026-06-09T08:00:00Z web1 nginx 812 access - {_BOM}",
        f"312 <14>1 - 2001:db8::7 - - - - {_BOM}",
        rf'<165>1 2026-06-09T08:00:00.003Z - nginx - ID47 [a@32473 q="\"]\\ - " b=""][c@32473] {_BOM}',
    ),
    "rfc3164": (
        "<190>Jun  9 10:00:00 web1 nginx: ",
        "<190>Jun  9 10:00:00 nginx: ",
        "Jun 19 10:00:00 web1.example.org nginx[812]: ",
        "Jun 9 10:00:00 2001:db8::7 httpd[812]: ",
        "Jun 09 2026 10:00:00.123456 ::1 docker/nginx:1.27/web[812]: ",
        "98 <13>Dec 31 23:59:60 - logger: ",
    ),
    "syslog_iso": (
        "2026-06-09T10:00:00.123456+02:00 web1 nginx: ",
        "2026-06-09T10:00:00+0200 web1 nginx[812]: ",
        "<190>2026-06-09T08:00:00Z web1 nginx[812]: ",
    ),
    "rfc3164_untagged": ("<190>Jun  9 10:00:00 web1 ", "Jun 19 10:00:00 2001:db8::7 "),
    "timestamps": ("2026-06-09T08:00:00.123456789Z ", "2026-06-09T10:00:00.000000000+02:00 "),
}


def _string(text: str) -> str:
    """A JSON string as Go writes it: no control characters, and none that HTML could take for its own."""
    escaped = json.dumps(text, ensure_ascii=False)
    for char in "<>&\x7f\u2028\u2029":
        escaped = escaped.replace(char, f"\\u{ord(char):04x}")
    return escaped


def _cell(text: str) -> str:
    sink = io.StringIO()
    csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="").writerow([text])
    return sink.getvalue()


#: What each collector writes that changes the line, too.
_WRITERS: dict[str, tuple[Callable[[str], str], ...]] = {
    "docker_json": (
        lambda text: f'{{"log":{_string(text)[:-1]}\\n",{_TIME}',
        lambda text: (
            f'{{"log":{_string(text)[:-1]}\\n","stream":"stderr","attrs":{{"tag":"web"}},"time":"2026-06-09"}}'
        ),
    ),
    "journald_json": (
        lambda text: json.dumps({"_BOOT_ID": "1f", "MESSAGE": text, "PRIORITY": "6"}),
        lambda text: json.dumps({"MESSAGE": text, "__CURSOR": "s=1"}, ensure_ascii=False, separators=(",", ":")),
        lambda text: json.dumps({"MESSAGE": list(text.encode()) or "", "_TRANSPORT": "stdout"}, indent=None),
    ),
    "collector_message": (
        lambda text: f'{{"@timestamp":"2026-06-09T08:00:00.123Z","log":{{"offset":7}},"message":{_string(text)}}}',
        lambda text: json.dumps({"message": text, "source_type": "file", "host": "web1"}),
    ),
    "collector_log": (
        lambda text: json.dumps({"date": 1780992000.123, "log": text}),
        lambda text: json.dumps({"log": text + "\n", "stream": "stdout", "kubernetes": {"labels": {"app": "docs"}}}),
    ),
    "google_text_payload": (lambda text: json.dumps({"insertId": "a1", "textPayload": text + "\n"}),),
    "quoted_backslash": (
        json.dumps,
        _string,
        lambda text: '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"',
    ),
    "quoted_csv": (_cell,),
    "quoted": (lambda text: f'"{text}"',),
}

_BITS = (
    *("\x00", "\t", "\r", "\x1b[0m", " ", "  ", "| ", "web-1  | ", '"', '""', "'", "\\", r"\"", r"\\", r"\x22", r"\n"),
    *(r"\u0041", r"\ud83d", r"\ud83d\ude00", "\ufffd", "\x7f", "😀", "é", "\u2028", "\x85", _BOM, "{", "}", "[", "]: "),
    *(
        '","',
        '"}',
        r"\n\",",
        f'\\n",{_TIME}',
        '"MESSAGE":',
        '"message": 1',
        '"status": 200',
        '"_p": "P"',
        ",",
        ":",
        "nginx: ",
        "- ",
        "<34>1 ",
        _LINE,
    ),
    *(head for heads in _HEADS.values() for head in heads),
)
_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=40),
    st.lists(st.sampled_from(_BITS), max_size=6).map("".join),
)
#: What collectors write; what people put around lines when they hand them over is in test_extracts.
_COLLECTORS = [wrapper for wrapper in WRAPPERS if wrapper.name in {*_HEADS, *_WRITERS}]
_EACH = pytest.mark.parametrize("wrapper", _COLLECTORS, ids=lambda wrapper: wrapper.name)


def _writers(name: str) -> list[Callable[[str], str]]:
    return [head.__add__ for head in _HEADS.get(name, ())] or list(_WRITERS[name])


def _peel(name: str, *lines: str | None) -> list[str | None]:
    return peel(_BY_NAME[name], pl.Series("line", lines, dtype=pl.String)).to_list()


@_EACH
@settings(max_examples=30, deadline=None)
@given(texts=st.lists(_TEXT, min_size=1, max_size=8))
def test_wrapped_text_comes_out_as_it_went_in(wrapper: Wrapper, texts: list[str]) -> None:
    """Whatever a server writes, headers, quotes, escapes and NUL included, is the same after peeling."""
    for write in _writers(wrapper.name):
        inner = peel(wrapper, pl.Series("line", [write(text) for text in texts]))
        assert inner.to_list() == texts


def test_every_wrapper_has_a_writer_and_a_name_of_its_own() -> None:
    """No wrapper goes untested, and none hides another."""
    assert sorted(wrapper.name for wrapper in _COLLECTORS) == sorted([*_HEADS, *_WRITERS])
    assert len(_BY_NAME) == len(WRAPPERS)


@_EACH
def test_example_is_recognised_first_by_its_own_wrapper(wrapper: Wrapper) -> None:
    """The order puts the specific before the general, and every wrapper names its source."""
    fitting = [other for other in WRAPPERS if _peel(other.name, wrapper.example) != [None]]
    assert fitting[0] is wrapper
    assert _peel(wrapper.name, wrapper.example) == [_LINE]
    assert wrapper.title
    assert wrapper.source


@_EACH
def test_every_pair_of_wrappers_nests(wrapper: Wrapper) -> None:
    """Syslog inside Docker's JSON, JSON inside syslog, the same twice: one layer comes off at a time."""
    for inner in _COLLECTORS:
        lines = pl.Series("line", [write(inner.example) for write in _writers(wrapper.name)])
        assert set(peel(wrapper, lines)) == {inner.example}
        assert set(peeled([wrapper, inner], lines)) == {_LINE}


def test_no_wrapper_takes_the_line_of_a_format_for_its_own() -> None:
    """An access log as it lies is never peeled; only quotes around the first and last cell look alike, and
    numbers, which must rise."""
    examples = [(fmt.name, line) for fmt in registry() if not fmt.refused for line in fmt.examples]
    lines = pl.Series("line", [line for _, line in examples])
    quoted = pl.Series([line.startswith('"') and line.endswith('"') for _, line in examples])
    for wrapper in WRAPPERS:
        if wrapper.counts == "lines":
            continue
        found = peel(wrapper, lines).is_not_null() & ~(quoted & (wrapper.name == "quoted"))
        assert [examples[row] for row in found.arg_true()] == [], wrapper.name


@given(fields=st.tuples(_TEXT, _TEXT, _TEXT))
@settings(max_examples=30, deadline=None)
def test_no_field_of_a_request_makes_a_wrapper(fields: Sequence[str]) -> None:
    """A path, referer or agent that holds a collector's header is no header."""
    line = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET {} HTTP/1.1" 200 9 "{}" "{}" -'.format(*fields)
    assert peeled(WRAPPERS, pl.Series("line", [line])).to_list() == [line]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("cri", f"2026-06-09T08:00:00.123456789Z stdout P {_LINE}"),
        ("docker_json", f'{{"log":"192.0.2.10 - - [09/Jun",{_TIME}'),
        ("collector_log", f'{{"log":"192.0.2.10 - - [09/Jun",{_TIME}'),
        ("docker_json", f'{{"log":"an escaped backslash \\\\n",{_TIME}'),
        ("collector_log", '{"log":"192.0.2.10 - -","container_id":"1f","partial_message":"true"}'),
        ("collector_message", '{"time":"2026-06-09T08:00:00Z","logtag":"P","message":"192.0.2.10 - -"}'),
    ],
)
def test_piece_of_a_line_is_no_line(name: str, line: str) -> None:
    """What a runtime has cut in pieces counts as unreadable, never as a shorter line."""
    assert _peel(name, line) == [None]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("journald_json", '{"__CURSOR":"s=1","MESSAGE":null}'),
        ("journald_json", '{"__CURSOR":"s=1","MESSAGE":["one","two"]}'),
        ("journald_json", '{"__CURSOR":"s=1","MESSAGE":[71,256]}'),
        ("journald_json", '{"__CURSOR":"s=1","MESSAGE":[]}'),
        ("journald_json", '{"MESSAGE":"GET /"}'),
        ("journald_json", '{"__CURSOR":"s=1","MESSAGE":"GET /"'),
        ("docker_json", f'{{"log":17,{_TIME}'),
        ("docker_json", f'{{"log":"cut short\\n",{_TIME[:-1]}'),
        ("collector_message", '{"@timestamp":"2026-06-09","message":{"message":"GET /"}}'),
        ("collector_message", '{"@timestamp":"2026-06-09","message":200}'),
        ("collector_message", '{"@timestamp":"2026-06-09","error":{"message":"GET /"}}'),
        ("collector_message", '{"@timestamp":"2026-06-09","message":"GET /","http":{"request":{"method":"GET"}}}'),
        ("collector_log", '{"time":"2026-06-09","log":"done","remote_addr":"192.0.2.10","status":200}'),
        ("collector_message", '{"level":"info","message":"GET /"}'),
        ("quoted_backslash", r'"GET /\x22"'),
        ("quoted_backslash", r'"ends in an escape\"'),
        ("quoted_csv", '"a","b"'),
        ("quoted", '"'),
        ("timestamps", f"2026-06-09T08:00:00.123456Z {_LINE}"),
        ("rfc3164", f"Jun  9 10:00:00 web1 {_LINE}"),
        ("rfc5424", f"<190>1 2026-06-09T08:00:00Z web1 nginx 812 - {_LINE}"),
        ("rfc5424", f'<190>1 2026-06-09T08:00:00Z web1 nginx 812 - [a@1 b="c] {_LINE}'),
        ("compose", f"192.0.2.10 | {_LINE}"),
        ("compose", f"{_CYAN}web-1  |{_RESET}{_LINE}"),
        ("stern", f"www.example.org localhost {_LINE}"),
    ],
)
def test_what_only_looks_wrapped_stays(name: str, line: str) -> None:
    """Values that are no text, records of their own, broken strings and headers that lack a part."""
    assert _peel(name, line) == [None]
    assert peeled([_BY_NAME[name]], pl.Series("line", [line])).to_list() == [line]


@pytest.mark.parametrize(
    ("name", "line", "inner"),
    [
        ("quoted_backslash", r'"a\ud83d\\ud83d\ud83d\ude00"', "a\ufffd\\ud83d😀"),
        ("docker_json", rf'{{"log":"\uDE00\u0000\/\n",{_TIME}', "\ufffd\x00/"),
        ("journald_json", '{"_TRANSPORT":"stdout","MESSAGE":[ 71, 0, 233, 195, 169 ]}', "G\x00\x1aé"),
        ("journald_json", '{"_TRANSPORT":"stdout","MESSAGE":"[71,84]"}', "[71,84]"),
        ("rfc5424", "<190>1 2026-06-09T08:00:00Z web1 nginx 812 - -", ""),
        ("rfc5424", "<190>1 2026-06-09T08:00:00Z web1 nginx 812 - -  two blanks", " two blanks"),
        ("collector_log", '{"date":1,"log":"two ends\\n\\n"}', "two ends\n"),
    ],
)
def test_odd_text_is_read(name: str, line: str, inner: str) -> None:
    """Half a surrogate pair is U+FFFD, a byte that is not UTF-8 is SUB, one end of line comes off."""
    assert _peel(name, line) == [inner]


def test_three_ways_to_quote_are_told_apart() -> None:
    """A line with quotes inside fits one way only, apart from the general one that changes nothing."""
    bare, doubled, escaped = (_BY_NAME[name].example for name in ("quoted", "quoted_csv", "quoted_backslash"))
    assert _peel("quoted_backslash", bare, doubled, escaped) == [None, None, _LINE]
    assert _peel("quoted_csv", bare, doubled, escaped) == [None, _LINE, None]
    assert _peel("quoted", bare) == [_LINE]


@_EACH
def test_rows_keep_their_place_and_name(wrapper: Wrapper) -> None:
    """Null stays null, no lines give no lines, and lines that are not wrapped stay in between."""
    lines = pl.Series("text", [None, wrapper.example, "GET /", "", wrapper.example], dtype=pl.String)
    expected = pl.Series("text", [None, _LINE, None, None, _LINE], dtype=pl.String)
    assert peel(wrapper, lines).equals(expected, check_names=True)
    assert peeled([wrapper], lines).to_list() == [None, _LINE, "GET /", "", _LINE]
    assert peel(wrapper, lines.clear()).equals(lines.clear(), check_names=True)
