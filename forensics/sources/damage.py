"""What is wrong with a source, gathered while it is read and told as one `model.Damage`."""

from __future__ import annotations

from collections.abc import Callable

from forensics.model import Damage

__all__ = ["Flaws", "misfit"]

#: Flaws told in full; a file with more has its rest counted.
_TOLD = 5
#: Bytes of a stream looked at for UTF-16, and how many are needed to tell.
_LOOKED_AT, _ENOUGH = 4096, 32
#: Offset, magic and name of what is not a log but may hold some.
_ARCHIVES = (
    (0, b"PK\x03\x04", "zip archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (0, b"Rar!\x1a\x07", "rar archive"),
    (0, b"\x1f\x9d", "file compressed with compress (.Z)"),
    (0, b"\x04\x22\x4d\x18", "file compressed with lz4"),
    (257, b"ustar", "tar archive"),
)


class Flaws:
    """The flaws of one source in the order in which they were met.

    `whole_lines` tells how many lines have ended so far: each flaw notes it.
    """

    def __init__(self, whole_lines: Callable[[], int]) -> None:
        self.whole_lines = whole_lines
        self._found: list[Damage] = []
        self._more = 0

    def add(self, kind: str, offset: int | None, text: str, *, last_line: int | None = None, lost: bool = True) -> None:
        """Note a flaw; `last_line` where the lines before it are fewer than those read so far."""
        last = self.whole_lines() if last_line is None else last_line
        if len(self._found) < _TOLD or (lost and not any(flaw.lost for flaw in self._found)):
            self._found.append(Damage(kind, offset, last, text, lost))
        else:
            self._more += 1

    def summary(self) -> Damage | None:
        """All flaws as one: kind and place of the first that may have lost lines, the text of each."""
        if not self._found:
            return None
        first = next((flaw for flaw in self._found if flaw.lost), self._found[0])
        texts = [flaw.text for flaw in self._found]
        if self._more:
            texts.append(f"{self._more:,} more flaws follow.")
        return Damage(first.kind, first.offset, first.last_line, " ".join(texts), first.lost)


def misfit(head: bytes) -> tuple[str, str] | None:
    """Kind and text of a flaw if a stream that begins like this is not lines of text in UTF-8."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _every_second_is_zero(head[:_LOOKED_AT]):
        text = "This is UTF-16 text, which is not read: convert it to UTF-8 first"
        return "utf-16", f"{text} (iconv -f UTF-16 -t UTF-8, or the editor's Save As)."
    for at, magic, title in _ARCHIVES:
        if head[at:].startswith(magic):
            return "archive", f"This is a {title}, which is not read: unpack it and name the logs inside."
    return None


def _every_second_is_zero(head: bytes) -> bool:
    """Mostly zeros at even offsets and hardly any at odd ones, or the reverse."""
    if len(head) < _ENOUGH:
        return False
    share = sorted(half.count(0) / len(half) for half in (head[::2], head[1::2]))
    return share[0] < 0.1 and share[1] > 0.7
