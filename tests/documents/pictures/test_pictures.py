"""What pictures hold beside what they show, and honest ones that hold nothing."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

from forensics.documents.kinds import kind_of
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pictures.reader import read as read_picture
from tests.support.documents.pdf_reading import read
from tests.support.documents.pictures_made import as_bytes, photo, placed, with_thumbnail

_KINDS = ("JPEG", "PNG", "TIFF", "WEBP")
_NAME = "Nadia Verhoeven"
_NOTE = b"At home"
_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {attributes}>{elements}</rdf:Description></rdf:RDF>
</x:xmpmeta><?xpacket end="w"?>"""


def _packet(elements: str = "", attributes: str = "") -> bytes:
    return _XMP.format(elements=elements, attributes=attributes).encode()


@pytest.mark.parametrize("kind", [*_KINDS, "GIF"])
def test_a_plain_picture_holds_nothing(kind: str) -> None:
    """Of each kind that we read."""
    assert read(as_bytes(photo(), kind)).pieces == []


@pytest.mark.parametrize("kind", _KINDS)
def test_a_place_is_told_as_a_fact(kind: str) -> None:
    """And its numbers nowhere."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[0x8825] = placed().get_ifd(0x8825)
    found = read(as_bytes(photo(), kind, **({"tiffinfo": tags} if kind == "TIFF" else {"exif": placed()})))
    assert [(each.code, each.severity) for each in found.findings] == [("I1", "H")]
    assert "52" not in str(found.pieces)


def test_heic_is_read_where_its_library_is() -> None:
    """As phones write pictures."""
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    data = as_bytes(photo(), "HEIF", exif=placed().tobytes())
    assert kind_of(BytesIO(data)) == "heic"
    assert read(data).codes() == {"I1"}


def test_a_place_without_numbers_is_none() -> None:
    """A camera without reception writes an empty directory."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({0: b"\x02\x03\x00\x00", 2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)})
    assert read(as_bytes(photo(), exif=exif)).alarms == []


def test_a_thumbnail_of_the_picture_is_nothing() -> None:
    """The same, smaller."""
    assert read(as_bytes(photo(), exif=with_thumbnail(photo().resize((160, 107))))).alarms == []


@pytest.mark.parametrize("how", ["bars", "turned", "grey", "brighter"])
def test_a_thumbnail_that_was_made_otherwise_is_nothing(how: str) -> None:
    """With the black bars of cameras; of a picture that was turned, or made grey or brighter, since."""
    picture, small = photo(), photo().resize((160, 107))
    if how == "bars":
        small = Image.new("RGB", (160, 120))
        small.paste(photo().resize((160, 107)), (0, 6))
    elif how == "turned":
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    elif how == "grey":
        picture = picture.convert("L")
    else:
        picture = picture.point([min(255, value + 40) for value in range(256)] * 3)
    assert read(as_bytes(picture, exif=with_thumbnail(small))).alarms == []


@pytest.mark.parametrize("how", ["cropped", "covered"])
def test_a_thumbnail_that_shows_more_is_told(how: str) -> None:
    """It was made before the picture was cropped, or before something in it was covered."""
    picture = photo()
    if how == "cropped":
        picture = picture.crop((300, 150, 550, 390))
    else:
        ImageDraw.Draw(picture).rectangle((150, 100, 450, 300), fill=0)
    found = read(as_bytes(picture, exif=with_thumbnail(photo().resize((160, 107)))))
    assert [(each.code, each.severity) for each in found.findings] == [("I2", "M")]


@pytest.mark.parametrize(("tag", "severity"), [(0x013B, "L"), (0x8298, "L")])
def test_names_of_those_who_made_it_are_no_alarm(tag: int, severity: str) -> None:
    """Artist and copyright."""
    exif = Image.Exif()
    exif[tag] = _NAME
    found = read(as_bytes(photo(), exif=exif))
    assert found.authors == {_NAME}
    assert [each.severity for each in found.findings] == [severity]


