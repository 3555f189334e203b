"""A log that lies elsewhere: its URL, and what of it may be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

__all__ = ["KINDS", "Kind", "Url", "is_url", "unread_scheme"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of store: the extra of this package that it needs, and how it is told who asks."""

    extra: str
    access: str


_S3 = Kind(
    "s3",
    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE (AWS_ENDPOINT_URL for a store that is not"
    " Amazon's, FSSPEC_S3_ANON=true for a public bucket)",
)
_AZURE = Kind(
    "azure",
    "set AZURE_STORAGE_ACCOUNT_NAME, and AZURE_STORAGE_ACCOUNT_KEY or AZURE_STORAGE_SAS_TOKEN, or log in (az login)",
)
_GOOGLE = Kind("gcs", "set GOOGLE_APPLICATION_CREDENTIALS, or log in (gcloud auth application-default login)")
_WEB = Kind("http", "put user and password into the URL or into ~/.netrc, or use a signed URL that is still valid")
_SFTP = Kind(
    "sftp",
    "name the user in the URL (sftp://user@host/...), load the key into ssh-agent, and connect once with ssh, so"
    " that the host's key stands in ~/.ssh/known_hosts",
)
_MEMORY = Kind("s3", "")
#: Every kind that is read, by the scheme of its URLs.
KINDS = {
    **dict.fromkeys(("s3", "s3a"), _S3),
    **dict.fromkeys(("az", "abfs", "abfss"), _AZURE),
    **dict.fromkeys(("gs", "gcs"), _GOOGLE),
    **dict.fromkeys(("http", "https"), _WEB),
    **dict.fromkeys(("sftp", "ssh"), _SFTP),
    "memory": _MEMORY,  # fsspec's own, for tests
}

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+)://(?P<authority>[^/?#]*)")
#: Parameters of a signed URL, with what is theirs alone.
_SECRET = re.compile(r"(?i)(?<=[?&;])([^=&;]*(?:sig|token|secret|pass|pwd|key|cred|auth)[^=&;]*=)([^&;#]*)")
_HIDDEN = "..."


def is_url(text: str) -> bool:
    """A scheme of two letters or more and "://": no path on any system looks so."""
    return _URL.match(text) is not None


def unread_scheme(text: str) -> str:
    """What is wrong with the scheme of a URL, in words; "" for one that is read."""
    match = _URL.match(text)
    scheme = match["scheme"].lower() if match else ""
    known = ", ".join(f"{name}://" for name in KINDS if name != "memory")
    return "" if scheme in KINDS else f"logs are not read from {scheme}://, but from {known} and local paths"


@dataclass(frozen=True, slots=True)
class Url:
    """One remote log. `text` may hold a password or a signature: only `shown` goes out, also as str()."""

    text: str = field(repr=False)
    size: int | None = field(default=None, compare=False)  # in bytes, as the store lists it

    @property
    def scheme(self) -> str:
        """Which kind of store it is in, in lower case."""
        return self.text.partition("://")[0].lower()

    @property
    def shown(self) -> str:
        """The URL without password, and without the values that make a signed URL valid."""
        scheme, _, rest = self.text.partition("://")
        user, password, host = self._login()
        if password:
            rest = f"{user}@{host}{rest[len(user) + len(password) + len(host) + 2 :]}"
        return f"{scheme}://{self._without_signature(rest)}"

    def __str__(self) -> str:
        return self.shown

    def hide(self, text: str) -> str:
        """Text of a library, without what must not be shown of this URL."""
        text = text.replace(self.text, self.shown)
        _user, password, _host = self._login()
        values = [match[2] for match in _SECRET.finditer(self.text)] if self.is_web else []
        for secret in filter(None, (password, unquote(password), *values, *map(unquote, values))):
            text = text.replace(secret, _HIDDEN)
        return text

    def _login(self) -> tuple[str, str, str]:
        """User, password and host, as written."""
        match = _URL.match(self.text)
        login, _, host = (match["authority"] if match else "").rpartition("@")
        user, _, password = login.partition(":")
        return user, password, host

    def _without_signature(self, rest: str) -> str:
        return _SECRET.sub(rf"\g<1>{_HIDDEN}", rest) if self.is_web else rest

    @property
    def is_web(self) -> bool:
        """Of a web server: what follows a question mark is a query there, and no part of a name."""
        return self.scheme in ("http", "https")
