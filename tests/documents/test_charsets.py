"""A text in a charset that there is not is read all the same: its letters of ASCII are what hides in it."""

from __future__ import annotations

import pytest

from tests.support.documents.inspected import inspected
from tests.support.documents.workbook_parts import workbook

_HEAD = (
    b"Received: from mx.example.org; Tue, 9 Jun 2026 10:00:00 +0200\r\nMessage-ID: <1@example.org>\r\n"
    b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
)


@pytest.mark.parametrize("charset", [b"nosuch", b"idna", b"undefined", b"hex", b"utf-8"])
def test_mail(charset: bytes) -> None:
    """The name of the charset is the sender's."""
    body = b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\nWrite to nadia@example.net, please.\r\n"
    found = inspected(_HEAD + body, "message.eml")
    assert (found.kind, found.state, found.reason) == ("eml", "nothing_hidden", "")
    assert found.categories["email"].visible == 3


@pytest.mark.parametrize("page", [b"99999", b"1252", b"0", b"65001"])
def test_rich_text(page: bytes) -> None:
    """So is the number of a code page."""
    text = rb"{\rtf1\ansi\ansicpg" + page + rb" Shown and \'41 {\v write to nadia@example.net}\par}"
    found = inspected(text, "letter.rtf")
    assert (found.kind, found.state, found.reason) == ("rtf", "hidden", "")
    assert found.categories["email"].hidden == 1


def test_a_part_of_a_workbook_in_an_encoding_that_there_is_not() -> None:
    """That part is not read, and it is told; the rest is."""
    part = '<?xml version="1.0" encoding="UTF58"?><sst/>'
    leads = [("t", "sharedStrings", "sharedStrings.xml")]
    content = workbook({"List": "<sheetData/>"}, leads=leads, parts={"xl/sharedStrings.xml": part}).getvalue()
    found = inspected(content, "list.xlsx")
    assert found.state in ("not_inspected", "partly_inspected")
