"""The running text of one part of a Word document: paragraphs, tables and boxes, with what becomes of each piece of
text for a reader (ECMA-376 part 1, 17)."""

from __future__ import annotations

from forensics.documents.causes import state_of
from forensics.documents.contents import Passage, Piece, State
from forensics.documents.ooxml.alternatives import Alternatives
from forensics.documents.ooxml.crops import Crop
from forensics.documents.ooxml.texts.fields import Fields, cause_of
from forensics.documents.ooxml.texts.looks import Look
from forensics.documents.ooxml.texts.nouns import (
    BLANKS,
    CHOICES,
    CODES,
    DEEPEST,
    MARKED,
    OF_TABLES,
    PAGE,
    QUIET,
    RUNS,
    TEXT,
    WRAPPERS,
    Paragraph,
    Setting,
)
from forensics.documents.ooxml.texts.shapes import PARTS, SHAPES, Shape, Shapes
from forensics.documents.ooxml.texts.tables import ANYTHING, Grid
from forensics.documents.ooxml.vocabulary import NAMES, is_off, named, whole
from forensics.language.statement import state

__all__ = ["Story"]


class Story:
    """Reads one part. `used`: ids of the parts it shows, with the state of each; `crops`: of pictures by id, with the
    share that is shown. `base`: the cause for which nothing of it is shown."""

    def __init__(self, where: str, setting: Setting, base: str | None = None) -> None:
        self.found: list[Piece] = []
        self.used: dict[str, State] = {}
        self._where = where
        self._setting = setting
        self._ledger = setting.ledger
        self._base = base
        self._within: list[str] = []
        self._tracked: list[str] = []
        self._fields = Fields()
        self._paragraphs: list[Paragraph] = [Paragraph()]
        self._looks: list[Look] = []  # of runs that are open
        self._texts: list[list[str]] = []
        self._boxes: list[Grid | Shape] = []  # tables, and boxes of text
        self._shapes = Shapes(setting.palette, setting.ledger)
        self._tables = 0
        self._alternatives = Alternatives()
        self._skipped = 0  # depth of what is left out; 0: nothing is

    @property
    def crops(self) -> dict[str, Crop]:
        """Of pictures by id."""
        return self._shapes.crops

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        short = NAMES[name]
        parent = self._within[-1] if self._within else ""
        self._within.append(short)
        if self._skipped or short in QUIET:
            return
        own = named(attributes) if attributes else attributes
        if own:
            self._refer(own)
        if short.endswith("Change"):
            self._ledger.changes[self._where, "formatting"] += 1
            self._skipped = len(self._within)
        elif self._alternatives.leaves_out(short):
            self._skipped = len(self._within)
        else:
            self._begin(short, parent, own)

    def end(self, _: str) -> None:
        """It ends."""
        short = self._within.pop()
        if not self._skipped:
            if short not in QUIET:
                self._finish(short, self._within[-1] if self._within else "")
        elif len(self._within) < self._skipped:
            self._skipped = 0
            self._told("fallback", self._alternatives.differing() if short.startswith("mc:") else "")
        if not self._within:  # text outside all paragraphs
            self._end_paragraph()

    def text(self, data: str) -> None:
        """Text, shown or not."""
        leaf = self._within[-1]
        if self._skipped:
            if leaf == "w:t":
                self._alternatives.leave_out(data)
        elif leaf in TEXT:
            self._write(data)
        elif leaf in CODES:
            self._fields.add(data)

    def _refer(self, own: dict[str, str]) -> None:
        """Parts and people that an element names."""
        for name, value in own.items():
            if name.startswith("r:"):
                seen = self._seen()
                self.used[value] = min(self.used.get(value, seen), seen)
            elif name == "w:author" and value:
                where = self._where if self._base == "comment" else state("tracked changes")
                self._ledger.authors[where, value] = None

    # What begins and ends.

    def _begin(self, short: str, parent: str, own: dict[str, str]) -> None:
        if parent in {"w:rPr", "w14:textFill"}:
            self._format(short, own)
        if short in WRAPPERS:
            self._change(WRAPPERS[short], parent)
        elif short in SHAPES:
            self._shapes.begin(short, own)
        elif short in PARTS:
            self._shapes.take(self._within, own)
            self._told("alternative", own.get("descr", "") if short == "wp:docPr" else "")
        elif short in OF_TABLES:
            self._in_table(short, parent, own)
        elif short in BLANKS:
            self._write(BLANKS[short])
        elif short in CHOICES:
            self._told("choice", own.get("w:displayText") or own.get("w:val") or own.get("w:value") or "")
        else:
            self._begin_text(short, parent, own)

    def _begin_text(self, short: str, parent: str, own: dict[str, str]) -> None:
        match short:
            case "w:r" | "m:r":
                self._looks.append(Look())
                self._texts.append([])
            case "w:p":
                self._paragraphs.append(Paragraph())
            case "w:pStyle":
                self._paragraphs[-1].style = own.get("w:val")
            case "w:spacing" if parent == "w:pPr":
                self._paragraphs[-1].line = whole(own.get("w:line")) if own.get("w:lineRule") == "exact" else 240
            case "w:shd":
                self._shade(parent, self._setting.palette.shading(own))
            case "w:sym":
                self._write("\ufffd")
            case "w:tbl":
                self._begin_table()
            case "w:txbxContent":
                self._flush()
                self._boxes.append(self._shapes.last)
            case "mc:AlternateContent":
                self._alternatives.begin()
            case _:
                self._begin_mark(short, own)

    def _begin_mark(self, short: str, own: dict[str, str]) -> None:
        match short:
            case "w:fldChar":
                self._flush()
                self._code(self._fields.mark(own.get("w:fldCharType")) or "")
            case "w:fldSimple":
                self._code(own.get("w:instr", ""))
            case "w:tblCaption" | "w:tblDescription":
                self._told("alternative", own.get("w:val", ""))
            case "w:footnote" | "w:endnote":
                is_shown = "w:type" in own or (short, own.get("w:id", "")) in self._ledger.references
                self._base = None if is_shown else "orphan"
            case "w:cellDel" | "w:cellIns":
                self._ledger.changes[self._where, "formatting"] += 1
            case "w:comment":
                self._ledger.changes[self._where, "comment"] += 1
            case _:
                self._ledger.refer(short, own)

    def _finish(self, short: str, parent: str) -> None:
        if short in WRAPPERS:
            if parent not in MARKED:
                self._flush()
                self._tracked.pop()
        elif short in SHAPES:
            self._shapes.end()
        elif short in RUNS:
            self._flush()
            self._looks.pop()
            self._texts.pop()
        elif short == "w:p":
            self._end_paragraph()
        elif short == "w:tbl":
            self._end_table()
        elif short == "w:txbxContent":
            self._boxes.pop()
        elif short == "mc:AlternateContent":
            self._alternatives.end()

    # Text.

    def _write(self, data: str) -> None:
        if self._fields.in_code:
            self._fields.add(data)
            return
        self._alternatives.show(data)
        if self._texts:
            self._texts[-1].append(data)
        else:
            self._add(Look(), data)

    def _flush(self) -> None:
        """Text so far goes to the paragraph: what comes may be another matter."""
        if self._texts and self._texts[-1]:
            text = "".join(self._texts[-1])
            self._texts[-1].clear()
            self._add(self._looks[-1], text)

    def _add(self, look: Look, text: str) -> None:
        seen = self._judge(look, text)
        texts = self._paragraphs[-1].texts
        if texts and texts[-1][0] == seen:
            texts[-1] = (seen, texts[-1][1] + text)
        else:
            texts.append((seen, text))

    def _end_paragraph(self) -> None:
        for seen, text in self._paragraphs.pop().texts:
            if text.strip() and self._grid is not None:
                self._grid.add(seen, text)
            elif text.strip():
                self.found.append(Passage(self._where, seen, text))

    def _code(self, code: str) -> None:
        self._told(cause_of(code) or "code", code if cause_of(code) else "")

    def _told(self, cause: str, text: str) -> None:
        """Text that is never drawn."""
        if text.strip():
            self._ledger.count(self._where, cause, text)
            self.found.append(Passage(self._where, State.HIDDEN, text))

    # What becomes of it.

    def _format(self, short: str, own: dict[str, str]) -> None:
        """Of a run, and not of the mark at the end of a paragraph."""
        if self._looks and "w:pPr" not in self._within[-4:]:
            self._looks[-1].take(short, own, self._setting.palette)

    def _judge(self, look: Look, text: str) -> State:
        """What becomes of text that looks so, counted with its cause."""
        cause = self._hidden_by(look) or self._unseen(look)
        self._ledger.count(self._where, cause or "shown", text)
        if "inserted" in self._tracked:
            self._ledger.count(self._where, "inserted", text)
        if cause is None and self._grid is not None and self._grid.in_hidden_row:
            self._ledger.count(self._where, "row", text)
        return state_of(cause)

    def _seen(self) -> State:
        """What becomes of a picture at this place."""
        return State.HIDDEN if self._hidden_by(self._looks[-1] if self._looks else Look()) else State.VISIBLE

    def _hidden_by(self, look: Look) -> str | None:
        if self._base or "deleted" in self._tracked:
            return self._base or "deleted"
        if self._shapes.are_hidden:
            return "shape"
        table = self._grid.style if self._grid else None
        return "vanish" if self._setting.styles.vanishes(look, self._paragraphs[-1].style, table) else None

    def _unseen(self, look: Look) -> str | None:
        styles, paragraph = self._setting.styles, self._paragraphs[-1]
        if styles.is_flat(paragraph.line, paragraph.style):
            return "flat"
        behind = paragraph.behind or styles.behind(paragraph.style)
        backgrounds = (behind,) if behind else self._backgrounds(len(self._boxes))
        cause = styles.unseen(look, paragraph.style, self._grid.style if self._grid else None, backgrounds)
        return "floating" if cause == "white" and self._is_in_shape else cause

    @property
    def _is_in_shape(self) -> bool:
        return any(isinstance(box, Shape) for box in self._boxes)

    def _backgrounds(self, depth: int) -> tuple[str, ...]:
        """What lies behind the innermost of so many tables and boxes; empty where a picture may."""
        if depth > DEEPEST:
            return ANYTHING
        if not depth:
            return self._setting.page if self._setting.page != PAGE else ()
        box = self._boxes[depth - 1]
        if isinstance(box, Shape):
            return box.fill
        return box.backgrounds(self._setting.styles, self._backgrounds(depth - 1))

    def _shade(self, parent: str, colour: str | None) -> None:
        if parent == "w:pPr":
            self._paragraphs[-1].behind = colour
        elif parent == "w:tcPr" and self._grid is not None:
            self._grid.behind = colour

    def _change(self, cause: str, parent: str) -> None:
        if parent not in MARKED:
            self._flush()
            self._tracked.append(cause)
            self._ledger.changes[self._where, cause] += 1
        elif parent == "w:trPr" and self._grid is not None:
            self._ledger.changes[self._where, cause] += 1
            if cause == "deleted":
                self._grid.hide_row()
        else:
            self._ledger.changes[self._where, "formatting"] += 1

    # Tables.

    @property
    def _grid(self) -> Grid | None:
        """The table whose text this is."""
        box = self._boxes[-1] if self._boxes else None
        return box if isinstance(box, Grid) else None

    def _begin_table(self) -> None:
        if self._grid is not None:
            self._grid.holds_tables = True
        self._boxes.append(Grid())

    def _in_table(self, short: str, parent: str, own: dict[str, str]) -> None:
        grid = self._grid
        if grid is None:
            return
        match short:
            case "w:tr":
                grid.begin_row()
            case "w:tc":
                grid.begin_cell()
            case "w:tblStyle":
                grid.style = own.get("w:val")
            case "w:tblLook":
                grid.look(own)
            case "w:gridSpan" | "w:gridBefore":
                grid.span(whole(own.get("w:val")))
            case _:
                if parent == "w:trPr" and not is_off(own.get("w:val")):
                    grid.hide_row()

    def _end_table(self) -> None:
        grid = self._boxes.pop()
        if isinstance(grid, Grid) and grid.rows:
            self._tables += 1
            where = state("{where}, table {number}", where=self._where, number=self._tables)
            self.found += grid.pieces(where, State.HIDDEN if self._base else State.VISIBLE)
