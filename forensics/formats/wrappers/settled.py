"""Wrappers that octets tell: prefixes that end at the same place whatever stands behind them, so that lines which begin
as one of them does are cut where that one is; and the objects of Docker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from forensics.formats.columns.anchors import Anchor, Mask, Spans, in_text, mask
from forensics.formats.columns.heads import tokens
from forensics.formats.wrapper import Wrapper
from forensics.formats.wrappers.docker_objects import HEAD, closing_of
from forensics.formats.wrappers.known import WRAPPERS

__all__ = ["settled", "within"]

#: Each ends in a mark that no word before it holds, and takes no mark of which the line may have another.
_NAMES = (
    *("cri", "compose", "kubectl", "stern", "swarm", "pdsh", "timestamps", "grafana", "grep_file_number"),
    *("rfc5424_rsyslog", "rfc5424", "rfc3164", "syslog_iso", "rfc3164_untagged"),
    *("journal_full", "journal_monotonic", "journal_unix", "grep_number"),
)
_SETTLED = tuple(wrapper for wrapper in WRAPPERS if wrapper.name in _NAMES)
_DOCKER = tuple(wrapper for wrapper in WRAPPERS if wrapper.name == "docker_json")
_ENDS = (" ", "\t", ":")
_LONGEST = 160
_DIGITS = re.compile("[0-9]+")
#: Where patterns ask for certain digits elsewhere, those of a time are still any, and those of a number of a line.
_SURE = re.compile(
    r"(?<![0-9])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T)?[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?(?![0-9:.,])"
    r"|(?<=:)[0-9]+(?=:$)"
)


def settled(wrappers: Sequence[Wrapper]) -> bool:
    """Whether all of them are such prefixes, or the one is that of Docker's objects."""
    return tuple(wrappers) == _DOCKER or all(wrapper in _SETTLED for wrapper in wrappers)


def within(anchor: Anchor, wrappers: Sequence[Wrapper], whole: str, line: str) -> Anchor | None:
    """Where the stamp stands in lines as they lie, given where it does without what stands around them; None where
    octets do not tell."""
    if not wrappers:
        return anchor if whole == line else None
    if tuple(wrappers) == _DOCKER:
        closing = closing_of(whole)
        inner = None if closing is None else in_text(anchor, closing)
        return None if inner is None else replace(inner, before=mask(HEAD, ()))
    before = _prefix(wrappers, whole, line) if settled(wrappers) else None
    return None if before is None else replace(anchor, before=before)


def _prefix(wrappers: Sequence[Wrapper], whole: str, line: str) -> Mask | None:
    """What lines have in common with this one before they begin, digits aside."""
    text = whole.removesuffix(line)
    if text + line != whole or not text.isascii() or not text.endswith(_ENDS) or len(text) > _LONGEST:
        return None
    alike = all(_is_even(token) for wrapper in wrappers for token in tokens(wrapper.pattern))
    return mask(text, _spans(text, _DIGITS if alike else _SURE))


def _spans(text: str, pattern: re.Pattern[str]) -> Spans:
    return tuple(found.span() for found in pattern.finditer(text))


def _is_even(token: str) -> bool:
    """Whether a part of a pattern takes all digits or none."""
    if token.startswith(("{", "(?")):
        return True
    try:
        return sum(bool(re.fullmatch(token, digit)) for digit in "0123456789") in (0, 10)
    except re.error:  # a sign of repetition, or what is no part by itself
        return not token[:1].isdigit() and not token.startswith("\\x{")
