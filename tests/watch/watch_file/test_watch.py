"""A watch file as it is meant -> Watch; the template, the documentation and the schema."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from forensics.errors import OutputError, SourceError
from forensics.watch.watch_file import load_watch, watch_schema, write_template
from forensics.watch.watch_file.tables import WATCH_FILE
from forensics.watch.watched import Root
from tests.support.case_fixture import example, inside, keys
from tests.support.watch_fixture import DOCS, WATCH, fill, load, private, problems

EDITS = {
    'path = ""                               # EDIT: the folder': 'path = "public"  # ',
    'url = "" ': 'url = "/" ',
    'path = ""                               # EDIT: a pattern': 'path = "/var/log/nginx/access.log*"  #',
}


def template(folder: Path, *, edited: bool) -> str:
    """The text of the template as it is written, or with the marked edits made."""
    write_template(folder / "web 1.toml")
    text = (folder / "web 1.toml").read_text(encoding="utf-8")
    for blank, filled in EDITS.items() if edited else ():
        assert text.count(blank) == 1
        text = text.replace(blank, filled)
    return text


def test_paths_are_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From any working folder the same folders are meant, and they are absolute."""
    load(tmp_path)
    monkeypatch.chdir(tmp_path.parent)
    watch = load_watch(Path(tmp_path.name) / "watch.toml")
    assert watch.folder == tmp_path
    assert watch.state == tmp_path / "state"
    assert watch.roots == (
        Root(tmp_path / "public", "/docs/", ("www.example.org",)),
        Root(tmp_path / "public" / "old", "/"),
    )
    assert watch.logs[0].path == "logs/access.log*"
    assert watch.digest == f"sha256:{hashlib.sha256(WATCH.encode()).hexdigest()}"


def test_files_by_name_and_by_finding(tmp_path: Path) -> None:
    """An entry with flagged stands for what inspection finds, the others are files of their own."""
    watch = load(tmp_path)
    assert watch.flagged
    assert [file.name for file in watch.files] == ["leak.xlsx"]
    assert not load(tmp_path, WATCH.replace("[[files]]\nflagged = true\n", "")).flagged


def test_the_state_is_called_as_the_watch(tmp_path: Path) -> None:
    """Left out, it lies beside the file."""
    assert load(tmp_path, WATCH.replace('state = "state"\n', "")).state == tmp_path / "www"


def test_sinks_have_names_and_levels(tmp_path: Path) -> None:
    """By kind and number, and public where events go over the network to others."""
    text = WATCH + '[[sinks]]\nkind = "webhook"\ntarget = "http://[::1]:8080/"\nlevel = "investigator"\n'
    text += '[[sinks]]\nkind = "command"\ncommand = ["bin/alert", "-v"]\nevents = ["download", "download"]\n'
    sinks = load(tmp_path, text).sinks
    assert [(sink.name, sink.level) for sink in sinks] == [
        ("journald-1", "investigator"),
        ("webhook-1", "public"),
        ("webhook-2", "investigator"),
        ("command-1", "investigator"),
    ]
    assert sinks[1].secret == tmp_path / "webhook.key"
    assert sinks[3].command == (str(tmp_path / "bin" / "alert"), "-v")
    assert sinks[3].events == ("download",)


def test_a_target_comes_out_of_its_file(tmp_path: Path) -> None:
    """What holds a token stands in a file of its own."""
    private(tmp_path / "chat.url", "slack://TokenA/TokenB/TokenC/\n")
    text = WATCH + '[[sinks]]\nkind = "notify"\ntarget_file = "chat.url"\n'
    assert load(tmp_path, text).sinks[-1].target == "slack://TokenA/TokenB/TokenC/"


def test_roots_or_named_files_are_enough(tmp_path: Path) -> None:
    """Documents can be inspected without logs, and named files be followed without roots."""
    head = '[watch]\nid = "x"\n'
    assert load(tmp_path, f'{head}[[roots]]\npath = "a"\nurl = "/"\n').logs == ()
    assert load(tmp_path, f'{head}[[logs]]\npath = "logs/a*"\n[[files]]\nname = "a.pdf"\n').roots == ()


