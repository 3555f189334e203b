"""A case in which every field that others fill holds the payloads: logs and their names, an archive, the file."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.documents.workbook_parts import workbook
from tests.support.hostility.payloads import LONG, PAYLOADS, as_name

__all__ = ["FILE", "SIZE", "write_case"]

SIZE = 2_000_000
FILE = "leak '\"<b>&amp;$x$#y`z|{{1}}%s\u202e.xlsx"
_OTHER = "=cmd|x@[y](z).pdf"
_PATH = "/docs/leak%20'%22%3Cb%3E%26amp%3B$x$%23y%60z%7C%7B%7B1%7D%7D%25s%E2%80%AE.xlsx"
_KEYS = ("http_user_agent", "http_referer", "remote_user", "http_x_forwarded_for", "host", "server_protocol", "extra")


def _object(number: int, **changed: str) -> dict[str, Any]:
    """A delivery of the file as nginx writes it in JSON."""
    return {
        "time": f"2026-06-09T1{number // 3600}:{number // 60 % 60:02}:{number % 60:02}+00:00",
        "remote_addr": f"192.0.2.{number % 200 + 1}",
        "request_method": "GET",
        "request_uri": _PATH,
        "status": 200,
        "body_bytes_sent": SIZE,
        **changed,
    }


def _objects() -> Iterator[dict[str, Any]]:
    """A delivery for each payload in every field and the query; others with several in the path, as method, as key."""
    changes = [
        {**dict.fromkeys(_KEYS, text), "request_uri": f"{_PATH}?{text.replace('#', '%23')}"}
        for text in PAYLOADS.values()
    ]
    for text in (*_groups(6), *LONG.values()):
        changes += [
            {"request_uri": f"/{text.replace('?', '')}{_PATH}", "http_user_agent": text},
            {"request_method": text[:300], "remote_addr": text[:300], text[:300]: text},
        ]
    return (_object(number, **changed) for number, changed in enumerate(changes))


def _json_log() -> bytes:
    lines = [json.dumps(found, ensure_ascii=number % 2 == 0) for number, found in enumerate(_objects())]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def _combined_log() -> bytes:
    """Lines as a server that escapes nothing writes them: most cannot be read, and name the file."""
    lines = [
        f'192.0.2.{number + 1} - {text} [09/Jun/2026:10:00:{number % 60:02} +0000] "GET {_PATH}?{text} HTTP/1.1"'
        f' 200 {SIZE} "{text}" "{text}"\n'
        for number, text in enumerate(_groups(20))
    ]
    return "".join(lines).encode("utf-8", "surrogatepass")


def _w3c_log() -> bytes:
    """Headings that are not the server's."""
    head = "#Software: {0}\n#Version: {0}\n#Date: {0}\n#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query"
    head += " sc-status sc-bytes cs(User-Agent) {0}\n"
    row = "2026-06-09 10:00:00 192.0.2.7 GET /docs/leak.xlsx - 200 2000000 {0} {0}\n"
    return "".join(
        head.format(text.replace(" ", "+")) + row.format(text.replace(" ", "+")) for text in _groups(6)
    ).encode("utf-8", "surrogatepass")


def _archive(content: bytes) -> bytes:
    """Members with names that go elsewhere, links, devices, and names that are payloads."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz", format=tarfile.GNU_FORMAT) as archive:
        for name in (
            "../../owned.log",
            "/etc/owned.log",
            "a\x1b[2J<b>.log",
            "-rf.log",
            "|touch owned.log",
            "two\nlines.log",
        ):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, kind in (
            ("link.log", tarfile.SYMTYPE),
            ("hard.log", tarfile.LNKTYPE),
            ("device.log", tarfile.CHRTYPE),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    return made.getvalue()


def _logs(folder: Path) -> None:
    folder.mkdir()
    (folder / "all.json").write_bytes(_json_log())
    (folder / "plain.log").write_bytes(_combined_log())
    (folder / "w3c.log").write_bytes(_w3c_log())
    one = json.dumps(_object(0)).encode() + b"\n"
    (folder / "packed.tar.gz").write_bytes(_archive(one))
    named = folder / "named"
    named.mkdir()
    for number, text in enumerate(_groups(6)):
        line = one.replace(b"192.0.2.1", b"198.51.100.%d" % (number + 1))
        (named / f"{as_name(text, octets=180)}{number}.log").write_bytes(line)


def _document() -> bytes:
    """A workbook whose names, texts and properties are payloads."""
    sheets = {}
    for number, text in enumerate(_groups(8)):
        shown = "".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
        name = shown.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        cells = f'<c r="A1" t="inlineStr"><is><t>{name}</t></is></c><c r="B1"><v>{number}</v></c>'
        sheets[f"{number} {name}"] = f'<sheetData><row r="1" hidden="1">{cells}</row></sheetData>'
    states = dict.fromkeys(list(sheets)[::2], "veryHidden")
    return workbook(sheets, states=states).getvalue()


def _groups(count: int) -> list[str]:
    """The payloads, several to a text."""
    texts = list(PAYLOADS.values())
    return [" / ".join(texts[at::count]) for at in range(count)]


def _toml(text: str) -> str:
    """As JSON, without its surrogate pairs."""
    kept = "".join(c for c in text if c != "\0" and not "\ud800" <= c <= "\udfff")
    return '"' + "".join(c if " " <= c < "\x7f" and c not in '"\\' else f"\\U{ord(c):08x}" for c in kept) + '"'


def write_case(folder: Path) -> Path:
    """The case file, beside its logs."""
    _logs(folder / "logs")
    (folder / "leak.xlsx").write_bytes(_document())
    everything = " / ".join(PAYLOADS.values())
    parts = [
        f'[case]\nid = "hostile"\ntitle = {_toml(everything)}\nzone = "Europe/Amsterdam"\naware = 2026-06-10T10:00:00Z',
        *(f"{key} = {_toml(everything)}" for key in ("purpose", "requested_by", "legal_basis", "investigator")),
        f"[[files]]\nname = {_toml(FILE)}\nsize = {SIZE}",
        f'[[files]]\nname = {_toml(_OTHER)}\ndocument = "leak.xlsx"',
    ]
    for number, text in enumerate(_groups(2)):
        start, end = (f"2026-06-09T10:{minute:02}:00Z" for minute in (number, number + 1))
        label = f"{text} {number}" if number % 2 else f"{number} {text}"
        parts.append(f"[[windows]]\nlabel = {_toml(label)}\nstart = {start}\nend = {end}")
    parts.append('[[logs]]\npath = "logs/*.*"\n[[logs]]\npath = "logs/named/*"')
    for number, text in enumerate(_groups(8)):
        known = f'name = {_toml(f"{text} {number}")}\nnetworks = ["192.0.2.{number + 1}"]'
        parts.append(f"[[parties.known]]\n{known}")
    contact = f"name = {_toml(everything)}\nrole = {_toml(everything)}\nemail = {_toml(everything)}\n"
    said = ("discovered", "cause", "people_basis", "safeguards", "consequences", "measures", "reference", "delay")
    parts.append("[notification]\n" + "".join(f"{key} = {_toml(everything)}\n" for key in said))
    parts += [f"[notification.{who}]\n{contact}" for who in ("controller", "reporter", "officer", "processor")]
    case = folder / "case.toml"
    case.write_text("\n".join(parts) + "\n", encoding="utf-8", newline="")
    return case
