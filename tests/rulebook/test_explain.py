"""The rules in words: one source for page, command and report, and every number leads to its explanation."""

from __future__ import annotations

import io
import json
import re
import tokenize
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from forensics.casefile.options import quick_case
from forensics.downloads.rules import RULES
from forensics.findings.definitions import DEFINITIONS
from forensics.findings.limitations.limitations import CODES
from forensics.investigation import investigate
from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.model import Findings
from forensics.report.disclosure import LEVELS, disclose
from forensics.report.page.html import render
from forensics.report.page.rules_used import linked, prose
from forensics.rulebook.counting import MENTION, SECTIONS
from forensics.rulebook.index import KINDS, close_to, entries, entry, explain, parts
from forensics.rulebook.vocabulary import FLAGS, GRADES, MEANINGS
from tests.support.command import run
from tests.support.page_reader import Page
from tests.support.report_fixture import findings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
COUNTING = (DOCS / "counting.md").read_text(encoding="utf-8")
EXAMPLE = COUNTING.partition("## A worked example")[2].partition("<!-- generated")[0]
ENGLISH = language("en")

#: A page of docs/ that something refers to, and the numbers behind it: "counting.md 3.8 and 4b.2".
_CITED = re.compile(
    r"(?<![\w/.])((?:docs/)?[a-z-]+)\.md\b(?:,? (?:sections?|rule) )?((?:(?:, |,? and | )?\d\w*(?:\.\d+)*)*)"
)
#: Files that the tool writes, which are no pages.
_WRITTEN = {"notification"}


# ---- the page --------------------------------------------------------------------------------


@cache
def _anchors(page: str) -> frozenset[str]:
    return frozenset(re.findall(r'<a id="([^"]+)"></a>', (DOCS / page).read_text(encoding="utf-8")))


