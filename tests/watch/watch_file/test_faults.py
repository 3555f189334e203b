"""What is wrong in a watch file is told all at once, each with its place, reason and example."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.errors import WatchError
from forensics.tomlfile.faults import Faults, fitting_tables
from forensics.watch.watch_file.check import check_watch
from forensics.watch.watch_file.tables import WATCH_FILE
from tests.support.case_fixture import keys
from tests.support.watch_fixture import WATCH, load, private, problems


def test_ten_faults_at_once(tmp_path: Path) -> None:
    """A file with ten different faults names all ten, in its order, each with its line."""
    text = """\
[watch]
id = "www"
zone = "Amsterdam"
accepted = "none.toml"
[[roots]]
path = "watch.toml"
url = "docs/?x"
host = "www.example.org"
[[logs]]
path = "-"
layer = "middle"
[[files]]
flagged = true
name = "a.pdf"
[[sinks]]
kind = "file"
target = "logs/"
secret = "x"
[[sinks]]
kind = "webhook"
target = "http://alerts.example.org/"
"""
    (tmp_path / "logs").mkdir()
    found = [(problem.line, problem.key, problem.example) for problem in problems(tmp_path, text)]
    assert found == [
        (3, "watch.zone", 'zone = "Europe/Amsterdam"'),
        (4, "watch.accepted", 'accepted = "accepted.toml"'),
        (6, "roots[0].path", 'path = "."'),
        (7, "roots[0].url", 'url = "/docs/?x"'),
        (8, "roots[0].host", 'hosts = ["www.example.org"]'),
        (10, "logs[0].path", 'path = "logs/web1/access.log*"'),
        (11, "logs[0].layer", 'layer = "edge"'),
        (13, "files[0].flagged", "flagged = true"),
        (17, "sinks[0].target", 'target = "logs//events.jsonl"'),
        (18, "sinks[0].secret", 'secret = "secrets/webhook.key"'),
        (21, "sinks[1].target", 'target = "https://alerts.example.org/forensics"'),
    ]


SLIPS = [  # what is replaced, by what, then key and reason of the one problem that this makes
    ('id = "www"', "", "watch.id", "is missing"),
    ('id = "www"', 'id = "../www"', "watch.id", "names a folder"),
    ('state = "state"', 'state = "public/old/state"', "watch.state", "which is published"),
    ('state = "state"', 'state = "logs/state"', "watch.state", "where logs are"),
    ('state = "state"', 'state = "watch.toml"', "watch.state", "is a file"),
    ('state = "state"', 'state = "s"\nstatus = "public"', "watch.status", "which is published"),
    ('state = "state"', 'state = "s"\noverdue_minutes = 0', "watch.overdue_minutes", "1"),
    ('state = "state"', 'state = "s"\noverdue_minutes = "1 h"', "watch.overdue_minutes", "whole number"),
    ('state = "state"', 'stat = "state"', "watch.stat", "was state meant?"),
    ('url = "/docs"', 'url = "https://www.example.org/docs"', "roots[0].url", "belongs to hosts"),
    ('url = "/docs"', 'url = "/docs?id=1"', "roots[0].url", "more than a path"),
    ('url = "/docs"', 'url = "/a/%2e%2e/b"', "roots[0].url", "servers resolve"),
    ('url = "/docs"', 'url = "//docs"', "roots[0].url", "servers resolve"),
    ('hosts = ["WWW.example.org"]', 'hosts = ["www.example.org:443"]', "roots[0].hosts[0]", "not a host name"),
    ('hosts = ["WWW.example.org"]', 'include = ["/a"]', "roots[0].include[0]", "starts with a slash"),
    ('hosts = ["WWW.example.org"]', 'exclude = ["../a"]', "roots[0].exclude[0]", "out of the folder"),
    ('url = "/"', 'url = "/docs/"\nhosts = ["www.example.org"]', "roots[1].url", "also the URL of roots[0], for www"),
    ('path = "public/old"', "", "roots[1].path", "is missing"),
    ('name = "leak.xlsx"', "", "files[1].name", "or flagged = true"),
    ('name = "leak.xlsx"', "flagged = false", "files[1].flagged", "says nothing"),
    ('name = "leak.xlsx"', 'name = "a/leak.xlsx"', "files[1].name", "holds a slash"),
    ('path = "logs/access.log*"', 'path = "l/x"\nformat = "combind"', "logs[0].format", "did you mean"),
    ('kind = "journald"', 'kind = "journal"', "sinks[0].kind", "'journald'"),
    ('kind = "journald"', 'kind = "journald"\nname = "webhook-1"', "sinks[1].name", "earlier sink"),
    ('kind = "journald"', 'kind = "journald"\ntarget = "x"', "sinks[0].target", "takes no key of its own"),
    ('kind = "journald"', 'kind = "file"', "sinks[0].target", "needs it"),
    ('kind = "journald"', 'kind = "file"\npath = "x"', "sinks[0].path", "was target meant?"),
    ('kind = "journald"', 'kind = "file"\ntarget = "public/e"', "sinks[0].target", "which is published"),
    ('kind = "journald"', 'kind = "file"\ntarget = "logs/e"', "sinks[0].target", "where logs are"),
    ('kind = "journald"', 'kind = "syslog"\ntarget = "http://x"', "sinks[0].target", "no address of a syslog"),
    ('kind = "journald"', 'kind = "notify"', "sinks[0].target", "needs it"),
    ('kind = "journald"', 'kind = "notify"\ntarget = "desk"', "sinks[0].target", "begins with the service"),
    ('kind = "journald"', 'kind = "command"\ncommand = []', "sinks[0].command", "1 are needed"),
    ('kind = "journald"', 'kind = "journald"\nevents = ["leak"]', "sinks[0].events[0]", "'flagged'"),
    ('kind = "journald"', 'kind = "journald"\nlevel = "all"', "sinks[0].level", "'regulator'"),
    ('"https://alerts.example.org/"', '"ftp://x/"', "sinks[1].target", "not the URL of a webhook"),
    ('"https://alerts.example.org/"', '"https://[x/"', "sinks[1].target", "not the URL of a webhook"),
    ('"https://alerts.example.org/"', '"https://h:99999/"', "sinks[1].target", "not the URL of a webhook"),
    ('"https://alerts.example.org/"', '"https://h/"\ntarget_file = "x"', "sinks[1].target_file", "beside target"),
    ('secret = "webhook.key"', 'secret = "none.key"', "sinks[1].secret", "cannot be read"),
    ("[[logs]]\npath", "[logs]\npath", "logs", "two pairs of brackets"),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), SLIPS)
def test_slip_is_told_once(tmp_path: Path, old: str, new: str, key: str, reason: str) -> None:
    """Each slip makes one problem, at its key."""
    assert WATCH.count(old) == 1
    (problem,) = problems(tmp_path, WATCH.replace(old, new))
    assert problem.key == key
    assert reason in problem.reason


SECRETS = [
    ("notify", "slack://T1AAAA/B2BBBB/hunter2"),
    ("notify", "mailto://desk:hunter2@mail.example.org"),
    ("notify", "mailtos://mail.example.org?to=a@example.org&pass=hunter2"),
    ("webhook", "https://u:hunter2@alerts.example.org/"),
    ("webhook", "https://alerts.example.org/?token=hunter2"),
]


@pytest.mark.parametrize(("kind", "target"), SECRETS)
def test_a_secret_does_not_stand_in_the_file(tmp_path: Path, kind: str, target: str) -> None:
    """It is refused, and not repeated in what is told of it."""
    (problem,) = problems(tmp_path, WATCH.replace('kind = "journald"', f'kind = "{kind}"\ntarget = "{target}"'))
    assert (problem.key, problem.example) == ("sinks[0].target", 'target_file = "secrets/target.url"')
    assert "hunter2" not in f"{problem}"


@pytest.mark.parametrize("target", ["mailto://mail.example.org?to=desk@example.org", "dbus://", "json://localhost/x"])
def test_a_service_without_token_may(tmp_path: Path, target: str) -> None:
    """Where there is nothing to keep, the URL stands in the file."""
    watch = load(tmp_path, WATCH.replace('kind = "journald"', f'kind = "notify"\ntarget = "{target}"'))
    assert watch.sinks[0].target == target


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o620, 0o604])
def test_a_secret_that_others_can_read(tmp_path: Path, mode: int) -> None:
    """It is told with the mode that it has."""
    private(tmp_path / "other.key", "key")
    (tmp_path / "other.key").chmod(mode)
    (problem,) = problems(tmp_path, WATCH.replace('"webhook.key"', '"other.key"'))
    assert f"can be read by others (mode {mode:04o})" in problem.reason


@pytest.mark.parametrize(("text", "reason"), [("", "is empty"), ("a\nb", "more than the one line")])
def test_a_target_file_holds_one_line(tmp_path: Path, text: str, reason: str) -> None:
    """Anything else is no URL."""
    private(tmp_path / "x.url", text)
    new = WATCH.replace('target = "https://alerts.example.org/"', 'target_file = "x.url"')
    (problem,) = problems(tmp_path, new)
    assert problem.key == "sinks[1].target_file"
    assert reason in problem.reason


def test_a_state_beside_the_logs(tmp_path: Path) -> None:
    """A watch file among the logs may have its state there, unless that would be taken for a log."""
    assert load(tmp_path, WATCH.replace("logs/access.log*", "access.log*")).state == tmp_path / "state"
    text = WATCH.replace('state = "state"\n', 'state = "access.log.state"\n').replace("logs/access.log*", "access.log*")
    assert [problem.key for problem in problems(tmp_path, text)] == ["watch.state"]


def test_a_state_in_a_published_folder(tmp_path: Path) -> None:
    """By links as well."""
    (tmp_path / "public").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "public", target_is_directory=True)
    linked = WATCH.replace('state = "state"', 'state = "link/state"')
    assert [problem.key for problem in problems(tmp_path, linked)] == ["watch.state"]


def test_faults_of_the_baseline_are_passed_on(tmp_path: Path) -> None:
    """With the place in it."""
    (tmp_path / "a.toml").write_text('[[accepted]]\npath = "x"\n', encoding="utf-8")
    found = problems(tmp_path, WATCH.replace('id = "www"', 'id = "www"\naccepted = "a.toml"'))
    assert {problem.key for problem in found} == {"watch.accepted"}
    assert all("a.toml" in problem.place for problem in found)


LACKING = [
    ("", "watch", "it is needed, with id"),
    ('[watch]\nid = "x"', "roots", "a published folder is needed"),
    ('[watch]\nid = "x"\n[[logs]]\npath = "l/a"\n[[files]]\nflagged = true', "roots", "of which one is needed"),
    ('[watch]\nid = "x"\n[[roots]]\npath = "a"\nurl = "/"\n[[files]]\nname = "y"', "logs", "stands in a log"),
    ('[watch]\nid = "x"\n[[roots]]\npath = "a"\nurl = "/"\n[[logs]]\npath = "l/a"', "files", "downloads are reported"),
]


@pytest.mark.parametrize(("text", "key", "reason"), LACKING)
def test_what_is_lacking(tmp_path: Path, text: str, key: str, reason: str) -> None:
    """A watch that would see nothing, or report nothing of what it reads, is refused."""
    found = [problem for problem in problems(tmp_path, text) if problem.key == key]
    assert reason in found[0].reason


def test_the_error_names_the_file(tmp_path: Path) -> None:
    """And says how many problems there are in it."""
    with pytest.raises(WatchError, match=r"watch\.toml: \d+ problems in the watch file"):
        load(tmp_path, "")


TEXTS = ["", "/", "..", "\x1b", "file", "notify", "webhook", "command", "https://x:y@[", "a/**", "-", "s3://b/c", "://"]


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """A file with any key of any table, each with a value of its kind or another."""
    values = st.sampled_from(TEXTS) | st.booleans() | st.integers(-1, 2) | st.just({}) | st.none().map(lambda _: [[]])
    values |= st.lists(st.sampled_from(TEXTS), max_size=2)
    raw: dict[str, Any] = {}
    for name in ("watch", "roots", "logs", "files", "sinks", "parties", "counting"):
        known = st.sampled_from([key for names, key in keys(WATCH_FILE) if names == (name,)] + ["other"])
        table = st.dictionaries(known, values, max_size=5)
        chosen = draw(st.none() | table | st.lists(table, max_size=2) | values)
        raw |= {} if chosen is None else {name: chosen}
    return raw


@settings(max_examples=60, deadline=None)
@given(raw=tables())
def test_any_content_makes_problems_only(raw: dict[str, Any]) -> None:
    """Whatever stands in a watch file, each problem is told with a key and an example, and nothing else raised."""
    faults = Faults(WATCH_FILE, raw)
    check_watch(fitting_tables(WATCH_FILE, faults), faults, folder=Path(__file__).parent, digest="")
    assert all(problem.key and problem.reason and problem.example for problem in faults.problems())
