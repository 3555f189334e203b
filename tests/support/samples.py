"""The findings of the sample cases, made once by each process that runs tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import Findings

__all__ = ["SAMPLES", "sample"]

SAMPLES = Path(__file__).parents[2] / "sample_logs"


@cache
def sample(name: str) -> Findings:
    """The findings of the sample case of that name."""
    return investigate(load_case(SAMPLES / name / "case.toml"))
