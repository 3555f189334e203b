"""The text of the shapes on a slide, with what becomes of it for those who see the slide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator

from forensics.documents.causes import TEXTS, on_slide, state_of
from forensics.documents.contents import Passage, Piece, Row, State, Table, Unread
from forensics.documents.hidden import hidden
from forensics.documents.ooxml.decks.nouns import Cell, Shape, Text
from forensics.documents.ooxml.decks.scene import Scene
from forensics.language.statement import forms, state, state_many
from forensics.model.document import Hidden

__all__ = ["drawn", "is_of_program", "words"]

_SEEN = re.compile(r"\w")
#: Programs that keep an invisible object on every slide that they made.
_ADD_INS = ("TCLayout.",)
#: What is told of so many shapes. One that is covered is there, and drawn.
_SHAPES: dict[str, tuple[str, str]] = {
    "hidden": forms("{count} shape is hidden.", "{count} shapes are hidden."),
    "outside": forms("{count} shape lies beside the slide.", "{count} shapes lie beside the slide."),
    "covered": forms("{count} shape lies below another one that covers it.",
                     "{count} shapes lie below others that cover them."),
}  # fmt: skip


def words(shape: Shape) -> Iterator[str]:
    """The paragraphs of a shape and of its tables, without the number of the page and its like."""
    cells = (cell.texts for row in shape.rows for cell in row)
    for paragraphs in (shape.texts, *cells):
        for paragraph in paragraphs:
            text = "".join(run.text for run in paragraph if not run.is_field)
            if _SEEN.search(text):
                yield text


def drawn(scene: Scene, where: str, base: State) -> Generator[Piece, None, list[State]]:
    """All text of a slide; returns the state of each of its shapes."""
    counts: Counter[str] = Counter()
    states = []
    if scene.is_too_large:
        yield Unread(where, state("It has too many shapes to tell which of them cover others."))
    for number, shape in enumerate(scene.slide.found):
        cause = _cause(scene, number)
        seen = max(base, State.COSMETIC if cause == "covered" else state_of(cause))
        states.append(seen)
        if cause and _is_content(shape):
            counts[cause] += 1
        if shape.words.strip():
            counts["alternative"] += len(shape.words)
            yield Passage(where, State.HIDDEN, shape.words)
        yield from _runs(scene, number, where, seen, counts)
        yield from _table(scene, number, where, seen, counts)
    yield from _findings(counts, where)
    return states


def _cause(scene: Scene, number: int) -> str | None:
    """Why nobody sees a shape; None: it is seen."""
    shape = scene.slide.found[number]
    if shape.is_hidden:
        return "hidden"
    if not _is_content(shape):
        return None
    if scene.is_outside(number):
        return "outside"
    return "covered" if not scene.is_too_large and scene.is_covered(number) else None


def is_of_program(shape: Shape) -> bool:
    """Whether a program keeps it there for itself."""
    return shape.is_hidden and shape.program.startswith(_ADD_INS)


def _is_content(shape: Shape) -> bool:
    """Whether there is anything in it that somebody could have hidden."""
    if is_of_program(shape):
        return False
    return bool(shape.rows) or any(words(shape)) or (shape.kind in {"pic", "graphicFrame"} and bool(shape.used))


def _findings(counts: Counter[str], where: str) -> Iterator[Hidden]:
    for cause, sentences in _SHAPES.items():
        if counts[cause]:
            yield hidden("P1", where, counts[cause], state_many(*sentences, counts[cause]))
    yield from (on_slide(cause, where, counts[cause]) for cause in TEXTS if counts[cause])


def _judged(scene: Scene, number: int, run: Text, cell: Cell | None, counts: Counter[str]) -> State:
    """What becomes of a run by itself, counted with its cause."""
    if not _SEEN.search(run.text) or run.is_field:
        return State.VISIBLE
    cause = scene.unseen(number, run, cell.fill if cell else None)
    counts[cause or "shown"] += len(run.text.strip())
    return state_of(cause)


def _joined(scene: Scene, number: int, cell: Cell | None, counts: Counter[str]) -> list[tuple[State, str]]:
    """The text of a shape or a cell: of each paragraph the runs of one state together."""
    found: list[tuple[State, str]] = []
    for paragraph in cell.texts if cell else scene.slide.found[number].texts:
        parts: list[tuple[State, str]] = []
        for run in paragraph:
            seen = _judged(scene, number, run, cell, counts)
            if parts and (parts[-1][0] == seen or not run.text.strip()):
                parts[-1] = (parts[-1][0], parts[-1][1] + run.text)
            else:
                parts.append((seen, run.text))
        found += [part for part in parts if part[1].strip()]
    return found


def _runs(scene: Scene, number: int, where: str, seen: State, counts: Counter[str]) -> Iterator[Passage]:
    for each, text in _joined(scene, number, None, counts):
        yield Passage(where, max(seen, each), text)


def _table(scene: Scene, number: int, where: str, seen: State, counts: Counter[str]) -> Iterator[Piece]:
    rows = scene.slide.found[number].rows
    if rows:
        yield Table(state("{where}, table", where=where), seen)
    for count, row in enumerate(rows, 1):
        cells = [(cell.column, _joined(scene, number, cell, counts)) for cell in row]
        filled = [(column, texts) for column, texts in cells if texts]
        yield Row(count, State.VISIBLE, [column for column, _ in filled],
                  [" ".join(text.strip() for _, text in texts) for _, texts in filled],
                  [min(each for each, _ in texts) for _, texts in filled])  # fmt: skip