def test_one_root_may_stand_for_all_other_hosts(tmp_path: Path) -> None:
    """Beside those that name hosts, one of the same URL may name none."""
    more = '[[roots]]\npath = "a"\nurl = "/docs/"\n[[roots]]\npath = "b"\nurl = "/docs/"\nhosts = ["b.example.org"]\n'
    assert len(load(tmp_path, more + WATCH[WATCH.index("[[roots") :] + WATCH[: WATCH.index("[[roots")]).roots) == 4


def test_the_example_of_the_page_loads(tmp_path: Path) -> None:
    """The documentation's example is sound, and nothing of it is passed over."""
    watch = load(fill(tmp_path), example(DOCS))
    assert (len(watch.roots), len(watch.logs), len(watch.files), len(watch.sinks)) == (2, 1, 2, 4)
    assert watch.sinks[1].target.startswith("mailtos://")
    assert watch.accepted == tmp_path / "accepted.toml"


def test_docs_know_every_key() -> None:
    """Every key stands in the table of its section, and in the full example."""
    sections = re.split(r"^##+ ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    raw = tomllib.loads(example(DOCS))
    for names, key in keys(WATCH_FILE):
        assert key in inside(raw, names), (names, key)
        dotted = ".".join(names)
        section = [part for part in sections if f"[{dotted}]" in part.partition("\n")[0]]
        assert not names or f"\n| `{key}` |" in section[0], (names, key)


def test_schema_fits_the_example() -> None:
    """The JSON Schema accepts the documentation's example and refuses what the tool refuses."""
    schema = watch_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    raw = json.loads(json.dumps(tomllib.loads(example(DOCS)), default=lambda time: time.isoformat()))
    assert list(validator.iter_errors(raw)) == []
    assert '"null"' not in json.dumps(schema)
    raw["sinks"][0]["kind"] = "smoke"
    raw["roots"][0]["hosts"] = "www.example.org"
    del raw["watch"]["id"]
    raw["watches"] = 1
    assert len(list(validator.iter_errors(raw))) == 4


def test_template_after_the_edits_loads(tmp_path: Path) -> None:
    """Filling in the lines marked EDIT makes a watch; its id is the name of the file."""
    watch = load(tmp_path, template(tmp_path, edited=True))
    assert (watch.id, watch.zone, watch.flagged) == ("web-1", "UTC", True)


def test_template_unedited_names_the_edits(tmp_path: Path) -> None:
    """As it is written, the template is refused for exactly the lines that it marks EDIT."""
    text = template(tmp_path, edited=False)
    marked = re.findall(r"^(\w+) = .*# EDIT: ", text, re.MULTILINE)
    assert [problem.key.rpartition(".")[2] for problem in problems(tmp_path, text)] == marked
    assert f"the {['no', 'one', 'two', 'three', 'four'][len(marked)]} lines marked EDIT" in text


def test_template_knows_every_key(tmp_path: Path) -> None:
    """Every key stands in the template, and with the # taken away its line is valid."""
    text = re.sub(r"^#(?=[\[a-z])", "", template(fill(tmp_path), edited=True), flags=re.MULTILINE)
    raw = tomllib.loads(text)
    for names, key in keys(WATCH_FILE):
        assert key in inside(raw, names), (names, key)
    load(tmp_path, re.sub(r"^document = .*$", "", text, flags=re.MULTILINE))


def test_template_takes_the_zone_and_never_overwrites(tmp_path: Path) -> None:
    """The template is its owner's alone; what exists is left as it is."""
    path = tmp_path / "watch.toml"
    write_template(path, "Europe/Amsterdam")
    assert tomllib.loads(path.read_text(encoding="utf-8"))["watch"]["zone"] == "Europe/Amsterdam"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(OutputError, match="exists"):
        write_template(path)


def test_unreadable_watch_file(tmp_path: Path) -> None:
    """One that is not there says how to make one."""
    with pytest.raises(SourceError, match="No such file") as caught:
        load_watch(tmp_path / "none.toml")
    assert caught.value.hint == "forensics watch new WATCH.toml writes a watch file"
