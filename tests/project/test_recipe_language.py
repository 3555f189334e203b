"""The recipe "A language" of CONTRIBUTING.md, followed in a copy: an invented catalogue is spoken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.recipe import ROOT, Recipe

CODE = "fy"
PATH = "forensics/language/locale/xx/LC_MESSAGES/forensics.po"
FRISIAN = {
    "Rule": "Rigel",
    "complete": "folslein",
    "the whole file, by status and size": "it hiele dokumint, neffens status en grutte",
}


def _without(told: str) -> set[str]:
    """The sentences of which `make messages` says that they have no translation, each as Python writes it."""
    start = f"{PATH.replace('xx', CODE)}: no translation of "
    assert [line for line in told.splitlines() if not line.startswith(start)] == []
    return {line.removeprefix(start) for line in told.splitlines()}


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    """The steps of the recipe, with three sentences translated; the forms of `notify` are left out."""
    made = Recipe("A language", tmp_path_factory.mktemp("copy"))
    made.names(PATH)
    catalogue: Path = made.folder / PATH.replace("xx", CODE)
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    all_told = made.make_messages()
    made.translate(catalogue, FRISIAN)
    rest_told = made.make_messages()
    assert (all_told.returncode, rest_told.returncode) == (1, 1)
    assert _without(all_told.stdout) - _without(rest_told.stdout) == set(map(repr, FRISIAN))
    assert len(_without(rest_told.stdout)) > 1000
    made.add("forensics/language/languages.py", "REGIONS", f'"{CODE}": "NL"')
    return made


def test_a_sentence_comes_out_in_the_new_language(recipe: Recipe) -> None:
    """What is translated, and the rest in English."""
    recipe.names("forensics explain 11 --lang xx")
    told = recipe.forensics("explain", "11,6", "--lang", CODE)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"Rigel 11\n  folslein: {FRISIAN['the whole file, by status and size']}\n")
    assert "nothing sent; the client says that it holds a copy" in told.stdout


def test_the_other_catalogue_stays(recipe: Recipe) -> None:
    """What `make messages` makes of the Dutch one is what it was."""
    dutch = PATH.replace("xx", "nl")
    for path in (dutch, dutch.replace(".po", ".mo")):
        assert (recipe.folder / path).read_bytes() == (ROOT / path).read_bytes()


def test_the_recipe_names_what_else_speaks(recipe: Recipe) -> None:
    """The forms, what wraps a sentence, and the tests that know two languages."""
    recipe.there("forensics/notification/profiles/", "forensics/language/statement.py")
    recipe.there("tests/language/test_catalogue.py")
