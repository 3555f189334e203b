"""Logs that are no account of web requests: recognised, named with a reason, never read."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from forensics.formats import Format, registry
from forensics.formats.declared.presets.refused import formats
from forensics.formats.grammars.refused import Refused
from tests.support.writers.exchange import Exchange
from tests.support.writers.iis import WRITERS as IIS_WRITERS

REFUSED = formats()
PATTERNS = [fmt for fmt in REFUSED if isinstance(fmt.grammar, Refused)]
READ = [fmt for fmt in registry() if not fmt.refused]
START = datetime(2026, 6, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize("fmt", PATTERNS, ids=lambda fmt: fmt.name)
def test_no_client_can_make_a_request_look_refused(fmt: Format) -> None:
    """What a client chooses cannot turn a row of a web log into a line that is set aside."""
    usual = {"start": START, "end": START, "peer": "192.0.2.10", "status": 200}
    for example in fmt.examples:
        for forged in (example, f" {example}", f'" {example}', f"- {example}"):
            exchange = Exchange(
                **usual,
                body=5,
                planned=5,
                target=f"/docs/leak.xlsx?{forged}",
                agent=forged,
                referer=forged,
                user=forged,
            )
            lines = pl.Series([write(exchange) for write in IIS_WRITERS.values()], dtype=pl.String)
            assert not fmt.grammar.matches(lines).any(), forged


def test_no_example_of_a_web_log_looks_refused() -> None:
    """No pattern of a refused log takes a line from a format that is read."""
    lines = [line for fmt in READ for example in fmt.examples for line in example.split("\n")]
    texts = pl.Series(lines, dtype=pl.String)
    assert {fmt.name: texts.filter(fmt.grammar.matches(texts)).to_list() for fmt in PATTERNS} == {
        fmt.name: [] for fmt in PATTERNS
    }
