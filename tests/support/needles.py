"""What a report for a regulator or the public must not hold, spelled in every way, and the search for it.

    python -m tests.support.needles REPORT_OF_THE_INVESTIGATOR REPORT...

prints how many needles were looked for in how many files of the other reports, and every hit; the exit code is 1 if
there is one, or if the report of the investigator itself gives none. Made from the saved tables alone, and without
the code that is under test.
"""

from __future__ import annotations

import base64
import html
import io
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from urllib.parse import unquote

import polars as pl

from tests.support.programs import needs

__all__ = ["Found", "Needle", "needles_of", "search", "spellings", "texts", "unpacked"]

Address = IPv4Address | IPv6Address
_ADDRESS = re.compile(
    r"(?<![\w.:/])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:])", re.IGNORECASE
)
_WHOLE = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_DATA = re.compile(r"data:[\w/+.-]+;base64,([A-Za-z0-9+/=]+)")
_SMALL = 10**6  # shorter numbers stand in every report


@dataclass(frozen=True)
class Needle:
    """A spelling of an address, or a user or host name, which counts as a word only."""

    kind: str
    text: str  # in lower case

    def found(self, text: str) -> bool:
        """Whether it stands in a text in lower case."""
        if self.text not in text:
            return False
        return self.kind != "name" or re.search(rf"(?<!\w){re.escape(self.text)}(?!\w)", text) is not None


@dataclass(frozen=True)
class Found:
    """The outcome of a search: how many needles and files there were, and the hits, as file, kind, needle."""

    needles: int
    files: int
    hits: tuple[tuple[str, str, str], ...]


def spellings(address: Address) -> Iterator[tuple[str, str]]:
    """Every way to write an address that a reader or a program could turn back: kind and text."""
    number, reverse = int(address), address.reverse_pointer
    if number >= _SMALL:
        yield "decimal", str(number)
    yield "look-up", reverse
    yield "reversed", reverse.rpartition(".")[0].rpartition(".")[0]
    if isinstance(address, IPv4Address):
        parts = str(address).split(".")
        yield "dotted", str(address)
        yield "padded", ".".join(part.zfill(3) for part in parts)
        yield "dashes", "-".join(parts)
        yield "hexadecimal", f"{number:08x}"
        yield "mapped", f"::ffff:{number >> 16:x}:{number & 0xFFFF:x}"
        yield "prefix", ".".join(parts[:3]) + "."
        yield "prefix", ".".join(parts[2::-1]) + ".in-addr"
    else:
        groups = address.exploded.split(":")
        plain = [f"{int(group, 16):x}" for group in groups]
        yield "compressed", str(address)
        yield "exploded", address.exploded
        yield "groups", ":".join(plain)
        yield "dashes", str(address).replace(":", "-")
        yield "hexadecimal", f"{number:032x}"
        yield "prefix", ":".join(groups[:4])
        yield "prefix", ":".join(plain[:4]) + ":"
        yield "prefix", "".join(groups[:4])


def needles_of(report: Path) -> list[Needle]:
    """The needles of a report for investigators: of its requests, recipients and unreadable lines."""
    table = pl.read_parquet(report / "requests.parquet")
    saved = json.loads((report / "findings.json").read_bytes())
    chains = table.select("peer", "forwarded", "client").unpivot()["value"].drop_nulls().unique().to_list()
    texts = {part.strip() for chain in chains for part in chain.split(",")}
    texts |= {recipient["address"] for file in saved["files"] for recipient in file["addresses"]}
    texts |= {
        match[0]
        for source in saved["sources"]
        for line in source["rejected"]
        for match in _ADDRESS.finditer(line["text"])
    }
    names = set(table["user"].drop_nulls())
    found = []
    for text in sorted(texts):
        try:
            address = ip_address(text)
        except ValueError:
            names.add(text)
            continue
        mapped = getattr(address, "ipv4_mapped", None)
        found += [Needle(kind, spelled) for kind, spelled in spellings(mapped or address)]
    found += [Needle("name", name.lower()) for name in sorted(names) if len(name) > 2]
    return list(dict.fromkeys(found))


def search(needles: list[Needle], *reports: Path) -> Found:
    """Looks for the needles in every file below these folders, and in the names of the files."""
    files = [path for report in reports for path in sorted(report.rglob("*")) if path.is_file()]
    hits = []
    for path in files:
        stands = [path.name.lower(), path.parent.name.lower(), *texts(path)]
        hits += [(str(path), needle.kind, needle.text) for needle in needles if any(map(needle.found, stands))]
    return Found(len(needles), len(files), tuple(hits))


def texts(path: Path) -> Iterator[str]:
    """A file as text: as it lies, and with what is packed or escaped in it laid open."""
    content = path.read_bytes()
    text = content.decode("utf-8", "replace")
    parts = [text, *(base64.b64decode(data).decode("utf-8", "replace") for data in _DATA.findall(text))]
    if path.suffix == ".parquet":
        parts.append(str(pl.read_parquet(path).to_dicts()))
    if path.suffix == ".sqlite":
        parts += _dumped(path)
    parts += [stream.decode("latin-1") for stream in _packed(content, path.suffix)]
    for part in parts:
        yield part.lower()
        yield unquote(html.unescape(part)).lower()
        yield re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), part.lower()).replace("\\\\", "\\")


def _dumped(path: Path) -> list[str]:
    """All of a database as statements; in the file, which is searched too, a long text lies on several pages."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        return list(database.iterdump())


def _packed(content: bytes, suffix: str) -> Iterator[bytes]:
    """What is compressed: the streams and the text of a PDF, the text chunks of a PNG, the parts of an Office file."""
    if suffix == ".pdf":
        yield from (_inflated(stream) for stream in _WHOLE.findall(content))
        yield _text_of_pdf(content)
    elif suffix == ".png":
        place = 8
        while place < len(content):
            size, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
            body = content[place + 8 : place + 8 + size]
            if kind != b"IDAT":
                yield body
                yield _inflated(body.partition(b"\0")[2][1:])
            place += 12 + size
    elif suffix in {".docx", ".xlsx"}:
        yield from unpacked(content)


def unpacked(content: bytes) -> Iterator[bytes]:
    """The parts of an Office file, with their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for part in packed.infolist():
            yield part.filename.encode() + part.comment + packed.read(part)
        yield packed.comment


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


def _text_of_pdf(content: bytes) -> bytes:
    """What a reader sees and copies; glyphs in the streams are numbers of a font."""
    done = subprocess.run([needs("pdftotext"), "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode().encode("latin-1", "replace")


def main(investigator: Path, *others: Path) -> int:
    """Searches, prints, and says whether all is as it must be."""
    needles = needles_of(investigator)
    control, found = search(needles, investigator), search(needles, *others)
    kinds = ", ".join(sorted({needle.kind for needle in needles}))
    print(f"{found.needles} needles ({kinds})")
    print(f"{found.files} files, {len(found.hits)} hits; control: {control.files} files, {len(control.hits)} hits")
    for hit in found.hits:
        print("  " + ": ".join(hit))
    return 1 if found.hits or not control.hits or not found.files else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*map(Path, sys.argv[1:])))
