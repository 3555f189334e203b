"""The namespaces of texts and presentations, transitional and strict, by the prefixes that Office gives them."""

from __future__ import annotations

from forensics.documents.markup import Names, short

__all__ = ["NAMES", "is_off", "is_on", "named", "whole"]

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
#: Paths that are the same below both.
_BOTH = {
    "w": "wordprocessingml",
    "a": "drawingml",
    "p": "presentationml",
    "wp": "drawingml/{}wordprocessingDrawing",
    "pic": "drawingml/{}picture",
    "c": "drawingml/{}chart",
    "dgm": "drawingml/{}diagram",
    "r": "officeDocument/{}relationships",
    "m": "officeDocument/{}math",
    "ds": "officeDocument/{}customXml",
}


def _both() -> dict[str, str]:
    found = {}
    for prefix, path in _BOTH.items():
        year, rest = ("2006/", path) if "{}" in path else ("2006/", f"{path}/{{}}main")
        found[_TRANSITIONAL + rest.format(year)] = prefix
        found[_STRICT + rest.format("")] = prefix
    return found


NAMES = Names(
    _both()
    | {
        "http://schemas.microsoft.com/office/word/2003/wordml": "w",
        "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
        "urn:schemas-microsoft-com:vml": "v",
        "urn:schemas-microsoft-com:office:office": "o",
        _MICROSOFT + "word/2010/wordprocessingShape": "wps",
        _MICROSOFT + "word/2010/wordml": "w14",
        _MICROSOFT + "word/2012/wordml": "w15",
        _MICROSOFT + "powerpoint/2010/main": "p14",
        _MICROSOFT + "powerpoint/2018/8/main": "p188",
        _MICROSOFT + "powerpoint/2013/main/command": "pc",
        _MICROSOFT + "drawing/2008/diagram": "dsp",
        _MICROSOFT + "drawing/2012/chart": "c15",
        _MICROSOFT + "drawing/2014/chartex": "cx",
    }
)


def named(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes by "prefix:local"."""
    return short(attributes, NAMES)


def is_off(value: str | None) -> bool:
    """Whether a switch is turned off; one that is there without a value is on (ST_OnOff)."""
    return value is not None and value.casefold() in {"0", "false", "off", "f"}


def is_on(value: str | None) -> bool:
    """Whether a switch that is off unless it says otherwise is turned on."""
    return value is not None and not is_off(value)


def whole(value: str | None) -> int | None:
    """A whole number; None for what is none, or absurdly long."""
    if not value or len(value) > 18:
        return None
    try:
        return int(float(value.rstrip("%ptmcin")))
    except (ValueError, OverflowError):
        return None
