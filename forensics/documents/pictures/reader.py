"""Reads a picture: what is written in it beside what it shows."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from PIL import Image, PngImagePlugin

from forensics.documents.contents import Embedded, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN, kind_of
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pictures.endings import end_of
from forensics.documents.pictures.exif import FAULTS, exif
from forensics.documents.pictures.iptc import iptc, resources
from forensics.documents.pictures.thumbnails import differs, small
from forensics.documents.pictures.traces import Traces, told
from forensics.documents.pictures.transparency import PIXELS, beneath
from forensics.documents.xmp import xmp
from forensics.language.statement import Statement, state, state_many

__all__ = ["read"]

_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_PADDING = b"\x00 \t\r\n"
_TIFF_IPTC, _TIFF_XMP = 33723, 700
#: Of PNG: what programs write of themselves.
_OF_PROGRAMS = ("software", "date:", "png:", "exif:", "icc:", "creation time", "signature", "thumb:", "raw profile",
                "xml:com.adobe.xmp", "tiff:", "source", "warning", "disclaimer", "jpeg:", "gif:")  # fmt: skip
#: A line in which whoever made a picture names himself, perhaps with his address: as with all authors, that is honest.
#: More than a line, or what begins otherwise, is text that somebody wrote.
_CREDIT = re.compile(
    r"(?!.*@.*@)(?:(?:(?:photo|picture|image|icon|art(?:work)?|drawn|designed|made|created|generated) )?by\b"
    r"|copyright\b|\(c\)|\u00a9|this (?:art|picture|image|icon|photo) is ).{0,120}",
    re.IGNORECASE,
)
#: The beginning of another picture, or a piece of one: an editor wrote a smaller picture over a larger one.
_REMAINS = (b"IDAT", b"IEND\xaeB`\x82", b"\xff\xd8\xff")


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The pieces of a picture. Raises NotInspectableError: damaged, or too large; ImportError: no library for HEIC."""
    data = file.read(limits.part + 1)
    if len(data) > limits.part:
        raise NotInspectableError(state("It has more than {size} bytes.", size=limits.part))
    limits.spend(len(data))
    kind = kind_of(BytesIO(data))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        pieces = list(_pieces(kind, data, limits))
    yield from pieces
    yield from _after(kind, data)


def _pieces(kind: str, data: bytes, limits: Limits) -> Iterator[Piece]:
    with _opened(kind, data) as picture:
        traces = Traces()
        yield from _metadata(picture, traces, limits)
        yield from told(traces)
        yield from _frames(picture)
        yield from _unlike(kind, data, traces)
        yield from _beneath(picture)


def _opened(kind: str, data: bytes) -> Image.Image:
    try:
        if kind == "heic" and data[8:12] not in {b"avif", b"avis"}:
            _understand_heif()
        return Image.open(BytesIO(data))
    except _BOMB as error:
        raise NotInspectableError(state("It has far more pixels than a picture needs.")) from error
    except FAULTS as error:
        raise NotInspectableError(state("It is damaged.")) from error


def _understand_heif() -> None:
    import pillow_heif  # noqa: PLC0415 - an extra

    pillow_heif.register_heif_opener()


def _metadata(picture: Image.Image, traces: Traces, limits: Limits) -> Iterator[Piece]:
    for take in (_exif, _photoshop, _comments):
        try:
            take(picture, traces)
        except FAULTS:
            yield Unread(state("metadata"), state("Its metadata are damaged."))
    for packet in _packets(picture):
        try:
            traces.take(xmp(packet, limits))
        except NotInspectableError as error:
            yield Unread(state("metadata"), error.reason)


def _exif(picture: Image.Image, traces: Traces) -> None:
    raw = picture.info.get("exif", b"")
    exif(picture.getexif(), raw if isinstance(raw, bytes) else b"", traces)


