"""Any bytes among the lines of a log, through the whole investigation: each line is counted once, and the sums fit."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.casefile import load_case
from forensics.custody.verify.sums import unfitting
from forensics.formats import registry
from forensics.investigation import investigate
from forensics.model import Findings
from forensics.report.saved.agreement import disagreements
from forensics.report.saved.document import document
from tests.support.reconciled import unreconciled
from tests.support.small_case import CASE, SIZE, entry
from tests.support.thorough import some

_EXAMPLES = [line.encode() for fmt in registry() for example in fmt.examples[:1] for line in example.split("\n")]
#: Requests for the file as a sound server writes them; the minute tells them apart.
_SOUND = st.builds(
    lambda minute, size, peer: entry(minute, "/docs/leak.xlsx", size=size, peer=f"192.0.2.{peer}").encode()[:-1],
    st.integers(-30, 90),
    st.sampled_from([SIZE, 731_240, 0]),
    st.integers(1, 9),
)
_BYTES = st.binary(max_size=60).map(lambda raw: raw.replace(b"\n", b""))
#: A sound line with other bytes in it, behind it, or in place of its end.
_SPOILT = st.builds(
    lambda line, at, raw, gone: line[:at] + raw + line[at + gone :],
    _SOUND,
    st.integers(0, 150),
    _BYTES,
    st.sampled_from([0, 1, 9, 200]),
)
_NAMED = _BYTES.map(lambda raw: raw + b" /docs/leak.xlsx " + raw[:5])
_LINES = st.lists(
    st.one_of(
        _SOUND,
        _SOUND,
        _SPOILT,
        _SPOILT,
        _NAMED,
        _BYTES,
        st.sampled_from(_EXAMPLES),
        st.sampled_from([b"", b"\r", b"\x00" * 20]),
    ),
    max_size=25,
)
_BACKGROUND = [entry(minute, peer="198.51.100.9").encode()[:-1] for minute in range(-60, 180, 5)]


def _investigated(lines: list[bytes], end: bytes, format_: str) -> Findings:
    """The findings from a log of these lines behind an hour of others."""
    with tempfile.TemporaryDirectory() as name:
        log = Path(name) / "logs" / "web1" / "access.log"
        log.parent.mkdir(parents=True)
        log.write_bytes(b"\n".join([*_BACKGROUND, *lines]) + end)
        case = Path(name) / "case.toml"
        case.write_text(CASE.replace("nginx_combined", format_), encoding="utf-8")
        return investigate(load_case(case))


@settings(max_examples=some(10, 100))
@given(_LINES, st.sampled_from([b"\n", b"", b"\r\n"]), st.sampled_from(["nginx_combined", "auto"]))
def test_each_line_is_counted_once_and_the_sums_fit(lines: list[bytes], end: bytes, format_: str) -> None:
    """Lines are read, or not, or blank, or headings, or of another kind; requests have a verdict each; bounds stand in
    order and their reasons add up."""
    findings = _investigated(lines, end, format_)
    (source,) = findings.sources
    data = b"\n".join([*_BACKGROUND, *lines]) + end
    assert source.lines == data.count(b"\n") + (not data.endswith(b"\n"))
    refused = sum(each.lines for each in source.refused_lines)
    counted = (source.parsed, source.unparsed, source.blank, source.headings, source.overlong, refused)
    assert min(counted) >= 0
    assert sum(counted) == source.lines
    assert source.parsed >= len(_BACKGROUND)
    told = document(findings)
    assert unreconciled(told) == []
    assert list(unfitting(told)) == []
    assert list(disagreements(findings)) == []


@settings(max_examples=some(6, 100))
@given(st.lists(_SOUND, min_size=1, max_size=5), _LINES, st.randoms())
def test_what_a_sound_server_wrote_is_found_among_anything(
    sound: list[bytes], others: list[bytes], random: Random
) -> None:
    """No line beside it hides a request for the file; under a heading of another service's log it is told as a line of
    that log that names the file, and the answer is not complete."""
    lines = [*sound, *others]
    random.shuffle(lines)
    findings = _investigated(lines, b"\n", "auto")
    missing = set(sound) - set(findings.requests["line"].to_list())
    told = sum(each.names_file for source in findings.sources for each in source.refused_lines)
    assert len(missing) <= told
    assert not missing or (findings.files[0].total.downloads.open_ended and not findings.complete)
