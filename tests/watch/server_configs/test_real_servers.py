"""A real nginx and a real Apache, asked whether they publish and log what is read out of their configuration."""

from __future__ import annotations

import http.client
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import polars as pl
import pytest

from forensics.errors import SourceError
from forensics.formats import matches, resolve
from forensics.model import Log
from forensics.sources import locate
from forensics.watch.server_configs import read_apache, read_nginx
from forensics.watch.watched import Watch
from tests.support.config_fixture import remarks, watch_of, written
from tests.support.programs import needs
from tests.support.servers.apache import load_modules, unprivileged
from tests.support.servers.server import Server, free_port, running

NGINX = """
    daemon off;
    master_process off;
    pid FOLDER/nginx.pid;
    error_log FOLDER/error.log;
    events { }
    http {
      client_body_temp_path FOLDER/1; proxy_temp_path FOLDER/2; fastcgi_temp_path FOLDER/3;
      uwsgi_temp_path FOLDER/4; scgi_temp_path FOLDER/5;
      log_format wide '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                      '"$http_referer" "$http_user_agent" "$host"';
      access_log FOLDER/logs/access.log wide;
      root FOLDER/www/a;
      include sites/*.conf;
    }
    """
SITES = {
    "sites/1.conf": """
        server {
          listen 127.0.0.1:PORT;
          server_name a.example www.a.example;
          location /media/ { alias FOLDER/www/media/; }
          location ^~ /static { root FOLDER/www; access_log off; }
          location "/100%/" { alias "FOLDER/www/100%/"; }
          location /app/ { location /app/deep/ { root FOLDER/www/deep; } }
        }
        """,
    "sites/2.conf": """
        server {
          listen 127.0.0.1:PORT;
          server_name b.example;
          root "FOLDER/www/b b";
          access_log FOLDER/logs/access.log.b;
          include snippets/more.conf;
        }
        """,
    "snippets/more.conf": "location /more { alias FOLDER/www/more; }",
}
APACHE = """
    ServerRoot "FOLDER"
    DefaultRuntimeDir "FOLDER"
    PidFile "FOLDER/httpd.pid"
    ErrorLog "FOLDER/error.log"
    Define WWW FOLDER/www
    Listen 127.0.0.1:PORT
    MODULES
    ServerName main.example
    DocumentRoot "${WWW}/a"
    <IfModule alias_module>
      Alias "/shared/" "${WWW}/media/"
      Alias "/sp ace" "${WWW}/more"
    </IfModule>
    <IfModule !alias_module>
      DocumentRoot /nowhere
    </IfModule>
    LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
    CustomLog logs/access.log combined
    Include sites/*.conf
    """
HOSTS = {
    "sites/1.conf": """
        <VirtualHost *:PORT>
          ServerName b.example:PORT
          DocumentRoot "${WWW}/b b"
          TransferLog "|/usr/bin/rotatelogs -l FOLDER/logs/b.%Y-%m-%d 86400"
        </VirtualHost>
        <VirtualHost *:PORT>
          ServerName c.example
          Alias /shared/ "${WWW}/deep/"
          CustomLog logs/access.log-c "%h %l %u %t \\"%r\\" %>s %B"
        </VirtualHost>
        """,
}


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder that a server's unprivileged workers may read, which pytest's own is not."""
    with tempfile.TemporaryDirectory(prefix="servers-") as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder


def configured(folder: Path, files: dict[str, str], port: int) -> Path:
    """The configuration, with the port and what this build of Apache needs."""
    (folder / "logs").mkdir()
    put = {"PORT": str(port)}
    if "MODULES" in next(iter(files.values())):
        put["MODULES"] = "\n".join([*load_modules(str(needs("apache")), "alias"), *unprivileged()])
    texts = {}
    for name, text in files.items():
        for mark, value in put.items():
            text = text.replace(mark, value)  # noqa: PLW2901 - one mark after the other
        texts[name] = text
    return written(folder, texts)


@contextmanager
def served(command: list[str], configuration: Path, port: int) -> Iterator[None]:
    """The server, until the block ends."""
    with running(command, Server("any", port, configuration.parent, configuration, {}, {})):
        yield


def fetched(watch: Watch, port: int) -> dict[str, str]:
    """What the server answers for a file that was put into each root, by the URL of the root and its host."""
    answers = {}
    for root in watch.roots:
        host = root.hosts[0] if root.hosts else "other.example"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", quote(root.url) + "probe.txt", headers={"Host": host})
        answers[f"{host}{root.url}"] = connection.getresponse().read().decode()
        connection.close()
    return answers


def placed(watch: Watch) -> dict[str, str]:
    """A file in each root, which holds the root's path; by URL and host."""
    for root in watch.roots:
        root.path.mkdir(parents=True, exist_ok=True)
        (root.path / "probe.txt").write_text(str(root.path), encoding="utf-8")
    return {f"{root.hosts[0] if root.hosts else 'other.example'}{root.url}": str(root.path) for root in watch.roots}


