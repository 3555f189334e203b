"""A new watch file: from configurations, or the template."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forensics.errors import OutputError, SourceError, WatchError
from forensics.watch.server_configs import new_watch
from forensics.watch.watch_file import load_watch
from tests.support.config_fixture import written

NGINX = "http { server { root /srv/n; access_log /var/log/n.log; } }"
APACHE = 'DocumentRoot /srv/a\nCustomLog /var/log/a.log "%h %l %u %t \\"%r\\" %>s %b"\n'


def test_without_a_configuration_it_is_the_template(tmp_path: Path) -> None:
    """With the zone that was given."""
    notes = new_watch(tmp_path / "w.toml", [], "Europe/Amsterdam")
    assert "lines marked EDIT" in notes[0]
    assert 'zone = "Europe/Amsterdam"' in (tmp_path / "w.toml").read_text(encoding="utf-8")


def test_the_server_is_told_from_what_stands_there(tmp_path: Path) -> None:
    """Several servers of one machine become one file; what both would serve is told."""
    written(tmp_path, {"a/x.conf": NGINX, "b/y.conf": APACHE, "c/apache2.conf": "Alias /c /srv/c\nListen 80"})
    notes = new_watch(tmp_path / "w.toml", [tmp_path / "a/x.conf", tmp_path / "b/y.conf", tmp_path / "c"], None)
    watch = load_watch(tmp_path / "w.toml")
    assert [str(root.path) for root in watch.roots] == ["/srv/n", "/srv/c"]
    assert [log.path for log in watch.logs] == ["/var/log/n.log*", "/var/log/a.log*"]
    assert notes[0] == "published folders found: 2; access logs: 2"
    assert notes[1].startswith("left open: 1;")  # / of any host
    if os.name == "posix":
        assert (tmp_path / "w.toml").stat().st_mode & 0o777 == 0o600


def test_what_must_be_mended_is_told(tmp_path: Path) -> None:
    """A file that lies in a published folder, and one for which nothing was found."""
    config = written(tmp_path, {"nginx.conf": NGINX.replace("/srv/n", "FOLDER")})
    notes = new_watch(tmp_path / "w.toml", [config], None)
    assert notes[-1].startswith("to be mended: watch.state")
    empty = written(tmp_path, {"empty/nginx.conf": "events { }"})
    assert "a published folder is needed" in new_watch(tmp_path / "v.toml", [empty], None)[-1]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """What exists stays."""
    config = written(tmp_path, {"nginx.conf": NGINX, "w.toml": "mine"})
    with pytest.raises(OutputError, match="exists"):
        new_watch(tmp_path / "w.toml", [config], None)
    assert (tmp_path / "w.toml").read_text(encoding="utf-8") == "mine"


def test_wrong_use(tmp_path: Path) -> None:
    """A zone that is none, a file that is no configuration: nothing is written."""
    other = written(tmp_path, {"notes.txt": "nothing of the kind"})
    with pytest.raises(WatchError) as caught:
        new_watch(tmp_path / "w.toml", [], "Amsterdam")
    assert caught.value.problems[0].key == "--zone"
    with pytest.raises(SourceError, match="no configuration of nginx or Apache"):
        new_watch(tmp_path / "w.toml", [other], None)
    assert not (tmp_path / "w.toml").exists()
