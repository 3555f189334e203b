"""Tables as plain text: what is one, what is none, and what it shows."""

from __future__ import annotations

import io

import pytest

from forensics.documents.delimited import Form, form_of, read
from forensics.documents.kinds import NO_DOCUMENT, kind_of
from forensics.documents.limits import BLOCK, Limits, NotInspectableError
from forensics.model.document import CategoryCount, Records
from tests.support.documents.inspected import inspected

LIST = 'Naam;BSN;Opmerking\r\nJan Jansen;123456782;"met ; erin"\r\nPiet Smit;111222333;"twee\r\nregels"\r\n'


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (LIST.encode(), Form("utf-8", ";")),
        (b"\xef\xbb\xbf" + LIST.encode(), Form("utf-8-sig", ";")),
        (LIST.encode("utf-16"), Form("utf-16", ";")),
        (LIST.replace("met", "\xe9\xe9n").encode("cp1252"), Form("cp1252", ";")),
        (b"a,b,c\n1,2,3\n", Form("utf-8", ",")),
        (b"a\tb\n1\t2\n3\t4\n", Form("utf-8", "\t")),
        (b"a|b|c\n1|2|3\n1|2|3", Form("utf-8", "|")),
        (b"Title\n" + b"a,b,c\n" * 20, Form("utf-8", ",")),
        (b"a,b,c\n1,2,3\n" * 3000, Form("utf-8", ",")),
    ],
)
def test_tables(content: bytes, form: Form) -> None:
    """With their encoding and the character between the values."""
    assert form_of(content[: 1 << 14]) == form
    assert kind_of(io.BytesIO(content)) == "csv"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Beste lezer,\nhierbij de lijst, zoals beloofd,\nmet groet, Jan\n",
        b"a { color: red; }\nb { color: blue; }\n",
        b"<table>\n<tr>,</tr>\n</table>\n",
        b'{"a": 1,\n"b": 2,\n"c": 3}\n',
        b"var a = 1, b = 2;\nfoo(a, b);\nbar(a, b);\nbaz(b, a);\n",
        b"import a, b\nimport c, d\nimport e, f\n",
        b"one line, only\n",
        b"The first, which is a sentence of a length\n" * 3,
        b"a,b\n1,2\n",
        b"127.0.0.1 - - [18/Jun/2020:12:00:00 +0200] GET / 200\n" * 5,
        b"a,b,c\x00\n1,2,3\n1,2,3\n",
    ],
)
def test_other_text(content: bytes) -> None:
    """Letters, pages, programs, logs."""
    assert form_of(content) is None
    assert kind_of(io.BytesIO(content)) != "csv"
    assert kind_of(io.BytesIO(b"Beste lezer")) == NO_DOCUMENT


def test_what_a_table_shows() -> None:
    """Records and categories, all of them visible."""
    found = inspected(LIST.encode(), "lijst.csv")
    assert (found.state, found.records) == ("nothing_hidden", Records(visible=2))
    assert found.categories == {"bsn": CategoryCount(visible=2), "name": CategoryCount(visible=2)}


def test_table_that_cannot_be_read_to_its_end() -> None:
    """What was read is told, and that it is not all."""
    found = inspected(LIST.encode() + b'x;"' + b"a" * 200_000, "lijst.csv")
    assert (found.state, found.reason) == ("not_inspected", "It holds a row that cannot be read.")
    endless = io.BytesIO(LIST.encode() * 500 + b"x" * (BLOCK + 1))
    with pytest.raises(NotInspectableError, match="line without an end"):
        list(read(endless, Limits()))
    with pytest.raises(NotInspectableError):
        list(read(io.BytesIO(b"Beste lezer"), Limits()))
