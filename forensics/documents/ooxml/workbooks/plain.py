"""Parts of which almost all is of one plain form: patterns take it, at a fifth of what Expat costs, and Expat is not
shown it; it sees all else, and says where the plain form begins and whether it may be here."""

from __future__ import annotations

import re
from typing import Protocol

from forensics.documents.limits import Limits
from forensics.documents.markup import Found, Handler, Parser

__all__ = ["Feed", "Taker"]

#: UTF-8, declared or not; of other encodings a pattern for bytes does not know what it sees.
_READABLE = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<(?:\?xml(?![^>]*encoding=(?!["'](?i:utf-8)["']))|[^?])""")
_ENDLESS = 4 << 20
#: Pieces of another form after which a part is left to Expat: to ask it piece by piece costs more.
_FEW = 2000


class Taker(Handler[Found], Protocol[Found]):
    """A handler that knows a plain form."""

    is_among: bool  # the plain form may begin here, as far as Expat has seen

    def begin(self, prefix: str, /) -> str:
        """Names of elements have this prefix; what each piece of the plain form ends with."""

    def take(self, text: str, at: int, /) -> int:
        """Takes what is of the plain form from a place in a text on; how far it goes."""


class Feed:
    """Shows the taker what it may take, and Expat the rest. The pieces stand in an element that begins with `begin`,
    which has the prefix as its first group."""

    def __init__(self, taker: Taker[Found], begin: re.Pattern[bytes], limits: Limits) -> None:
        self._taker = taker
        self._parser = Parser(taker, limits)
        self._begin = begin
        self._end = ""  # of a piece; empty: Expat sees all there is
        self._whole = b""  # end of the element that holds them
        self._begun = False
        self._odd = 0  # pieces that were not taken
        self._rest = b""

    def take(self, block: bytes) -> None:
        """The next bytes of the part."""
        if not self._begun:
            self._begun = True
            block = self._look(block)
        if self._end:
            self._plain(self._rest + block, self._end)
        else:
            self._parser.feed(block)

    def close(self) -> None:
        """There are no more."""
        self._parser.feed(self._rest)
        self._parser.close()

    def _look(self, block: bytes) -> bytes:
        """Looks where pieces begin, and whether Expat says the same; what is left of the block."""
        found = self._begin.search(block)
        if found is None or not _READABLE.match(block):
            return block
        self._parser.feed(block[: found.start()])
        before = self._taker.is_among
        self._parser.feed(found[0])
        if self._taker.is_among and not before:
            self._end = self._taker.begin(found[1].decode())
            self._whole = b"</" + re.split(rb"[\s>]", found[0][1:])[0]
        return block[found.end() :]

    def _plain(self, data: bytes, piece_end: str) -> None:
        end = data.rfind(piece_end.encode()) + len(piece_end)
        if end < len(piece_end):
            if len(data) > _ENDLESS or self._whole in data:
                self._give_up(data)
            else:
                self._rest = data
            return
        try:
            text = data[:end].decode()
        except UnicodeDecodeError:
            self._give_up(data)
            return
        # Expat turns the ends of lines of Windows into others.
        at = 0 if "\r" in text else self._taker.take(text, 0)
        while at < len(text):
            stop = text.find(piece_end, at) + len(piece_end)
            other = text[at:stop]
            self._parser.feed(other.encode())
            self._odd += 1
            if self._odd > _FEW or not self._taker.is_among or "\r" in text or "<!" in other or "<?" in other:
                self._give_up(text[stop:].encode() + data[end:])
                return
            at = self._taker.take(text, stop)
        self._rest = data[end:]

    def _give_up(self, data: bytes) -> None:
        """From here on Expat sees all there is."""
        self._end, self._rest = "", b""
        self._parser.feed(data)
