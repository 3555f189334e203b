"""httpd.conf and apache2.conf -> what is published and logged."""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.watch.server_configs import Published, read_apache
from tests.support.config_fixture import folders, logs, remarks, watch_of, written

FORMATS = r"""
LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"" vhost_combined
LogFormat "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"" combined
LogFormat "%{Referer}i -> %U" referer
"""


def read(folder: Path, text: str, **more: str) -> Published:
    """What a configuration says; `more` are files beside it."""
    main = f"ServerRoot FOLDER\nListen 80\n{FORMATS}{text}"
    return read_apache([written(folder, {"httpd.conf": main, **{f"{name}.conf": held for name, held in more.items()}})])


def test_debian(tmp_path: Path) -> None:
    """The layout of Debian: variables of envvars, modules and sites by links and globs, conditions."""
    files = {
        "apache2/apache2.conf": f"""
            IncludeOptional mods-enabled/*.load
            IncludeOptional mods-enabled/*.conf
            Include ports.conf
            {FORMATS}
            IncludeOptional conf-enabled/*.conf
            IncludeOptional sites-enabled/*.conf
            """,
        "apache2/envvars": """
            if [ "${APACHE_CONFDIR##/etc/apache2-}" != "${APACHE_CONFDIR}" ] ; then
                SUFFIX="-${APACHE_CONFDIR##/etc/apache2-}"
            else
                SUFFIX=
            fi
            export APACHE_LOG_DIR=/var/log/apache2$SUFFIX
            """,
        "apache2/mods-enabled/alias.load": "LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so",
        "apache2/mods-enabled/alias.conf": """
            <IfModule alias_module>
                Alias /icons/ "/usr/share/apache2/icons/"
            </IfModule>
            """,
        "apache2/ports.conf": """
            Listen 80
            <IfModule ssl_module>
                Listen 443
            </IfModule>
            """,
        "apache2/conf-enabled/other.conf": "CustomLog ${APACHE_LOG_DIR}/other_vhosts_access.log vhost_combined",
        "apache2/conf-enabled/cgi.conf": """
            <IfModule mod_alias.c>
                <IfModule mod_cgi.c>
                    Define ENABLE_USR_LIB_CGI_BIN
                </IfModule>
                <IfDefine ENABLE_USR_LIB_CGI_BIN>
                    ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/
                </IfDefine>
            </IfModule>
            """,
        "apache2/sites-enabled/000-default.conf": """
            <VirtualHost *:80>
                #ServerName www.example.com
                DocumentRoot /var/www/html
                CustomLog ${APACHE_LOG_DIR}/access.log combined
            </VirtualHost>
            """,
    }
    found = read_apache([written(tmp_path, files).parent])
    assert folders(found) == {("/", ()): "/var/www/html", ("/icons/", ()): "/usr/share/apache2/icons/"}
    config = f"{tmp_path}/apache2/apache2.conf"
    assert logs(found) == {
        "/var/log/apache2/access.log*": f"{config}#combined",
        "/var/log/apache2/other_vhosts_access.log*": f"{config}#vhost_combined",
    }
    assert remarks(found) == ""
    site = f"{tmp_path}/apache2/sites-enabled/000-default.conf"
    assert str(found.roots[0].of_path) == f"{site}:4, DocumentRoot"
    assert len(watch_of(found, tmp_path).roots) == 2


