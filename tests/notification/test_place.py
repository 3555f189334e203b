"""A notification never takes the place of another case's."""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.errors import OutputError
from forensics.notification.place import refuse_other


def test_the_same_case_is_written_anew(tmp_path: Path) -> None:
    """As often as a form must be filled in; and a folder that is not there, or is empty, holds nobody's."""
    refuse_other(tmp_path / "none", "coa-2020")
    refuse_other(tmp_path, "coa-2020")
    (tmp_path / "notification.json").write_text('{"case": {"id": "coa-2020"}}')
    refuse_other(tmp_path, "coa-2020")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"case": {"id": "other-9"}}', "another case: other-9"),
        ('{"case": []}', "no notification of ours"),
        ("[]", "no notification of ours"),
        ("{", "no notification of ours"),
        ("\udcff", "no notification of ours"),
    ],
)
def test_another_stays(content: str, told: str, tmp_path: Path) -> None:
    """Whatever else bears that name."""
    path = tmp_path / "notification.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(OutputError, match=told) as caught:
        refuse_other(tmp_path, "coa-2020")
    assert (caught.value.where, "-o" in caught.value.hint) == (str(path), True)
