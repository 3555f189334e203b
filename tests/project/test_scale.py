"""docs/scale.md says what follows from what was measured."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = """\
# Measured

## One log

2026-01-02, a processor, 4 cores, 8 GiB, Linux; load before the run 0.1.

5,000,000 lines, 2.00 GB (500 MB as gzip, 400 MB as zstd), warm page cache.

| program | log | seconds |
| --- | --- | --: |
| forensics count --jobs 1 | plain | 8.00 |
| forensics count --jobs 4 | plain | 2.50 |
| forensics count --jobs 1 | gzip | 10.00 |
| forensics count --jobs 4 | gzip | 5.00 |

## Another

| forensics count --jobs 1 | plain | 1.00 |
"""


@pytest.fixture
def scale(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """benchmarks/scale.py, a script beside the modules that it imports."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    spec = importlib.util.spec_from_file_location("benchmarks_scale", ROOT / "benchmarks" / "scale.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def test_the_page_follows_from_the_results(scale: ModuleType) -> None:
    """`python benchmarks/scale.py` writes it anew, after `make bench`."""
    page = scale.PAGE.read_text(encoding="utf-8")
    assert page == scale.with_section(page, scale.section(scale.RESULTS.read_text(encoding="utf-8")))


def test_the_arithmetic(scale: ModuleType) -> None:
    """By hand: 2 GB in 2.5 s on 4 cores are 0.2 GB/s a core, so that 10 TB take 2 cores 25,000 s."""
    plain, packed = scale.rates(RESULTS)
    assert (plain.a_core, plain.alone, plain.packed) == pytest.approx((0.2, 0.25, 1))
    assert (packed.a_core, packed.alone, packed.packed) == pytest.approx((0.1, 0.2, 0.25))
    text = scale.section(RESULTS)
    assert "| 2 | a laptop, `--jobs 2` | 6.9 | 0.4 | 14 | 0.05 |" in text
    assert "| 512 | a cluster, 8 such servers | 0.034 | 82 | 0.068 | 10 |" in text
    assert "to multiply with your price of one: 17 (plain), 35 (gzip)" in text
    assert "100 GB of lines take 6.7 minutes (plain), 8.3 minutes (gzip)" in text


def test_results_without_the_row(scale: ModuleType) -> None:
    """Told, and not taken for nothing."""
    with pytest.raises(SystemExit, match="make bench"):
        scale.rates(RESULTS.replace("--jobs 4", "--jobs 3"))
