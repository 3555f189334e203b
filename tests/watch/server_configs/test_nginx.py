"""nginx.conf -> what is published and logged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from forensics.errors import SourceError
from forensics.watch.server_configs import Published, read_nginx
from tests.support.config_fixture import folders, logs, remarks, watch_of, written

MAIN = r"""
    events { worker_connections 64; }
    http {
        log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                        '$status $body_bytes_sent "$http_referer" "$http_user_agent"';
        log_format json escape=json '{"time":"$time_iso8601","host":"$host","remote_addr":"$remote_addr",'
                                    '"request":"$request","status":"$status","bytes":"$body_bytes_sent"}';
        log_format agents '$http_user_agent';
        access_log /var/log/nginx/access.log main;
        root /srv/default;
        include sites/*.conf;
    }
    """


def read(folder: Path, site: str, **more: str) -> Published:
    """What a main configuration with this site says; `more` are files beside it."""
    files = {"nginx.conf": MAIN, "sites/a.conf": site, **{f"{name}.conf": text for name, text in more.items()}}
    return read_nginx([written(folder, files)])


def test_locations_are_folders(tmp_path: Path) -> None:
    """By root and by alias, nested and inherited; what serves what another serves already is not told twice."""
    site = r"""
        server {
            server_name www.example.org example.org;
            location / { try_files $uri =404; }
            location /media/ { alias /srv/media/; }
            location ^~ /static { root /srv/www; location /static/deep/ { root "/srv/deep er"; } }
            location /same/ { root /srv/default; }
            location "/100%/" { alias /srv/percent; }
        }
        server { server_name b.example.org; root /srv/b; }
        """
    found = read(tmp_path, site.replace("alias /srv/percent;", "alias /srv/percent/;"))
    b = ("b.example.org",)
    assert folders(found) == {
        ("/", ()): "/srv/default",
        ("/media/", ()): "/srv/media/",
        ("/static/", ()): "/srv/www/static",
        ("/static/deep/", ()): "/srv/deep er/static/deep/",
        ("/100%/", ()): "/srv/percent/",
        ("/", b): "/srv/b",
    }
    assert [root.url for root in watch_of(found, tmp_path).roots][1] == "/100%/"


def test_each_finding_has_its_place(tmp_path: Path) -> None:
    """File and line, also of what was included."""
    site = "server {\n  root /srv/a;\n  include snippet.conf;\n}\n"
    found = read(tmp_path, site, snippet="\nlocation /b/ {\n alias /srv/b/; }\naccess_log /var/log/b.log json;\n")
    a, b = found.roots
    assert (str(a.of_path), str(a.of_url)) == (f"{tmp_path}/sites/a.conf:2, root", f"{tmp_path}/sites/a.conf:1, server")
    assert (str(b.of_path), str(b.of_url)) == (
        f"{tmp_path}/snippet.conf:3, alias",
        f"{tmp_path}/snippet.conf:2, location /b/",
    )
    assert str(found.logs[0].of_path) == f"{tmp_path}/snippet.conf:4, access_log"
    assert str(found.logs[0].of_format) == f"{tmp_path}/nginx.conf:6, log_format json"


def test_logs_are_inherited_or_replaced(tmp_path: Path) -> None:
    """A block with a log of its own does not write to those around it; formats go by their names."""
    site = """
        server { server_name a.example; }
        server { server_name b.example; access_log /var/log/b.log combined; access_log /var/log/b.json json;
                 location /x { access_log /var/log/x.log; } }
        server { server_name c.example; access_log /var/log/agents.log agents; }
        """
    found = read(tmp_path, site)
    assert logs(found) == {
        "/var/log/nginx/access.log*": f"{tmp_path}/nginx.conf#main",
        "/var/log/b.log*": "nginx_combined",
        "/var/log/b.json*": f"{tmp_path}/nginx.conf#json",
        "/var/log/x.log*": "nginx_combined",
    }
    assert {log.paths[0]: log.host for log in found.logs}["/var/log/b.log*"] == "b.example"
    assert {log.paths[0]: log.host for log in found.logs}["/var/log/b.json*"] is None  # its lines name it
    (refused,) = [log for log in found.logs if log.refused]
    assert "no complete time stamp" in refused.refused
    assert len(watch_of(found, tmp_path).logs) == 4


def test_a_log_whose_name_begins_another(tmp_path: Path) -> None:
    """Its glob leaves the other out, so that no line is read twice."""
    site = "server { access_log /l/access.log; access_log /l/access.log.ssl; access_log '/l/a[1].log'; }"
    assert list(logs(read(tmp_path, site))) == [
        "/l/access.log",
        "/l/access.log[-.][0-9]*",
        "/l/access.log.ssl*",
        "/l/a[[]1].log*",
    ]


LEFT_OPEN = [
    ("location ~ ^/u/(.*)$ { alias /home/$1; }", "a.conf:1: /home/$1 in location ~ ^/u/(.*)$: not understood"),
    ("location ~* /d { root /srv/d; }", "/srv/d in location ~* /d: not understood"),
    ("location = /one.pdf { alias /srv/one.pdf; }", "/srv/one.pdf in location = /one.pdf: not understood"),
    ("location ~/x { root /srv/d; }", "/srv/d in location ~/x: not understood"),
    ("location @x { root /srv/d; }", "/srv/d in location @x: not understood"),
    ("if ($a) { root /srv/d; }", "/srv/d in if: not understood"),
    ("location /a/ { alias /srv/a; }", "alias /srv/a lacks the slash in which /a/ ends"),
    ("root /srv/$host;", "/srv/$host not understood: it holds a variable"),
    ("root html;", "html not understood: relative to a folder that nginx was built with"),
    ("access_log off;", "access_log off: requests to this server are in no log"),
    ("location /q { access_log off; }", "access_log off: requests to location /q are in no log"),
    ("access_log /var/log/$host.log;", "/var/log/$host.log not understood: it holds a variable"),
    ("access_log syslog:server=127.0.0.1 main;", "syslog: the log is in no file here"),
    ("access_log /dev/stdout;", "/dev/stdout is a device"),
    ("access_log /l nope;", "no log_format is called nope"),
    ("location /app/ { proxy_pass http://127.0.0.1:81; }", "/app/ is answered by http://127.0.0.1:81"),
    ("rewrite ^/a /b;", "rewrite ^/a /b: not followed"),
    ("server_name *.example.org;", "*.example.org: not all are plain names, so any host is taken"),
    ("include none.conf;", "none.conf is not there"),
    ("include nginx.conf;", "nginx.conf includes itself: a circle"),
]


@pytest.mark.parametrize(("line", "text"), LEFT_OPEN)
def test_what_is_not_understood_is_told(tmp_path: Path, line: str, text: str) -> None:
    """Never guessed, and the watch file is sound without it."""
    found = read(tmp_path, f"server {{ {line} }}\nserver {{ listen 81; root /srv/sound; server_name s.example; }}")
    assert text in remarks(found)
    assert found.roots[-1].path == "/srv/sound" or "/srv/sound" in [root.path for root in found.roots]
    watch_of(found, tmp_path)


NOTED = [
    ("location / { proxy_pass http://a; }", "location / has proxy_pass"),
    ("location /d { alias /srv/d/; }", "/d../ leads out of this folder"),
    ("location /d/ { internal; alias /srv/d/; }", "handed out only where another program says so"),
    ("location /d/ { deny all; alias /srv/d/; }", "handed out to nobody"),
    ("access_log /l if=$loggable;", "if=$loggable: other requests are not logged"),
    ("access_log /l combined gzip=5;", "written compressed"),
]


@pytest.mark.parametrize(("line", "text"), NOTED)
def test_what_a_reader_must_know_stands_at_the_finding(tmp_path: Path, line: str, text: str) -> None:
    """As a comment above it."""
    found = read(tmp_path, f"server {{ {line} }}")
    watch_of(found, tmp_path)
    lines = (tmp_path / "made" / "watch.toml").read_text(encoding="utf-8").split("[[files]]")[0].split("\n")
    assert [line for line in lines if line.startswith("# ") and text in line]


def test_any_host_is_the_one_of_the_default_server(tmp_path: Path) -> None:
    """A marked default comes before the first; one that only sends elsewhere publishes nothing; a URL that two
    folders claim for one host is told."""
    site = """
        server { listen 80; server_name a.example; root /srv/a; }
        server { listen 80 default_server; server_name b.example; root /srv/b; }
        server { listen 81; server_name c.example; return 301 https://$host$request_uri; }
        server { listen 82; server_name _; root /srv/d; }
        server { listen 83; server_name a.example; root /srv/e; }
        """
    found = read(tmp_path, site)
    assert folders(found) == {
        ("/", ()): "/srv/b",
        ("/", ("a.example",)): "/srv/a",
    }
    assert "/srv/d would be / of any host too, as /srv/b is" in remarks(found)
    assert "/srv/e would be / of a.example too, as /srv/a is" in remarks(found)
    watch_of(found, tmp_path)


def test_a_file_of_sites_alone(tmp_path: Path) -> None:
    """A server block without http around it is read as if it stood in one."""
    site = written(tmp_path, {"site": "server { root /srv/a; access_log /l; }"})
    assert folders(read_nginx([site])) == {("/", ()): "/srv/a"}


def test_paths_below_a_prefix_that_shows(tmp_path: Path) -> None:
    """As nginx lies where it was not packaged, relative paths are relative to the folder around conf."""
    main = written(tmp_path, {"conf/nginx.conf": "http { server { root html; access_log logs/access.log; } }"})
    found = read_nginx([main.parent.parent])
    assert folders(found) == {("/", ()): f"{tmp_path}/html"}
    assert list(logs(found)) == [f"{tmp_path}/logs/access.log*"]


def test_debian(tmp_path: Path) -> None:
    """The layout of Debian: sites by links, fragments by glob."""
    main = "http { access_log /var/log/nginx/access.log; include conf.d/*.conf; include sites-enabled/*; }"
    site = "server { listen 80 default_server; root /var/www/html; server_name _; location / { try_files $uri =404; } }"
    path = written(tmp_path, {"nginx/nginx.conf": main, "nginx/sites-available/default": site})
    (path.parent / "sites-enabled").mkdir()
    (path.parent / "sites-enabled" / "default").symlink_to("../sites-available/default")
    watch = watch_of(read_nginx([path.parent]), tmp_path)
    assert [(str(root.path), root.url, root.hosts) for root in watch.roots] == [("/var/www/html", "/", ())]
    assert [(log.path, log.format) for log in watch.logs] == [("/var/log/nginx/access.log*", "nginx_combined")]
    assert watch.flagged


BROKEN = {
    "cut in a block": ("server { root /srv/a;", "is not read"),
    "cut in a quote": ('server { root "/srv/a; }', "is not read"),
    "cut in a directive": ("server { root /srv/a; } root /x", "is not read"),
    "closed twice": ("server { } }", 'is not read: unexpected "}"'),
    "deep": ("server { " + "location / { " * 100 + "}" * 101, "stands in too many blocks"),
    "bottomless": ("server { " + "location / { " * 2000 + "}" * 2001, "is not read: too many blocks within blocks"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_told(tmp_path: Path, name: str) -> None:
    """With its name; the rest of the configuration is read."""
    text, reason = BROKEN[name]
    found = read_nginx([written(tmp_path, {"nginx.conf": "include a.conf; server { root /r; }", "a.conf": text})])
    assert "a.conf" in remarks(found)
    assert reason in remarks(found)
    assert "/r" in folders(found).values()


def test_other_encodings_are_told(tmp_path: Path) -> None:
    """A path of bytes that are not UTF-8 is not guessed; a file in UTF-16 is no text for nginx either."""
    main = written(tmp_path, {"nginx.conf": "include latin.conf;\ninclude wide.conf;"})
    (tmp_path / "latin.conf").write_bytes(
        b"server { root /srv/caf\xe9; server_name www.example; location /a { root /b; } }"
    )
    (tmp_path / "wide.conf").write_bytes("server { root /srv; }".encode("utf-16"))
    found = read_nginx([main])
    assert folders(found) == {("/a/", ()): "/b/a"}
    assert "latin.conf:1: /srv/caf\ufffd not understood: it holds bytes that are not UTF-8" in remarks(found)
    assert f"nginx.conf:2: {tmp_path}/wide.conf holds NUL bytes" in remarks(found)


def test_control_characters_act_nowhere(tmp_path: Path) -> None:
    """Neither in a value nor in a comment of the new file."""
    site = 'server { root /srv; server_name "\x1b[2J"; location "/\x1b/" { alias "/a\\n/"; } rewrite "\x07" b; }'
    watch_of(read(tmp_path, site), tmp_path)
    text = (tmp_path / "made" / "watch.toml").read_text(encoding="utf-8")
    assert text.replace("\n", "").isprintable()
    assert "\\x1b[2J" in text


def test_what_cannot_be_read_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing configuration, a folder without one, and a missing library, with the way out."""
    with pytest.raises(SourceError, match="is not there"):
        read_nginx([tmp_path / "nginx.conf"])
    with pytest.raises(SourceError, match="holds none of"):
        read_nginx([tmp_path])
    monkeypatch.setitem(sys.modules, "crossplane", None)
    with pytest.raises(SourceError, match="crossplane, which is not installed") as caught:
        read(tmp_path, "")
    assert caught.value.hint == "pip install 'accesslog-forensics[watch]'"
