"""XMP, the metadata that PDFs and pictures share (ISO 16684-1): people, captions, places, history."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field

from forensics.documents.limits import Limits
from forensics.documents.markup import Names, pieces, short

__all__ = ["Xmp", "xmp"]

_NAMES = Names(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
        "http://purl.org/dc/elements/1.1/": "dc",
        "http://ns.adobe.com/xap/1.0/": "xmp",
        "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
        "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
        "http://ns.adobe.com/xap/1.0/g/img/": "xmpGImg",
        "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
        "http://ns.adobe.com/pdf/1.3/": "pdf",
        "http://ns.adobe.com/photoshop/1.0/": "photoshop",
        "http://ns.adobe.com/exif/1.0/": "exif",
        "http://cipa.jp/exif/1.0/": "exifEX",
        "http://ns.adobe.com/exif/1.0/aux/": "aux",
        "http://ns.adobe.com/tiff/1.0/": "tiff",
        "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
        "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
        "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
        "http://ns.microsoft.com/photo/1.2/t/Region#": "MPReg",
    }
)
_AUTHORS = frozenset({"dc:creator", "tiff:Artist", "photoshop:CaptionWriter", "exifEX:CameraOwnerName", "aux:OwnerName",
                      "xmpRights:Owner", "Iptc4xmpExt:ImageCreatorName"})  # fmt: skip
_PEOPLE = frozenset({"Iptc4xmpExt:PersonInImage", "Iptc4xmpExt:PersonName", "mwg-rs:Name", "MPReg:PersonDisplayName"})
_TEXTS = frozenset({"dc:description", "dc:subject", "pdf:Keywords", "photoshop:Headline", "photoshop:Instructions",
                    "tiff:ImageDescription", "exif:UserComment", "Iptc4xmpCore:ExtDescrAccessibility",
                    "Iptc4xmpCore:CiEmailWork", "Iptc4xmpCore:CiTelWork", "Iptc4xmpCore:CiAdrExtadr"})  # fmt: skip
_SERIALS = frozenset({"aux:SerialNumber", "aux:LensSerialNumber", "exifEX:BodySerialNumber",
                      "exifEX:LensSerialNumber"})  # fmt: skip
_PLACES = frozenset({"exif:GPSLatitude", "exif:GPSLongitude"})
_HISTORY = frozenset({"stEvt:action", "photoshop:DocumentAncestors"})
_MOST = 10_000


@dataclass(slots=True)
class Xmp:
    """What one packet tells of people and of how the file came to be."""

    authors: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)  # whom it shows
    texts: list[str] = field(default_factory=list)
    place: bool = False
    serials: list[str] = field(default_factory=list)
    history: int = 0  # steps of editing, and files that it was made from
    thumbnails: list[bytes] = field(default_factory=list)


class _Properties:
    """Each value with the name of its property: the innermost one that is not a list or an entry of one."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._names: list[str] = []
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._text = ""
        self._names.append(_NAMES[name])
        self.found.extend(short(attributes, _NAMES).items())

    def end(self, name: str) -> None:
        if self._text.strip():
            holder = next((each for each in reversed(self._names) if not each.startswith("rdf:")), name)
            self.found.append((holder, self._text.strip()))
        self._text = ""
        self._names.pop()

    def text(self, data: str) -> None:
        self._text += data


def xmp(packet: bytes, limits: Limits) -> Xmp:
    """What a packet says. Raises NotInspectableError where it is no XML."""
    found = Xmp()
    for number, (name, value) in enumerate(pieces(_blocks(packet), _Properties(), limits)):
        if number < _MOST and value.strip():
            _sort_in(name, value.strip(), found)
    return found


def _blocks(packet: bytes) -> Iterator[bytes]:
    """The packet without what pads it: expat takes none before its declaration, nor zeros after its end."""
    yield packet.strip(b" \t\r\n\x00")


def _kept(found: Xmp) -> tuple[tuple[frozenset[str], list[str]], ...]:
    return (_AUTHORS, found.authors), (_PEOPLE, found.people), (_TEXTS, found.texts), (_SERIALS, found.serials)


def _sort_in(name: str, value: str, found: Xmp) -> None:
    for names, values in _kept(found):
        if name in names and value not in values:
            values.append(value)
    found.place |= name in _PLACES
    found.history += name in _HISTORY
    if name == "xmpGImg:image":
        try:
            found.thumbnails.append(binascii.a2b_base64(value))
        except binascii.Error:
            return
