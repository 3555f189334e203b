"""A case file, or the arguments of `count`, become a Case."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from forensics.casefile.options import quick_case, with_ranges
from forensics.errors import CaseError
from forensics.model import ALWAYS, Counting, FileVersion, KnownParty, Log, PrefixFile
from tests.support.case_fixture import CASE, example, fill, load, problems


def test_full_example_of_the_docs_loads(tmp_path: Path) -> None:
    """Every key of the documentation's example arrives in the case."""
    case = load(fill(tmp_path), example())
    leaked, annex = case.files
    assert (case.id, case.zone, case.investigator) == ("coa-2020", "Europe/Amsterdam", "A. Example")
    assert case.aware == datetime(2020, 6, 18, 13, tzinfo=UTC)
    assert case.retain_until == datetime(2021, 6, 17, 22, tzinfo=UTC)
    assert leaked.paths == ("/wob/2020/Lijst signalen.xlsx", "/download?id=77")
    assert (leaked.encoded_sizes, leaked.page_sizes, leaked.other_paths) == ((160112,), (5120,), ("/img/banner.png",))
    assert [version.size for version in leaked.versions] == [183296, 214500]
    assert leaked.versions[1].start == datetime(2020, 6, 15, 7, tzinfo=UTC)
    assert leaked.versions[1].end is None
    assert (leaked.size_source, annex.size_source) == ("case", "document")
    assert annex.versions == (FileVersion(48211, hashlib.sha256(bytes(48211)).hexdigest()),)
    assert [(window.label, len(window.files)) for window in case.windows] == [
        ("first publication", 1),
        ("second publication", 2),
    ]
    assert case.logs[1] == Log(
        path="logs/web2/*.log*",
        format='%h %l %u [%{%d/%b/%Y:%H:%M:%S}t] "%r" %>s %O',
        zone="UTC",
        size_field="total",
        layer="origin",
        server="apache",
    )
    assert case.logs[0].covers == (datetime(2020, 5, 31, 22, tzinfo=UTC), datetime(2020, 6, 30, 22, tzinfo=UTC))
    assert case.parties.known == (KnownParty("requester", (ip_network("198.51.100.7"),)),)
    assert case.parties.databases == (tmp_path / "geo/GeoLite2-Country.mmdb",)
    assert case.parties.ranges == (PrefixFile("googlebot", tmp_path / "ranges/googlebot.json"),)
    assert not case.parties.registry
    assert case.counting == Counting()
    assert case.folder == tmp_path


def test_defaults(tmp_path: Path) -> None:
    """What is left out: a label with its number, all files in a window, the zone of the case for a log."""
    case = load(tmp_path)
    assert [window.label for window in case.windows] == ["one", "window 2"]
    assert [window.files for window in case.windows] == [("leak.xlsx", "annex.pdf")] * 2
    assert case.logs == (Log("access.log*", zone="Europe/Amsterdam"),)
    assert [file.size_source for file in case.files] == ["case", "unknown"]
    assert case.files[1].versions == ()
    assert (case.parties.databases, case.parties.ranges, case.parties.registry) == ((), (), True)
    assert load(tmp_path, CASE.replace('zone = "Europe/Amsterdam"\n', "")).logs[0].zone == "UTC"


def test_lists_of_the_command_are_added(tmp_path: Path) -> None:
    """Those of the case come first; a name is that of a service in any case; an "=" may stand in a path."""
    path = tmp_path / "a=b.json"
    path.touch()
    ranges = 'ranges = { googlebot = "a=b.json" }'
    case = with_ranges(load(tmp_path, f"{CASE}{ranges}\n"), [f"BingBot={path}", f"googlebot={path}"])
    names = ("googlebot", "bingbot", "googlebot")
    assert case.parties.ranges == tuple(PrefixFile(name, path) for name in names)
    assert with_ranges(case, []) == case


def test_counting_numbers(tmp_path: Path) -> None:
    """Each number of [counting] reaches its own field, in its own unit."""
    numbers = "clock_tolerance_seconds = 1\nepisode_minutes = 2\nabsorb_seconds = 3\nmerge_seconds = 4"
    case = load(tmp_path, f"{CASE}[counting]\n{numbers}\nabort_blind_bytes = 5\n")
    assert case.counting == Counting(
        clock_tolerance=timedelta(seconds=1),
        episode=timedelta(minutes=2),
        absorb=timedelta(seconds=3),
        merge=timedelta(seconds=4),
        abort_blind=5,
    )


def test_digest_is_of_the_bytes(tmp_path: Path) -> None:
    """The digest is that of the file as it lies; a byte order mark and CRLF do not hinder reading it."""
    text = "\ufeff" + CASE.replace("\n", "\r\n")
    assert load(tmp_path, text).digest == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


@pytest.mark.parametrize(
    "name",
    [
        'a"b.xlsx',
        "it's.xlsx",
        "[a].xlsx",
        "100%.xlsx",
        "%ff.xlsx",
        "%00.xlsx",
        "überzicht 名簿.xlsx",
        "x" * 300,
        " ",
        ".a",
    ],
)
def test_strange_names_are_names(tmp_path: Path, name: str) -> None:
    """A file may be called anything that a path can end in."""
    assert load(tmp_path, CASE.replace('"leak.xlsx"', json.dumps(name))).files[0].name == name


