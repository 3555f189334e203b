"""The parts of findings as a level shows them: field by field, from the lists in `fields`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from forensics import model
from forensics.findings.limitations.limitations import CODES
from forensics.language.statement import state
from forensics.model import Case, Coverage, Gap, Limitation, Recipient, SecondReader, SourceReport, Tally
from forensics.model.case import KEYED_HASH, PLAIN
from forensics.model.document import Document
from forensics.model.schema import DOWNLOAD, LABELLED, empty
from forensics.parties.addresses import canonical
from forensics.report.disclosure.fields import HIDDEN, LEVELS, ROUNDED, SHOWN, TEXT, shown_as
from forensics.report.disclosure.sentences import Sentences
from forensics.report.disclosure.spellings import Needles
from forensics.report.disclosure.tokens import keyed_hash, token

__all__ = [
    "Level", "case", "coverage", "document", "each", "kept", "limitations", "recipient", "rounded", "second_reader",
    "source", "tally",
]  # fmt: skip

#: Types of network that many people use, as databases call them: its name tells no one person.
_PROVIDERS = (
    *("isp", "hosting", "cellular", "residential", "education", "college", "school", "library", "government"),
    *("content_delivery_network", "consumer_privacy_network", "search_engine_spider"),
    *("tor", "vpn", "proxy", "residential proxy"),
)
#: To whole thousands of these: the exact size of a small log tells how long an address in it is.
_SIZE = 1000
_HOUR = timedelta(hours=1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Level:
    """The level asked for, and what its parts are made with."""

    name: model.Level
    case: str
    zone: ZoneInfo
    k: int
    key: bytes | None
    labels: Mapping[str, str]
    hidden: Needles
    sentences: Sentences
    masks: Mapping[str, str]  # text of the case -> what is shown in its place
    full: bool  # addresses are shown after all

    @property
    def public(self) -> bool:
        """Nothing that tells one visitor from another."""
        return self.name == LEVELS[-1]

    def day(self, time: datetime | None) -> datetime | None:
        """At level public, the start of its day in the zone of the case."""
        if time is None or not self.public:
            return time
        return self._midnight(time, 0)

    def whole_days(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """The days in the zone of the case in which a stretch lies."""
        until = self._midnight(end, 0)
        return self._midnight(start, 0), until if until == end else self._midnight(end, 1)

    def _midnight(self, time: datetime, later: int) -> datetime:
        """The start of its day in the zone of the case, or of a later one."""
        day = time.astimezone(self.zone).date() + timedelta(days=later)
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)

    def clean(self, text: str | None) -> str | None:
        """The text, unless something hidden stands in it."""
        return None if text is None or self.hidden.found(text) else text

    def written(self, value: object) -> object:
        """A text of the case, or several, as this level shows them."""
        if isinstance(value, str):
            return self.masks.get(value, value)
        if isinstance(value, tuple):
            return tuple(map(self.written, value))
        return {key: self.written(each) for key, each in value.items()} if isinstance(value, dict) else value

    def keyed(self, digest: str) -> str | None:
        """What stands in place of a SHA-256 at this level; None: nothing does."""
        return keyed_hash(self.key, self.case, digest) if self.key is not None and digest else None


def kept(part: T, level: Level, **made: object) -> T:
    """The part with what its list shows as it is, what was `made` for fields that are shown otherwise, and nothing
    else: the rest is empty."""
    name = type(part).__name__
    changed: dict[str, Any] = {}
    for field in fields(part):  # type: ignore[arg-type] # every part is a dataclass
        how = shown_as(name, field.name, level.name)
        if how == HIDDEN:
            changed[field.name] = _nothing(field, getattr(part, field.name))
        elif how == TEXT:
            changed[field.name] = level.written(getattr(part, field.name))
        elif how == ROUNDED:
            changed[field.name] = rounded(getattr(part, field.name))
        elif how != SHOWN:
            changed[field.name] = made[field.name]
    return replace(part, **changed)  # type: ignore[type-var] # as above


def rounded(size: int) -> int:
    """A size in bytes as it is shown: rounded up to whole thousands."""
    return -(-size // _SIZE) * _SIZE


def _nothing(field: Field[Any], value: object) -> object:
    """What stands in a field that is not shown: its default, else an empty value of its kind."""
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    if isinstance(value, pl.DataFrame):
        return empty(LABELLED if field.name == "requests" else DOWNLOAD)
    return _empty(value)


def _empty(value: object) -> object:
    """Nothing, of the kind of the value, so that no reader stumbles."""
    for kind in (str, bytes, tuple, list, dict):
        if isinstance(value, kind):
            return kind()
    return None


def each(parts: Iterable[T], level: Level) -> tuple[T, ...]:
    """Parts of which no field is shown otherwise than as it is."""
    return tuple(kept(part, level) for part in parts)


def case(stated: Case, level: Level) -> Case:
    """What the investigator stated."""
    files = tuple(kept(file, level, versions=each(file.versions, level)) for file in stated.files)
    keyed = level.keyed(stated.digest.removeprefix(PLAIN))
    return kept(
        stated,
        level,
        digest=f"{KEYED_HASH}{keyed}" if keyed else stated.digest if stated.digest.startswith(KEYED_HASH) else "",
        files=files,
        windows=each(stated.windows, level),
        logs=each(stated.logs, level),
        parties=kept(stated.parties, level, known=each(stated.parties.known, level)),
    )


def document(found: Document, level: Level) -> Document:
    """What a leaked file holds: counts and codes, without the names of its parts."""
    return kept(found, level, findings=each(found.findings, level))


def tally(counted: Tally, level: Level) -> Tally:
    """The numbers of a window."""
    return kept(counted, level, observed={name: level.day(time) for name, time in counted.observed.items()})


def recipient(got: Recipient, level: Level) -> Recipient:
    """One who got the file, by label and token."""
    linked = got.token if level.key is None else token(level.key, level.case, canonical(got.address) or "")
    many = got.network_type in _PROVIDERS
    return kept(
        got,
        level,
        address=got.address if level.full else level.labels[got.address],
        token=linked,
        agent_family=level.clean(got.agent_family),
        network=level.clean(got.network) if many else None,
        asn=got.asn if many else None,
    )


def coverage(series: Coverage, number: int, level: Level, sources: Sequence[SourceReport]) -> Coverage:
    """What a log covers: at level public it is "Log 1", and its gaps are widened to whole hours; to whole days where
    it has so few lines an hour that the end of a gap is the visit of somebody."""
    lines = sum(source.lines for source in sources if source.id in series.sources)
    span = series.last - series.first if series.first and series.last else _HOUR
    sparse = lines < level.k * max(span, _HOUR) / _HOUR
    widened = partial(_gap, level=level, whole=level.whole_days if level.public and sparse else _whole_hours)
    return kept(
        series,
        level,
        log=state("Log {number}", number=str(number)),
        first=level.day(series.first),
        last=level.day(series.last),
        gaps=tuple(map(widened, series.gaps)),
        quiet=tuple(map(widened, series.quiet)),
        silences=tuple(map(widened, series.silences)),
        thinned=tuple(map(widened, series.thinned)),
    )


def _gap(gap: Gap, *, level: Level, whole: Callable[[datetime, datetime], tuple[datetime, datetime]]) -> Gap:
    start, end = whole(gap.start, gap.end)
    return kept(gap, level, start=start, end=end, because=level.sentences.said(gap.because))


def _whole_hours(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    begun, until = (time.replace(minute=0, second=0, microsecond=0) for time in (start, end))
    return begun, until if until == end else until + _HOUR


def source(report: SourceReport, level: Level) -> SourceReport:
    """One log, without the lines that were kept of it."""
    say = level.sentences.said
    damage = report.damage
    return kept(
        report,
        level,
        format_because=say(report.format_because),
        size_field_because=say(report.size_field_because),
        refused=say(report.refused),
        sha256_keyed=level.keyed(report.sha256),
        stream_sha256_keyed=level.keyed(report.stream_sha256),
        unread=tuple(kept(member, level, reason=say(member.reason)) for member in report.unread),
        damage=None if damage is None else kept(damage, level, text=say(damage.text)),
        rejected=each(report.rejected, level),
        first=level.day(report.first),
        last=level.day(report.last),
    )


def second_reader(read: SecondReader, level: Level) -> SecondReader:
    """What the second reader made of the lines."""
    return kept(read, level, disagreements=each(read.disagreements, level))


def limitations(found: Sequence[Limitation], level: Level) -> tuple[Limitation, ...]:
    """What the answer cannot promise: at level public one for each code, in general words."""
    if not level.public:
        return tuple(
            kept(limit, level, text=level.sentences.said(limit.text) or CODES.get(limit.code, limit.code))
            for limit in found
        )
    incomplete = dict.fromkeys(dict.fromkeys(limit.code for limit in found), False)
    for limit in found:
        incomplete[limit.code] |= limit.incomplete
    return tuple(Limitation(code, CODES.get(code, code), is_so) for code, is_so in incomplete.items())
