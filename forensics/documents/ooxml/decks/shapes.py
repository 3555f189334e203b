"""The shapes of a slide, of its layout, master or notes: what is in them, where they lie, how they are painted
(ECMA-376 part 1, 19.3 and 20.1)."""

from __future__ import annotations

from forensics.documents.ooxml.alternatives import Alternatives
from forensics.documents.ooxml.crops import crop
from forensics.documents.ooxml.decks.nouns import Box, Cell, Place, Shape, Text
from forensics.documents.ooxml.decks.paint import COLOURS, FILLS, NOTHING, Fill, Paint
from forensics.documents.ooxml.vocabulary import NAMES, is_off, is_on, named, whole

__all__ = ["Drawing"]

#: The most frequent of those that decide nothing: passed over at once.
_QUIET = frozenset((
    "a:pt", "a:lnTo", "a:moveTo", "a:cubicBezTo", "a:close", "a:path", "a:gd", "a:avLst", "a:latin", "a:ea", "a:cs",
    "a:sym", "a:bodyPr", "a:lstStyle", "a:endParaRPr", "a:spcBef", "a:spcAft", "a:spcPts", "a:lnSpc", "a:spcPct",
    "a:buNone", "a:buChar", "a:tabLst", "a:tab", "a:ln", "a:headEnd", "a:tailEnd", "a:round", "a:t", "p:cNvSpPr",
    "a:spLocks", "p:nvPr", "p:spPr", "p:txBody",
))  # fmt: skip
_SHAPES = frozenset(("p:sp", "p:pic", "p:graphicFrame", "p:cxnSp", "p:contentPart"))


