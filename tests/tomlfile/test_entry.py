"""Tables as they are written for a person: whatever a value or a reason holds, the file says what it should."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from forensics.language.untrusted import for_terminal
from forensics.tomlfile.entry import Entry, Key, entry_lines, toml_value

#: Text of strangers: anything that Python can hold, and much of what TOML acts on.
hostile = st.one_of(
    st.text(),
    st.text(alphabet=st.sampled_from("\"'\\\n\r\t[]=#{},.\u202e\u2028\x00\x85\x7f\ud800 a"), max_size=40),
)


def plain(text: str) -> str:
    """The text without halves of surrogate pairs, which no TOML holds."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


@given(value=hostile, reason=hostile, note=hostile)
@example(value='"\n[[logs]]\npath = "/etc/passwd', reason="\n[case]\nid = 1", note="'''\n\"\"\"\nx = 1")
@example(value="'", reason="\r\nkey = 1", note="\u2028[parties]\u2029")
def test_text_of_strangers_stays_text(value: str, reason: str, note: str) -> None:
    """The table holds its keys and no other, with their values; reasons say nothing to TOML."""
    keys = (
        Key("name", value, reason),
        Key("paths", [value, "x"], reason, todo=True),
        Key("off", value, reason, off=True),
    )
    text = "".join(f"{line}\n" for line in entry_lines(Entry("[[files]]", keys, (note,), (note,)), str))
    assert tomllib.loads(text) == {"files": [{"name": plain(value), "paths": [plain(value), "x"]}]}
    assert all(for_terminal(char) == char or char in "\\\n" for char in text)


@given(value=hostile, reason=hostile)
def test_what_is_off_says_nothing(value: str, reason: str) -> None:
    """A table behind a # is a comment to its last line."""
    lines = list(entry_lines(Entry("[[logs]]", (Key("path", value, reason),), (reason,), (reason,), off=True), str))
    assert all(line.startswith("#") for line in lines)
    assert tomllib.loads("\n".join(lines)) == {}


def test_values() -> None:
    """Each as TOML writes it."""
    time = datetime(2026, 6, 8, 9, tzinfo=UTC)
    written = {"a": True, "b": 5, "c": time, "d": ["x", "y"], "e": "C:\\logs\\a.log", "f": []}
    text = "\n".join(f"{name} = {toml_value(value)}" for name, value in written.items())
    assert tomllib.loads(text) == written