def _table(head: str) -> list[list[str]]:
    """The rows of a table of the worked example, links as their words."""
    lines = EXAMPLE.partition(f"| {head} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [
        [re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", cell).strip("* ") for cell in row.split("|")[1:-1]] for row in lines
    ]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """What the tool makes of the lines as they stand in the page, with the numbers of the command there."""
    log = tmp_path_factory.mktemp("example") / "access.log"
    log.write_text(EXAMPLE.split("```")[1].partition("\n")[2], encoding="utf-8", newline="")
    command = EXAMPLE.partition("```console\n")[2].partition("```")[0].replace("\\\n>", " ")
    told = dict(re.findall(r"--(\S+) (\S+)", command))
    return investigate(
        quick_case(
            name="plan.pdf",
            logs=[str(log)],
            start=told["from"],
            end=told["to"],
            size=int(told["size"]),
            format=told["format"],
            zone=None,
            size_field=None,
            trusted_proxies=(),
        )
    )


def test_worked_example_has_the_verdicts_of_the_tool(example: Findings) -> None:
    """Line, verdict, rule and grade of each request that names the file."""
    rows = example.requests.sort("line_no").select("line_no", "verdict", "rule", "grade").iter_rows()
    made = [[str(line), verdict, rule, grade or ""] for line, verdict, rule, grade in rows]
    assert [row[:4] for row in _table("line")] == made


def test_worked_example_has_the_downloads_of_the_tool(example: Findings) -> None:
    """Each download with its lines, its kind and the numbers that hold it; the sums are the answer."""
    *told, total = _table("download")
    columns = ("download", "rows", "kind", "in_at_least", "in_headline", "at_most")
    made = [
        [
            download,
            ", ".join(row.partition(":")[2] for row in rows),
            kind,
            str(int(least)),
            str(int(headline)),
            str(most),
        ]
        for download, rows, kind, least, headline, most in example.downloads.select(columns).iter_rows()
    ]
    assert [[*row[:2], row[2].partition(",")[0], *row[3:]] for row in told] == made
    bounds = example.files[0].total.downloads
    assert [str(bounds.at_least), str(bounds.headline), str(bounds.at_most)] == total[3:]
    assert not bounds.open_ended


def test_worked_example_ends_in_the_answer(example: Findings) -> None:
    """The sentence below the tables, and what others would have counted."""
    total = example.files[0].total
    others = {definition.name: definition.downloads for definition in example.definitions}
    sentence = " ".join(EXAMPLE.partition("So the server")[2].partition("```")[0].split())
    assert f"{total.downloads.headline} times to {total.addresses.headline} IP addresses" in sentence
    assert f"at least {total.downloads.at_least} times and at most {total.downloads.at_most}" in sentence
    assert (
        f"status 200 would have said {others['status_200']}, one of whole sizes {others['get_200_full_size']}"
        in sentence
    )


def test_links_of_the_page_arrive() -> None:
    """Within counting.md, and from it and rules.md to other pages."""
    for page in ("counting.md", "rules.md"):
        for target, anchor in re.findall(
            r"\]\(([a-z-]*(?:\.md)?)#([^)]+)\)", (DOCS / page).read_text(encoding="utf-8")
        ):
            assert anchor in _anchors(target or page), f"{page}: {target}#{anchor}"


def test_every_number_has_an_anchor() -> None:
    """What is explained stands in a page of docs/, at the place that `explain` names."""
    for found in entries():
        page, _, anchor = found.page.partition("#")
        assert (DOCS / page).is_file()
        assert not anchor or anchor in _anchors(page), found.page
    numbers = [number for section in SECTIONS for number in (section.number, *(name for name, _ in section.numbered))]
    assert {*numbers, *GRADES, *MEANINGS} <= _anchors("counting.md")
    assert {f"rule-{rule.number}" for rule in RULES} <= _anchors("rules.md")


# ---- what the code cites ---------------------------------------------------------------------


def _prose(path: Path) -> Iterator[str]:
    """Comments and docstrings of a module; of any other file all of it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or (
            token.type == tokenize.STRING and token.string.startswith(('"""', 'r"""'))
        ):
            yield token.string


SOURCES = [
    path
    for folder, kinds in (
        ("forensics", (".py", ".json", ".j2", ".toml", ".typ")),
        ("tests", ".py"),
        ("benchmarks", ".py"),
    )
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix and path.suffix in kinds and "rulebook" not in path.parts
]


def test_what_the_code_cites_is_in_the_repository() -> None:
    """A page that a comment, a docstring or a schema names is there, and so is the number."""
    cited = 0
    for path in SOURCES:
        for text in (re.sub(r"\s+#?:? *", " ", text) for text in _prose(path)):
            for page, numbers in _CITED.findall(text):
                name = page.removeprefix("docs/")
                place = ROOT / f"{name}.md" if name == "README" else DOCS / f"{name}.md"
                assert name in _WRITTEN or place.is_file(), f"{path.name}: {page}.md"
                for number in re.findall(r"\d\w*(?:\.\d+)*", numbers):
                    assert name == "counting", f"{path.name}: {page}.md has no numbers"
                    assert number in _anchors("counting.md"), f"{path.name}: {number}"
                    cited += 1
    assert cited > 60


def test_numbers_without_a_page_are_known_too() -> None:
    """In comments and docstrings "(3.6.4)" and "4b.9" are numbers of the rules, "rule 17" is one of the table."""
    loose = re.compile(r"(?<![\w.])(?:3\.[1-9]\d?(?:\.\d+)?|4b\.\d+)(?![\w.]*\w)")
    known = {found.name for found in entries() if found.kind == "section"}
    rules = {rule.number for rule in RULES}
    for path in (path for path in SOURCES if path.suffix == ".py" and path.parts[-2] in _JUDGING):
        for text in _prose(path):
            assert set(loose.findall(text)) <= known, path.name
            assert set(re.findall(r"\brule (\d+)\b", text)) <= rules, path.name


_JUDGING = {"copies", "coverage", "downloads", "findings", "limitations", "model", "saved"}


def test_every_rule_that_is_printed_is_known() -> None:
    """The column `rule` holds numbers of the table, of a section, or both."""
    sample = pl.read_csv(ROOT / "reports" / "coa-2020" / "requests.csv", schema_overrides={"rule": pl.String})
    printed = {name for rule in sample["rule"].unique() for name in parts(rule)}
    assert "3.6" in printed
    for name in printed | {rule.number for rule in RULES}:
        assert entry("rule", name) or entry("section", name), name


# ---- the index -------------------------------------------------------------------------------


def test_all_is_explained_in_every_language() -> None:
    """Every rule, limitation, definition, grade, verdict and flag, each once, and no word of it missing in Dutch."""
    names = [(found.kind, found.name) for found in entries()]
    assert len(names) == len(set(names))
    for kind, wanted in (
        ("rule", {rule.number for rule in RULES}),
        ("limitation", set(CODES)),
        ("definition", {rule.name for rule in DEFINITIONS}),
        ("grade", set(GRADES)),
        ("verdict", set(MEANINGS)),
        ("flag", set(FLAGS)),
    ):
        assert {name for of, name in names if of == kind} == wanted
    dutch = language("nl")
    long = {text.says for found in entries() for text in found.texts if len(text.says) > 40}
    assert {text for text in long if dutch.say(text) == text} == set()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("3.6.1", ["section 3.6.1"]),
        ("4B", ["section 4b"]),
        ("11", ["rule 11"]),
        ("1", ["section 1", "rule 1"]),
        ("rule 1", ["rule 1"]),
        ("3.6, 22", ["section 3.6", "rule 22"]),
        ("G2", ["grade G2"]),
        ("g2", ["grade G2"]),
        ("complete", ["verdict complete"]),
        ("not modified", ["verdict not_modified"]),
        ("edge", ["flag edge", "limitation edge"]),
        ("gap", ["limitation gap", "term gap"]),
        ("counter", ["definition counter_total", "definition counter_unique"]),
        ("Established", ["definition headline", "term established"]),
        ("3.6, 99", []),
        ("nonesuch", []),
        ("", []),
    ],
)
def test_words_find_what_they_stand_for(words: str, found: list[str]) -> None:
    """Names in any spelling, titles, several names, the first part of names, and a kind before them."""
    assert [f"{one.kind} {one.name}" for one in explain(words, ENGLISH)] == found


def test_titles_are_found_in_the_language_of_the_reader() -> None:
    """Who reads a Dutch report types its words."""
    assert [found.name for found in explain("vastgesteld", language("nl"))] == ["headline", "established"]
    assert [found.name for found in explain("gedeeltelijk", language("nl"))] == ["partial", "partial"]
    assert explain("vastgesteld", ENGLISH) == ()


def test_close_names() -> None:
    """The closest first; of nothing close, nothing."""
    assert close_to("gapp", ENGLISH) == ["gap"]
    assert close_to("completed", ENGLISH)[0] == "complete"
    assert close_to("qqqq", ENGLISH) == []


# ---- the command -----------------------------------------------------------------------------


def test_the_command_says_what_the_page_says() -> None:
    """Word for word, though in lines that fit the terminal."""
    section = next(section for section in SECTIONS if section.number == "3.6")
    shown = " ".join(run("explain", "3.6").stdout.split())
    page = re.sub(r"\[([^]]+)\]\(#[^)]*\)", r"\1", COUNTING)
    for number, text in section.numbered:
        assert f"{number}: {text}" in shown
        assert f"**{number}** {text}\n" in page
    assert shown.startswith("Section 3.6: From lines to downloads")
    assert shown.endswith("docs/counting.md#3.6")


def test_the_command_speaks_dutch() -> None:
    """The sentences of the catalogue."""
    told = run("explain", "4b.13", "--lang", "nl").stdout
    assert told.startswith("Paragraaf 4b.13: Bijzonder bewijs\n  Hetzelfde deel nog eens bewijst niets.\n")


def test_the_command_lists_all() -> None:
    """Without a word: every kind, every section with its title, every name."""
    told = run("explain").stdout
    assert [line for line in told.splitlines() if not line.startswith(" ")] == list(KINDS.values())
    assert all(f"  {section.number:<5} {section.title}\n" in told for section in SECTIONS)
    listed = f" {' '.join(told.split())},".replace(" ", ", ").replace(",,", ",")
    for found in entries():
        assert found.kind == "section" or f", {found.name.replace(' ', ', ')}," in listed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_as_json(lang: str) -> None:
    """A list of objects, of one word or of all."""
    [found] = json.loads(run("explain", "rule", "11", "--json", "--lang", lang).stdout)
    assert (found["kind"], found["name"], found["page"]) == ("rule", "11", "docs/rules.md#rule-11")
    assert found["texts"][0]["text"] == language(lang).say(entry("rule", "11").texts[0].says)  # type: ignore[union-attr]
    assert len(json.loads(run("explain", "--json").stdout)) == len(entries())


def test_a_word_that_stands_for_nothing() -> None:
    """Wrong use, with names close to it; whatever was typed is shown so that no terminal acts on it."""
    result = run("explain", "gapp")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'gapp' cannot be explained; close to it: gap" in result.stderr
    assert "`forensics explain` lists all" in run("explain", "qqqq\x1b[31m").stderr


# ---- the report ------------------------------------------------------------------------------


def _section(page: str) -> str:
    return page.partition("The rules used here")[2].partition("</section>")[0]


def _numbers(text: str) -> set[str]:
    """Numbers of rules and grades that stand in a page's text, outside every link and every place."""
    text = re.sub(r"<style>.*?</style>|<code.*?</code>", "", text, flags=re.DOTALL)
    text = re.sub(r'<a class="ref" href="#[^"]+">.*?</a>|<a href="#[^"]+">.*?</a>', "", text)
    text = re.sub(r'<(dt|th)[^>]* id="(?:rule|section|grade|limitation)-[^>]+>.*?</\1>', "", text)
    return set(MENTION.findall(re.sub(r"<[^>]+>", " ", text)))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_number_of_a_report_leads_to_its_text(level: str, code: str) -> None:
    """Links arrive, ids are unique, and no number of a rule or grade stands without a link."""
    shown = render(disclose(findings(), level, key=bytes(32)), [], language(code))
    page = Page(shown)
    ids = list(page.values("id"))
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href")} <= set(ids)
    assert _numbers(shown) == set()
    assert {f"rule-{rule.number}" for rule in RULES} - {"rule-3.8"} <= set(ids)


def test_the_column_of_rules_is_links() -> None:
    """The number beside each request of annex A, and in the tables of verdicts."""
    shown = render(findings(), [], ENGLISH)
    assert '<td><a class="ref" href="#rule-11">11</a></td>' in shown
    assert '<td><a class="ref" href="#section-3.6.4">3.6.4</a></td>' in shown
    assert 'rule <a class="ref" href="#rule-9">9</a>: the server refused' in shown


def test_only_what_occurs_is_told() -> None:
    """A rule that judged no request and a limitation that was not found are not among the rules used."""
    told = _section(render(findings(), [], ENGLISH))
    rules = set(re.findall(r'id="rule-([^"]+)"', told))
    assert "11" in rules
    assert "14" not in rules
    assert set(re.findall(r'id="limitation-([^"]+)"', told)) == {limit.code for limit in findings().limitations} & set(
        CODES
    )


def test_the_public_version_tells_of_no_rule_that_it_does_not_print() -> None:
    """Which rules judged single requests is not for the public, so their texts are not told apart either."""
    told = _section(render(disclose(findings(), "public", key=bytes(32)), [], ENGLISH))
    assert "rule-" not in told
    assert 'id="section-3.6.1"' in told


def test_a_rule_that_is_none_of_ours_stays_text() -> None:
    """A table that somebody changed cannot make a link."""
    made = findings()
    odd = replace(made, requests=made.requests.with_columns(rule=pl.lit('<a href="#x">11</a>, 3.6.4"')))
    shown = render(odd, [], ENGLISH)
    assert "&lt;a href=&#34;#x&#34;&gt;11&lt;/a&gt;" in shown
    assert set(Page(shown).values("href")) <= {f"#{name}" for name in Page(shown).values("id")}


def test_names_become_links_and_code() -> None:
    """Whole names only, escaped around them."""
    places = {"3.6": "section-3.6", "3.6.1": "section-3.6.1", "1": "rule-1"}
    assert linked("1.1, 13.6, 3.6.12 & 3.6.", places, list(places)) == (
        '1.1, 13.6, 3.6.12 &amp; <a href="#section-3.6">3.6</a>.'
    )
    assert linked("a <b>", {}, ["a"]) == "a &lt;b&gt;"
    assert prose("`<%b>` by 3.6.1 and 1", places) == (
        '<code>&lt;%b&gt;</code> by <a href="#section-3.6.1">3.6.1</a> and 1'
    )