class Drawing:
    """Reads one part; the shapes lie in the order in which they are drawn, those of groups among them."""

    def __init__(self) -> None:
        self.found: list[Shape] = []
        self.is_shown = True
        self.shows_master = True
        self.background: Fill | None = None
        self.mapping: dict[str, str] = {}  # names of colours
        self.title_text: Fill | None = None  # colours of the master's styles
        self.body_text: Fill | None = None
        self.used: dict[str, None] = {}  # relationships outside shapes
        self.animated: set[str] = set()  # ids of shapes
        self.moved: set[str] = set()
        self.is_trimmed = False  # sound or film of which a part is not played
        self._within: list[str] = []
        self._alternatives = Alternatives()
        self._skipped = 0
        self._groups: list[Place] = []
        self._shape: Shape | None = None
        self._place = Place()
        self._depth = 0  # of the shape: the picture of an object lies within its frame
        self._paint: Paint | None = None
        self._cell: Cell | None = None
        self._run: Text | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        short = NAMES[name]
        self._within.append(short)
        if self._skipped or short in _QUIET:
            return
        if self._alternatives.leaves_out(short):
            self._skipped = len(self._within)
            return
        own = named(attributes) if attributes else attributes
        if own:
            self._refer(own)
        if self._paint is not None:
            self._paint.change(short, own)
        elif short in COLOURS:
            self._colour(Paint.written(short, own))
        elif short in FILLS:
            self._filled(short)
        elif short in _SHAPES and self._shape is None:
            self._shape, self._place, self._depth = Shape(short.removeprefix("p:")), Place(), len(self._within)
        elif self._shape is not None and short.startswith("a:"):
            self._take(self._shape, short, own)
        else:
            self._begin(short, own)

    def end(self, _: str) -> None:
        """It ends."""
        short = self._within.pop()
        if self._skipped:
            if len(self._within) < self._skipped:
                self._skipped = 0
                self._alternatives.differing()
        elif short in COLOURS:
            self._paint = None
        elif self._shape is not None and len(self._within) < self._depth:
            self._end_shape(self._shape)
        elif short == "p:grpSp" and self._groups:
            self._groups.pop()
        elif short in {"a:r", "a:fld"}:
            self._run = None
        elif short == "a:tc":
            self._cell = None
        elif short == "mc:AlternateContent":
            self._alternatives.end()

    def text(self, data: str) -> None:
        """Text of a run."""
        if not self._skipped and self._within[-1] == "a:t" and self._run is not None:
            self._run.text += data

    def _refer(self, own: dict[str, str]) -> None:
        for name, value in own.items():
            if name.startswith("r:"):
                (self.used if self._shape is None else self._shape.used)[value] = None

    # What is not within a shape.

    def _begin(self, short: str, own: dict[str, str]) -> None:
        match short:
            case "p:sld" | "p:sldLayout" | "p:sldMaster" | "p:notes" | "p:handoutMaster" | "p:notesMaster":
                self.is_shown = not is_off(own.get("show"))
                self.shows_master = not is_off(own.get("showMasterSp"))
            case "p:grpSp":
                self._groups.append(Place())
            case "p:clrMap" | "a:overrideClrMapping":
                self.mapping = own
            case "p:spTgt":
                self.animated.add(own.get("spid", ""))
                if "p:animMotion" in self._within:
                    self.moved.add(own.get("spid", ""))
            case "mc:AlternateContent":
                self._alternatives.begin()
            case "p:bgRef":
                self.background = Fill("solid" if own.get("idx") == "1001" else "other")
            case "p14:trim":
                self.is_trimmed = True
            case _:
                self._begin_shape(short, own)

    def _begin_shape(self, short: str, own: dict[str, str]) -> None:
        """What a shape or a group says of itself in the language of presentations, or of its place."""
        shape = self._shape
        if short in {"a:xfrm", "a:off", "a:ext", "a:chOff", "a:chExt", "p:xfrm"}:
            self._put(short, own)
        elif short == "p:cNvPr":
            if shape is None:
                for group in self._groups[-1:]:
                    group.is_hidden = is_on(own.get("hidden"))
            else:
                shape.id, shape.name, shape.words = own.get("id", ""), own.get("name", ""), own.get("descr", "")
                shape.is_hidden = is_on(own.get("hidden"))
        elif short == "p:ph" and shape is not None:
            shape.placeholder = own.get("type", "obj"), own.get("idx", "0")
        elif short == "p:oleObj" and shape is not None:
            shape.program = own.get("progId", "")

    def _put(self, short: str, own: dict[str, str]) -> None:
        """Place and size, of a shape or of the innermost group."""
        place = self._place if self._shape is not None else (self._groups[-1] if self._groups else Place())
        if short.endswith(":xfrm"):
            place.is_askew = (whole(own.get("rot")) or 0) % 10_800_000 != 0
            return
        if self._within[-2:-1] not in (["a:xfrm"], ["p:xfrm"]):
            return
        pair = whole(own.get("x", own.get("cx"))) or 0, whole(own.get("y", own.get("cy"))) or 0
        match short:
            case "a:off":
                place.off = pair
            case "a:ext":
                place.ext, place.is_set = pair, True
            case "a:chOff":
                place.child_off = pair
            case _:
                place.child_ext = pair

    def _end_shape(self, shape: Shape) -> None:
        if self._place.is_set and not self._place.is_askew and not any(group.is_askew for group in self._groups):
            box = Box(*self._place.off, *self._place.ext)
            for group in reversed(self._groups):
                box = group.moved(box)
            shape.box = box
        shape.is_hidden |= any(group.is_hidden for group in self._groups)
        self.found.append(shape)
        self._shape = self._run = self._cell = None

    # What is within one.

    def _take(self, shape: Shape, short: str, own: dict[str, str]) -> None:
        match short:
            case "a:xfrm" | "a:off" | "a:ext" | "a:chOff" | "a:chExt":
                self._put(short, own)
            case "a:prstGeom":
                shape.geometry = own.get("prst", "rect")
            case "a:custGeom":
                shape.geometry = "custom"
            case "a:srcRect":
                shape.crop = crop(own)
            case "a:fillRef" if self._within[-2:-1] == ["p:style"]:
                index = whole(own.get("idx")) or 0
                shape.style_fill = NOTHING if index in {0, 1000} else Fill("solid" if index == 1 else "other")
            case _:
                self._take_text(shape, short, own)

    def _take_text(self, shape: Shape, short: str, own: dict[str, str]) -> None:
        paragraphs = shape.texts if self._cell is None else self._cell.texts
        match short:
            case "a:tr":
                shape.rows.append([])
            case "a:tc" if shape.rows:
                self._cell = Cell(len(shape.rows[-1]))
                shape.rows[-1].append(self._cell)
            case "a:p":
                paragraphs.append([])
            case "a:r" | "a:fld" if paragraphs:
                self._run = Text("", is_field=short == "a:fld")
                paragraphs[-1].append(self._run)
            case "a:br" if paragraphs:
                paragraphs[-1].append(Text(" "))
            case "a:rPr" if self._run is not None:
                self._run.size = whole(own.get("sz"))
            case _:
                pass

    # Paint.

    def _filled(self, short: str) -> None:
        kind = {"a:noFill": "none", "a:solidFill": "solid"}.get(short, "other")
        fill = NOTHING if kind == "none" else Fill(kind)
        shape, parent = self._shape, self._within[-2] if len(self._within) > 1 else ""
        if parent == "p:bgPr":
            self.background = fill
        elif parent == "a:defRPr":
            self._list_fill(fill)
        elif shape is None:
            return
        elif parent == "p:spPr":
            shape.fill = fill
        elif parent == "a:rPr" and self._run is not None:
            self._run.fill = fill
        elif parent == "a:tcPr" and self._cell is not None:
            self._cell.fill = fill

    def _list_fill(self, fill: Fill) -> None:
        """Colours of the first level are those by which a list style is judged."""
        if "a:lvl1pPr" not in self._within:
            return
        if self._shape is not None:
            self._shape.list_text = fill
        elif "p:titleStyle" in self._within:
            self.title_text = fill
        elif "p:bodyStyle" in self._within:
            self.body_text = fill

    def _colour(self, paint: Paint) -> None:
        """The colour of what was met last at this place."""
        self._paint = paint
        parent, above = self._within[-2], self._within[-3] if len(self._within) > 2 else ""
        shape = self._shape
        if parent == "p:bgRef" and self.background is not None:
            self.background.paint = paint
        elif parent == "a:fillRef" and shape is not None and shape.style_fill is not None:
            if shape.style_fill is not NOTHING:
                shape.style_fill.paint = paint
        elif parent == "a:fontRef" and shape is not None:
            shape.style_text = paint
        elif parent == "a:solidFill":
            fill = self._fill_of(above)
            if fill is not None and fill is not NOTHING:
                fill.paint = paint

    def _fill_of(self, parent: str) -> Fill | None:
        shape = self._shape
        if parent == "p:bgPr":
            return self.background
        if parent == "a:defRPr":
            if shape is not None:
                return shape.list_text if "a:lvl1pPr" in self._within else None
            styles = {"p:titleStyle": self.title_text, "p:bodyStyle": self.body_text}
            found = next((fill for name, fill in styles.items() if name in self._within), None)
            return found if "a:lvl1pPr" in self._within else None
        if parent == "p:spPr":
            return shape.fill if shape else None
        if parent == "a:rPr":
            return self._run.fill if self._run else None
        return self._cell.fill if parent == "a:tcPr" and self._cell else None
