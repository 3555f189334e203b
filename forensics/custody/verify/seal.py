"""The seal of a bundle: its manifests, custody log, signature and time stamp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from forensics.custody import log as custody
from forensics.custody.bundle import signature, timestamp
from forensics.custody.bundle.bag import PAYLOAD, TAG_MANIFEST, files_below, info, unsealed
from forensics.custody.verify.check import Check, compared, good, optional, unchecked, untrusted
from forensics.errors import BundleError
from forensics.report.files import CUSTODY
from forensics.report.saved import received

#: Bytes of a tag manifest, and of a signature, a request or an answer.
_LONG, _SHORT = 64 * 1024**2, 4 * 1024**2

__all__ = ["check_custody", "check_manifests", "check_signature", "check_timestamp"]


def check_manifests(bundle: Path) -> Check:
    """No file of a bundle was changed, removed or added since its manifests were written."""
    count = len(files_below(bundle / PAYLOAD))
    return compared("manifests", unsealed(bundle), f"all {count} files are as the manifests say")


def check_custody(log: bytes | None, bundle: Path | None, findings: Mapping[str, Any] | None) -> Check:
    """The custody log is unbroken, tells of the sources that the findings tell of and, in a bundle, ends where it
    ended at sealing."""
    if log is None:
        return unchecked("custody log", "there is none") if bundle is None else _removed()
    found = [*custody.faults(log), *_read_otherwise(log, findings or {})]
    if bundle is not None:
        stated, there = info(bundle).get("Custody-Head"), custody.head(log)
        if stated is None:
            found.append("bag-info.txt does not say where the custody log ended at sealing")
        elif stated != there:
            found.append(
                f"the custody log does not end where it ended at sealing: {there.split()[0]} entries now,"
                f" {stated.split()[0] if stated else 'none'} then, or the last one was changed"
            )
    entries = len(log.splitlines())
    whole = "" if bundle else "; whether entries are missing at its end, only a bundle can show"
    return compared("custody log", found, f"{entries} entries, each bound to the one before{whole}")


def _read_otherwise(log: bytes, findings: Mapping[str, Any]) -> Iterator[str]:
    """What the log last told of, the case and each source, and the findings hold with another hash."""
    case, sources = findings.get("case"), findings.get("sources")
    opened = (custody.last(log, "open case") or {}).get("details")
    digest = opened.get("sha256") if isinstance(opened, dict) else None
    if digest is not None and isinstance(case, dict) and case.get("digest") != f"sha256:{digest}":
        yield "the custody log tells of another case file than findings.json: its SHA-256 differs"
    read = custody.newest(log, "read source", "id")
    for source in sources if isinstance(sources, list) else ():
        entry = read.get(str(source.get("id"))) if isinstance(source, dict) else None
        if entry is not None and entry.get("sha256") != source.get("sha256"):
            yield f"the custody log tells of another {source['id']} than findings.json: its SHA-256 differs"


def _removed() -> Check:
    return Check("custody log", "differs", (f"{PAYLOAD}/{CUSTODY}: removed",))


def _sealing(log: bytes | None) -> dict[str, Any]:
    """What the custody log says of the sealing."""
    entry = custody.last(log or b"", "seal")
    details = entry["details"] if entry else {}
    return details if isinstance(details, dict) else {}


def check_signature(bundle: Path, log: bytes | None, allowed_signers: Path | None) -> Iterator[Check]:
    """The signature is over this tag manifest, by the key of the custody log, and by one of the allowed signers.

    Raises BundleError if the file of allowed signers is missing.
    """
    if allowed_signers is not None and not allowed_signers.is_file():
        raise BundleError("the file of allowed signers is missing", where=str(allowed_signers))
    stated, manifest, file = _sealing(log).get("key"), _tag(bundle), _beside(bundle, ".sig")
    if file is None or manifest is None:
        yield _unsigned(stated, expected=allowed_signers is not None)
        return
    if not signature.available():
        yield unchecked("signature", "ssh-keygen is not installed")
        return
    signer = signature.check(manifest, file, allowed_signers)
    faults = [signer.fault] if signer.fault else []
    if signer.fingerprint and stated != signer.fingerprint:
        faults.append(
            f"signed with {signer.fingerprint}; the custody log says {stated or 'that the bundle was not signed'}"
        )
    yield compared("signature", faults, f"good, with the key {signer.fingerprint}")
    if signer.name:
        yield good("signer", f"{signer.name}, by {allowed_signers}")
    elif allowed_signers is None and not faults:
        yield untrusted("signer", "nobody says whose key that is: give --allowed-signers FILE")


def _unsigned(stated: object, *, expected: bool) -> Check:
    if stated:
        return Check("signature", "differs", (f"missing, though the custody log says: signed with {stated}",))
    if expected:
        return Check("signature", "differs", ("missing: the bundle was not signed by any of the allowed signers",))
    return untrusted("signature", "not signed: whoever changes a file can write the manifests anew")


def _tag(bundle: Path) -> bytes | None:
    """The tag manifest; None where it is no file of the bundle."""
    try:
        return received.read(bundle, TAG_MANIFEST, _LONG)
    except OSError:
        return None


def _beside(bundle: Path, ending: str) -> bytes | None:
    """What was made of the tag manifest; None where it is no file of the bundle."""
    try:
        return received.read(bundle, f"{TAG_MANIFEST}{ending}", _SHORT)
    except OSError:
        return None


def check_timestamp(bundle: Path, log: bytes | None, authority: Path | None) -> Iterator[Check]:
    """The request and the answer of a time stamp authority, where they are there, are about this tag manifest.

    Raises BundleError if the file of the authority's certificates is missing.
    """
    if authority is not None and not authority.is_file():
        raise BundleError("the file of certificates is missing", where=str(authority))
    content, query, response = _tag(bundle), _beside(bundle, ".tsq"), _beside(bundle, ".tsr")
    if content is None:
        return
    if query is not None or _sealing(log).get("timestamp_request") is True:
        same = query == timestamp.request(content)
        wrong = [] if same else ["the request is missing, or is not about this tag manifest"]
        yield compared("time stamp request", wrong, "about this tag manifest")
    if response is not None:
        yield _answer(response, content, authority)
    elif authority is not None:
        yield Check("time stamp", "differs", (f"missing: {TAG_MANIFEST}.tsr is not there",))


def _answer(response: bytes, manifest: bytes, authority: Path | None) -> Check:
    if not timestamp.answers(response, manifest):
        return Check("time stamp", "differs", ("it is not about this tag manifest: one of them was changed",))
    if authority is None:
        return optional("time stamp", "about this tag manifest; whether an authority gave it: give --authority CA.pem")
    said = timestamp.verified(response, manifest, authority)
    if said is None:
        return unchecked("time stamp", "openssl is not installed")
    return compared("time stamp", [said] if said else [], f"about this tag manifest, by an authority of {authority}")
