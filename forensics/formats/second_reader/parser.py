"""apache-log-parser made safe for hostile lines and able to read formats it does not know (counting.md 2b.4)."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import Any

import polars as pl

from forensics.language.statement import message

__all__ = ["NAME", "Reading", "SecondParser", "parser_for"]

NAME = f"apache-log-parser {version('apache-log-parser')}"

#: `%`, conditions, `<`, `>` and an argument in any order, then the directive's name.
_DIRECTIVE = re.compile(r"%(?:[!<>,0-9]|\{[^}]*\})*(?:\^[A-Za-z]{2}|.)", re.DOTALL)
_ALIASES = {"%{User-Agent}i": "%{Agent}i", "%>{User-Agent}i": "%{Agent}i", "%{c}a": "%a"}
_LITERAL = re.compile(r"\\([ntr\\])")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}

_MISFIT = message("does not match")

Reading = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SecondParser:
    """The other reader made for one LogFormat: the names it gives to fields, and its own pattern."""

    names: tuple[str, ...]
    pattern: str
    parse: Callable[[str], Reading]

    def read(self, lines: Sequence[str]) -> dict[str, Reading | str]:
        """What it says of each line, or how it failed; equal lines are read once.

        Whether its pattern fits is first found out in linear time: on a line that does not fit,
        Python's engine can backtrack for hours, even within 2 KB.
        """
        distinct = list(dict.fromkeys(lines))
        ended = pl.Series([f"{line}\n" for line in distinct], dtype=pl.String)
        fits = ended.str.contains(f"^(?:{self.pattern})")
        return {line: self._read(line) if fit else _MISFIT for line, fit in zip(distinct, fits, strict=True)}

    def _read(self, line: str) -> Reading | str:
        """One line in isolation: its failure never stops the rest."""
        try:
            return self.parse(f"{line}\n")
        except _library().LineDoesntMatchException:
            return _MISFIT
        except (IndexError, KeyError, OverflowError, ValueError) as error:
            return f"raises {type(error).__name__}"


def parser_for(template: str) -> SecondParser:
    """The other reader of an Apache LogFormat."""
    parser = _library().Parser(_told(template))
    return SecondParser(tuple(parser.names), parser.log_line_regex.pattern, parser.parse)


@cache
def _library() -> ModuleType:
    """apache-log-parser, imported late: it is slow, and newer Pythons warn about escapes in its source.

    With it comes a library of agents that compiles a thousand patterns, and is never asked (see `_told`).
    """
    with warnings.catch_warnings(), _late("user_agents"):
        warnings.simplefilter("ignore")
        return import_module("apache_log_parser")


@contextmanager
def _late(name: str) -> Iterator[None]:
    """What is imported here gets, in place of that module, one that imports it when it is first asked for anything."""
    if name in sys.modules:
        yield
        return
    late = ModuleType(name)
    late.__dict__["__getattr__"] = lambda attribute: getattr(import_module(name), attribute)
    sys.modules[name] = late
    try:
        yield
    finally:
        del sys.modules[name]


def _told(template: str) -> str:
    """A LogFormat as the other reader is told it.

    What it does not know, or may not be told twice, becomes a note, which it reads as any text: left
    to itself it would refuse the format, or take the directive for literal text. Agents it reads as
    any other header, for guessing a browser from hostile text can take seconds. A line end, here and
    behind each line, keeps its lazy last field from stopping early.
    """
    tokens = _DIRECTIVE.findall(template)
    literals = [_LITERAL.sub(lambda match: _ESCAPES[match[1]], text) for text in _DIRECTIVE.split(template)]
    known: dict[str, int] = {}
    for at, token in sorted(enumerate(tokens), key=lambda each: (">" not in each[1], each[0])):
        tokens[at] = _ALIASES.get(token, token)
        if name := _name(tokens[at]):
            known.setdefault(name, at)
    told = [token if known.get(_name(token)) == at else f"%{{{at}}}n" for at, token in enumerate(tokens)]
    return "".join(part for pair in zip(literals, [*told, "\n"], strict=True) for part in pair)


def _name(directive: str) -> str:
    """What the other reader calls a directive; "" if it does not know it."""
    try:
        return "".join(_library().Parser(directive).names)
    except re.error:
        return ""
