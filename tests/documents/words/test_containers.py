"""Compound files, archives and messages: what is in them goes to its own reader, what cannot be read is told."""

from __future__ import annotations

import random
import struct
import sys
import zipfile
import zlib
from email.message import EmailMessage
from io import BytesIO

import pytest

from forensics.documents import mail
from forensics.documents.contents import State
from forensics.documents.limits import Limits, NotInspectableError
from tests.support.documents.compound_files import compound, native
from tests.support.documents.told import told
from tests.support.documents.word_files import docx, package, paragraph

_DOCX = docx(paragraph("inside"))
_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def test_encrypted_packages_are_not_inspected() -> None:
    """Without the extra, too."""
    with pytest.raises(NotInspectableError, match="encrypted"):
        told(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))


@pytest.mark.parametrize(
    "streams",
    [
        {"WordDocument": b"\xec\xa5\xc1\x00" + b"\0" * 6 + b"\x00\x01" + b"\0" * 20},
        {"PowerPoint Document": b"x", "Current User": b"\0" * 12 + struct.pack("<I", 0xF3D1C4DF)},
    ],
)
def test_texts_and_presentations_with_a_password_are_not_inspected(streams: dict[str, bytes]) -> None:
    """The flag of Word, the token of PowerPoint."""
    with pytest.raises(NotInspectableError, match="encrypted"):
        told(compound(streams))


def test_binary_texts_are_told_to_be_inspected_in_part() -> None:
    """What is embedded in them is handed on."""
    found = told(compound({"WordDocument": b"x", "ObjectPool/_1/Package": _DOCX, "ObjectPool/_2/CONTENTS": _PDF,
                           "ObjectPool/_3/\x01Ole10Native": native("a.docx", _DOCX)}))  # fmt: skip
    assert [content.rstrip(b"\0") for content, _ in found.embedded] == [_DOCX.rstrip(b"\0"), _PDF, _DOCX.rstrip(b"\0")]
    assert all(state == State.HIDDEN for _, state in found.embedded)
    assert found.findings == [("W3", "M", 3)]
    assert len(found.unread) == 1


def test_embedded_documents_of_before_2007_are_not_inspected() -> None:
    """They are storages of their own, and no files."""
    found = told(compound({"WordDocument": b"x", "ObjectPool/_1/Workbook": b"y"}))
    assert len(found.unread) == 2


def test_objects_of_binary_presentations_are_handed_on() -> None:
    """Packed or not, within a container of records."""
    inner = compound({"Package": _DOCX})
    packed = struct.pack("<I", len(inner)) + zlib.compress(inner)
    records = (
        struct.pack("<HHI", 0x10, 0x1011, len(packed)) + packed + struct.pack("<HHI", 0, 0x1011, len(inner)) + inner
    )
    found = told(compound({"PowerPoint Document": struct.pack("<HHI", 0xF, 1000, len(records)) + records}))
    assert found.embedded == [(inner, State.HIDDEN)] * 2
    assert ("P1", "H", 2) in found.findings


def test_objects_are_opened_and_their_file_handed_on() -> None:
    """As the packager and Office keep it; a text is a passage; what is neither is told."""
    assert told(compound({"\x01Ole10Native": native("a.docx", _DOCX)})).embedded == [(_DOCX, State.HIDDEN)]
    assert len(told(compound({"Package": _DOCX})).embedded) == 1
    assert told(compound({"\x01Ole10Native": native("a.txt", b"secret")})).texts(State.HIDDEN) == ["secret"]
    assert len(told(compound({"\x01Ole": b"x"})).unread) == 1


def test_without_the_library_it_is_not_inspected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asked tells how to install it; encrypted files are told without it."""
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(ImportError, match="olefile"):
        told(compound({"WordDocument": b"x"}))


def test_archives_hand_on_documents_and_pass_over_what_is_none() -> None:
    """As in a folder."""
    found = told(
        package({"a.docx": _DOCX, "b/c.pdf": _PDF, "page.html": "<html></html>", "x.bin": b"\x00\x01?", "e": ""})
    )
    assert found.embedded == [(_DOCX, State.VISIBLE), (_PDF, State.VISIBLE), (b"\x00\x01?", State.VISIBLE)]
    assert found.findings == []


def test_encrypted_and_damaged_files_of_archives_are_told() -> None:
    """The others are read."""
    content = bytearray(package({"a.docx": _DOCX, "b.docx": _DOCX}))
    content[6] |= 1  # encrypted, in the header of the first
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1  # and in the table
    found = told(bytes(content))
    assert found.embedded == [(_DOCX, State.VISIBLE)]
    assert len(found.unread) == 1


def test_oddities_of_archives_are_told() -> None:
    """A part that is there twice, and bytes before the first."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.pdf", _PDF)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.pdf", _PDF)
    assert told(file.getvalue()).grave == [("Z", "M", 1)]
    assert told(b"before" + package({"a.pdf": _PDF})).findings == [("Z", "I", 6)]