def test_serial_numbers_are_told_once() -> None:
    """They tie a picture to a camera, in Exif and again in XMP."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA431] = "0123456"
    found = read(as_bytes(photo(), exif=exif, xmp=_packet(attributes='aux:SerialNumber="0123456"')))
    assert [(each.code, each.severity, each.count) for each in found.findings] == [("I2", "M", 1)]


def test_people_and_captions_of_xmp_are_told() -> None:
    """Whom it shows, who made it, what it is said to show."""
    elements = (
        f"<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>{_NAME}</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>"
        "<dc:creator><rdf:Seq><rdf:li>A. Maker</rdf:li></rdf:Seq></dc:creator>"
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">At home</rdf:li></rdf:Alt></dc:description>'
    )
    found = read(as_bytes(photo(), xmp=_packet(elements)))
    assert found.authors == {"A. Maker"}
    assert set(found.unseen.splitlines()) == {_NAME, "At home"}
    assert "I2" in found.codes("M")


def test_xmp_that_is_no_xml_is_told() -> None:
    """Not inspected is not clean."""
    assert read(as_bytes(photo(), xmp=b"<x><y></x>")).alarms


def test_captions_of_iptc_are_told() -> None:
    """As Photoshop keeps them."""
    captions = b"".join(b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text
                        for number, text in ((80, b"A. Maker"), (120, b"Nadia at home")))  # fmt: skip
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(captions)) + captions
    data = as_bytes(photo())
    data = data[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + data[2:]
    found = read(data)
    assert (found.authors, found.unseen) == ({"A. Maker"}, "Nadia at home")


def test_texts_of_png_are_told_without_those_of_programs() -> None:
    """What people wrote, and not which program it was."""
    texts = PngImagePlugin.PngInfo()
    for name, text in (("Author", "A. Maker"), ("Comment", "At home"), ("Software", "Example 1"), ("date:create", "x")):
        texts.add_text(name, text)
    found = read(as_bytes(photo(), "PNG", pnginfo=texts))
    assert (found.authors, found.unseen) == ({"A. Maker"}, "At home")


@pytest.mark.parametrize("kind", ["JPEG", "GIF"])
def test_comments_are_told(kind: str) -> None:
    """Of files that have such a place."""
    assert read(as_bytes(photo().convert("P" if kind == "GIF" else "RGB"), kind, comment=_NOTE)).unseen == "At home"


@pytest.mark.parametrize(
    ("comment", "is_credit"),
    [
        ("by A.Example@example.org", True),
        ("This art is in the public domain. Ada Example, ada@example.org, September 1995", True),
        ("Created with a program", False),
        ("\u00a9 2020 Ada Example", True),
        ("call ada@example.org about the case", False),
        ("by ada@example.org for ben@example.org", False),
        ("by Ada\nwho was seen in Utrecht", False),
        ("Statement by Ada Example", False),
        ("by " + "many words " * 20, False),
    ],
)
def test_a_credit_names_an_author(comment: str, *, is_credit: bool) -> None:
    """In the comment of an icon, say; any other words are text, in which people may be named."""
    found = read(as_bytes(photo().convert("P"), "GIF", comment=comment.encode()))
    assert (found.authors, found.unseen) == (({comment}, "") if is_credit else (set(), comment.strip()))
    assert found.alarms == []


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "WEBP"])
def test_more_pictures_are_a_note(kind: str) -> None:
    """Pages and frames are shown by every viewer."""
    found = read(as_bytes(photo(), kind, save_all=True, append_images=[photo().rotate(90), photo().rotate(180)]))
    assert [(each.severity, each.count) for each in found.findings] == [("I", 2)]


def _cut_out(below: Image.Image) -> Image.Image:
    picture = below.convert("RGBA")
    seen = Image.new("L", picture.size, 255)
    ImageDraw.Draw(seen).rectangle((50, 50, 500, 350), fill=0)
    picture.putalpha(seen)
    return picture


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_an_eraser_left_is_told(kind: str) -> None:
    """Transparent pixels that still hold the picture."""
    found = read(as_bytes(_cut_out(photo()), kind, **({"lossless": True, "exact": True} if kind == "WEBP" else {})))
    assert [(each.code, each.severity) for each in found.findings] == [("I2", "M")]


@pytest.mark.parametrize("colour", ["white", "black", "red"])
def test_transparent_pixels_of_one_colour_are_nothing(colour: str) -> None:
    """As each logo has them."""
    assert read(as_bytes(_cut_out(Image.new("RGB", (600, 400), colour)), "PNG")).pieces == []


def _on_canvas(below: Image.Image) -> bytes:
    canvas = Image.new("RGB", (640, 440), "white")
    canvas.paste(below, (20, 20))
    return as_bytes(_cut_out(canvas), "PNG")


def test_an_icon_on_a_canvas_is_a_note() -> None:
    """One colour below what is transparent, another around it."""
    assert read(_on_canvas(Image.new("RGB", (600, 400), "black"))).alarms == []


def test_a_picture_on_a_canvas_is_told() -> None:
    """Text too, in two colours."""
    text = Image.new("RGB", (600, 400), "black")
    for line in range(60, 300, 12):
        ImageDraw.Draw(text).text((60, line), "words that were to be erased " * 4, "white")
    for below in (photo(), text):
        assert [each.severity for each in read(_on_canvas(below)).findings] == ["M"]


def test_a_colour_that_runs_out_is_a_note() -> None:
    """Programs do so, that no rim is seen."""
    ramp = Image.linear_gradient("L").resize((600, 400)).convert("RGB")
    assert read(as_bytes(_cut_out(ramp), "PNG")).alarms == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_bytes_after_the_end_are_told(kind: str) -> None:
    """Counted, and no alarm by themselves."""
    found = read(as_bytes(photo(), kind) + b"some words")
    assert [(each.code, each.severity, each.count) for each in found.findings] == [("Z", "I", 10)]


def test_the_rest_of_a_larger_picture_is_told() -> None:
    """An editor wrote the cropped picture over the whole one, and did not shorten the file."""
    whole, part = as_bytes(photo(), "PNG"), as_bytes(photo().crop((0, 0, 60, 40)), "PNG")
    found = read(part + whole[len(part) :])
    assert [(each.code, each.severity) for each in found.findings] == [("Z", "M")]


def test_a_document_after_the_end_is_handed_on() -> None:
    """Such as a picture behind a picture."""
    other = as_bytes(photo().rotate(180), "PNG")
    assert [each.content for each in read(as_bytes(photo()) + other).embedded] == [other]


def test_a_picture_of_absurd_size_is_not_inspected() -> None:
    """A hundred thousand pixels each way, in a hundred bytes."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )
    with pytest.raises(NotInspectableError, match="pixels"):
        list(read_picture(BytesIO(data), Limits()))


@pytest.mark.parametrize("kind", [*_KINDS, "GIF"])
def test_damaged_pictures_raise_nothing_else(kind: str) -> None:
    """Cut, and with bytes that are others."""
    chance = random.Random(3)
    data = as_bytes(photo(), kind, **({} if kind == "GIF" else {"exif": placed()}))
    for _ in range(30):
        other = bytearray(data[: chance.randrange(40, len(data))])
        for _ in range(chance.choice((0, 3, 60))):
            other[chance.randrange(12, len(other))] = chance.randrange(256)
        try:
            list(read_picture(BytesIO(bytes(other)), Limits()))
        except NotInspectableError as error:
            assert error.reason  # noqa: PT017 - that it is raised is not demanded
