"""What stores and networks raise: what it means for a log, and how it is told."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from forensics.errors import SourceError
from forensics.sources.urls import KINDS, Url

__all__ = ["PAUSES", "failures", "insist", "meaning", "words"]

#: Seconds of rest after a failure; when all are used up, the next failure is final.
PAUSES = (0.5, 2.0, 5.0, 15.0)

Answer = TypeVar("Answer")

#: What the libraries raise when a store or the network fails; OSError and EOFError besides.
_FAILURES = (
    "aiohttp.ClientError",
    "azure.core.exceptions.AzureError",
    "botocore.exceptions.BotoCoreError",
    "botocore.exceptions.ClientError",
    "gcsfs.retry.HttpError",
    "google.auth.exceptions.GoogleAuthError",
    "paramiko.SSHException",
)
_REFUSALS = (
    "azure.core.exceptions.ClientAuthenticationError",
    "botocore.exceptions.NoCredentialsError",
    "botocore.exceptions.PartialCredentialsError",
    "botocore.exceptions.ProfileNotFound",
    "google.auth.exceptions.DefaultCredentialsError",
    "paramiko.AuthenticationException",
    "paramiko.BadHostKeyException",
    "paramiko.PasswordRequiredException",
)
_CHANGES = ("s3fs.utils.FileExpired",)
#: Statuses of HTTP that say: later, perhaps.
_LATER = (408, 409, 423, 425, 429)


def _classes(names: Sequence[str]) -> tuple[type[BaseException], ...]:
    """Those of the classes whose library was imported; no other can have been raised."""
    places = [name.rpartition(".") for name in names]
    return tuple(getattr(sys.modules[module], name) for module, _, name in places if module in sys.modules)


def failures() -> tuple[type[BaseException], ...]:
    """What a store may raise, for an except clause."""
    return (OSError, EOFError, *_classes(_FAILURES))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _status(error: BaseException) -> int | None:
    """The status of HTTP behind an error, however the library keeps it."""
    for each in _chain(error):
        response = getattr(each, "response", None)
        kept = response.get("ResponseMetadata", {}).get("HTTPStatusCode") if isinstance(response, Mapping) else None
        # One after the other: aiohttp deprecates `code`, which Google's libraries have alone.
        values = chain([kept], (getattr(each, name, None) for name in ("status", "status_code", "code")))
        status = next((value for value in values if isinstance(value, int) and 100 <= value < 600), None)
        if status is not None:
            return status
    return None


def meaning(error: BaseException) -> str:
    """missing, refused, changed, or passing: it may go better the next time."""
    status = _status(error)
    known = {404: "missing", 410: "missing", 412: "changed"}
    if isinstance(error, _classes(_CHANGES)):
        return "changed"
    if status is not None:
        refused = 400 <= status < 500 and status not in _LATER
        return known.get(status, "refused" if refused else "passing")
    if any(isinstance(each, (PermissionError, *_classes(_REFUSALS))) for each in _chain(error)):
        return "refused"
    return "missing" if isinstance(error, FileNotFoundError) and error.__cause__ is None else "passing"


def words(error: BaseException, url: Url) -> str:
    """An error in the words of its library, on one line, without secrets."""
    status = _status(error)
    innermost = list(_chain(error))[-1]
    text = getattr(error, "strerror", None) or getattr(innermost, "message", None) or str(innermost)
    text = url.hide(" ".join(str(text or type(innermost).__name__).split()))
    return f"HTTP status {status}, {text}" if status is not None else text


def _refusal(error: BaseException, url: Url) -> SourceError:
    """What is wrong with a log that cannot be opened, and what to do."""
    told = words(error, url).rstrip(".")
    if (what := meaning(error)) == "missing":
        hint = "check the URL, upper and lower case included"
        return SourceError(f"there is no such object, or no such store ({told})", where=url.shown, hint=hint)
    if what == "refused":
        return SourceError(f"access was refused ({told})", where=url.shown, hint=KINDS[url.scheme].access)
    tries = f"{len(PAUSES) + 1} tries"
    hint = "check the name of the host and the network, then try again"
    return SourceError(f"cannot be reached, after {tries} ({told})", where=url.shown, hint=hint)


def insist(url: Url, ask: Callable[[], Answer]) -> Answer:
    """The answer of a store, asked for again after a failure that may pass; raises SourceError."""
    for pause in PAUSES:
        try:
            return ask()
        except failures() as error:
            if meaning(error) != "passing":
                raise _refusal(error, url) from error
            time.sleep(pause)
    try:
        return ask()
    except failures() as error:
        raise _refusal(error, url) from error
