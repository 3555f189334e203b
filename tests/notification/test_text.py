"""The notification as written: exact Dutch, hostile text without effect, no address, a follow-up with its changes."""

from __future__ import annotations

import json
import os
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from forensics.errors import OutputError, SourceError
from forensics.language.languages import LANGUAGES
from forensics.language.untrusted import for_markdown
from forensics.notification import PROFILES
from forensics.notification.changes import Earlier, read_earlier
from forensics.notification.composed import composed
from forensics.notification.markdown import as_markdown
from forensics.notification.write import FORMATS, as_json, document, write_notification
from tests.support.command import refused, run
from tests.support.notification_fixture import REPORT, changed, notification, saved, stated_case

GOLDEN = Path(__file__).parent
BOTH = list(product(PROFILES, LANGUAGES))
HOSTILE = (
    "# x\n[a](javascript:alert(1)) <img src=x onerror=alert(1)> | `c` \x1b[31m \u202e ![b](http://x) {count} {{ 7*7 }}"
)


def _settled(text: str) -> str:
    """The text without what changes when the sample case or the tool does: hashes and the version."""
    return re.sub(r"[0-9a-f]{64}|(?<=^- forensics ).*", "...", text, flags=re.MULTILINE)


def _kinds(text: str) -> set[str]:
    """What a reader of Markdown with tables makes of it."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return {child.type for token in tokens for child in (token, *(token.children or ()))}


def _earlier(folder: Path, **options: Any) -> Earlier:
    write_notification(notification(**options), folder)
    return read_earlier(folder, case="coa-2020", language=options.get("lang", "en"))


def test_the_dutch_notification_of_the_sample_case(tmp_path: Path) -> None:
    """The whole document for the Dutch authority, word for word."""
    text = as_markdown(composed(notification("ap", "nl", case=stated_case(tmp_path))))
    assert _settled(text) == (GOLDEN / "ap-nl.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "lang"), BOTH)
def test_every_missing_field_is_marked(form: str, lang: str) -> None:
    """In the list at the top by the number of the question, and at its own place; the JSON names number and keys."""
    found = notification(form, lang)
    text, mark = as_markdown(composed(found)), {"en": "**TO BE COMPLETED**", "nl": "**NOG IN TE VULLEN**"}[lang]
    assert text.count(f"{mark}: ") == len(found.open)
    names = [entry["field"] for entry in document(found)["missing"]]
    assert names == [field.id for field in found.open]
    assert all(entry["needs"] for entry in document(found)["missing"])
    numbers = {field["id"]: field["question"] for field in document(found)["fields"]}
    assert len(set(numbers.values())) == 24
    for entry in document(found)["missing"]:
        title = for_markdown(found.field(entry["field"]).title)
        assert entry["question"] == numbers[entry["field"]]
        assert f"\n- {entry['question']} {title}" in text
        assert f"\n### {entry['question']} {title}\n" in text


@pytest.mark.parametrize(("form", "lang"), BOTH)
def test_fields_stand_in_the_order_of_the_form(form: str, lang: str) -> None:
    """Each under its section, in the words of the form, with its number in it."""
    found = notification(form, lang)
    headings = [line[4:] for line in as_markdown(composed(found)).splitlines() if line.startswith("### ")]
    wanted = [
        f"{place}.{number} {found.field(name).title}"
        for place, section in enumerate(found.matter.profile.sections, 1)
        for number, name in enumerate(section.fields, 1)
    ]
    assert headings[: len(wanted)] == wanted


def test_json_and_document_say_the_same(tmp_path: Path) -> None:
    """All 24 fields in the order of their numbers, with the times of the clock in UTC."""
    found = document(notification(case=stated_case(tmp_path)))
    assert [field["number"] for field in found["fields"]] == list(range(1, 25))
    assert found["clock"] == {
        "aware": "2020-06-18T13:00:00Z",
        "hours": 72,
        "deadline": "2020-06-21T13:00:00Z",
        "submitted": "2020-06-19T14:30:00Z",
        "late": False,
    }
    assert list(found["register"]) == ["facts", "effects", "remedial_action"]
    assert {source["id"] for source in found["sources"]} == {source.id for source in saved().sources}
    assert found["changes"] is None


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """No clock, no locale, no order of a set."""
    case = stated_case(tmp_path)
    one, other = notification("ap", "nl", case=case), notification("ap", "nl", case=case)
    assert as_json(one) == as_json(other)
    assert as_markdown(composed(one)) == as_markdown(composed(other))


@pytest.mark.parametrize(("form", "lang"), BOTH)
def test_no_address_stands_in_it(form: str, lang: str, tmp_path: Path) -> None:
    """Level regulator: none of the recipients, in no spelling."""
    found = notification(form, lang, case=stated_case(tmp_path))
    text = as_json(found) + as_markdown(composed(found)).replace("\\", "")
    addresses = [recipient.address for file in saved().files for recipient in file.addresses]
    assert len(addresses) == 8
    assert [address for address in addresses if address in text] == []


@pytest.mark.parametrize("title", ["Leak to 203.0.113.77", "seen: 2001:DB8:77:3:0:0:0:c5.", "::ffff:198.51.100.23"])
def test_an_address_in_a_title_is_refused(title: str, tmp_path: Path) -> None:
    """The tool prints none, but a person may have written one: nothing is written, and it is named."""
    of = changed(tmp_path, lambda found: found["case"].update(title=title))
    with pytest.raises(OutputError, match="address of a recipient"):
        write_notification(notification(of=of), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_hostile_text_has_no_effect(tmp_path: Path) -> None:
    """A title, a name, a label, a party and a text of the case add no heading, link, picture, tag or table."""

    def poison(found: dict[str, Any]) -> None:
        found["case"]["title"] = HOSTILE
        found["files"][0]["name"] = HOSTILE
        found["files"][0]["windows"][0]["label"] = HOSTILE
        found["files"][0]["addresses"][0]["party"] = HOSTILE
        found["files"][0]["addresses"][1]["country"] = HOSTILE
        found["databases"] = [{"path": "x", "type": HOSTILE, "built": HOSTILE, "sha256": ""}]

    of = changed(tmp_path, poison)
    plain, text = as_markdown(composed(notification())), as_markdown(composed(notification(of=of)))
    assert _kinds(text) == _kinds(plain)
    assert "link_open" not in _kinds(text)
    assert text.count("\n#") == plain.count("\n#")
    assert "49" not in text.partition("##")[0]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert json.loads(as_json(notification(of=of)))["case"]["title"] == HOSTILE
    assert as_json(notification(of=of)).isascii()


def test_a_follow_up_shows_what_changed(tmp_path: Path) -> None:
    """Only the fields that say something else now, beside what they said; the kind is proposed."""
    earlier = _earlier(tmp_path / "first", case=stated_case(tmp_path))
    later = stated_case(
        tmp_path,
        ('type = "first"', 'type = "follow-up"\nreference = "2020-77"'),
        ("people_min = 620", "people_min = 700"),
        ("contacted = 2020-06-19", "contacted = 2020-06-19\ndeleted = 2020-06-22"),
    )
    found = notification(case=later, since=earlier)
    assert [change.field.id for change in found.changes or ()] == ["type", "people", "trust"]
    text = as_markdown(composed(found)).partition("## Changed since the earlier notification")[2]
    assert "- Earlier: At least 620. At most 1,185.\n- Now: At least 700. At most 1,185." in text


def test_a_follow_up_without_changes(tmp_path: Path) -> None:
    """It says so; the kind, which was missing, is a proposal now."""
    earlier = _earlier(tmp_path / "first", case=stated_case(tmp_path))
    found = notification(case=stated_case(tmp_path), since=earlier)
    assert found.changes == ()
    assert "Nothing changed." in as_markdown(composed(found))
    proposed = notification(since=earlier).field("type")
    assert (proposed.status, proposed.content.needs) == ("partial", ("notification.reference",))


def test_a_follow_up_needs_the_earlier_one(tmp_path: Path) -> None:
    """A case that says follow-up is asked for the notification that it follows."""
    case = stated_case(tmp_path, ('type = "first"', 'type = "final"\nreference = "2020-77"'))
    assert notification(case=case).field("type").content.needs == ("the earlier notification, with --since",)


@pytest.mark.parametrize(
    ("case", "language", "content", "reason"),
    [
        ("coa-2020", "nl", None, "in another language, 'en'"),
        ("other", "en", None, "of another case, 'coa-2020'"),
        ("coa-2020", "en", "{}", "no notification of forensics"),
    ],
)
def test_an_earlier_one_that_does_not_fit(
    tmp_path: Path, case: str, language: str, content: str | None, reason: str
) -> None:
    """Another language, another case, or no notification at all."""
    write_notification(notification(), tmp_path)
    if content is not None:
        (tmp_path / "notification.json").write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        read_earlier(tmp_path, case=case, language=language)


def test_the_command_writes_both_files(tmp_path: Path) -> None:
    """For their owner alone; the notes name the deadline and what is missing."""
    found = run("notify", REPORT, "--profile", "ap", "--lang", "nl", "-o", tmp_path / "out")
    assert found.exit_code == 0
    assert found.stdout.startswith("Written: ")
    assert "Deadline: Sunday 21 June 2020 at 15:00 (UTC+02:00)" in found.stderr
    assert "To be completed: 2.1 organisation: notification.controller" in found.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["notification.json", "notification.md"]
    if os.name == "posix":
        assert [path.stat().st_mode & 0o777 for path in sorted((tmp_path / "out").iterdir())] == [0o600, 0o600]


def test_the_command_never_overwrites_what_it_compares_with(tmp_path: Path) -> None:
    """The notification that was sent stays."""
    arguments = ("notify", REPORT, "--profile", "ico", "-q", "-o", tmp_path / "out")
    assert run(*arguments).exit_code == 0
    before = (tmp_path / "out" / "notification.json").read_bytes()
    refused(run(*arguments, "--since", tmp_path / "out"), "would be overwritten")
    assert (tmp_path / "out" / "notification.json").read_bytes() == before
    assert run(*arguments).exit_code == 0


def test_the_command_on_a_folder_without_findings(tmp_path: Path) -> None:
    """The error says what makes one."""
    refused(run("notify", tmp_path, "--profile", "edpb"), "findings.json", "forensics investigate")


def test_incomplete_evidence_shows_in_the_exit_code(tmp_path: Path) -> None:
    """As with the count itself."""
    changed(tmp_path, lambda found: found.update(complete=False))
    assert run("notify", tmp_path, "--profile", "ap", "-q", "-o", tmp_path / "out").exit_code == 3


def test_the_command_lists_every_form_language_and_format() -> None:
    """Its help is shown without loading them, from lists of its own."""
    text = run("notify", "--help").stdout
    assert f"[{'|'.join(PROFILES)}]" in text
    assert f"[{'|'.join(LANGUAGES)}]" in text
    assert f"[{'|'.join(FORMATS)}]" in text