def test_red_hat(tmp_path: Path) -> None:
    """The layout of Red Hat: a configuration in conf, logs by a path relative to the ServerRoot, TLS in conf.d."""
    files = {
        "httpd/conf/httpd.conf": f"""
            ServerRoot "FOLDER/httpd"
            Listen 80
            Include conf.modules.d/*.conf
            DocumentRoot "/var/www/html"
            <IfModule log_config_module>
                {FORMATS}
                <IfModule logio_module>
                    LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{{Referer}}i\\" \\"%{{User-Agent}}i\\" %I %O" combinedio
                </IfModule>
                CustomLog "logs/access_log" combined
            </IfModule>
            IncludeOptional conf.d/*.conf
            """,
        "httpd/conf.modules.d/00-base.conf": "LoadModule alias_module modules/mod_alias.so",
        "httpd/conf.d/ssl.conf": """
            Listen 443 https
            <VirtualHost _default_:443>
                TransferLog logs/ssl_access_log
                CustomLog logs/ssl_request_log "%t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x \\"%r\\" %b"
            </VirtualHost>
            """,
    }
    found = read_apache([written(tmp_path, files).parent.parent])
    assert folders(found) == {("/", ()): "/var/www/html"}
    assert list(logs(found)) == [
        f"{tmp_path}/httpd/logs/ssl_access_log*",
        f"{tmp_path}/httpd/logs/ssl_request_log*",
        f"{tmp_path}/httpd/logs/access_log*",
    ]
    assert logs(found)[f"{tmp_path}/httpd/logs/ssl_access_log*"] == "apache_common"
    watch_of(found, tmp_path)


def test_xampp(tmp_path: Path) -> None:
    """Paths of Windows, read on any system: as they stand, and the ServerRoot taken from where the file lies."""
    files = {
        "apache/conf/httpd.conf": f"""
            Define SRVROOT "C:/xampp/apache"
            ServerRoot "${{SRVROOT}}"
            Listen 80
            LoadModule alias_module modules/mod_alias.so
            ServerName localhost:80
            DocumentRoot "C:/xampp/htdocs"
            {FORMATS}
            CustomLog "|bin/rotatelogs.exe -l logs/access.%Y.%m.%d.log 86400" combined
            Include conf/extra/httpd-vhosts.conf
            """,
        "apache/conf/extra/httpd-vhosts.conf": r"""
            <VirtualHost *:80>
                ServerName www.example.org
                DocumentRoot "D:\sites\example"
                CustomLog "C:/xampp/apache/logs/example.log" combined
            </VirtualHost>
            """,
    }
    found = read_apache([written(tmp_path, files)])
    assert folders(found) == {("/", ()): r"D:\sites\example"}
    assert "C:/xampp/apache/logs/example.log*" in logs(found)
    assert f"{tmp_path}/apache/logs/access.*.*.*.log*" in logs(found)
    assert "C:/xampp/apache is no folder here" in remarks(found)
    watch_of(found, tmp_path)


def test_virtual_hosts_inherit(tmp_path: Path) -> None:
    """The root and the aliases of the main server hold in each; a log or an alias of its own takes their place."""
    text = """
        ServerName main.example
        DocumentRoot /srv/main
        Alias /shared/ /srv/shared/
        CustomLog main.log combined
        <VirtualHost *:80>
            ServerName https://a.example:443
            ServerAlias www.a.example
            DocumentRoot /srv/a
            Alias /docs "/srv/the docs"
            CustomLog a.log combined
        </VirtualHost>
        <VirtualHost *:80>
            ServerName b.example
            Alias /shared/ /srv/other/
        </VirtualHost>
        """
    found = read(tmp_path, text)
    assert folders(found) == {
        ("/", ()): "/srv/a",
        ("/docs/", ()): "/srv/the docs",
        ("/shared/", ()): "/srv/shared/",
        ("/", ("b.example",)): "/srv/main",
        ("/shared/", ("b.example",)): "/srv/other/",
    }
    hosts = {log.paths[0]: log.host for log in found.logs}
    assert hosts == {f"{tmp_path}/a.log*": "a.example", f"{tmp_path}/main.log*": None}
    watch_of(found, tmp_path)


def test_the_main_server_answers_where_no_host_does(tmp_path: Path) -> None:
    """On a port that no virtual host takes, with its own name."""
    text = "Listen 8080\nServerName m.example\nDocumentRoot /m\n<VirtualHost *:80>\nDocumentRoot /a\n</VirtualHost>\n"
    found = read(tmp_path, text)
    assert folders(found) == {("/", ()): "/a", ("/", ("m.example",)): "/m"}