def unread(log: Log, folder: Path) -> list[str]:
    """The lines of a log that its format does not read; the log is there and holds some, at least soon."""
    fmt = resolve(log.format, folder)
    assert fmt is not None
    deadline = time.monotonic() + 10
    while not (lines := _lines(log, folder)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert lines, log.path
    return [line for line, fits in zip(lines, matches(fmt, pl.Series(lines)), strict=True) if not fits]


def _lines(log: Log, folder: Path) -> list[str]:
    try:
        return [line for path in locate(log, folder) for line in Path(str(path)).read_text("utf-8").splitlines()]
    except SourceError:
        return []


def test_nginx(tmp_path: Path) -> None:
    """Every root that was found is served under its URL and host, and every log is written in its format."""
    program, port = str(needs("nginx")), free_port()
    main = configured(tmp_path, {"nginx.conf": NGINX, **SITES}, port)
    found = read_nginx([main])
    watch = watch_of(found, tmp_path)
    expected = placed(watch)
    assert len(expected) == 7
    with served([program, "-p", str(tmp_path), "-c", str(main)], main, port):
        assert fetched(watch, port) == expected
        used = [log for log in watch.logs if not log.path.endswith("[-.][0-9]*")]  # nothing was rotated
        assert len(used) == 2
        assert [line for log in used for line in unread(log, watch.folder)] == []
    assert "requests to location ^~ /static are in no log" in remarks(found)


def test_apache(ground: Path) -> None:
    """Every root that was found is served under its URL and host, and every log is written in its format."""
    program, port = str(needs("apache")), free_port()
    main = configured(ground, {"httpd.conf": APACHE, **HOSTS}, port)
    found = read_apache([main])
    watch = watch_of(found, ground)
    expected = placed(watch)
    assert len(expected) == 5
    with served([program, "-f", str(main), "-DFOREGROUND"], main, port):
        assert fetched(watch, port) == expected
        used = [log for log in watch.logs if Path(log.path).name.startswith(("b.", "access.log-c"))]
        assert len(used) == 2  # nobody asked the main server
        assert [line for log in used for line in unread(log, watch.folder)] == []


def test_the_includes_that_nginx_itself_names(tmp_path: Path) -> None:
    """`nginx -T` names each file that it reads: a fault in any of them is told of that file."""
    program, port = str(needs("nginx")), free_port()
    main = configured(tmp_path, {"nginx.conf": NGINX, **SITES}, port)
    dumped = subprocess.run([program, "-T", "-c", str(main)], capture_output=True, text=True, check=True).stdout
    named = {
        line.removeprefix("# configuration file ").rstrip(":") for line in dumped.splitlines() if line[:3] == "# c"
    }
    assert named == {str(main), *(str(tmp_path / name) for name in SITES)}
    for name in SITES:
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(f"{text}\n}}", encoding="utf-8")
        assert f"{Path(name).name}:{text.count(chr(10)) + 2}: is not read" in remarks(read_nginx([main]))
        (tmp_path / name).write_text(text, encoding="utf-8")
