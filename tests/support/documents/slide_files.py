"""Presentations written by hand: slides of shapes, with a layout, a master, a theme and whatever a test adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.support.documents.word_files import package

__all__ = ["PICTURE", "Slide", "picture", "pptx", "shape", "solid"]

_NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_THEME = (
    f"<a:theme {_NAMESPACES}><a:clrScheme><a:dk1><a:sysClr lastClr='000000'/></a:dk1>"
    "<a:lt1><a:sysClr lastClr='FFFFFF'/></a:lt1>"
    "<a:accent1><a:srgbClr val='4472C4'/></a:accent1></a:clrScheme></a:theme>"
)
_BACKGROUND = "<p:bg><p:bgPr><a:solidFill><a:schemeClr val='{}'/></a:solidFill></p:bgPr></p:bg>"
#: The first bytes of a photograph: readers of pictures are not asked here.
PICTURE = b"\xff\xd8\xff\xe0 a photograph"
Content = str | bytes


@dataclass(frozen=True)
class Slide:
    """The shapes of a slide; parts by the id of their relationship, with its kind."""

    shapes: str
    related: Mapping[str, tuple[str, Content]] = field(default_factory=dict)
    attributes: str = ""
    after: str = ""


def solid(colour: str) -> str:
    """A fill: of the theme, or hexadecimal."""
    kind = "srgbClr" if len(colour) == 6 else "schemeClr"
    return f"<a:solidFill><a:{kind} val='{colour}'/></a:solidFill>"


def _frame(box: tuple[int, int, int, int] | None) -> str:
    """In millimetres from the left and the top."""
    if box is None:
        return ""
    left, top, width, height = (value * 36_000 for value in box)
    return f"<a:xfrm><a:off x='{left}' y='{top}'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>"


def shape(
    text: str = "",
    box: tuple[int, int, int, int] | None = (10, 10, 80, 20),
    *,
    fill: str = "",
    run: str = "",
    properties: str = "",
    placeholder: str = "",
    number: int = 2,
) -> str:
    """A shape with a line of text; `run`: what its formatting holds."""
    line = f"<a:p><a:r><a:rPr>{run}</a:rPr><a:t>{text}</a:t></a:r></a:p>" if text else "<a:p/>"
    return (f"<p:sp><p:nvSpPr><p:cNvPr id='{number}' name='x' {properties}/>"
            f"<p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>"
            f"<p:spPr>{_frame(box)}<a:prstGeom prst='rect'/>{fill}</p:spPr>"
            f"<p:txBody>{line}</p:txBody></p:sp>")  # fmt: skip


def picture(box: tuple[int, int, int, int], crop: str = "", name: str = "p1", number: int = 3) -> str:
    """A picture by the id of its relationship."""
    return (f"<p:pic><p:nvPicPr><p:cNvPr id='{number}' name='x'/></p:nvPicPr>"
            f"<p:blipFill><a:blip r:embed='{name}'/>{crop}</p:blipFill>"
            f"<p:spPr>{_frame(box)}<a:prstGeom prst='rect'/></p:spPr></p:pic>")  # fmt: skip


def pptx(
    slides: Sequence[Slide],
    *,
    background: str = "bg1",
    master: str = "",
    layout: str = "",
    related: Mapping[str, tuple[str, Content]] | None = None,
    outside_show: Slide | None = None,
    more: Mapping[str, Content] | None = None,
) -> bytes:
    """A presentation; `related` are parts of its own."""
    parts: dict[str, Content] = {
        "[Content_Types].xml": f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": _relationships([("r", "officeDocument", "ppt/presentation.xml")]),
        "ppt/theme.xml": _THEME,
    }
    shapes = f"<p:cSld>{_BACKGROUND.format(background)}<p:spTree>{master}</p:spTree></p:cSld>"
    parts["ppt/master.xml"] = f"<p:sldMaster {_NAMESPACES}>{shapes}<p:clrMap bg1='lt1' tx1='dk1'/></p:sldMaster>"
    parts["ppt/_rels/master.xml.rels"] = _relationships(
        [("t", "theme", "theme.xml"), ("l", "slideLayout", "layout.xml")]
    )
    parts["ppt/layout.xml"] = f"<p:sldLayout {_NAMESPACES}><p:cSld><p:spTree>{layout}</p:spTree></p:cSld></p:sldLayout>"
    parts["ppt/_rels/layout.xml.rels"] = _relationships([("m", "slideMaster", "master.xml")])
    every = [*slides, *([outside_show] if outside_show else [])]
    for number, slide in enumerate(every, 1):
        _add(parts, f"slide{number}", slide)
    listed = "".join(f"<p:sldId id='{255 + number}' r:id='s{number}'/>" for number in range(1, len(slides) + 1))
    parts["ppt/presentation.xml"] = (
        f"<p:presentation {_NAMESPACES}><p:sldIdLst>{listed}</p:sldIdLst>"
        "<p:sldSz cx='9144000' cy='6858000'/></p:presentation>"
    )
    links = [(f"s{number}", "slide", f"slide{number}.xml") for number in range(1, len(every) + 1)]
    parts["ppt/_rels/presentation.xml.rels"] = _relationships(
        [*links, ("m", "slideMaster", "master.xml"), *_related(parts, "own", related or {})]
    )
    return package(parts | dict(more or {}))


def _add(parts: dict[str, Content], name: str, slide: Slide) -> None:
    parts[f"ppt/{name}.xml"] = (
        f"<p:sld {_NAMESPACES} {slide.attributes}><p:cSld><p:spTree>{slide.shapes}</p:spTree></p:cSld>"
        f"{slide.after}</p:sld>"
    )
    links = [("l", "slideLayout", "layout.xml"), *_related(parts, name, slide.related)]
    parts[f"ppt/_rels/{name}.xml.rels"] = _relationships(links)


def _related(
    parts: dict[str, Content], owner: str, related: Mapping[str, tuple[str, Content]]
) -> list[tuple[str, str, str]]:
    links = []
    for name, (kind, content) in related.items():
        target = f"{owner}-{name}.{'bin' if isinstance(content, bytes) else 'xml'}"
        parts[f"ppt/{target}"] = content.replace("NAMESPACES", _NAMESPACES) if isinstance(content, str) else content
        links.append((name, kind, target))
    return links


def _relationships(links: Sequence[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{_KIND}{kind}" Target="{target}"/>' for name, kind, target in links
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )
