"""Templates come compiled: the page is the one that they give when they are compiled now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jinja2 import DictLoader, Environment

from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.report.page import compiled_templates, html, precompiled
from forensics.report.page.precompile import compiled
from forensics.report.plots.canvas import Plot
from tests.support.report_fixture import findings

PICTURES = [Plot("timeline-1", "Deliveries", "Timeline with 11 downloads.", "<svg/>", b"")]
TEMPLATES = Path(html.__file__).with_name("templates")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The templates that are compiled from now on, in environments that are new."""
    names: list[str] = []
    compile_now = Environment.compile

    def compile_told(self: Environment, source: str, name: str, *rest: str) -> object:
        names.append(name)
        return compile_now(self, source, name, *rest)

    monkeypatch.setattr(Environment, "compile", compile_told)
    html.environment_of.cache_clear()
    yield names
    html.environment_of.cache_clear()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("zone", ["UTC", "Europe/Amsterdam"])
def test_what_comes_is_what_would_be_compiled(code: str, zone: str) -> None:
    """In every language and zone; if not: python -m forensics.report.page.precompile."""
    made = compiled(html.environment_of(language(code), ZoneInfo(zone)))
    assert made == Path(compiled_templates.__file__).read_text(encoding="utf-8")


def test_a_report_compiles_no_template(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes compiled gives what its source does."""
    answer = findings()
    page = html.render(answer, PICTURES, language("en"))
    assert told == []
    html.environment_of.cache_clear()
    monkeypatch.setattr(precompiled, "COMPILED", {})
    assert html.render(answer, PICTURES, language("en")) == page
    assert sorted(told) == sorted(path.name for path in TEMPLATES.iterdir())


def test_another_template_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One letter more, or another version of jinja2: what came is not used."""
    name = "contents.html.j2"
    environment = Environment(loader=DictLoader({}), autoescape=True)
    came = environment.compile("came", name, raw=True)

    def define(environment: Environment) -> dict[str, object]:
        names: dict[str, object] = {"environment": environment}
        exec(came, names)  # noqa: S102 - of our own making
        return names

    loader = precompiled.Precompiled(tmp_path)
    (tmp_path / name).write_text("source", encoding="utf-8")
    monkeypatch.setattr(precompiled, "COMPILED", {name: (precompiled.digest("source"), define)})
    assert loader.load(environment, name).render() == "came"
    (tmp_path / name).write_text("source!", encoding="utf-8")
    assert loader.load(environment, name).render() == "source!"
    (tmp_path / name).write_text("source", encoding="utf-8")
    monkeypatch.setattr(precompiled, "_version", lambda: "0")
    assert loader.load(environment, name).render() == "source"
