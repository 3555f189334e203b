"""The page that people read: whether it gives the answer of the findings beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from forensics.custody.verify.check import Check, compared, unchecked
from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.language.untrusted import for_terminal
from forensics.model import Findings
from forensics.model.schema import DOWNLOAD, LABELLED, empty
from forensics.report import wording
from forensics.report.saved.document import UnfitError, restored
from forensics.version import __version__

__all__ = ["check_page"]

_PAGE = "report.html"


class _Reader(HTMLParser):
    """The language of a page, its answers, and the text of all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.answers: list[str] = []
        self.text: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "html":
            self.language = named.get("lang") or ""
        if tag == "p" and named.get("class") == "answer":
            self.answers.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "p"

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._inside:
            self.answers[-1] += data


def check_page(root: Path, findings: Mapping[str, Any]) -> Check:
    """The sentences of report.html are those that the findings make in its language."""
    reader = _Reader()
    try:
        reader.feed((root / _PAGE).read_text(encoding="utf-8"))
        reader.close()
    except (OSError, ValueError) as error:
        return Check("page", "differs", (f"{_PAGE} cannot be read: {error}",))
    if reader.language not in LANGUAGES or not any(__version__ in text for text in reader.text):
        return unchecked("page", f"{_PAGE} is not one of forensics {__version__}, which may word it otherwise")
    try:
        expected = _answers(restored(findings, empty(LABELLED), empty(DOWNLOAD)), reader.language)
    except (UnfitError, RecursionError) as error:
        return unchecked("page", f"findings.json is not one of forensics {__version__}: {error}")
    same = [" ".join(answer.split()) for answer in reader.answers] == expected
    said = " ".join(reader.answers) or "nothing"
    wrong = [] if same else [f"{_PAGE} says: {said}", f"findings.json makes it: {' '.join(expected)}"]
    return compared("page", wrong, f"{_PAGE} gives the answer of findings.json")


def _answers(findings: Findings, code: str) -> list[str]:
    windows = findings.case.windows
    parts = [wording.answer(language(code), file, findings.coverage, windows) for file in findings.files]
    return [" ".join("".join(map(for_terminal, part)).split()) for part in parts]
