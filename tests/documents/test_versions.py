"""Which versions looked at a document: told wherever a document is, and of nothing that did not."""

from __future__ import annotations

import ast
import json
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import forensics
from forensics import load_case
from forensics.custody import log as custody
from forensics.documents import versions
from forensics.documents.kinds import KINDS
from forensics.documents.leaked import begun
from forensics.documents.readers import READERS
from forensics.program import digest_of
from tests.support.command import run
from tests.support.notification_fixture import CASE

ROOT = Path(forensics.__file__).parents[1]
SAMPLES = ROOT / "sample_logs" / "documents"
ROOM = ROOT / "forensics" / "documents"


def _asked_for(path: Path) -> set[str]:
    """Libraries of others that a module imports, also by `import_module`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            found |= {word.partition(".")[0] for word in _words(node.args[0])}
    return found - sys.stdlib_module_names - {"forensics", "__future__"}


def _words(node: ast.AST) -> set[str]:
    return {str(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant)}


def test_every_library_that_a_reader_imports_is_told() -> None:
    """Pydantic writes what was found, and reads no document."""
    modules = set().union(*(_asked_for(path) for path in ROOM.rglob("*.py"))) - {"pydantic", ""}
    told = {module.partition(".")[0] for module, _ in versions.LIBRARIES.values()}
    assert modules <= told


def test_the_versions_are_those_that_are_installed() -> None:
    """As the index of packages has them; Expat, qpdf and PDFium lie within others."""
    found = versions.read_with(KINDS)
    assert set(found) == set(versions.LIBRARIES)
    packages = set(found) - {"Expat", "qpdf", "PDFium"}
    assert {name: found[name] for name in packages} == {name: version(name) for name in packages}


@pytest.mark.parametrize(
    ("kind", "library"),
    [
        ("pdf", "qpdf"),
        ("xlsx", "Expat"),
        ("ods", "Expat"),
        ("xls", "xlrd"),
        ("msg", "olefile"),
        ("heic", "pillow-heif"),
    ],
)
def test_a_kind_asks_for_its_libraries(kind: str, library: str) -> None:
    """And a text for none of them."""
    assert library in versions.read_with([kind])
    assert library not in versions.read_with(["csv"])
    assert kind in READERS


def test_a_library_that_is_not_there_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It looked at nothing."""
    monkeypatch.setitem(sys.modules, "xlrd", None)
    versions._version.cache_clear()
    assert "xlrd" not in versions.read_with(["xls"])
    versions._version.cache_clear()


def test_every_output_tells_them(tmp_path: Path) -> None:
    """JSON for each document, SARIF and the page once; what is within counts, too."""
    sarif, page = tmp_path / "a.sarif", tmp_path / "a.html"
    told = run(
        "inspect", "--json", "-q", "--sarif", sarif, "--html", page, SAMPLES / "attachment.pdf", SAMPLES / "list.csv"
    )
    whole = json.loads(told.stdout)
    rules = digest_of("documents")
    assert (whole["made_by"]["forensics"], whole["made_by"]["rules"]) == (forensics.__version__, rules)
    pdf, table = (each["read_with"] for each in whole["documents"])
    assert {"qpdf", "PDFium", "Expat"} <= set(pdf)
    assert set(table) == {"python-stdnum"}
    tool = json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["tool"]
    assert {each["name"]: each["version"] for each in tool["extensions"]} == pdf
    assert tool["driver"]["properties"]["rules"] == rules
    text = page.read_text(encoding="utf-8")
    assert all(value in text for value in (*pdf.values(), rules))


def test_a_second_run_from_a_cache_tells_the_same(tmp_path: Path) -> None:
    """The same bytes."""
    command = ("inspect", "--json", "-q", "--cache", tmp_path, SAMPLES / "deck.pptx", SAMPLES / "list.xls")
    assert run(*command).stdout == run(*command).stdout


def test_of_a_case_the_custody_log_tells_them() -> None:
    """Findings depend on no machine."""
    case = load_case(CASE)
    [document] = begun(case)()
    entry = custody._looked_into(document)
    assert entry["read_with"] == versions.read_with(["xlsx"])
    assert entry["rules"] == digest_of("documents")
    assert "read_with" not in (ROOT / "reports" / "coa-2020" / "findings.json").read_text(encoding="utf-8")
