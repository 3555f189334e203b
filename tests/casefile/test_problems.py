"""What is wrong in a case file is told all at once, each with its place, reason and example."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.casefile.check import check_case
from forensics.casefile.tables import CASE_FILE
from forensics.tomlfile.faults import Faults, fitting_tables
from tests.support.case_fixture import CASE, keys, load, problems
from tests.support.thorough import some


def test_ten_errors_at_once(tmp_path: Path) -> None:
    """A case with ten different errors names all ten, in the order of the file."""
    text = """\
        [case]
        id = "../leak"
        zone = "Europe/Amsterdm"
        aware = 2020-06-18
        [[files]]
        name = "wob/leak.xlsx"
        size = 0
        [[windows]]
        start = 2020-06-11T17:00:00Z
        end = 2020-06-08T09:00:00Z
        lable = "one"
        [[logs]]
        path = "access.log"
        layer = "middle"
        [parties]
        own = ["192.0.2.1/24"]
        databases = ["geo.mmdb"]
        """
    assert [(problem.key, problem.example) for problem in problems(tmp_path, text)] == [
        ("case.id", 'id = "leak"'),
        ("case.zone", 'zone = "Europe/Amsterdam"'),
        ("case.aware", "aware = 2020-06-18T00:00:00"),
        ("files[0].name", 'name = "leak.xlsx"'),
        ("files[0].size", "size = 183296"),
        ("windows[0].end", "end = 2020-06-12T17:00:00+00:00"),
        ("windows[0].lable", 'label = "first publication"'),
        ("logs[0].layer", 'layer = "edge"'),
        ("parties.own[0]", '"192.0.2.0/24"'),
        ("parties.databases[0]", '"geo/GeoLite2-Country.mmdb"'),
    ]


SLIPS = [  # what is replaced, by what, then key and reason of the one problem that this makes
    ('id = "leak-1"', 'id = ".."', "case.id", "names a folder"),
    ('id = "leak-1"', 'id = "con.1"', "case.id", "device"),
    ('id = "leak-1"', "id = 1", "case.id", "is a whole number; text in quotes"),
    ('zone = "Europe/Amsterdam"', 'zone = "Amsterdam"', "case.zone", "close to it: Europe/Amsterdam"),
    ('zone = "Europe/Amsterdam"', 'zone = "Europe"', "case.zone", "not an IANA time zone"),
    ('name = "annex.pdf"', 'name = ".."', "files[1].name", "names a folder"),
    ('name = "annex.pdf"', 'name = ""', "files[1].name", "is empty"),
    ('name = "annex.pdf"', 'name = "leak.xlsx"', "files[1].name", "earlier file"),
    ("size = 2000", 'size = "2000"', "files[0].size", "without quotes"),
    ("size = 2000", "size = true", "files[0].size", "is true or false"),
    ("size = 2000", "size = 20.5", "files[0].size", "number with a fraction"),
    ("size = 2000", "size = 9223372036854775808", "files[0].size", "below 9223372036854775808"),
    ('label = "one"', 'label = "window 2"', "windows[1].label", "earlier window"),
    ("start = 2020-06-08T09:00:00", "start = 2020-06-08", "windows[0].start", "without a time of day"),
    ("start = 2020-06-08T09:00:00", "start = 09:00:00", "windows[0].start", "without a date"),
    ("start = 2020-06-08T09:00:00", 'start = "2020-06-08T09:00:00"', "windows[0].start", "in quotes"),
    ("start = 2020-06-08T09:00:00", 'start = "8 June"', "windows[0].start", 'is "8 June"'),
    ("start = 2020-06-08T09:00:00", "start = 0001-01-01T00:00:00", "windows[0].start", "the year 1"),
    (
        "start = 2020-06-08T09:00:00",
        "start = 2020-03-29T02:30:00",
        "windows[0].start",
        "does not exist in Europe/Amsterdam, where clocks jumped from 2020-03-29 02:00 to 2020-03-29 03:00",
    ),
    (
        "end = 2020-06-18T17:00:00",
        "end = 2020-10-25T02:30:00",
        "windows[1].end",
        "as 2020-10-25T02:30:00+02:00 and as 2020-10-25T02:30:00+01:00",
    ),
    ("end = 2020-06-11T17:00:00", "end = 2020-06-08T09:00:00", "windows[0].end", "does not lie after the start"),
    ("start = 2020-06-15T09:00:00", "start = 2020-06-10T09:00:00", "windows[1].start", 'windows "one" and "window 2"'),
    ('path = "access.log*"', 'path = ""', "logs[0].path", "is empty"),
    ('path = "access.log*"', 'path = "a\\u0000"', "logs[0].path", "NUL"),
]


@pytest.mark.parametrize(("right", "wrong", "key", "reason"), SLIPS)
def test_each_slip_is_explained(tmp_path: Path, right: str, wrong: str, key: str, reason: str) -> None:
    """A single slip makes a single problem, and the example it comes with makes none."""
    text = CASE.replace(right, wrong)
    (problem,) = problems(tmp_path, text)
    assert problem.key == key
    assert reason in problem.reason
    load(tmp_path, CASE.replace(right, problem.example))


ADDED = [  # line after which, what is added, then key, reason and example of the one problem
    ("[case]", "own = 1", "case.own", "belongs to [parties]", 'own = ["192.0.2.0/24"]'),
    ("[case]", '"a b" = 1', 'case."a b"', "known are id, title, zone", 'id = "coa-2020"'),
    ("[[windows]]", "to = 1", "windows[0].to", "was end meant?", "end = 2020-06-11T17:00:00"),
    ("[parties]", "[[window]]", "window", "was windows meant?", "[[windows]]"),
    ("[parties]", "[[counting]]", "counting", "two pairs of brackets; it takes one pair", "[counting]"),
    ("[parties]", "known = {}", "parties.known", "it takes two pairs", "[[parties.known]]"),
    ("[parties]", 'known = ["x"]', "parties.known[0]", "is text; a table is needed", "[[parties.known]]"),
    (
        "[parties]",
        'known = [{name = "x"}]',
        "parties.known[0].networks",
        "is missing",
        'networks = ["198.51.100.7"]',
    ),
    (
        "[parties]",
        'known = [{name = "x", networks = ["::1"]}, {name = "x", networks = ["::1"]}]',
        "parties.known[1].name",
        "earlier party",
        'name = "requester"',
    ),
    ("[parties]", 'trusted_proxies = ["proxy"]', "parties.trusted_proxies[0]", "neither an address", '"10.0.0.0/8"'),
    ("[parties]", 'databases = ["."]', "parties.databases[0]", "is a folder", '"geo/GeoLite2-Country.mmdb"'),
    ("[parties]", 'registry = "no"', "parties.registry", "is text; true or false is needed", "registry = false"),
    (
        "[parties]",
        'ranges = ["a.json"]',
        "parties.ranges",
        "is a list; a table in braces",
        'ranges = { googlebot = "ranges/googlebot.json" }',
    ),
    (
        "[parties]",
        "ranges = { googlebot = 1 }",
        "parties.ranges.googlebot",
        "is a whole number",
        'ranges = { googlebot = "ranges/googlebot.json" }',
    ),
    (
        "[parties]",
        'ranges = { googlebot = "" }',
        "parties.ranges.googlebot",
        "is empty",
        'ranges = { googlebot = "ranges/googlebot.json" }',
    ),
    (
        "[parties]",
        'ranges = { bot = "none.json" }',
        "parties.ranges.bot",
        'no file "none.json"',
        'ranges = { googlebot = "ranges/googlebot.json" }',
    ),
    (
        "[parties]",
        'ranges = { "a b" = "three" }',
        'parties.ranges."a b"',
        "not the name of a service",
        'ranges = { googlebot = "ranges/googlebot.json" }',
    ),
    ("[[files]]", 'paths = ["/a", "b"]', "files[0].paths[1]", "start with a slash", '"/b"'),
    ("[[files]]", 'paths = ["https://example.org/b?c"]', "files[0].paths[0]", "a whole URL", '"/b?c"'),
    ("[[files]]", 'paths = "/a"', "files[0].paths", "a list in square brackets", None),
    ("[[files]]", 'hosts = ["example.org:443"]', "files[0].hosts[0]", "not a host name", '"example.org"'),
    ("[[files]]", "page_sizes = [1, 0]", "files[0].page_sizes[1]", "is 0; a number above 0", "5120"),
    ("[[files]]", 'document = "none.xlsx"', "files[0].document", 'no file "none.xlsx"', None),
    ("[[files]]", 'document = "empty"', "files[0].document", "an empty file", None),
    ("[[files]]", 'document = "three"', "files[0].size", "the document has 3 bytes", "size = 3"),
    ("[[files]]", "versions = [{size = 1}]", "files[0].size", "contradicts the versions", "size = 1"),
    ("[[files]]", "versions = [{}]", "files[0].versions[0].size", "is missing", "size = 183296"),
    ("[[files]]", "versions = [{size = 2000}, {size = 2000}]", "files[0].versions[1].from", "at the same time", None),
    ("[[files]]", 'versions = [{size = 2000, sha256 = "0f"}]', "files[0].versions[0].sha256", "2 characters", None),
    ("[[windows]]", 'files = ["leek.xlsx"]', "windows[0].files[0]", "not the name of a file", '"leak.xlsx"'),
    ("[[windows]]", "files = []", "windows[0].files", "names no file", None),
    ("[[logs]]", 'zone = "UCT+1"', "logs[0].zone", "not an IANA time zone", None),
    ("[[logs]]", 'size_field = "bytes"', "logs[0].size_field", "'body', 'planned' or 'total'", 'size_field = "body"'),
    ("[[logs]]", "covers = [2020-06-01T00:00:00]", "logs[0].covers", "1 of the two times", None),
    (
        "[[logs]]",
        "covers = [2020-06-01T00:00:00, 2020-06-01]",
        "logs[0].covers[1]",
        "without a time",
        "2020-06-01T00:00:00",
    ),
    (
        "[[logs]]",
        "covers = [2020-06-01T00:00:00, 2020-06-01T00:00:00]",
        "logs[0].covers[1]",
        "does not lie after the start",
        "2020-06-02T00:00:00",
    ),
]


@pytest.mark.parametrize(("after", "added", "key", "reason", "would_do"), ADDED)
def test_each_wrong_addition_is_explained(
    tmp_path: Path, after: str, added: str, key: str, reason: str, would_do: str | None
) -> None:
    """One wrong key more makes one problem; where the example matters it is that of the key."""
    (tmp_path / "empty").touch()
    (tmp_path / "three").write_bytes(b"abc")
    (problem,) = problems(tmp_path, CASE.replace(after, f"{after}\n{added}", 1))
    assert problem.key == key
    assert reason in problem.reason
    assert would_do in (None, problem.example)


def test_empty_case_misses_four_tables(tmp_path: Path) -> None:
    """An empty file is told the four tables that every case has."""
    found = {problem.key: (problem.reason, problem.example) for problem in problems(tmp_path, "")}
    assert list(found) == ["case", "files", "windows", "logs"]
    assert found["windows"] == ("is missing; at least one is needed, with start and end", "[[windows]]")


def test_unknown_zone_hides_nothing(tmp_path: Path) -> None:
    """Where the zone is wrong, local times are not judged by another one, all the rest still is."""
    text = CASE.replace("Europe/Amsterdam", "Mars").replace("end = 2020-06-18T17", "end = 2020-03-29T02")
    text = text.replace("size = 2000", "size = -1")
    assert [problem.key for problem in problems(tmp_path, text)] == ["case.zone", "files[0].size"]


def test_three_windows_that_overlap(tmp_path: Path) -> None:
    """Every pair of windows that overlap is named, the one that begins earlier at its end."""
    more = '[[windows]]\nlabel = "all"\nstart = 2020-06-01T00:00:00\nend = 2020-07-01T00:00:00\n'
    found = problems(tmp_path, CASE.replace("[[logs]]", f"{more}[[logs]]"))
    assert [(problem.key, problem.example) for problem in found] == [
        ("windows[2].end", "end = 2020-06-08T09:00:00+02:00"),
        ("windows[2].end", "end = 2020-06-15T09:00:00+02:00"),
    ]


VALUES = st.recursive(
    st.text(max_size=8)
    | st.sampled_from(["Europe/Amsterdam", "192.0.2.1/24", "case.toml", "/a", "window 1"])
    | st.integers()
    | st.booleans()
    | st.floats()
    | st.datetimes()
    | st.datetimes(timezones=st.timezones())
    | st.just(date(2020, 6, 8))
    | st.just(time(9)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


def tables(names: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """Tables with the keys of a case file and whatever values TOML can hold."""
    contents: dict[str, st.SearchStrategy[Any]] = {"unknown": VALUES}
    for table, key in keys():
        if table == names:
            inner = tables((*names, key)) if (*names, key) in CASE_FILE.tables else None
            contents[key] = VALUES if inner is None else VALUES | inner | st.lists(inner, max_size=3)
    return st.fixed_dictionaries({}, optional=contents)


@settings(max_examples=some(40, 100), deadline=None)
@given(raw=tables())
def test_any_content_makes_problems_only(raw: dict[str, Any]) -> None:
    """Whatever stands in a case file, each problem is told with a key and an example, and nothing else raised."""
    faults = Faults(CASE_FILE, raw)
    check_case(fitting_tables(CASE_FILE, faults), faults, folder=Path(__file__).parent, digest="")
    assert all(problem.key and problem.reason and problem.example for problem in faults.problems())
