"""Mail and chat, by apprise: what is new in a few plain sentences.

Target: a URL of apprise (`mailto://...`, `slack://...`). Many events of one kind are told as their number, so that a
first pass over a hundred thousand files is one message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from forensics.watch.sinks.message import About, Message, Send, UndeliveredError
from forensics.watch.sinks.sentence import said
from forensics.watch.watched import Sink

if TYPE_CHECKING:
    from apprise import Apprise

__all__ = ["opened", "text_of"]

#: Events of one kind that are told one by one.
_TOLD: Final = 20
#: Kind -> the same of several.
_MANY: Final = {
    "published": "files were published",
    "changed": "files were replaced by other versions",
    "removed": "files were removed",
    "flagged": "documents hold something that their readers do not see",
    "download": "downloads",
    "partial": "downloads in part",
    "incomplete": "things could not be read whole",
}


@contextmanager
def opened(sink: Sink, about: About) -> Iterator[Send]:
    """The service that the target names."""
    try:
        import apprise  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UndeliveredError("mail and chat need an extra: pip install 'accesslog-forensics[watch]'") from error
    service = apprise.Apprise(asset=apprise.AppriseAsset(app_id="forensics", app_desc="forensics watch"))
    try:
        known = service.add(sink.target)
    except _FAULTS as error:
        raise UndeliveredError("its target is no URL that apprise knows") from error
    if not known:
        raise UndeliveredError("its target is no URL that apprise knows")
    yield lambda messages: _send(service, messages, about)


#: What a service's own code may raise at an answer that it did not expect; it says nothing of the event.
_FAULTS: Final = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, EOFError)


def _send(service: Apprise, messages: Sequence[Message], about: About) -> None:
    try:
        taken = service.notify(
            title=f"Watch {about.watch}: {len(messages)} new" if len(messages) > 1 else f"Watch {about.watch}",
            body=text_of(messages),
            body_format="text",
            interpret_escapes=False,
            timeout=about.left,
        )
    except _FAULTS as error:
        raise UndeliveredError(f"the service failed ({type(error).__name__})") from error
    if not taken:
        raise UndeliveredError("the service did not take the message", "unclear")


def text_of(messages: Sequence[Message]) -> str:
    """The sentences, by kind in the order of the first of each."""
    lines: list[str] = []
    for kind, count in Counter(message.kind for message in messages).items():
        those = [message for message in messages if message.kind == kind]
        lines += [said(message.told) for message in those[:_TOLD]]
        if count > _TOLD:
            lines.append(f"And {count - _TOLD} more: {count} {_MANY.get(kind, 'events')} in all.")
    return "\n".join(lines)
