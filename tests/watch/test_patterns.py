"""Globs on paths below a published folder."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath

import pytest

from forensics.watch.inventory.patterns import expression, selection

PATHS = (
    "a.xlsx",
    "d/a.xlsx",
    "d/e/a.xlsx",
    "d/e/b.txt",
    ".htaccess",
    "d/.git/x",
    "drafts/a",
    "x/drafts/b/c",
    "[1].pdf",
)
MATCHES = {
    "*.xlsx": {"a.xlsx"},
    "**/*.xlsx": {"a.xlsx", "d/a.xlsx", "d/e/a.xlsx"},
    "d/**": {"d/a.xlsx", "d/e/a.xlsx", "d/e/b.txt", "d/.git/x"},
    "d/**/a.xlsx": {"d/a.xlsx", "d/e/a.xlsx"},
    "**/drafts/**": {"drafts/a", "x/drafts/b/c"},
    "*": {"a.xlsx", ".htaccess", "[1].pdf"},
    "?/a.*": {"d/a.xlsx"},
    "[[]1].pdf": {"[1].pdf"},
    "[!.]*.xlsx": {"a.xlsx"},
    "**": set(PATHS),
}


@pytest.mark.parametrize("pattern", MATCHES)
def test_a_pattern_speaks_of_the_whole_path(pattern: str) -> None:
    """Of each path, and as Python itself says where it can."""
    taken = selection([pattern], ())
    assert {path for path in PATHS if taken.takes(path)} == MATCHES[pattern]
    if sys.version_info >= (3, 13):
        assert {path for path in PATHS if PurePosixPath(path).full_match(pattern)} == MATCHES[pattern]


def test_slashes_at_the_ends() -> None:
    """All below a folder; nothing in front."""
    assert {path for path in PATHS if selection(["drafts/"], ()).takes(path)} == {"drafts/a"}
    assert selection(["/a.xlsx"], ()).takes("a.xlsx")


def test_what_is_excluded_is_not_taken_nor_entered() -> None:
    """Exclusion wins; a folder whose files are all left out is not gone through."""
    taken = selection(["**/*.xlsx"], ["d/e/**"])
    assert {path for path in PATHS if taken.takes(path)} == {"a.xlsx", "d/a.xlsx"}
    assert taken.enters("d/")
    assert not taken.enters("d/e/")


def test_folders_that_are_served_from_elsewhere() -> None:
    """They are not of this root."""
    taken = selection((), (), ["d/e/"])
    assert not taken.takes("d/e/a.xlsx")
    assert not taken.enters("d/e/f/")
    assert taken.takes("d/a.xlsx")


def test_no_glob() -> None:
    """It is named."""
    with pytest.raises(ValueError, match=r"'\[z-a\]' is no glob"):
        expression("[z-a]")
