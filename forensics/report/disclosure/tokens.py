r"""Tokens that link one visitor between reports without naming the address: HMAC-SHA-256 under the key of the case.

A plain hash of an address names it: all of IPv4 is tried in an hour. Under a secret key of 256 bits nobody can try
anything without that key. The message is

    "forensics visitor token 1", line feed, case id, line feed, canonical address

in UTF-8: canonical is lower case, IPv6 as RFC 5952 writes it, IPv4-mapped as IPv4, a host name in lower case. The
case id in it keeps two cases apart even where somebody uses one key for both. Who holds the key can check an address:

    printf 'forensics visitor token 1\n%s\n%s' coa-2020 192.0.2.10 |
        openssl dgst -sha256 -mac HMAC -macopt hexkey:$(cat reports/coa-2020.key)

The key file holds 64 hexadecimal digits and a line feed. It lies beside the report, is its owner's alone, and goes
into no report and no bundle.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

from forensics.errors import OutputError
from forensics.output.folder import os_errors_as_output_errors
from forensics.output.private import make_folder, write_file

__all__ = ["SHORT", "forget", "key_beside", "key_of", "keyed_hash", "known_key", "token"]

#: Digits of a token that a page shows. Of n visitors two share 64 bits with odds of n² / 2^65: for a million, three in
#: a hundred million. findings.json holds all of it.
SHORT = 16

_BYTES = 32
#: What makes a folder a bundle or a report.
_GIVEN_AWAY = ("bagit.txt", "findings.json")
_KEY = re.compile(rb"([0-9a-f]{64})\n")
_ASK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def token(key: bytes, case: str, address: str) -> str:
    """The token of a canonical address in a case, 64 hexadecimal digits."""
    return hmac.new(key, f"forensics visitor token 1\n{case}\n{address}".encode(), hashlib.sha256).hexdigest()


def keyed_hash(key: bytes, case: str, digest: str) -> str:
    """What stands in place of a SHA-256 of hidden content in that case, 64 hexadecimal digits.

    A plain one lets whoever knows all of a small log but an address find that address by trying. The message is

        "forensics file hash 1", line feed, case id, line feed, the SHA-256 in hexadecimal digits
    """
    return hmac.new(key, f"forensics file hash 1\n{case}\n{digest}".encode(), hashlib.sha256).hexdigest()


def key_beside(report: Path) -> Path:
    """Where the key of a report lies unless another place is given: beside its folder, not in it."""
    folder = report.resolve()
    return folder.with_name(f"{folder.name}.key")


def key_of(path: Path, *, never_in: Sequence[Path]) -> bytes:
    """The key in that file, made there if there is none yet.

    Raises OutputError if it lies in one of the folders `never_in`, is a link, is no key of ours, can be read by others,
    or cannot be read or made.
    """
    _refuse_inside(path, never_in)
    with os_errors_as_output_errors("the key", path, "give another file with --key"):
        if not path.exists() and not path.is_symlink():
            make_folder(path.parent)
            write_file(path, secrets.token_bytes(_BYTES).hex().encode() + b"\n")
    return known_key(path)


def known_key(path: Path) -> bytes:
    """The key in that file, which is there: none is made. Raises OutputError as `key_of` does."""
    return bytes.fromhex(_read(path, private=True).decode())


def forget(path: Path) -> bytes | None:
    """Overwrites the key and deletes it; returns what it was, None where there was none.

    Raises OutputError if it is a link or no key of ours, or cannot be deleted.
    """
    if not path.exists() and not path.is_symlink():
        return None
    key = bytes.fromhex(_read(path, private=False).decode())
    with os_errors_as_output_errors("the key", path, "it is still there: delete it by other means"):
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(_BYTES).hex().encode())
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    return key


def _refuse_inside(path: Path, folders: Sequence[Path]) -> None:
    above = path.resolve().parents
    for folder in folders:
        if folder.resolve() in above:
            raise OutputError(
                f"the key lies inside {folder}: whoever gets that folder could tell every address",
                where=str(path),
                hint="give a file beside the folder with --key",
            )
    given = next((place for place in above if any((place / name).exists() for name in _GIVEN_AWAY)), None)
    if given is not None:
        raise OutputError(
            f"the key lies inside {given}, which is a report or a bundle and is given away",
            where=str(path),
            hint="give a file outside it with --key",
        )


def _read(path: Path, *, private: bool) -> bytes:
    """The digits of the key; with `private`, refused if anybody else can read them."""
    if path.is_symlink():
        raise OutputError("this is a link, not a key", where=str(path), hint="give the file itself with --key")
    try:
        with os.fdopen(os.open(path, _ASK), "rb") as file:
            about = os.fstat(file.fileno())
            content = file.read(_BYTES * 4) if stat.S_ISREG(about.st_mode) else b""
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "give another file with --key"
        raise OutputError(f"the key cannot be read: {reason}", where=str(path), hint=hint) from error
    found = _KEY.fullmatch(content)
    if found is None:
        raise OutputError(
            "this is no key: one is 64 hexadecimal digits and a line feed",
            where=str(path),
            hint="give another file with --key; where there is none, a key is made",
        )
    if private and os.name == "posix" and about.st_mode & 0o077:
        raise OutputError(
            f"others can read this key (mode {stat.S_IMODE(about.st_mode):04o}), so it protects nobody",
            where=str(path),
            hint="chmod 600 it if nobody else has read it; else run `forensics forget-key` on it and begin anew",
        )
    return found[1]
