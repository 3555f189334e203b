"""In which line of a TOML file a value stands."""

from __future__ import annotations

import tomllib

import pytest

from forensics.tomlfile.lines import Place, line_of, written

TEXT = '''\
# a comment with = and [brackets]

title = "a # b"
"odd key".inner = 1
text = """
several = 1
[lines]
"""
own = [  # networks
  "192.0.2.0/24", "192.0.2.1",

  # one more
  ["198.51.100.7",
   "203.0.113.9"],
  { name = "x" },
]

[[windows]]
start = 2020-06-08
[[windows]]   # the second
[windows.more]
a.b = 1
[[windows.parts]]
[[windows.parts]]
size = 3
[[windows]]
[[windows.parts]]
size = 4
[case]
id = { x = 1, y = [1, 2] }\r
end = 1
'''
PLACES: list[tuple[Place, int | None]] = [
    (("title",), 3),
    (("odd key",), 4),
    (("odd key", "inner"), 4),
    (("text",), 5),
    (("own",), 9),
    (("own", 0), 10),
    (("own", 1), 10),
    (("own", 2), 13),
    (("own", 2, 1), 13),
    (("own", 3, "name"), 15),
    (("windows",), 18),
    (("windows", 0), 18),
    (("windows", 0, "start"), 19),
    (("windows", 0, "end"), 18),
    (("windows", 1), 20),
    (("windows", 1, "more", "a", "b"), 22),
    (("windows", 1, "parts", 0), 23),
    (("windows", 1, "parts", 1, "size"), 25),
    (("windows", 2, "parts", 0, "size"), 28),
    (("case", "id", "y", 1), 30),
    (("case", "end"), 31),
    (("case", "missing"), 29),
    (("missing",), None),
]


@pytest.mark.parametrize(("place", "line"), PLACES, ids=str)
def test_line_of_a_place(place: Place, line: int | None) -> None:
    """Keys, tables and their entries, elements of lists; what is missing is told by the table that lacks it."""
    assert line_of(place, written(TEXT)) == line


def test_every_value_has_a_line() -> None:
    """What the file says by its statements is what it says as a whole."""
    found = written(TEXT)

    def each(value: object, place: Place = ()) -> list[Place]:
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [place, *(one for key, part in inner for one in each(part, (*place, key)))]

    assert set(each(tomllib.loads(TEXT))) == {(), *found}
