"""Fields 8 to 12 from the leaked document: proposed with basis and method, and never against what is stated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forensics.documents.hidden import hidden
from forensics.documents.written import as_object
from forensics.language.statement import state
from forensics.model.document import CategoryCount, Document, People, Records
from forensics.notification import Notification
from forensics.notification.composed import composed
from forensics.notification.markdown import as_markdown
from forensics.notification.write import as_json
from tests.support.notification_fixture import changed, notification, stated_case

FIELDS = ("cause", "records", "people", "data", "groups")
_DOCUMENT = Document(
    path="Lijst signalen.xlsx",
    kind="xlsx",
    bytes=183_296,
    sha256="ab" * 32,
    state="hidden",
    records=Records(visible=87, hidden=1090, cosmetic=8),
    people=People(1098, 1185, state("At least: different values of V-number.")),
    items=9253,
    categories={
        "v_number": CategoryCount(hidden=1090, cosmetic=8, blank=87),
        "nationality": CategoryCount(visible=87, hidden=1098),
        "health": CategoryCount(hidden=3),
        "email": CategoryCount(blank=4),
    },
    findings=(hidden("X2", "Nadia", 1090, "1,090 rows."), hidden("X8", "docProps/core.xml", 2, "2 properties.")),
    file="Lijst signalen.xlsx",
)
UNREAD = Document(
    path="x", kind="encrypted", bytes=9, sha256="", state="not_inspected", reason=state("It is encrypted."), file="x"
)


def _of(folder: Path, *documents: Document, **more: Any) -> Notification:
    """A notification of the sample case with these documents and no others."""
    entries = [as_object(document) for document in documents]
    return notification(of=changed(folder, lambda found: found.update(documents=entries)), **more)


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", FIELDS)
def test_each_is_proposed_with_basis_and_method(tmp_path: Path, name: str, lang: str) -> None:
    """To be confirmed; it names the document by its hash, and the key that states the answer."""
    content = _of(tmp_path, _DOCUMENT, lang=lang).field(name).content
    assert content.proposed
    assert content.text
    assert "ab" * 32 in content.basis
    assert content.method
    assert any(source.startswith("case.toml: notification.") for source in content.sources)
    assert "findings.json: documents" in content.sources


def test_the_numbers_are_those_of_the_document(tmp_path: Path) -> None:
    """Hidden are those that a click shows and those drawn unseen; what a lawyer must say stays None."""
    found = _of(tmp_path, _DOCUMENT)
    values = {name: found.field(name).content.value for name in FIELDS}
    assert values == {
        "cause": {"cause": None, "hidden": ["X2"]},
        "records": {"records": 1185, "visible": 87, "hidden": 1090, "cosmetic": 8},
        "people": {"at_least": 1098, "at_most": 1185},
        "data": {
            "data": {
                "v_number": {"shown": 0, "hidden": 1098},
                "nationality": {"shown": 87, "hidden": 1098},
                "health": {"shown": 0, "hidden": 3},
            },
            "special": None,
            "national_id": False,
        },
        "groups": {"groups": ["asylum seekers"], "vulnerable": None},
    }
    assert (
        "Of these 87 are shown and 1,098 hidden, though they can be made visible."
        in found.field("records").content.text
    )
    assert "May be special categories or criminal data: Health." in found.field("data").content.text
    assert "National identification number: no." in found.field("data").content.text


def test_what_only_a_person_knows_stays_open(tmp_path: Path) -> None:
    """The cause, the special categories and the vulnerable are asked for beside what is proposed."""
    found = _of(tmp_path, _DOCUMENT)
    needed = {name: found.field(name).content.needs for name in FIELDS}
    assert needed == {
        "cause": ("notification.cause",),
        "records": (),
        "people": (),
        "data": ("notification.special",),
        "groups": ("notification.vulnerable",),
    }


def test_a_citizen_service_number_is_a_national_number(tmp_path: Path) -> None:
    """By law; and it tells of citizens."""
    document = replace(_DOCUMENT, categories={"bsn": CategoryCount(hidden=1)})
    found = _of(tmp_path, document)
    assert found.field("data").content.value == {
        "data": {"bsn": {"shown": 0, "hidden": 1}}, "special": None, "national_id": True,
    }  # fmt: skip
    assert found.field("groups").content.value == {"groups": ["citizens"], "vulnerable": None}


def test_what_is_stated_wins(tmp_path: Path) -> None:
    """With all of it stated, the document changes nothing in these fields."""
    case = stated_case(tmp_path)
    stated, alone = _of(tmp_path, _DOCUMENT, case=case), _of(tmp_path, case=case)
    for name in FIELDS:
        assert not stated.field(name).content.proposed
        assert stated.field(name) == alone.field(name)
    assert stated.field("records").content.value == {"records": 1185}


@pytest.mark.parametrize("documents", [(), (UNREAD,)], ids=["no document", "not inspected"])
def test_nothing_is_proposed_without_one_that_was_read(tmp_path: Path, documents: tuple[Document, ...]) -> None:
    """What is missing is asked for, as ever."""
    found = _of(tmp_path, *documents)
    assert [found.field(name).status for name in FIELDS] == ["missing"] * len(FIELDS)
    assert all(found.field(name).content.needs for name in FIELDS)


def test_nothing_is_proposed_of_what_it_does_not_hold(tmp_path: Path) -> None:
    """A document of which nothing is told but its kind."""
    plain = Document(path="x", kind="pdf", bytes=9, sha256="cd" * 32, state="nothing_hidden", file="x")
    found = _of(tmp_path, plain)
    assert [found.field(name).status for name in FIELDS] == ["missing"] * len(FIELDS)


def test_several_documents_are_one_answer(tmp_path: Path) -> None:
    """Records add up; the same people may stand in both, so at least the greater, at most the sum."""
    other = replace(
        _DOCUMENT, file="other.ods", sha256="ef" * 32, records=Records(visible=3), people=People(2, 3, "By name."),
        categories={"staff": CategoryCount(visible=3)}, findings=(hidden("X1", "S", 1, "1 sheet."),),
    )  # fmt: skip
    found = _of(tmp_path, _DOCUMENT, other, UNREAD)
    assert found.field("records").content.value == {"records": 1188, "visible": 90, "hidden": 1090, "cosmetic": 8}
    assert found.field("people").content.value == {"at_least": 1098, "at_most": 1188}
    assert found.field("cause").content.value == {"cause": None, "hidden": ["X2", "X1"]}
    assert found.field("groups").content.value == {"groups": ["asylum seekers", "employees"], "vulnerable": None}
    basis = found.field("records").content.basis
    assert "ab" * 32 in basis
    assert "ef" * 32 in basis


@pytest.mark.parametrize(
    "documents",
    [(replace(_DOCUMENT, reason=state("A part is encrypted.")),), (_DOCUMENT, UNREAD)],
    ids=["a part", "one of two"],
)
def test_what_was_not_inspected_is_a_caveat(tmp_path: Path, documents: tuple[Document, ...]) -> None:
    """There may be more than is proposed: a part of a document, or a document, was not looked into."""
    found = _of(tmp_path, *documents)
    for name in FIELDS:
        assert "Not all of it could be inspected; there may be more." in found.field(name).content.caveats, name


def test_no_caveat_where_all_was_inspected(tmp_path: Path) -> None:
    """It would be read as a doubt."""
    found = _of(tmp_path, _DOCUMENT)
    assert not [name for name in FIELDS if "inspected" in " ".join(found.field(name).content.caveats)]


def test_no_name_of_a_part_stands_in_a_notification(tmp_path: Path) -> None:
    """A sheet may bear the name of a person."""
    found = _of(tmp_path, _DOCUMENT)
    for text in (as_markdown(composed(found)), as_json(found)):
        assert "Nadia" not in text
        assert "docProps" not in text