def _photoshop(picture: Image.Image, traces: Traces) -> None:
    blocks = picture.info.get("photoshop")
    if isinstance(blocks, dict):
        resources(blocks, traces)
    tags = getattr(picture, "tag_v2", {})
    captions = tags.get(_TIFF_IPTC)
    if isinstance(captions, bytes):
        iptc(captions, traces)


def _comments(picture: Image.Image, traces: Traces) -> None:
    comment = picture.info.get("comment", b"")
    text = comment.decode("utf-8", "replace") if isinstance(comment, bytes) else str(comment)
    if text.strip():
        (traces.authors if _CREDIT.fullmatch(text.strip()) else traces.texts).add(text.strip())
    if isinstance(picture, PngImagePlugin.PngImageFile):
        for name, value in picture.text.items():
            if not name.lower().startswith(_OF_PROGRAMS) and str(value).strip():
                (traces.authors if name.lower() in {"author", "artist", "copyright"} else traces.texts).add(str(value))


def _packets(picture: Image.Image) -> list[bytes]:
    found = [picture.info.get("xmp"), picture.info.get("XML:com.adobe.xmp")]
    found.append(getattr(picture, "tag_v2", {}).get(_TIFF_XMP))
    packets = [each.encode() if isinstance(each, str) else each for each in found]
    return list({bytes(each) for each in packets if isinstance(each, bytes | bytearray) and each.strip(_PADDING)})


def _frames(picture: Image.Image) -> Iterator[Piece]:
    frames = getattr(picture, "n_frames", 1)
    if frames > 1:
        text = state_many("{count} more picture is in the file.", "{count} more pictures are in the file.", frames - 1)
        yield hidden("I2", "", frames - 1, text, "I")
    depth = len(picture.info.get("depth_images", ()))
    if depth:
        text = state_many("{count} depth map is in it.", "{count} depth maps are in it.", depth)
        yield hidden("I2", "", depth, text, "I")


def _unlike(kind: str, data: bytes, traces: Traces) -> Iterator[Piece]:
    """Thumbnails that show something else."""
    if not traces.thumbnails:
        return
    try:
        with _opened(kind, data) as again:  # not unpacked yet: it is unpacked no larger than needed
            compared = small(again)
    except (*FAULTS, *_BOMB):
        yield _undecoded()
        return
    count = sum(differs(each, compared) is True for each in traces.thumbnails)
    if count:
        text = state_many("{count} thumbnail shows something else than the picture.",
                          "{count} thumbnails show something else than the picture.", count)  # fmt: skip
        yield hidden("I2", "", count, text)


def _undecoded() -> Unread:
    return Unread("", state("The picture cannot be unpacked."))


def _beneath(picture: Image.Image) -> Iterator[Piece]:
    if picture.mode not in {"RGBA", "LA"}:
        return
    if picture.width * picture.height > PIXELS:
        yield Unread("", state("It is too large to look for what lies below transparent pixels."))
        return
    try:
        picture.load()
        count, structured = beneath(picture)
    except FAULTS:
        yield _undecoded()
        return
    if count:
        yield hidden("I2", "", count, _transparent(count), "M" if structured else "I")


def _transparent(count: int) -> Statement:
    return state_many("{count} transparent pixel holds a colour.", "{count} transparent pixels hold colours.", count)


def _after(kind: str, data: bytes) -> Iterator[Piece]:
    """What comes after the end of the picture."""
    end = end_of(kind, data)
    rest = data[end:].strip(_PADDING) if end is not None else b""
    if not rest:
        return
    text = state_many("{count} byte stands after the end of the picture.",
                      "{count} bytes stand after the end of the picture.", len(rest))  # fmt: skip
    remains = b"MPF\x00" not in data[:65_536] and any(mark in rest for mark in _REMAINS)
    yield hidden("Z", "", len(rest), text, "M" if remains else "I")
    if kind_of(BytesIO(rest)) not in {UNKNOWN, NO_DOCUMENT}:
        yield Embedded(state("after the end"), State.HIDDEN, rest)
