"""Fields of a Word document: which part of one is shown, and what its code may tell (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Field", "Fields", "cause_of"]

#: Codes whose text is content that nobody sees, or that leads to other files and to data.
_TELLING = frozenset(("IF", "QUOTE", "SET", "ASK", "FILLIN", "INCLUDETEXT", "INCLUDE", "LINK", "DDE",
                      "DDEAUTO", "DATABASE", "COMPARE", "SKIPIF", "NEXTIF", "IMPORT"))  # fmt: skip
#: Those that every honest document may have, with text of its author or of a program.
_ENTRIES = frozenset(("XE", "TC", "TA", "RD", "ADDIN", "PRIVATE", "COMMENTS", "KEYWORDS", "SUBJECT", "INCLUDEPICTURE",
                      "MACROBUTTON", "MERGEFIELD", "DOCVARIABLE", "HTMLACTIVEX", "CONTROL"))  # fmt: skip


def cause_of(code: str) -> str | None:
    """As what a code is counted; None: it only says how its result is made."""
    first = code.split(maxsplit=1)[:1]
    name = first[0].upper() if first else ""
    if name in _TELLING:
        return "code"
    return "entry" if name in _ENTRIES else None


@dataclass(slots=True)
class Field:
    """One field: its code so far, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    has_result: bool = False


class Fields:
    """The fields that are open, one within the other."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    @property
    def in_code(self) -> bool:
        """Whether text at this place is part of a code, as the result of a field within one is."""
        return any(not each.has_result for each in self._open)

    def mark(self, kind: str | None) -> str | None:
        """A `w:fldChar`; the code of the field that ends here."""
        if kind == "begin":
            self._open.append(Field())
        elif kind == "separate" and self._open:
            self._open[-1].has_result = True
        elif kind == "end" and self._open:
            return "".join(self._open.pop().code)
        return None

    def add(self, text: str) -> None:
        """Text of a code: of the innermost field that still has no result."""
        field = next((each for each in reversed(self._open) if not each.has_result), None)
        if field is not None:
            field.code.append(text)
