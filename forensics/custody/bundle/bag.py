"""A BagIt bag (RFC 8493): what lies in data/ with its SHA-256 in a manifest, and the manifest's own in another.

Written here and not by the bagit library, which works in place, changes the working folder and dates the bag;
the tests let that library validate what is written. A bag alone proves nothing: whoever changes a file can write
the manifests anew. The signature over the tag manifest is what seals it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from forensics.regular import open_regular
from forensics.report.saved import received

__all__ = [
    "BESIDE",
    "INFO",
    "LEVEL",
    "MANIFEST",
    "PAYLOAD",
    "TAG_MANIFEST",
    "files_below",
    "info",
    "is_bag",
    "sha256_of",
    "tag_files",
    "unsealed",
]

PAYLOAD = "data"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
INFO = "bag-info.txt"
#: The label of bag-info.txt that says who may read the bundle; one of ours, as RFC 8493 (2.2.2) allows.
LEVEL = "Disclosure-Level"
_DECLARATION = "bagit.txt"
_TAGS = (INFO, _DECLARATION, MANIFEST)
#: What may stand beside the tag manifest without being in it, for it is made from it.
BESIDE = (f"{TAG_MANIFEST}.sig", f"{TAG_MANIFEST}.tsq", f"{TAG_MANIFEST}.tsr")

#: Bytes of a tag file beyond which it is none of ours: a manifest has a line for each file.
_LARGEST = 64 * 1024**2
_LINE = re.compile(r"([0-9a-f]{64}) {1,2}(\S.*)")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a regular file. Raises OSError if it cannot be read."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_bag(folder: Path) -> bool:
    """It says that it is one, or looks like one that was meddled with."""
    return any((folder / name).exists() for name in (*_TAGS, TAG_MANIFEST))


def files_below(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its name in a manifest, in order; links are not followed but listed."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            found[path.relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


def tag_files(payload: Mapping[str, tuple[int, str]], facts: Mapping[str, str]) -> dict[str, bytes]:
    """The tag files of a bag: `payload` are size and SHA-256 by name below data/, `facts` go into bag-info.txt."""
    size = sum(size for size, _ in payload.values())
    told = {**facts, "Payload-Oxum": f"{size}.{len(payload)}"}
    files = {
        _DECLARATION: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        INFO: "".join(f"{name}: {_one_line(text)}\n" for name, text in told.items()).encode(),
        MANIFEST: _manifest({f"{PAYLOAD}/{name}": digest for name, (_, digest) in payload.items()}),
    }
    return {**files, TAG_MANIFEST: _manifest({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _manifest(digests: Mapping[str, str]) -> bytes:
    """Lines of hash and name; percent, CR and LF in a name are encoded (RFC 8493, 2.1.3)."""
    lines = (f"{digest}  {_encoded(name)}\n" for name, digest in sorted(digests.items()))
    return "".join(lines).encode()


def _encoded(name: str) -> str:
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _decoded(name: str) -> str:
    return re.sub("%(?:25|0[AaDd])", lambda match: unquote(match.group()), name)


def info(folder: Path) -> dict[str, str]:
    """What bag-info.txt says; nothing where it cannot be read."""
    try:
        text = received.read(folder, INFO, _LARGEST).decode()
    except (OSError, ValueError):
        return {}
    pairs = (line.partition(":") for line in text.splitlines())
    return {name: value.strip() for name, colon, value in pairs if colon}


def unsealed(folder: Path) -> tuple[str, ...]:
    """What in a bag is not as its manifests say: files changed, removed, added; none if all is."""
    there = files_below(folder)
    payload = {name: path for name, path in there.items() if name.startswith(f"{PAYLOAD}/")}
    tags = {name: path for name, path in there.items() if name not in payload and name not in BESIDE}
    tags.pop(TAG_MANIFEST, None)
    return (
        *_compared(folder, MANIFEST, payload, lambda name: name.startswith(f"{PAYLOAD}/")),
        *_compared(folder, TAG_MANIFEST, tags, lambda name: name in _TAGS),
    )


def _compared(
    folder: Path, manifest: str, there: Mapping[str, Path], belongs: Callable[[str], bool]
) -> tuple[str, ...]:
    try:
        text = received.read(folder, manifest, _LARGEST).decode()
    except FileNotFoundError:
        return (f"{manifest}: removed",)
    except (OSError, ValueError) as error:
        return (f"{manifest}: cannot be read: {error}",)
    stated: dict[str, str] = {}
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        name = _decoded(match[2]) if match else ""
        if match is None or name in stated or not belongs(name):
            found.append(f"{manifest}: line {number} is not one of a bundle")
        else:
            stated[name] = match[1]
    found += [f"{name}: removed" for name in sorted(stated.keys() - there.keys())]
    found += [f"{name}: added" for name in sorted(there.keys() - stated.keys())]
    both = ((name, _changed(folder, name, stated[name])) for name in sorted(stated) if name in there)
    found += [f"{name}: {how}" for name, how in both if how]
    return tuple(found)


def _changed(folder: Path, name: str, digest: str) -> str | None:
    """How a file differs from what its manifest says; None if it does not."""
    if (folder / name).is_symlink() or not (folder / name).is_file():
        return "replaced by a link or something else that is no file"
    try:
        return None if received.sha256_of(folder, name) == digest else "changed"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
