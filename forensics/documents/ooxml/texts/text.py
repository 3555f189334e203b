"""Texts of Word: docx, docm and their templates (checks W1 to W4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from forensics.documents.contents import Author, Embedded, Passage, Piece, State, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, UNKNOWN, kind_of_content
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.markup import elements, pieces
from forensics.documents.ooxml import custom_xml, properties
from forensics.documents.ooxml.embeddings import Embeddings
from forensics.documents.ooxml.leftovers import leftovers
from forensics.documents.ooxml.parts import told
from forensics.documents.ooxml.relationships import entrance
from forensics.documents.ooxml.shades import hexadecimal, theme_colours
from forensics.documents.ooxml.texts.ledger import Ledger
from forensics.documents.ooxml.texts.looks import Look, Palette, Styles, styles
from forensics.documents.ooxml.texts.nouns import Setting
from forensics.documents.ooxml.texts.settings import Settings, people, resolved, settings, surroundings
from forensics.documents.ooxml.texts.story import Story
from forensics.documents.ooxml.vocabulary import NAMES
from forensics.documents.ooxml.web import Web
from forensics.documents.package import Package, opened
from forensics.language.statement import message, state, state_many

__all__ = ["read"]

#: What a part is called in the answer.
_PLACES = {
    "header": message("header"),
    "footer": message("footer"),
    "footnotes": message("footnotes"),
    "endnotes": message("endnotes"),
    "comments": message("comments"),
}
_WORDS = 40  # of a header, by which it is told whether another shows the same


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """What a text shows and hides. Raises NotInspectableError."""
    package = opened(file, limits)
    yield from package.oddities()
    yield from _Document(package, entrance(package, limits), limits).pieces()


class _Document:
    """One document: its parts, read one after the other with what they have in common."""

    def __init__(self, package: Package, main: str, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._main = main
        self._web = Web(package, limits)
        self._ledger = Ledger()
        self._embedded = Embeddings(package, self._web, ("W3", "W3"), limits)
        self._settings = Settings()
        self._shown: set[str] = set()  # texts of headers and footers that pages show

    def _parts(self, kind: str, part: str | None = None) -> list[str]:
        return list(self._web.all(self._main if part is None else part, kind))

    def pieces(self) -> Iterator[Piece]:
        """All of it."""
        setting = self._setting()
        yield from self._story(self._main, state("text"), setting)
        yield from self._headers(setting)
        for kind in ("footnotes", "endnotes", "comments"):
            for part in self._parts(kind):
                yield from self._story(part, state(_PLACES[kind]), setting, "comment" if kind == "comments" else None)
        yield from self._ledger.findings()
        yield from self._beside()
        yield from self._embedded.pieces()
        yield from (Author(where, name) for where, name in self._ledger.authors)
        yield from leftovers(self._package, self._web, self._limits)

    def _setting(self) -> Setting:
        """Theme, settings and styles, on which the looks of all text depend."""
        for part in self._parts("settings"):
            self._settings = settings(self._package, part, self._limits)
        theme = next(iter(self._parts("theme")), "")
        palette = Palette(theme_colours(self._package, theme, self._limits), self._settings.mapping)
        sheet = next(iter(self._parts("styles")), "")
        found = styles(self._package, sheet, palette, self._limits) if sheet else Styles({}, Look())
        return Setting(found, palette, self._ledger, self._page())

    def _page(self) -> tuple[str, ...]:
        if not self._settings.shows_background:
            return ("ffffff",)
        found = elements(self._package.blocks(self._main), NAMES, {"w:background"}, self._limits)
        return tuple(hexadecimal(each.attributes.get("w:color")) or "ffffff" for each in found) or ("ffffff",)

    def _story(self, part: str, where: str, setting: Setting, base: str | None = None) -> Iterator[Piece]:
        story = Story(where, setting, base)
        try:
            yield from pieces(self._package.blocks(part), story, self._limits)
        except NotInspectableError as error:
            yield Unread(where, error.reason)
        self._embedded.take(part, story.used, story.crops)

    def _headers(self, setting: Setting) -> Iterator[Piece]:
        """Those that pages show; then those that the settings leave out, unless they say the same."""
        shown, left_out = self._sorted()
        for kind, part in shown:
            for piece in self._story(part, state(_PLACES[kind]), setting):
                if isinstance(piece, Passage):
                    self._shown.add(piece.text.strip()[:_WORDS])
                yield piece
        for kind, part in left_out:
            quiet = Setting(setting.styles, setting.palette, Ledger(), setting.page)
            found = list(self._story(part, state(_PLACES[kind]), quiet))
            new = [
                each for each in found if isinstance(each, Passage) and each.text.strip()[:_WORDS] not in self._shown
            ]
            for piece in new:
                self._ledger.count(piece.where, "orphan", piece.text)
                yield Passage(piece.where, State.HIDDEN, piece.text)

    def _sorted(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        types = {name: kind for kind, name in self._ledger.headers}
        shown: list[tuple[str, str]] = []
        left_out: list[tuple[str, str]] = []
        for each in self._web.of(self._main):
            if each.kind in {"header", "footer"} and not each.external:
                kind = types.get(each.id)
                is_shown = kind == "default" or (kind == "first" and self._ledger.has_title_page) or (
                    kind == "even" and self._settings.has_even_pages)  # fmt: skip
                (shown if is_shown else left_out).append((each.kind, each.target))
        return shown, left_out

    def _beside(self) -> Iterator[Piece]:
        """What lies beside the text."""
        yield from told("", properties.read(self._package, self._web, self._limits, "W4"))
        for part in self._parts("settings"):
            yield from surroundings(self._settings, part, self._web)
        for part in self._parts("commentsExtended"):
            yield from resolved(self._package, part, self._limits)
        for part in self._parts("people"):
            yield from people(self._package, part, self._limits)
        for part in (*self._parts("customXml"), *self._parts("customXml", "")):
            yield from told(part, custom_xml.read(self._package, part, "W3", self._limits))
        for part in self._parts("glossaryDocument"):
            yield from self._glossary(part)
        for part in self._parts("aFChunk"):
            yield from self._chunk(part)
        if self._parts("vbaProject"):
            yield hidden("W4", "", 1, state("It holds macros."))

    def _glossary(self, part: str) -> Iterator[Piece]:
        """Building blocks: the hints of empty forms, in every document made from a template, or text kept for later."""
        types = elements(self._package.blocks(part), NAMES, {"w:type"}, self._limits)
        kinds = [each.attributes.get("w:val") for each in types]
        ledger = Ledger()
        setting = Setting(Styles({}, Look()), Palette({}), ledger)
        found = list(self._story(part, state("building blocks"), setting, "orphan"))
        count = sum(ledger.characters.values())
        if count:
            only_hints = bool(kinds) and all(kind == "bbPlcHdr" for kind in kinds)
            told = state_many("Building blocks with {count} character are kept in it.",
                              "Building blocks with {count} characters are kept in it.", count)  # fmt: skip
            yield hidden("W3", part, count, told, "I" if only_hints else None)
        yield from found

    def _chunk(self, part: str) -> Iterator[Piece]:
        """Another document, which Word shows within this one."""
        yield hidden("W3", part, 1, state("Another file is shown within the text."))
        try:
            content = self._package.content(part)
        except NotInspectableError as error:
            yield Unread(part, error.reason)
            return
        kind = kind_of_content(content)
        if kind in {UNKNOWN, NO_DOCUMENT}:
            yield Unread(part, state("A file that is shown within the text cannot be looked into."))
        else:
            yield Embedded(part, State.VISIBLE, content)