def _message() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ada <a@example.org>", "b@example.org", "Hello"
    message["MIME-Version"] = "1.0"
    message.set_content("the text")
    message.add_attachment(_DOCX, maintype="application", subtype="octet-stream", filename="a.docx")
    message.add_attachment(b"notes", maintype="text", subtype="plain", filename="a.txt")
    return message


def test_messages_hand_on_what_is_attached() -> None:
    """And their text; an honest one hides nothing."""
    found = told(bytes(_message()))
    assert found.kind == "eml"
    assert found.embedded == [(_DOCX, State.VISIBLE)]
    assert [text.strip() for text in found.texts(State.VISIBLE)][1:] == ["the text", "notes"]
    assert found.authors == ["Ada <a@example.org>"]
    assert found.findings == []


@pytest.mark.parametrize(("limit", "most", "reason"), [("_SIZE", 2000, "2,000 bytes"), ("_LINES", 20, "20 lines")])
def test_a_message_that_would_take_too_much_is_told(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int, reason: str
) -> None:
    """Python's parser holds it several times over; one that is not larger is read."""
    content = (
        b"Content-Type: text/plain\n" + bytes(_message()).partition(b"Content-Type")[0] + b"\n" + b"a line\n" * 300
    )
    assert told(content).kind == "eml"
    monkeypatch.setattr(mail, limit, most)
    with pytest.raises(NotInspectableError) as refused:
        told(content)
    assert reason in refused.value.reason


def test_blind_copies_and_the_way_of_a_message_are_told() -> None:
    """No program shows them to a reader."""
    message = _message()
    message["Bcc"] = "c@example.org"
    message["Received"] = "from 192.0.2.1"
    assert told(bytes(message)).findings == [("Z", "L", 1), ("Z", "M", 1)]


def test_the_words_of_a_page_in_a_message_are_text() -> None:
    """Without its programs and styles."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = "a@example.org", "b@example.org", "x", "y"
    message["MIME-Version"] = "1.0"
    message.set_content("<style>p {}</style><p>Caf&eacute; <b>now</b></p>", subtype="html")
    assert told(bytes(message)).texts(State.VISIBLE)[-1].split() == ["Café", "now"]


def test_messages_of_outlook_hand_on_what_is_attached() -> None:
    """Subject, text, sender; one message within another is told."""
    text = {
        name: value.encode("utf-16-le")
        for name, value in (("0037001F", "Hello"), ("1000001F", "the text"), ("0C1A001F", "Ada"))
    }
    streams = {f"__substg1.0_{name}": value for name, value in text.items()}
    streams["__properties_version1.0"] = b"x"
    streams["__attach_version1.0_#00000000/__substg1.0_37010102"] = _DOCX
    found = told(compound(streams))
    assert found.kind == "msg"
    assert len(found.embedded) == 1
    assert sorted(found.texts(State.VISIBLE)) == ["Ada", "Hello", "the text"]
    assert found.authors == ["Ada"]
    assert found.unread == []
    within = streams | {"__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_0037001F": b"x"}
    assert len(told(compound(within)).unread) == 1


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"/>',
        b"From a@example.org x\nFrom: a\nTo: b\nMessage-ID: <1@example.org>\n\ntext",
    ],
)
def test_known_documents_without_a_reader_name_the_way_out(content: bytes) -> None:
    """Not inspected is never clean."""
    with pytest.raises(NotInspectableError, match=r"save its? "):
        told(content)


_WHOLE = {
    "doc": compound({"WordDocument": b"x", "ObjectPool/_1/\x01Ole10Native": native("a", b"text"),
                     "\x05SummaryInformation": b"\xfe\xff\0\0" + b"\1" * 40}),
    "ole": compound({"\x01Ole10Native": native("a.docx", _DOCX)}),
    "docx": docx(paragraph("text")),
    "zip": package({"a.docx": _DOCX}),
    "eml": bytes(_message()),
}  # fmt: skip


@pytest.mark.parametrize("kind", _WHOLE)
def test_damage_is_told_and_nothing_else_happens(kind: str) -> None:
    """Cut at many places, and with bytes changed."""
    content = _WHOLE[kind]
    chance = random.Random(kind)
    damaged = [content[: len(content) * part // 40] for part in range(1, 40)]
    for _ in range(60):
        changed = bytearray(content)
        for _ in range(8):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        damaged.append(bytes(changed))
    ends = 0
    for each in damaged:
        try:
            told(each, Limits(total=1 << 24))
        except (NotInspectableError, AssertionError):  # the latter: by now it is of a kind without a reader
            ends += 1
    assert ends
