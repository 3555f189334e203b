"""Which text is a document: mail, a document of Office or OpenDocument as one XML file, a page written by Office."""

from __future__ import annotations

import re

__all__ = ["kind_of_text"]

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
#: In UTF-16 without a mark every second byte of most languages' text is nought.
_WIDE = ((re.compile(rb"(?:[\t\n\r -~]\x00){4,}"), "utf-16-le"), (re.compile(rb"(?:\x00[\t\n\r -~]){4,}"), "utf-16-be"))
#: What no text in an encoding of one or more bytes holds.
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x19\x1c-\x1f]")
_POSTSCRIPT = ("%!PS", "\x04%!PS")
_FLAT = re.compile(
    r"urn:schemas-microsoft-com:office:spreadsheet"  # Excel 2003
    r"|http://schemas\.microsoft\.com/office/word/2003/wordml"  # Word 2003
    r"|http://schemas\.microsoft\.com/office/2006/xmlPackage"  # Office Open XML in one file
    r"|<\?mso-application\b"
)
_OPEN_DOCUMENT = re.compile(r"<office:document\b")
_OFFICE_PAGE = re.compile(
    r"urn:schemas-microsoft-com:office:(?:excel|word|powerpoint)|ProgId\s+content=.?(?:Excel|Word)"
)
_HEADER = re.compile(r"([!-9;-~]+):|[ \t]")
_OF_MAIL = frozenset(("from", "to", "cc", "subject", "date", "message-id", "mime-version", "received", "return-path",
                      "delivered-to", "content-type"))  # fmt: skip
_OF_MAIL_ONLY = frozenset(("message-id", "mime-version", "received", "return-path", "delivered-to"))


def kind_of_text(head: bytes, *, whole: bool) -> str | None:
    """One of "flat", "flat_odf", "office_html", "eml", "mbox" or "no_document"; "unknown" for a document without a
    reader; None for what is no text. `whole`: nothing was cut off."""
    text = _text(head, whole=whole)
    if text is None:
        return None
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _of_markup(start)
    return "unknown" if start.startswith(_POSTSCRIPT) else _of_mail(start) or "no_document"


def _text(head: bytes, *, whole: bool) -> str | None:
    encoding = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    encoding = encoding or next((encoding for pattern, encoding in _WIDE if pattern.match(head)), None)
    if encoding in {None, "utf-8"}:
        return None if _BINARY.search(head) else head.decode("utf-8", "replace")
    try:
        return head[: len(head) // 4 * 4 if not whole else None].decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        return None if error.start < len(head) - 4 else head[: error.start].decode(encoding or "utf-8", "replace")


def _of_markup(text: str) -> str:
    if text.startswith(("<!DOCTYPE html", "<!doctype html", "<html", "<HTML")) and "<office:document" not in text:
        return "office_html" if _OFFICE_PAGE.search(text) else "no_document"
    if _OPEN_DOCUMENT.search(text):
        return "flat_odf"
    if _FLAT.search(text):
        return "flat"
    return "office_html" if _OFFICE_PAGE.search(text) else "no_document"


def _of_mail(text: str) -> str | None:
    """A header as mail has it: only fields, of which some are of mail and one of nothing else."""
    several = text.startswith("From ")
    names = []
    for line in text.splitlines()[int(several) : -1]:  # the last one may be cut off
        field = _HEADER.match(line)
        if field is None:
            if line:
                return None
            break
        names += [field[1].casefold()] if field[1] else []
    if len(_OF_MAIL.intersection(names)) < 3 or not _OF_MAIL_ONLY.intersection(names):
        return None
    return "mbox" if several else "eml"
