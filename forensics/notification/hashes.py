"""The hashes that a notification shows: it goes to an authority, so those of what level regulator hides are keyed.

A SHA-256 of a log, of the findings for investigators or of a case file that names networks lets whoever knows the rest
find an address by trying (docs/disclosure.md). That of findings of a lower level says nothing that these do not say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from forensics.model import SourceReport
from forensics.model.case import KEYED_HASH, PLAIN
from forensics.notification.saved import Saved
from forensics.report.disclosure import LEVELS
from forensics.report.disclosure.parts import rounded
from forensics.report.disclosure.tokens import keyed_hash

__all__ = ["with_hashes_shown"]

_Keyed = Callable[[str], str | None]


def with_hashes_shown(saved: Saved, key: bytes | None) -> Saved:
    """The findings with hashes under the key of the case in place of plain ones; without the key with none."""

    def keyed(digest: str) -> str | None:
        return keyed_hash(key, saved.case.id, digest) if key and digest else None

    now = None if saved.digest_now is None else _digest(saved.digest_now, keyed)
    changed = _changed(saved, now)
    if saved.level != LEVELS[0]:
        return replace(saved, digest_now=now, case_changed=changed)
    return replace(
        saved,
        case=replace(saved.case, digest=_digest(saved.case.digest, keyed)),
        digest_now=now,
        case_changed=changed,
        sha256="",
        sha256_keyed=keyed(saved.sha256),
        sources=tuple(_source(source, keyed) for source in saved.sources),
    )


def _digest(digest: str, keyed: _Keyed) -> str:
    """A digest of a case file as it may be shown; empty where there is no key."""
    if digest.startswith(KEYED_HASH):
        return digest
    found = keyed(digest.removeprefix(PLAIN))
    return f"{KEYED_HASH}{found}" if found else ""


def _changed(saved: Saved, keyed_now: str | None) -> bool | None:
    """Whether the case file is no longer the one that was counted; None where that cannot be told."""
    counted, now = saved.case.digest, saved.digest_now
    if counted.startswith(KEYED_HASH):
        now = keyed_now
    return counted != now if counted and now else None


def _source(source: SourceReport, keyed: _Keyed) -> SourceReport:
    return replace(
        source,
        bytes=rounded(source.bytes),
        stream_bytes=rounded(source.stream_bytes),
        sha256="",
        stream_sha256="",
        sha256_keyed=keyed(source.sha256),
        stream_sha256_keyed=keyed(source.stream_sha256),
    )
