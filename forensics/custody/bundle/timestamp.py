"""A request for a time stamp (RFC 3161) over the tag manifest: written here, sent by the user, never by this tool.

The user sends the request to an authority, for instance
`curl --data-binary @tagmanifest-sha256.txt.tsq -H "Content-Type: application/timestamp-query" URL`, and puts the
answer beside it as `tagmanifest-sha256.txt.tsr`.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from forensics.output.scratch import scratch

__all__ = ["answers", "request", "verified"]

#: MessageImprint up to its digest, in DER: SEQUENCE { AlgorithmIdentifier SHA-256, OCTET STRING of 32 bytes }.
_IMPRINT = bytes.fromhex("3031 300d 0609 608648016503040201 0500 0420")


def request(content: bytes) -> bytes:
    """The TimeStampReq (RFC 3161, 2.4.1): version 1, SHA-256 of the content, certificates wanted; no nonce, so that
    the same content gives the same request."""
    body = bytes.fromhex("020101") + _imprint(content) + bytes.fromhex("0101ff")
    return bytes([0x30, len(body)]) + body


def _imprint(content: bytes) -> bytes:
    return _IMPRINT + hashlib.sha256(content).digest()


def answers(response: bytes, content: bytes) -> bool:
    """The response holds the imprint of this content; whether an authority signed it, `verified` tells."""
    return _imprint(content) in response


def verified(response: bytes, content: bytes, authority: Path) -> str | None:
    """What openssl says against the response, "" if it is good; None where there is no openssl.

    `authority` holds the certificates, in PEM, of those whose time stamps are trusted.
    """
    program = shutil.which("openssl")
    if program is None:
        return None
    with scratch() as folder:
        data, answer = folder / "data", folder / "answer.tsr"
        data.write_bytes(content)
        answer.write_bytes(response)
        command: list[str | Path] = [program, "ts", "-verify", "-data", data, "-in", answer, "-CAfile", authority]
        done = subprocess.run(  # noqa: S603 - an argument list, and no network
            command, capture_output=True, text=True, errors="backslashreplace", check=False, stdin=subprocess.DEVNULL
        )
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["refused"])[-1]
