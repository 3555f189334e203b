"""What is met in the text of a Word document that nobody sees, or sees at once: counted by place and cause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from forensics.documents.causes import TEXTS, Cause, in_text
from forensics.documents.hidden import hidden
from forensics.documents.ooxml.vocabulary import is_off
from forensics.language.statement import Statement, state, state_many
from forensics.model.document import Hidden

__all__ = ["Ledger"]

#: Causes of changes, which are told with how many there are.
_CHANGES = ("deleted", "inserted")
_SEEN = re.compile(r"\w")
#: Beyond this, white text is no title on a picture.
_TITLE = 600


@dataclass(slots=True)
class Ledger:
    """Counts over all parts of the document."""

    characters: Counter[tuple[str, Cause]] = field(default_factory=Counter)
    changes: Counter[tuple[str, Cause]] = field(default_factory=Counter)
    authors: dict[tuple[str, str], None] = field(default_factory=dict)
    references: set[tuple[str, str]] = field(default_factory=set)  # "w:footnote" or "w:endnote", id
    headers: list[tuple[str, str]] = field(default_factory=list)  # type, id of the relationship
    has_title_page: bool = False
    fills: int = 0  # pictures and shapes that are not white, on which a box may lie
    backdrops: int = 0  # large ones, on which text may lie
    bookmarks: int = 0  # hidden ones

    def count(self, where: str, cause: Cause, text: str) -> None:
        """Takes note of text; blanks and lone signs are nothing that somebody could have hidden."""
        if _SEEN.search(text):
            self.characters[where, cause] += len(text.strip())

    def refer(self, short: str, own: dict[str, str]) -> None:
        """Elements that lead to a note, a header or a footer, or that decide which of these pages show."""
        match short:
            case "w:footnoteReference" | "w:endnoteReference":
                self.references.add((short.removesuffix("Reference"), own.get("w:id", "")))
            case "w:headerReference" | "w:footerReference":
                self.headers.append((own.get("w:type", "default"), own.get("r:id", "")))
            case "w:titlePg":
                self.has_title_page |= not is_off(own.get("w:val"))
            case "w:bookmarkStart":
                self.bookmarks += own.get("w:name", "").startswith("_")
            case _:
                pass

    def findings(self) -> Iterator[Hidden]:
        """All that was met."""
        yield from self._of_changes()
        for (where, cause), count in self.characters.items():
            if cause in {"white", "floating"}:
                behind = self.backdrops if cause == "white" else self.fills
                yield self._white(where, count, may_be_seen=behind > 0 and count <= _TITLE)
            elif cause == "comment":
                yield hidden("W3", where, self.changes[where, cause], self._comments(where, count))
            elif cause in TEXTS and cause not in _CHANGES:
                yield in_text(cause, where, count)
        if self.bookmarks:
            told = state_many("{count} bookmark is hidden.", "{count} bookmarks are hidden.", self.bookmarks)
            yield hidden("W3", "", self.bookmarks, told, "I")

    def _of_changes(self) -> Iterator[Hidden]:
        for (where, cause), count in self.changes.items():
            characters = self.characters[where, cause]
            if cause == "deleted":
                changes = state_many("{count} tracked deletion", "{count} tracked deletions", count)
                told = state("{changes} can be brought back: {characters}.", changes=changes,
                             characters=_characters(characters))  # fmt: skip
                yield hidden("W1", where, count, told, None if characters else "I")
            elif cause == "inserted":
                changes = state_many("{count} tracked insertion", "{count} tracked insertions", count)
                told = state("{changes} can be told apart from the text before: {characters}.", changes=changes,
                             characters=_characters(characters))  # fmt: skip
                yield hidden("W1", where, count, told, "M" if characters else "I")
            elif cause == "formatting":
                told = state_many("{count} tracked change is one of formatting or marks.",
                                  "{count} tracked changes are ones of formatting or marks.", count)  # fmt: skip
                yield hidden("W1", where, count, told, "I")

    def _comments(self, where: str, characters: int) -> Statement:
        comments = state_many("{count} comment", "{count} comments", self.changes[where, "comment"])
        return state("{comments}: {characters}.", comments=comments, characters=_characters(characters))

    @staticmethod
    def _white(where: str, count: int, *, may_be_seen: bool) -> Hidden:
        """White text whose background is not told by the text itself."""
        if may_be_seen:
            told = state_many("{count} character is white, and may lie on a picture.",
                              "{count} characters are white, and may lie on a picture.", count)  # fmt: skip
            return hidden("W2", where, count, told, "L")
        told = state_many("{count} character is white.", "{count} characters are white.", count)
        return hidden("W2", where, count, told)


def _characters(count: int) -> Statement:
    return state_many("{count} character", "{count} characters", count)
