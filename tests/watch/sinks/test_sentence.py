"""An event in a sentence that nothing acts on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.watch.event import KINDS
from forensics.watch.sinks.notify import text_of
from forensics.watch.sinks.sentence import plain, said
from forensics.watch.written import as_object
from tests.support.watch_events import NOW, download, event, message
from tests.watch.test_written import DETAILS

HOSTILE = [
    *("<script>alert(1)</script>", "[x](javascript:y)", "@everyone", "<!channel>", "<@U1>", "\x1b]0;x\x07", "a\nb"),
    *(
        "http://evil.example/x",
        "*bold* `code` ~x~",
        "&amp;",
        "\u202egnp.exe",
        "\u2028",
        "$(id)",
        "{x}",
        "a\udcffb",
        "|",
    ),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_holds_no_markup(text: str) -> None:
    """Not of HTML, Markdown, chat programs or terminals; no address on the web either."""
    shown = plain(text)
    assert not set(shown) & set("<>[]@*`~&\x1b\x07\n\u202e\u2028$|:/{}\udcff")
    path = said(as_object(event(1)) | {"path": f"/{text}", "time": None})
    assert not set(path) & set("<>[]@*`~&\x1b\x07\n\u202e\u2028$|{}\udcff:")


@given(st.text(max_size=40))
def test_any_text_stays_on_its_line(text: str) -> None:
    """In every field that a sentence reads."""
    told = dict.fromkeys(["file", "path", "time", "earliest", "latest", "client", "of", "reason", "agent"], text)
    for kind in KINDS:
        sentence = said({**told, "event": kind, "findings": [{"code": text}, text]})
        assert sentence.isprintable()
        assert not set(sentence) & set("<>[]@*`~&|")


def test_sentences_say_what_happened() -> None:
    """To a tired person."""
    told = [said(as_object(event(1, kind, **DETAILS[kind]))) for kind in DETAILS]
    assert told == [
        "/docs/1.xlsx is published.",
        "/docs/1.xlsx was replaced by another version at 2026-06-09T10:00:00Z.",
        "/docs/1.xlsx was removed at 2026-06-09T10:00:00Z.",
        "/docs/1.xlsx holds something that its readers do not see: X2.",
        "A line of a log could not be read whole (/docs/1.xlsx).",
    ]
    assert said(as_object(download())) == "/docs/1.xlsx was downloaded by 192.0.2.77 at 2026-06-09T10:00:00Z."
    between = event(2, "removed", earliest=NOW.replace(hour=8), latest=NOW)
    assert said(as_object(between)).endswith("between 2026-06-09T08:00:00Z and 2026-06-09T10:00:00Z.")
    assert said({"event": "flagged", "path": None, "file": None}).startswith("a file that is not named here")


def test_many_events_are_one_text() -> None:
    """The first of each kind, and how many there are."""
    many = [message(event(number, "published", first_pass=True)) for number in range(1000)]
    text = text_of([*many, message(download())])
    assert len(text.splitlines()) == 22
    assert "And 980 more: 1000 files were published in all." in text
    assert text.splitlines()[-1].startswith("/docs/1.xlsx was downloaded")