def test_formats_by_name_or_as_they_stand(tmp_path: Path) -> None:
    """A nickname where the file defines it so, the string where variables or other files made it."""
    text = r"""
        Define FIELDS "%h %l %u %t"
        LogFormat "${FIELDS} \"%r\" %>s %b" made
        LogFormat "%v %h %l %u %t \"%r\" \
            %>s %b"
        DocumentRoot /srv
        CustomLog made.log made
        CustomLog plain.log '%h %l %u %t "%r" %>s %B'
        TransferLog transfer.log
        CustomLog clash.log combined
        CustomLog clash.log vhost_combined
        CustomLog agents.log referer
        """
    found = read(tmp_path, text)
    assert logs(found) == {
        f"{tmp_path}/made.log*": '%h %l %u %t "%r" %>s %b',
        f"{tmp_path}/plain.log*": '%h %l %u %t "%r" %>s %B',
        f"{tmp_path}/transfer.log*": '%v %h %l %u %t "%r"             %>s %b',
        f"{tmp_path}/clash.log*": "auto",
    }
    assert [log.refused != "" for log in found.logs] == [False, False, False, False, True]
    assert len(watch_of(found, tmp_path).logs) == 4
    text = (tmp_path / "made" / "watch.toml").read_text(encoding="utf-8")
    assert "# Not used: " in text
    assert "# lines of several formats: " in text


PIPED = [
    ("|/usr/bin/rotatelogs -l /l/access.%Y-%m-%d 86400", "/l/access.*-*-*"),
    ("||/usr/bin/rotatelogs -n 5 /l/access 10M", "/l/access*"),
    ('|$"/usr/sbin/rotatelogs" -L /l/now -p /bin/x /l/access 86400', "/l/access.*"),
    (r"|\"C:/Apache24/bin/rotatelogs.exe\" C:/l/a.%Y%m%d.log 86400", "C:/l/a.*.log*"),
    ("|/usr/sbin/cronolog --symlink=/l/now /l/%Y/%m/access.log", "/l/*/*/access.log*"),
]


@pytest.mark.parametrize(("command", "path"), PIPED)
def test_piped_logs(tmp_path: Path, command: str, path: str) -> None:
    """Where rotatelogs and cronolog write, as a glob."""
    quote = command if '\\"' in command else command.replace('"', '\\"')
    assert list(logs(read(tmp_path, f'CustomLog "{quote}" combined'))) == [path]


LEFT_OPEN = [
    ("AliasMatch ^/u/(.*) /home/$1", "httpd.conf:8: ^/u/(.*) /home/$1: a pattern, not understood"),
    ("ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/", "programs: what they answer is in no folder"),
    ("<Location /x>\nAlias /srv/x\n</Location>", "httpd.conf:9: /srv/x: not understood"),
    ("Alias /a/ /srv/a", "/srv/a lacks the slash in which /a/ ends"),
    ("Alias /favicon.ico /srv/f.ico", "/srv/f.ico is one file, served as /favicon.ico"),
    ("DocumentRoot ${NOWHERE}/html", "${NOWHERE}/html not understood: it holds a variable that is set nowhere"),
    ("UserDir public_html", "folders of users, not understood"),
    ("VirtualDocumentRoot /srv/%0", "a folder by the name of the host"),
    ("ProxyPass / http://127.0.0.1:81/", "answered by another server"),
    ("RewriteRule ^/a /b\nRewriteRule ^/c /d", "^/a /b: not followed"),
    ("ServerName *.example.org", "*.example.org: not all are plain names"),
    ("CustomLog x.log nickname", "no LogFormat is called nickname"),
    ('CustomLog "|/usr/bin/logger -t httpd" combined', "a program keeps this log, and where is not understood"),
    ("CustomLog syslog:local1 combined", "the log is in no file here"),
    ("CustomLog /dev/stdout combined", "is a device, no file"),
    ("<Macro site $n>\nDocumentRoot /srv/$n\n</Macro>\nUse site a", "site a: a macro, not understood"),
    ("<IfModule mod_alias.c>\nDocumentRoot /srv/d\n</IfModule>", "not decided here: taken to hold"),
    ("Include none.conf", "none.conf: nothing is there"),
    ("Include httpd.conf", "httpd.conf includes itself: a circle"),
    ("Include more.conf", "more.conf:2: closes what is not open in this file"),
    ("<VirtualHost *>\nDocumentRoot /srv/v", "is not closed in its file"),
    ("Include /dev/zero", "/dev/zero is no file"),
]


