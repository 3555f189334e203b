"""One field of many lines, laid over each other: what its values can be, and how a template reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from forensics.formats.templates.months import NAME as MONTH

__all__ = ["Column", "column", "is_addresses", "is_host", "is_integers", "is_request", "is_status"]

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})"
_V4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_V6 = r"(?=[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:)[0-9A-Fa-f:.]{3,45}"
_ADDRESS = rf"(?:{_V4}(?::[0-9]{{1,5}})?|{_V6}|\[{_V6}\](?::[0-9]{{1,5}})?)"
_REQUEST = r'"[A-Z]{3,16} [^"\\ ](?:[^"\\]|\\.)* HTTP/[0-9.]+"'
_STATUSES = "|".join(str(status.value) for status in HTTPStatus) + "|444|494|495|496|497|499|000|-"
#: name=value, name="value" and name:"value".
_KEY = re.compile(r'[A-Za-z_][\w.-]{0,40}(?:=|:(?="))')
_CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
_ISO = rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]{_CLOCK}(?:[.,][0-9]{{1,9}})?"
_DAY = f"[0-9]{{2}}/{MONTH}/[0-9]{{4}}:{_CLOCK}"
#: A pattern of a time, and how a template writes it.
_TIMES = {
    rf"{_DAY} [+-][0-9]{{4}}": "{start:%d/%b/%Y:%H:%M:%S %z}",
    rf"{_DAY}\.[0-9]{{1,9}} [+-][0-9]{{4}}": "{start:%d/%b/%Y:%H:%M:%S.%f %z}",
    rf"{_DAY}\.[0-9]{{1,9}}": "{start:%d/%b/%Y:%H:%M:%S.%f}",
    _DAY: "{start:%d/%b/%Y:%H:%M:%S}",
    rf"{_ISO}(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})": "{start:iso}",
    rf"{_ISO} [+-][0-9]{{4}}": "{start:%Y-%m-%d %H:%M:%S %z}",
    _ISO: "{start:iso}",
    r"[0-9]{10}\.[0-9]{3,6}": "{start:epoch}",
}
_WITH_PORT = {"peer": r"(?:[0-9.]+|\[.*\]|-):[0-9]{1,5}", "host": ".*:[0-9]{1,5}"}
_MARKS = (("[", "]"), ('"', '"'), ("", ""))


@dataclass(frozen=True)
class Column:
    """The values of one field, one a line, each with the quotes or brackets around it, and the key before all."""

    values: tuple[str, ...]
    key: str = ""

    def all(self, pattern: str) -> bool:
        """Whether the pattern matches every value from end to end."""
        return all(re.fullmatch(pattern, value, re.DOTALL) for value in self.values)

    @cached_property
    def in_quotes(self) -> bool:
        """Whether every value stands in quotes."""
        return self.all('".*"')

    @cached_property
    def time(self) -> str:
        """How a template writes the time that every value is; "" if they are none."""
        for left, right in _MARKS:
            for pattern, written in _TIMES.items():
                if self.all(f"{re.escape(left)}{pattern}{re.escape(right)}"):
                    return f"{left}{written}{right}"
        return ""

    @cached_property
    def address(self) -> bool:
        """Whether every value is one address, or a dash, and one is an address."""
        return self.all(f"{_ADDRESS}|-") and not self.all("-")

    @cached_property
    def listed(self) -> bool:
        """Whether a value is a list outside quotes."""
        return not self.in_quotes and any(", " in value for value in self.values)

    def template(self, name: str) -> str:
        """The field of that name as a template reads it, behind its key; of no name: read past."""
        if name == "time":
            return self.key + self.time
        if not name and "\\" in self.values[0] and len(set(self.values)) == 1:  # left over from a configuration
            return self.values[0].replace("{", "{{").replace("}", "}}")
        field = "{" + (name or ("list" if self.listed else "_")) + "}"
        if name in _WITH_PORT and self.all(_WITH_PORT[name]):
            return f"{self.key}{field}:{{number}}"
        left, right = next((marks for marks in _MARKS[:2] if self.all(_between(*marks))), ("", ""))
        return f"{self.key}{left}{field}{right}"


def _between(left: str, right: str) -> str:
    """A pattern for what stands between two marks; no bracket stands between brackets."""
    return r"\[[^\[\]]*\]" if left == "[" else f"{left}.*{right}"


def column(values: Sequence[str]) -> Column:
    """The values as a column, without the key that stands before every one of them."""
    found = _KEY.match(values[0])
    key = found[0] if found and all(value.startswith(found[0]) for value in values) else ""
    return Column(tuple(value.removeprefix(key) for value in values), key)


def is_request(one: Column) -> bool:
    """Whether nearly every value is a request line in quotes; what is none came from no browser."""
    fits = sum(bool(re.fullmatch(_REQUEST, value)) for value in one.values)
    return one.in_quotes and fits >= 0.9 * len(one.values)


def is_status(one: Column) -> bool:
    """Whether every value is a status, as HTTP or nginx has it."""
    return one.all(f'(?:{_STATUSES})|"(?:{_STATUSES})"') and not one.all('"?-"?')


def is_integers(one: Column) -> bool:
    """Whether every value is a whole number or a dash, and one is a number."""
    return one.all('"?(?:-|[0-9]+)"?') and not one.all('"?-"?')


def is_host(one: Column) -> bool:
    """Whether every value is the name of a host, perhaps with a port."""
    return one.all(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z][A-Za-z0-9-]*(?::[0-9]{1,5})?")


def is_addresses(one: Column) -> bool:
    """Whether every value is a list of addresses or a dash, and they are not all one address: a server behind."""
    alone = rf"(?:{_V4}|{_V6}|unknown)"
    return one.all(f'"?(?:-||{alone}(?:, ?{alone})*)"?') and len(set(one.values)) > 1
