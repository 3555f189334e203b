"""One generated log, counted by the tool and by the reference, held against the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import Tally
from tests.support.reference.bounds import Answer, count
from tests.support.reference.counter import File
from tests.support.reference.incident import World
from tests.support.reference.lines import read
from tests.support.reference.visitors import PATH
from tests.support.reference.world import OWN, PROXY, write_world

__all__ = ["Outcome", "run"]


@dataclass(frozen=True)
class Outcome:
    """What a world gave. The three numbers are at least, headline and at most; `reference` has the same."""

    seed: int
    story: str
    server: str
    damage: str
    truth: int
    addresses: int
    counted: tuple[int | None, int, int]
    counted_addresses: tuple[int | None, int, int]
    open_ended: bool
    complete: bool
    incomplete_because: tuple[str, ...]
    reference: tuple[int | None, int, int]
    allowed: int
    hides_addresses: bool
    loss_named: bool  # the hours that were lost are named as a silence
    assumed: bool  # nothing in the logs shows what their sizes count

    @property
    def contained(self) -> bool:
        """The truth lies in the bounds; where evidence is lost, an open end holds it too."""
        return self._holds(self.counted, self.truth)

    @property
    def addresses_contained(self) -> bool:
        """The same for addresses; behind an undeclared proxy their number is a floor."""
        if self.hides_addresses:
            return (self.counted_addresses[0] or 0) <= self.addresses
        return self._holds(self.counted_addresses, self.addresses)

    def _holds(self, bounds: tuple[int | None, int, int], truth: int) -> bool:
        least, _, most = bounds
        return (least or 0) <= truth and (truth <= most or (self.open_ended and bool(self.damage)))

    @property
    def difference(self) -> str:
        """Why the headline is not that of the reference; empty where it is, "?" where nothing explains it."""
        ours, theirs = self.counted[1], self.reference[1]
        if ours == theirs:
            return ""
        if self.damage:
            return "the evidence is damaged"
        if "size unknown" in self.story:
            return "the size was inferred"
        if self.assumed and ours < theirs:
            return "nothing shows what the sizes count"
        if theirs < ours <= theirs + self.allowed:
            return "equal parts without a place (row 19, 4b.13)"
        return "?"

    def __str__(self) -> str:
        least, headline, most = self.counted
        return (
            f"world {self.seed} ({self.story}): {least}/{headline}/{most}{'+' if self.open_ended else ''}"
            f" to {'/'.join(map(str, self.counted_addresses))} addresses, exit {0 if self.complete else 3}"
            f" {','.join(self.incomplete_because)}; reference {'/'.join(map(str, self.reference))};"
            f" truth {self.truth} to {self.addresses}"
        )


def _story(world: World) -> str:
    facts = [world.server.name, f"S {world.size}", "" if world.size_given else "size unknown"]
    facts += [f"{world.proxy} proxy" if world.proxy else "", world.wrapper, world.copies]
    facts += [world.damage or "sound", " ".join(world.kinds())]
    return ", ".join(fact for fact in facts if fact)


def _referenced(world: World) -> Answer:
    """The reference's answer; it is told the size, the formats and what stands around the lines."""
    file = File(
        PATH,
        world.size,
        world.server.size,
        world.encoded if world.encoded_given else None,
        (PROXY,) if world.proxy == "declared" else (),
        (OWN,),
    )
    lines = [line for log in world.logs for line in read(log.path, log.server.name, log.wrapper)]
    return count(lines, file, world.windows)


def _three(tally: Tally) -> tuple[tuple[int | None, int, int], tuple[int | None, int, int]]:
    downloads, addresses = tally.downloads, tally.addresses
    return (
        (downloads.at_least, downloads.headline, downloads.at_most),
        (addresses.at_least, addresses.headline, addresses.at_most),
    )


def run(seed: int) -> Outcome:
    """The outcome of the world of that seed."""
    with TemporaryDirectory() as folder:
        world = write_world(seed, Path(folder))
        findings = investigate(load_case(world.case))
        answer = _referenced(world)
    total = findings.files[0].total
    counted, addresses = _three(total)
    wholes = world.wholes()
    return Outcome(
        seed,
        _story(world),
        world.server.name,
        world.damage,
        len(wholes),
        len({address for address, _ in wholes}),
        counted,
        addresses,
        total.downloads.open_ended,
        findings.complete,
        tuple(sorted({limit.code for limit in findings.limitations if limit.incomplete})),
        (answer.at_least, answer.headline, answer.at_most),
        answer.allowed,
        world.proxy == "undeclared",
        any(
            gap.start <= world.lost[0] and world.lost[1] <= gap.end for one in findings.coverage for gap in one.silences
        )
        if world.lost
        else False,
        any(source.size_field_source == "assumed" for source in findings.sources),
    )