@pytest.mark.parametrize(("line", "text"), LEFT_OPEN)
def test_what_is_not_understood_is_told(tmp_path: Path, line: str, text: str) -> None:
    """Never guessed, with its file and line; and the watch file is sound without it."""
    found = read(tmp_path, f"\n{line}\nAlias /sound /srv/sound", more="\n</VirtualHost>\n")
    assert text in remarks(found)
    assert "/srv/sound" in folders(found).values()
    watch_of(found, tmp_path)


def test_conditions(tmp_path: Path) -> None:
    """What is not in force is passed over, with all that stands in it."""
    text = """
        LoadModule alias_module modules/mod_alias.so
        Define ON
        <IfModule mod_alias.c>
        Alias /1 /1
        </IfModule>
        <IfModule !alias_module>
          <VirtualHost *:80>
            Alias /2 /2
          </VirtualHost>
          Define OTHER
        </IfModule>
        <IfModule mod_nope.c>
          Alias /3 /3
        </IfModule>
        <IfDefine ON>
          <IfDefine !OTHER>
            Alias /4 /4
          </IfDefine>
        </IfDefine>
        <IfVersion >= 2.4>
          Alias /5 /5
        </IfVersion>
        <IfFile FOLDER/httpd.conf>
          UnDefine ON
        </IfFile>
        <IfDefine ON>
          Alias /6 /6
        </IfDefine>
        """
    found = read(tmp_path, text)
    assert [root.url for root in found.roots] == ["/1/", "/4/", "/5/"]
    assert remarks(found) == ""


def test_other_encodings_are_told(tmp_path: Path) -> None:
    """A path of bytes that are not UTF-8 is not guessed; a file in UTF-16 is no text for Apache either."""
    main = written(tmp_path, {"httpd.conf": "DocumentRoot /srv\nInclude latin.conf\nInclude wide.conf"})
    (tmp_path / "latin.conf").write_bytes(b"\xef\xbb\xbfAlias /a /srv/a\r\nAlias /b /srv/caf\xe9\r\n")
    (tmp_path / "wide.conf").write_bytes("Alias /c /c".encode("utf-16"))
    found = read_apache([main])
    assert set(folders(found).values()) == {"/srv", "/srv/a"}
    assert "latin.conf:2: /srv/caf\udce9 not understood: it holds bytes that are not UTF-8" in remarks(found)
    assert "wide.conf holds NUL bytes" in remarks(found)
    watch_of(found, tmp_path)


def test_variables_that_grow_without_end(tmp_path: Path) -> None:
    """Each doubles the one before it: the reference stays where a line would become longer than any."""
    doubled = "".join(f"Define A{n + 1} ${{A{n}}}${{A{n}}}\n" for n in range(60))
    found = read(tmp_path, f"Define A0 xx\n{doubled}DocumentRoot /${{A60}}\nAlias /a /srv/a\n")
    assert list(folders(found).values()) == ["/srv/a"]
    assert "not understood" in remarks(found)


def test_lines_of_a_megabyte(tmp_path: Path) -> None:
    """They are read, and told short."""
    long = "x" * 1_000_000
    found = read(tmp_path, f'Alias "/{long}\n{long}\nServerAlias *{long}\nDocumentRoot /srv\n' + "\\\n" * 10_000)
    assert "/srv" in folders(found).values()
    watch_of(found, tmp_path)
    assert max(map(len, (tmp_path / "made" / "watch.toml").read_text(encoding="utf-8").split("\n"))) < 2000
