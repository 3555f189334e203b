"""What Apache makes of the text of a configuration: logical lines, words, variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["expanded", "logical_lines", "shell_variables", "words_of"]

_VARIABLE = re.compile(r"\$\{([^{}:\s]+)\}")
_ASSIGNED = re.compile(r"(?:export\s+)?([A-Za-z_]\w*)=(.*)")
_LONGEST = 64 * 1024
_SHELL_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


def logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with the number of their first line: a backslash at the end goes on, a comment is left out."""
    start, held = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        start = start or number
        bare = line.removesuffix("\r")
        if bare.endswith("\\"):
            held += bare[:-1]
            continue
        whole = (held + bare).strip()
        if whole and not whole.startswith("#"):
            yield start, whole
        start, held = 0, ""
    if held.strip() and not held.lstrip().startswith("#"):
        yield start, held.strip()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a directive: in double or single quotes, where the quote and the backslash are escaped by one."""
    found = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "\"'":
            word, at = _quoted(text, at + 1, char)
            found.append(word)
        else:
            end = next((place for place in range(at, len(text)) if text[place].isspace()), len(text))
            found.append(text[at:end])
            at = end
    return tuple(found)


def _quoted(text: str, at: int, quote: str) -> tuple[str, int]:
    """The word whose first character is at `at`, and the place behind its closing quote."""
    parts = []
    while at < len(text) and text[at] != quote:
        if text[at] == "\\" and text[at + 1 : at + 2] in (quote, "\\"):
            at += 1
        parts.append(text[at])
        at += 1
    return "".join(parts), at + 1


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """The text with the values of ${NAME}; of one that is not known the reference stays, as in Apache. A text that
    would become longer than any line of a configuration stays as it is."""
    length = len(text) + sum(len(variables.get(found[1], "")) for found in _VARIABLE.finditer(text))
    if length > max(len(text), _LONGEST):
        return text
    return _VARIABLE.sub(lambda found: variables.get(found[1], found[0]), text)


def shell_variables(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """What a file such as Debian's envvars assigns outside its conditions; `known` is what it starts from."""
    values = dict(known)
    depth = 0
    for _, line in logical_lines(text):
        first = line.split(maxsplit=1)[0]
        depth += (first == "if") - (first == "fi")
        assigned = _ASSIGNED.fullmatch(line)
        if assigned and not depth:
            values[assigned[1]] = _shell_value(assigned[2], values)
    return values


def _shell_value(written: str, values: Mapping[str, str]) -> str:
    if written.startswith("'"):
        return written[1:].partition("'")[0]
    plain = written[1:].partition('"')[0] if written.startswith('"') else written.partition(" ")[0]
    return _SHELL_VARIABLE.sub(lambda found: values.get(found[1] or found[2], ""), plain)
