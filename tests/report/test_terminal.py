"""The answer on a terminal: sentence, table, limitations, in each language."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from forensics.language.catalogue import Language, language
from forensics.language.languages import LANGUAGES
from forensics.language.statement import state_many
from forensics.model import ALWAYS, Bounds, Findings, Limitation
from forensics.report.terminal import print_findings
from tests.support.command import run
from tests.support.report_fixture import findings
from tests.support.report_lines import HOSTILE
from tests.support.small_case import write_case

ENGLISH, DUTCH = language("en"), language("nl")


def _printed(made: Findings, spoken: Language, width: int = 78) -> str:
    out = io.StringIO()
    print_findings(made, Console(file=out, width=width, highlight=False, markup=False, emoji=False), spoken)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def test_english_answer_word_for_word() -> None:
    """The sentence, a row for each window, for all of them and for the rest, and when the windows were."""
    made = findings()
    shown = _printed(replace(made, limitations=()), ENGLISH)
    assert shown == (
        "The server handed over “Lijst signalen.xlsx” 11 times to 7 IP addresses while\n"
        "it was exposed (established: 11; at least 9, at most 13).\n"
        "\n"
        "window               requests downloads at least at most IP addresses partial\n"
        "first publication          11         7        5       7            6       1\n"
        "second publication          7         4        4       6            4       1\n"
        "all windows                18        11        9      13            7       2\n"
        "outside every window        4         1        1       1            1       0\n"
        "first publication: 2020-06-08 09:00 +02:00 to 2020-06-11 17:00 +02:00\n"
        "second publication: 2020-06-15 10:00 +02:00 to 2020-06-18 12:00 +02:00\n"
        "At least is 9, not 11, because 2 came soon after another by the same IP\n"
        "address; no other log would change that.\n"
        "At most is 13, not 11, because 2 may be downloads of which these logs show\n"
        "only parts; what would lower it: the logs of servers in front of this one.\n"
    )


def test_limitations_stand_under_what_they_mean() -> None:
    """First what makes the evidence incomplete, then the rest; neither title without a limitation."""
    shown = _printed(findings(), ENGLISH)
    assert shown.index("The evidence is incomplete:") < shown.index("(s1:4711)") < shown.index("To bear in mind:")
    assert "To bear in mind:" not in _printed(replace(findings(), limitations=()), ENGLISH)


def test_numbers_and_limitations_in_another_language() -> None:
    """A limitation is said again, numbers have the separators of the language, machine words stay."""
    made = findings()
    told = state_many("{count} IP address", "{count} IP addresses", 1_200)
    tally = replace(made.files[0].total, requests=12_345, downloads=Bounds(None, 1_100, 1_200, open_ended=True))
    file = replace(made.files[0], windows=(), total=tally, outside=tally)
    shown = _printed(replace(made, files=(file,), limitations=(Limitation("x", told),)), DUTCH)
    assert f"  - {DUTCH.say(told)}" in shown
    assert "12.345" in shown
    assert "1.100" in shown
    assert "12,345" not in shown


@pytest.mark.parametrize("spoken", [language(code) for code in LANGUAGES], ids=LANGUAGES)
@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_without_effect(payload: str, spoken: Language) -> None:
    """No control reaches the terminal, from a name, a label or a limitation."""
    shown = _printed(findings(text=lambda text: text + payload), spoken)
    assert [char for char in shown if not char.isprintable() and char != "\n"] == []


def test_window_without_bounds_has_no_dates() -> None:
    """The year 1970 stands for "not stated" and is not printed."""
    made = findings()
    tally = replace(made.files[0].windows[0], start=ALWAYS[0], end=datetime(2020, 7, 1, tzinfo=UTC))
    shown = _printed(replace(made, files=(replace(made.files[0], windows=(tally,)),)), ENGLISH)
    assert "1970" not in shown


@pytest.mark.parametrize("spoken", [language(code) for code in LANGUAGES], ids=LANGUAGES)
def test_count_answers_in_the_language_asked_for(spoken: Language, tmp_path: Path) -> None:
    """The words on stdout are those of the language; English without the option."""
    logs = write_case(tmp_path).parent / "logs"
    result = run("count", "leak.xlsx", logs, "--format", "nginx_combined", "--lang", spoken.code)
    words = ("window", "requests", "downloads", "at least", "at most", "IP addresses", "partial")
    assert [spoken.text(word) for word in words if spoken.text(word) not in result.stdout] == []
    if spoken is ENGLISH:
        assert run("count", "leak.xlsx", logs, "--format", "nginx_combined").stdout == result.stdout