def test_a_name_copied_out_of_a_url_is_unescaped(tmp_path: Path) -> None:
    """In the file, and where a window names it; what was written is kept, to be told."""
    text = CASE.replace('"leak.xlsx"', '"Lijst%20signalen.xlsx"').replace(
        'label = "one"', 'label = "one"\nfiles = ["Lijst%20signalen.xlsx"]'
    )
    case = load(tmp_path, text)
    assert (case.files[0].name, case.files[0].written) == ("Lijst signalen.xlsx", "Lijst%20signalen.xlsx")
    assert case.windows[0].files == ("Lijst signalen.xlsx",)


def test_windows_may_touch(tmp_path: Path) -> None:
    """Half-open windows may touch, and windows of different files may overlap."""
    touching = CASE.replace("start = 2020-06-15T09:00:00", "start = 2020-06-11T17:00:00")
    assert len(load(tmp_path, touching).windows) == 2
    apart = CASE.replace('label = "one"', 'files = ["leak.xlsx"]').replace(
        "start = 2020-06-15T09:00:00", 'start = 2020-06-09T09:00:00\nfiles = ["annex.pdf"]'
    )
    assert [window.files for window in load(tmp_path, apart).windows] == [("leak.xlsx",), ("annex.pdf",)]


def test_mapped_network_becomes_ipv4(tmp_path: Path) -> None:
    """An IPv4 network written in IPv6 notation is the IPv4 network, as clients are compared."""
    case = load(tmp_path, CASE.replace('"192.0.2.0/24"', '"::ffff:192.0.2.0/120", "2001:db8::/32"'))
    assert case.parties.own == (ip_network("192.0.2.0/24"), ip_network("2001:db8::/32"))


def test_document_gives_its_hash_to_its_version(tmp_path: Path) -> None:
    """With versions, the document lends its SHA-256 to the one of its size, and must be one of them."""
    (tmp_path / "doc").write_bytes(b"12345")
    versions = "[{size = 5, to = 2020-06-09T00:00:00Z}, {size = 6, from = 2020-06-09T00:00:00Z}]"
    text = CASE.replace("size = 2000", f'document = "doc"\nversions = {versions}')
    first, second = load(tmp_path, text).files[0].versions
    assert (first.sha256, second.sha256) == (hashlib.sha256(b"12345").hexdigest(), None)
    (problem,) = problems(tmp_path, text.replace("size = 5", "size = 7"))
    assert (problem.key, problem.example) == ("files[0].document", "[[files.versions]]")


def test_quick_case_is_the_same_case(tmp_path: Path) -> None:
    """The arguments of `count` make the case that a file with the same content makes."""
    text = """\
        case = {id = "count", zone = "Europe/Amsterdam"}
        files = [{name = "leak.xlsx", size = 2000}]
        windows = [{label = "window", start = 2020-06-08T09:00:00, end = 2020-06-11T15:00:00Z}]
        logs = [{path = "a.log", format = "combined"}, {path = "b.log", format = "combined"}]
        """
    asked = quick_case(
        name="leak.xlsx",
        logs=["a.log", "b.log"],
        start="2020-06-08 09:00",
        end="2020-06-11T15:00:00Z",
        size=2000,
        format="combined",
        zone="Europe/Amsterdam",
    )
    stated = load(tmp_path, text)
    assert (asked.id, asked.files, asked.windows, asked.logs) == (stated.id, stated.files, stated.windows, stated.logs)
    assert re.fullmatch("sha256:[0-9a-f]{64}", asked.digest)


def test_quick_case_without_window_is_always() -> None:
    """Without --from and --to every time lies in the window, with room for tolerances around it."""
    case = quick_case(name="leak.xlsx", logs=["-"])
    assert (case.windows[0].start, case.windows[0].end) == ALWAYS
    assert case.windows[0].start - timedelta(days=1) < case.windows[0].end + timedelta(days=1)
    assert case.files[0].versions == ()
    assert case.logs == (Log("-"),)


def test_quick_case_digest_tells_arguments_apart() -> None:
    """The same arguments give the same digest, others another."""
    digests = [quick_case(name=name, logs=["a.log"]).digest for name in ("a", "a", "b")]
    assert digests[0] == digests[1] != digests[2]


def test_quick_case_names_the_options() -> None:
    """Everything wrong with the arguments is told at once, by the option, once for all logs."""
    with pytest.raises(CaseError) as caught:
        quick_case(
            name="wob/leak.xlsx",
            logs=["a", "b"],
            start="2020-06-08",
            end="soon",
            size=-5,
            format="",
            zone="Mars",
            size_field="bytes",
        )
    assert [(problem.key, problem.example) for problem in caught.value.problems] == [
        ("--zone", '--zone "Europe/Amsterdam"'),
        ("NAME", 'NAME "leak.xlsx"'),
        ("--size", "--size 183296"),
        ("--from", "--from 2020-06-08T00:00:00"),
        ("--to", "--to 2020-06-11T17:00:00"),
        ("--format", '--format "combined"'),
        ("--size-field", '--size-field "body"'),
    ]


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ({"name": "a", "logs": []}, "LOG"),
        ({"name": "a\udcff", "logs": ["b"]}, "NAME"),
        ({"name": "a", "logs": ["b"], "start": "2020-03-29T02:30", "zone": "Europe/Amsterdam"}, "--from"),
        ({"name": "a", "logs": ["b"], "start": "2020-06-08T09:00", "end": "2020-06-08T09:00"}, "--to"),
    ],
)
def test_quick_case_names_one_option(arguments: dict[str, Any], key: str) -> None:
    """A single wrong argument is told by its option alone."""
    with pytest.raises(CaseError) as caught:
        quick_case(**arguments)
    assert [problem.key for problem in caught.value.problems] == [key]
