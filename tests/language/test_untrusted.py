"""Hostile text leaves through an exit that disarms it, and can be read back."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.language.untrusted import for_csv, for_markdown, for_terminal, from_bytes

#: Any text, lone surrogates included, with much of what terminals and spreadsheets act on.
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\x1b\x9b\x07\x08\x7f\r\n\t\\=+-@'\"\u202e\u2066\u2028\u200b\ufeff\uff1d\U000e0041\udc80"),
    )
)
HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x9b2J",
    "back\x08space\x7f",
    "line\r\nline",
    "\u202egnp.exe",
    "\u2066\u2069",
    "a\u2028b\u2029c",
    "zero\u200bwidth\ufeff",
    "tag\U000e0041",
    "\udc80\udcff",
    "\u00ad\u061c\u180e\ufff9",
)


def decode(escaped: str) -> str:
    r"""The text that was escaped: \\, \xHH, \uHHHH, \UHHHHHHHH undone from left to right."""
    pattern = r"\\(?:(\\)|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))"
    return re.sub(pattern, lambda found: found[1] or chr(int(found[2] or found[3] or found[4], 16)), escaped)


def acts(text: str) -> list[str]:
    """The characters of a text that a terminal may act on, or that reorder or hide what stands there."""
    return [
        char
        for char in text
        if ord(char) < 0x20
        or 0x7F <= ord(char) <= 0x9F
        or unicodedata.category(char) in ("Cs", "Zl", "Zp")
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    ]


@given(TEXTS)
def test_terminal_text_can_be_read_back(text: str) -> None:
    """Nothing is lost, and no two texts look the same."""
    assert decode(for_terminal(text)) == text


@given(TEXTS)
def test_no_exit_lets_an_active_character_through(text: str) -> None:
    """No control, no bidi, no line separator, no lone surrogate is left, by whatever exit."""
    for exit_ in (for_terminal, for_csv, for_markdown):
        assert not acts(exit_(text))
        exit_(text).encode()


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_known_attacks_are_shown_as_text(text: str) -> None:
    """What was seen in the wild stands there in plain ASCII."""
    shown = for_terminal(text)
    assert shown != text
    assert shown.isascii()


@pytest.mark.parametrize("char", ["\u200b", "\u200f", "\u2060", "\ufeff", "\U000e0020", "\u00ad"], ids=ascii)
def test_invisible_characters_are_shown(char: str) -> None:
    """Two names that look alike are told apart."""
    assert for_terminal(f"a{char}b") != f"a{char}b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 日本 🙂", "plain é 日本 🙂"),
        ("a\\b", "a\\\\b"),
        ("\\x1b", "\\\\x1b"),
        ("\x1b", "\\x1b"),
        ("\u202e", "\\u202e"),
        ("\U000e0041", "\\U000e0041"),
        ("[red]markup[/red]", "[red]markup[/red]"),
        ("leak\u3164\ufe0f\u034f.xlsx", "leak\\u3164\\ufe0f\\u034f.xlsx"),
        ("\u0600\U0001d173", "\\u0600\\U0001d173"),
        ("Z" + "\u0300" * 8, "Z" + "\u0300" * 6 + "\\u0300\\u0300"),
        ("Vi\u0065\u0302\u0323t \u05e9\u05b8\u05c1", "Vi\u0065\u0302\u0323t \u05e9\u05b8\u05c1"),
    ],
)
def test_how_text_is_shown(text: str, shown: str) -> None:
    r"""Letters stay; backslashes are doubled, so that an escape of ours is never the text's own."""
    assert for_terminal(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org")',
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00=1",
        " =1",
        "\u00a0=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
        "\ufe62" + "1",
    ],
    ids=ascii,
)
def test_formulas_are_text_to_a_spreadsheet(text: str) -> None:
    """A leading quote mark, whatever disguise the formula wears (full width, blanks, controls)."""
    assert for_csv(text).startswith("'")


@pytest.mark.parametrize("text", ["a;=1+1;", "a; =1", 'a;"=1&"', "a;\uff1d1", ";;@SUM(1)", "a;\u3000+1"], ids=ascii)
def test_no_formula_stands_behind_a_semicolon(text: str) -> None:
    """Spreadsheets set up for much of Europe begin a cell there, quotes or not: opened by a double click, the file
    is one long cell up to the first semicolon."""
    assert not re.search(r';[\s"]*[=+@-]', unicodedata.normalize("NFKC", for_csv(text)))
    assert decode(for_csv(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "Mozilla/5.0 (X11; Linux x86_64; rv:126.0)",
        "a;b",
        "a=b",
        "1-2",
        "192.0.2.1",
        "é",
        "'quoted",
        "/docs/leak.xlsx",
    ],
)
def test_harmless_cells_stay_as_they_are(text: str) -> None:
    """Nothing is changed that does not need it."""
    assert for_csv(text) == text


@given(TEXTS)
def test_no_cell_begins_a_formula(text: str) -> None:
    """Also after a spreadsheet's own clean-up: trimmed, and full-width characters made plain."""
    assert not unicodedata.normalize("NFKC", for_csv(text)).strip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("`code`", "\\`code\\`"),
        ("[x](javascript:1)", "\\[x\\](javascript:1)"),
        ("<!-- &lt;", "\\<!-- \\&lt;"),
        ("*a* _b_ ~c~ $d$", "\\*a\\* \\_b\\_ \\~c\\~ \\$d\\$"),
        ("# head", "\\# head"),
        ("  - item", "  \\- item"),
        ("12. item", "12\\. item"),
        ("a-b 1.2 #3", "a-b 1.2 #3"),
        ("https://a.example.org", "https\\://a.example.org"),
        ("www.example.org at 10:15", "www\\.example.org at 10:15"),
        ("a\nb", "a\\\\x0ab"),
        ("a\\b", "a\\\\\\\\b"),
    ],
)
def test_markdown_shows_the_text_itself(text: str, shown: str) -> None:
    """Every character that Markdown acts on there is escaped; a line break does not end the line."""
    assert for_markdown(text) == shown


@given(st.binary())
def test_original_bytes_come_back(raw: bytes) -> None:
    """Bytes that are not UTF-8 survive as text."""
    assert from_bytes(raw).encode("utf-8", "surrogateescape") == raw
