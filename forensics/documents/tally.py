"""What the pieces of a document come to: records, people, personal data and findings, while the pieces pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forensics.documents.contents import Author, Passage, State, Table, Unread
from forensics.documents.hidden import CHECKS, GRAVE, SEVERITIES, hidden, raised
from forensics.documents.people import PeopleCount
from forensics.documents.personal.categories import CATEGORIES
from forensics.documents.personal.columns import States
from forensics.documents.personal.decision import counts_of, decided
from forensics.documents.personal.free_text import proved
from forensics.documents.personal.samples import Samples, masked
from forensics.documents.records import Block, TableCount
from forensics.documents.versions import read_with
from forensics.language.statement import Statement, first_of, state
from forensics.model.document import CategoryCount, Document, DocumentState, Hidden, Records

__all__ = ["Place", "Tally"]

#: Where a finding lies -> the places in which what it tells of lies: a file within a file lies in both.
Place = tuple[str, ...]
_CODES = {code: number for number, code in enumerate(CHECKS)}
#: Programs that write their own name where an author's is.
_PROGRAMS = frozenset(
    ("openpyxl", "xlsxwriter", "python-docx", "python-pptx", "apache poi", "libreoffice", "microsoft office user",
     "user", "unknown", "unknown author", "author", "auteur", "onbekend", "admin", "administrator", "gebruiker",
     "windows user", "windows-gebruiker", "microsoft", "none", "pandoc", "calibre")
)  # fmt: skip
_REASONS = 3


class Tally:
    """The sums of one document with all that is embedded in it."""

    def __init__(self, samples: Samples | None = None) -> None:
        self.records: States = [0, 0, 0]
        self.cells: States = [0, 0, 0]
        self.characters: States = [0, 0, 0]
        self._blank = 0
        self._samples = samples
        self._people = PeopleCount()
        self._categories: dict[str, list[int]] = {}  # by State, and blank
        self._authors: dict[str, None] = {}
        self._seen: set[bytes] = set()
        self._places: dict[str, States] = {}  # where personal data lies
        self._found: list[Hidden] = []
        self._unread: list[Statement | str] = []
        self._kinds: dict[str, None] = {}

    def is_new(self, digest: bytes) -> bool:
        """Whether no embedded file with this digest was met before."""
        known = digest in self._seen
        self._seen.add(digest)
        return not known

    def kind(self, kind: str) -> None:
        """Takes note of a kind of file that is read."""
        self._kinds[kind] = None

    def table(self, table: Table) -> TableCount | None:
        """Begins a table; None for one whose rows are elsewhere too."""
        return None if table.is_copy else TableCount(table, wants_examples=self._samples is not None)

    def close(self, table: TableCount, place: Place) -> None:
        """Adds a table whose rows have passed."""
        table.close()
        _add(self.cells, table.others)
        for block in table.blocks:
            _add(self.records, block.records)
            self._blank += block.blank
            self._add_block(block, place)

    def _add_block(self, block: Block, place: Place) -> None:
        categories = decided(block.columns)
        self._people.add_block(block, categories)
        for number, column in block.columns.items():
            _add(self.cells, column.values)
            own = categories.get(number)
            if own is not None:
                self._add_personal(own, counts_of(column, own), place)
                self._add_examples(own, column.examples)
            for name, counts in column.texts.items():
                if name != own:
                    self._add_personal(name, counts, place)
        for name in set(categories.values()):
            self._categories[name][3] += _without(block, categories, name)

    def _add_examples(self, category: str, examples: list[str]) -> None:
        if self._samples is not None:
            self._samples.add(category, examples)

    def _add_personal(self, category: str, counts: States, place: Place) -> None:
        _add(self._categories.setdefault(category, [0, 0, 0, 0]), counts)
        for where in place:
            _add(self._places.setdefault(where, [0, 0, 0]), counts)

    def passage(self, passage: Passage, place: Place) -> None:
        """Adds a run of text."""
        self.characters[passage.state] += len(passage.text)
        for category, value in proved(passage.text):
            counts = [0, 0, 0]
            counts[passage.state] = 1
            self._add_personal(category, counts, place)
            self._people.add_text(category, value)
            if self._samples is not None:
                self._samples.add(category, [masked(value)])

    def author(self, author: Author) -> None:
        """Adds one who worked on the document, once."""
        name = " ".join(author.name.split()).casefold()
        if name and name not in _PROGRAMS:
            self._authors[name] = None
            if self._samples is not None:
                self._samples.add("staff", [masked(author.name)])

    def unread(self, unread: Unread) -> None:
        """Adds a part that could not be looked into."""
        place = unread.where
        self._unread.append(state("{where}: {reason}", where=place, reason=unread.reason) if place else unread.reason)
        self.find(hidden("Z", place, 1, state("Not inspected: {reason}", reason=unread.reason)))

    def find(self, found: Hidden) -> None:
        """Adds a finding."""
        self._found.append(found)

    def findings(self) -> tuple[Hidden, ...]:
        """All of them, graver where personal data lies in what they tell of, gravest first."""
        found = (raised(each) if self._is_personal(each) else each for each in self._found)
        order = {severity: number for number, severity in enumerate(SEVERITIES)}
        return tuple(
            sorted(found, key=lambda each: (order[each.severity], _CODES[each.code], str(each.where), -each.count))
        )

    def _is_personal(self, found: Hidden) -> bool:
        """Whether personal data that is not shown lies where the finding does; for white cells, what is white."""
        here = [self._places[where] for where in _places_around(found.where) if where in self._places]
        return any(counts[State.COSMETIC] or (counts[State.HIDDEN] and found.code != "X3") for counts in here)

    def reason(self) -> Statement | str:
        """Why something was not looked into; empty where all was."""
        reasons = tuple(dict.fromkeys(self._unread))
        return reasons[0] if len(reasons) == 1 else first_of(reasons, _REASONS) if reasons else ""

    def categories(self) -> dict[str, CategoryCount]:
        """Personal data by category, in the order of CATEGORIES. Authors are not shown by the document itself."""
        counts = {name: list(found) for name, found in self._categories.items()}
        if self._authors:
            counts.setdefault("staff", [0, 0, 0, 0])[State.HIDDEN] += len(self._authors)
        return {name: _category(counts[name]) for name in CATEGORIES if name in counts}

    def document(self, *, path: str, kind: str, size: int, sha256: str) -> Document:
        """The sums, as the answer has them."""
        findings, reason, categories = self.findings(), self.reason(), self.categories()
        unclean: DocumentState = "not_inspected" if reason else "nothing_hidden"
        return Document(
            path=path,
            kind=kind,
            bytes=size,
            sha256=sha256,
            state="hidden" if any(found.severity in GRAVE for found in findings) else unclean,
            reason=reason,
            records=_records(self.records, self._blank),
            cells=_records(self.cells),
            characters=_records(self.characters),
            people=self._people.people(),
            items=sum(count.visible + count.hidden + count.cosmetic for count in categories.values()),
            categories=categories,
            findings=findings,
            read_with=read_with(self._kinds),
        )


def _category(counts: list[int]) -> CategoryCount:
    visible, cosmetic, hidden_, blank = counts
    return CategoryCount(visible=visible, hidden=hidden_, cosmetic=cosmetic, blank=blank)


def _records(counts: States, blank: int = 0) -> Records:
    visible, cosmetic, hidden_ = counts
    return Records(visible=visible, hidden=hidden_, cosmetic=cosmetic, blank=blank)


def _add(sums: list[int], counts: States) -> None:
    for number, count in enumerate(counts):
        sums[number] += count


def _without(block: Block, categories: Mapping[int, str], category: str) -> int:
    """Records without a value of the category."""
    places = frozenset(place for place, name in categories.items() if name == category)
    return sum(count for (_, columns), count in block.filled.items() if columns and places.isdisjoint(columns))


def _places_around(where: str) -> Iterator[str]:
    """The place, and what its name begins with: "Sheet1!A5" lies on Sheet1."""
    yield where
    for end, letter in enumerate(where):
        if end and not letter.isalnum():
            yield where[:end]
