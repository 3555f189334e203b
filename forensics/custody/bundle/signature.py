"""The seal: an SSH signature over a file, made and checked by `ssh-keygen -Y` with the user's own key.

Anyone can check it without this tool:
`ssh-keygen -Y verify -f ALLOWED_SIGNERS -I WHO -n accesslog-evidence -s FILE.sig < FILE`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from forensics.errors import BundleError
from forensics.output.scratch import scratch

__all__ = ["NAMESPACE", "Signer", "available", "check", "fingerprint", "sign"]

#: What a signature is for: one made for e-mail or git is not a seal.
NAMESPACE = "accesslog-evidence"

_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose signature it is: the key's fingerprint, and the name that the allowed signers give it, if one does.

    `fault` says what is wrong with it; "" if nothing is.
    """

    fingerprint: str
    name: str | None = None
    fault: str = ""


def available() -> bool:
    """ssh-keygen is installed."""
    return shutil.which("ssh-keygen") is not None


def fingerprint(key: Path) -> str:
    """The fingerprint of a key. Raises BundleError if ssh-keygen cannot read it."""
    done = _run("-l", "-f", key.absolute())
    found = _FINGERPRINT.search(done.stdout)
    if done.returncode or not found:
        raise _refused("the key cannot be used", key, done)
    return found.group()


def sign(file: Path, key: Path) -> None:
    """Writes FILE.sig. Raises BundleError if the key cannot be used; ssh-keygen asks for its passphrase itself."""
    done = _run("-Y", "sign", "-f", key.absolute(), "-n", NAMESPACE, file.absolute())
    if done.returncode or not Path(f"{file}.sig").is_file():
        raise _refused("the bundle cannot be signed", key, done)


def _refused(message: str, key: Path, done: subprocess.CompletedProcess[str]) -> BundleError:
    said = " ".join(done.stderr.split()) or "ssh-keygen gave no reason"
    return BundleError(f"{message}: {said}", where=str(key), hint="give a private SSH key with --sign")


def check(content: bytes, signature: bytes, allowed_signers: Path | None) -> Signer:
    """Whose signature over these bytes this is, and whether it is good.

    Without allowed signers it is only told that the holder of some key made it.
    """
    with scratch() as folder:
        copy = folder / "seal.sig"
        copy.write_bytes(signature)
        return _checked(content, copy, allowed_signers)


def _checked(content: bytes, signature: Path, allowed_signers: Path | None) -> Signer:
    arguments = ("-n", NAMESPACE, "-s", signature.absolute())
    done = _run("-Y", "check-novalidate", *arguments, content=content)
    match = _FINGERPRINT.search(done.stdout)
    if done.returncode or not match:
        return Signer("", fault="the signature is not over this tag manifest: one of them was changed")
    if allowed_signers is None:
        return Signer(match.group())
    listed = ("-f", allowed_signers.absolute())
    names = _run("-Y", "find-principals", *listed, "-s", signature.absolute()).stdout.splitlines()
    for name in names:
        if _run("-Y", "verify", *listed, "-I", name, *arguments, content=content).returncode == 0:
            return Signer(match.group(), name)
    return Signer(match.group(), fault=f"signed with {match.group()}, which is not a key of the allowed signers")


def _run(*arguments: str | Path, content: bytes = b"") -> subprocess.CompletedProcess[str]:
    program = shutil.which("ssh-keygen") or "ssh-keygen"
    done = subprocess.run([program, *arguments], input=content, capture_output=True, check=False)  # noqa: S603
    out, err = (stream.decode("utf-8", "backslashreplace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)
