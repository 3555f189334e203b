"""What every test of this room has: pictures that take no time, here as where the report was written."""

from __future__ import annotations

import pytest

from tests.support.bundle_fixture import drawn_quickly


@pytest.fixture(autouse=True)
def _quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_quickly(monkeypatch)
