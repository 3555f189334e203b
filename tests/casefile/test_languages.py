"""Texts of a case in one language or in several."""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.model import Case
from tests.support.case_fixture import load, problems

CASE = """
[case]
id = "one"
{case}
[[files]]
name = "leak.xlsx"
[[windows]]
{first}
start = 2026-06-08T09:00:00Z
end = 2026-06-09T09:00:00Z
[[windows]]
{second}
start = 2026-06-10T09:00:00Z
end = 2026-06-11T09:00:00Z
[[logs]]
path = "logs/access.log*"
[[parties.known]]
name.nl = "verzoeker"
networks = ["198.51.100.7"]
"""


def _text(case: str = "", first: str = "", second: str = "") -> str:
    return CASE.format(case=case, first=first, second=second)


def _case(folder: Path, **parts: str) -> Case:
    return load(folder, _text(**parts))


def test_one_text_stands_for_all_languages(tmp_path: Path) -> None:
    """As it was before there were several."""
    case = _case(tmp_path, case='title = "List"', first='label = "first"')
    assert (case.title, case.titles) == ("List", {})
    assert [(window.label, window.labels) for window in case.windows] == [("first", {}), ("window 2", {})]


def test_english_stands_for_all_others(tmp_path: Path) -> None:
    """Whatever the order in the file; the only text there is stands for all."""
    case = _case(
        tmp_path,
        case='title.nl = "Lijst"\ntitle.en = "List"\npurpose.nl = "doel"',
        first='label = { nl = "eerste", en = "first" }',
    )
    assert (case.title, case.titles) == ("List", {"nl": "Lijst"})
    assert (case.purpose, case.purposes) == ("doel", {})
    assert (case.windows[0].label, case.windows[0].labels) == ("first", {"nl": "eerste"})
    assert (case.parties.known[0].name, case.parties.known[0].names) == ("verzoeker", {})


@pytest.mark.parametrize(
    ("parts", "key", "reason"),
    [
        (
            {"case": 'title.de = "Liste"'},
            "case.title.de",
            "is no language that reports are written in; these are en, nl",
        ),
        ({"case": "title.nl = 3"}, "case.title.nl", "is a whole number; text in quotes is needed"),
        ({"case": 'title.nl = ""'}, "case.title.nl", "is empty"),
        ({"case": "title = {}"}, "case.title", "holds no text; it takes one, or one for each of en, nl"),
        ({"case": "legal_basis = []"}, "case.legal_basis", "is a list; text in quotes is needed"),
        ({"first": 'label.en = "a\\u0000"'}, "windows[0].label.en", '"a\\u0000" holds a NUL character'),
    ],
)
def test_what_is_wrong_is_told_at_its_key(tmp_path: Path, parts: dict[str, str], key: str, reason: str) -> None:
    """A language that is not spoken, and what is no text."""
    assert [(one.key, one.reason) for one in problems(tmp_path, _text(**parts))] == [(key, reason)]


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ('label = "a"', 'label = "a"', "a"),
        ('label.en = "a"\nlabel.nl = "x"', 'label.en = "b"\nlabel.nl = "x"', "x"),
        ('label.en = "a"\nlabel.nl = "x"', 'label = "x"', "x"),
        ('label = "window 2"', "", "window 2"),
    ],
)
def test_windows_differ_in_every_language(tmp_path: Path, first: str, second: str, shared: str) -> None:
    """Two windows of one label could not be told apart in a report in that language."""
    [problem] = problems(tmp_path, _text(first=first, second=second))
    assert (problem.key, problem.reason) == ("windows[1].label", f'"{shared}" is the label of an earlier window too')
