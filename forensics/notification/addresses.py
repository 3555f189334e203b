"""No address leaves in a notification: it stands at level regulator (docs/disclosure.md).

The writers print none. A person may have written one into a title, a label or a text, or a file may be named
after one: then the notification is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address

from forensics.errors import OutputError
from forensics.notification.saved import Saved

__all__ = ["refuse_addresses"]

#: Groups of at most four digits, so that the time is linear whatever the text.
_LIKE_ONE = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{0,4}(?:[.:][0-9A-Fa-f]{0,4}){2,}")


def refuse_addresses(saved: Saved, texts: Iterable[str]) -> None:
    """Raises OutputError if the address of a recipient stands in a text, however it is spelled."""
    known = {_canonical(recipient.address) for file in saved.files for recipient in file.addresses}
    names = sorted(name for name in known if re.search("[g-z]", name))  # a log may hold host names instead
    for text in texts:
        for name in (name for name in names if name in text.lower()):
            raise _told(name)
        for found in _LIKE_ONE.findall(text.replace("\\", "")):
            if _canonical(found.strip(".")) in known or _canonical(found.strip(".:")) in known:
                raise _told(found)


def _told(found: str) -> OutputError:
    return OutputError(
        f"a text of the case holds the address of a recipient, {found}",
        hint="a notification names no address: take it out of the title, the labels and [notification]",
    )


def _canonical(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return text.lower() or "-"
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
