"""What the peer of a connection looks like in a log: an address, or the name of a host (counting.md 4b.1).

A log writes what the server knows, never what a client says; so a first word that is neither an address
nor a name that a host can have is no peer, and the line is not read as it stands.
"""

from __future__ import annotations

__all__ = ["ADDRESS", "CHAIN", "IDENT", "PEER", "PEER_BEFORE_PORT", "VHOST", "VHOST_BEFORE_PORT"]

#: A byte of an address, or the mark of a tool that has made it anonymous.
_OCTET = "(?:[0-9]{1,3}|[xX*]{1,3})"
_IPV4 = rf"[0-9]{{1,3}}(?:\.{_OCTET}){{3}}"
_GROUP = "[0-9A-Fa-f]{1,4}"
_GROUPS = f"{_GROUP}(?::{_GROUP}){{0,6}}"
#: Eight groups, fewer around "::", and the last two as an IPv4 address (RFC 4291, section 2.2).
_IPV6 = (
    f"(?:{_GROUP}(?::{_GROUP}){{7}}|(?:{_GROUPS})?::(?:{_GROUPS})?"
    f"|(?:(?:{_GROUP}:){{6}}|(?:{_GROUPS})?::(?:{_GROUP}:){{0,5}}){_IPV4})"
    "(?:%[0-9A-Za-z_.-]+)?"
)
#: Letters, digits and hyphens, underscores too, and a letter in the last label: else it is a number.
_NAME = r"(?:[A-Za-z0-9_][A-Za-z0-9_-]*\.)*[0-9_-]*[A-Za-z][A-Za-z0-9_-]*\.?"
_LENGTH = "(?:/[0-9]{1,3})?"  # of the prefix, where a log has been made anonymous

#: An address, alone.
ADDRESS = rf"(?:{_IPV4}|{_IPV6}|\[{_IPV6}\])"
#: A peer whose port, if it is logged, is a field of its own.
PEER_BEFORE_PORT = rf"(?:(?:{_IPV4}|{_IPV6}){_LENGTH}|\[{_IPV6}\]|unix:[^ \"]*|{_NAME})"
#: A peer, with its port or without.
PEER = rf"(?:(?:{_IPV4}|\[{_IPV6}\]|{_NAME})(?::[0-9]{{1,5}})?|{_IPV4}{_LENGTH}|{_IPV6}{_LENGTH}|unix:[^ \"]*)"
_HOP = rf"(?:{ADDRESS}(?::[0-9]{{1,5}})?|unknown|_[A-Za-z0-9._-]+)"
#: X-Forwarded-For without quotes around it: a client can begin it as it likes, but the last hop is a proxy's word.
CHAIN = f'(?:-|(?:[^ ,"]+, ?)*{_HOP})'
#: A virtual host at the head of a line. Without a port behind it, an address there is more likely a client's.
VHOST = r"(?:[A-Za-z0-9_.*-]*[A-Za-z_*][A-Za-z0-9_.*-]*(?::[0-9]{1,5})?|-)"
VHOST_BEFORE_PORT = rf"(?:{_IPV4}|\[[0-9A-Fa-f:.]*\]|[A-Za-z0-9_.*-]*)"
#: The user that identd names (RFC 1413), mostly "-": never an address, which would be a client's.
IDENT = r"(?:[^ ,:\"0-9][^ ,:\"]*|[0-9]+|)"
