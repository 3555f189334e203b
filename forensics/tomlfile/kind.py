"""A kind of TOML file that people write: the tables that may stand in it, and how it is spoken of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar, get_args

from forensics.errors import ForensicsError, Problem
from forensics.tomlfile.table import Table

__all__ = ["FileKind", "Names"]

#: The keys that lead to a table, without the numbers of entries.
Names = tuple[str, ...]
Root = TypeVar("Root", bound=Table)


@dataclass(frozen=True)
class FileKind(Generic[Root]):
    """What a file may hold: `root` and the tables in it."""

    root: type[Root]
    name: str  # "a case file"
    refuse: Callable[[str, Sequence[Problem]], ForensicsError]  # the error for a file (its path) with these problems
    usual: str  # a key with a text that would do: 'name = "Lijst signalen.xlsx"'
    hint: str = ""  # the way out where there is no such file
    meant: Mapping[str, str] = field(default_factory=dict)  # keys that are taken for each other
    reasons: Mapping[str, str] = field(default_factory=dict)  # by pydantic's name of a fault, where a word is its own

    @property
    def this(self) -> str:
        """The one at hand: "the case file"."""
        return f"the {self.name.partition(' ')[2]}"

    @cached_property
    def tables(self) -> Mapping[Names, type[Table]]:
        """Every table by the keys that lead to it, in the order of their declaration."""
        return dict(_below((), self.root))

    @cached_property
    def lists(self) -> frozenset[Names]:
        """The tables of which there may be several: [[windows]]."""
        return frozenset(names for names in self.tables if names and self._is_list(names))

    def _is_list(self, names: Names) -> bool:
        fields = self.tables[names[:-1]].model_fields
        held = next(one for key, one in fields.items() if (one.alias or key) == names[-1])
        return _holds_list(held.annotation)

    def fields(self, names: Names) -> dict[str, Any]:
        """The first example of every key of a table, by the key as it is written."""
        fields = self.tables[names].model_fields
        return {one.alias or key: (one.examples or [None])[0] for key, one in fields.items()}

    def header(self, names: Names) -> str:
        """The line that opens a table."""
        dotted = ".".join(names)
        return f"[[{dotted}]]" if names in self.lists else f"[{dotted}]"


def _below(names: Names, table: type[Table]) -> Iterator[tuple[Names, type[Table]]]:
    yield names, table
    for key, one in table.model_fields.items():
        for inner in _parts(one.annotation):
            if isinstance(inner, type) and issubclass(inner, Table):
                yield from _below((*names, one.alias or key), inner)


def _parts(annotation: object) -> Iterator[object]:
    """The annotation and all that stands in it."""
    yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def _holds_list(annotation: object) -> bool:
    return any(getattr(part, "__origin__", None) is list for part in _parts(annotation))
