"""The reasons that part the three numbers: one table for each side, from which docs/reasons.md is generated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forensics.language.statement import forms, message
from forensics.model import ReasonCode

__all__ = ["CEILING", "FEW", "FLOOR", "OTHERS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A reason as a sentence says it, for one download and for several ("{count}" is how many); which log, field or
    measurement would settle it ("" for none); whether it tells what a visitor did, and not what a log holds."""

    said: tuple[str, str]
    settled_by: str = ""
    of_visitors: bool = False


#: What several reasons are together, in a sentence that would grow too long.
OTHERS = forms("{count} for another reason", "{count} for other reasons")
#: What is joined at level public.
FEW: ReasonCode = "few-visitors"
_FEW = Kind(
    forms(
        "{count} is in doubt for a reason that the report for a regulator names: it would point at few visitors",
        "{count} are in doubt for reasons that the report for a regulator names: they would point at few visitors",
    )
)

_BYTES_SENT = message("a log of the bytes that were sent (nginx $body_bytes_sent, Apache %O, IIS sc-bytes)")
_RANGES = message("a log that holds Range and Content-Range")
_SIZE = message("the size of the file, from the file itself, a backup or whoever published it")
_TIMES = message("the exact times at which the file was put there and taken away, and a check of the server's clock")
_CONFIGURED = message("the configuration of the servers: what this field of the log means")
_PATHS = message("the configuration of the server: which paths and hosts lead to the file")
_BACKUP = message("the missing lines, from a backup or from the log of another server on the way")
_CACHE = message("the log of that cache or content network")
_EARLIER = message("logs of earlier days, and of the servers in front of this one")

#: Code -> why an established download is not in at least. What is left out on purpose has nothing that settles it.
FLOOR: Mapping[ReasonCode, Kind] = {
    "own": Kind(
        forms(
            "{count} was made by the organisation's own systems", "{count} were made by the organisation's own systems"
        )
    ),
    "repeat": Kind(
        forms(
            "{count} came soon after another by the same IP address",
            "{count} came soon after another by the same IP address",
        ),
        of_visitors=True,
    ),
    "proxied": Kind(
        forms(
            "{count} was logged behind a proxy, which alone knows what reached the client",
            "{count} were logged behind a proxy, which alone knows what reached the client",
        ),
        message("the proxy's own log"),
    ),
    "size-unknown": Kind(
        forms("for {count} nobody stated how large the file is", "for {count} nobody stated how large the file is"),
        _SIZE,
    ),
    "no-sizes": Kind(
        forms("for {count} the log holds no size", "for {count} the log holds no size"),
        _BYTES_SENT,
    ),
    "planned": Kind(
        forms(
            "for {count} the log holds what the server meant to send, not what it sent",
            "for {count} the log holds what the server meant to send, not what it sent",
        ),
        _BYTES_SENT,
    ),
    "with-headers": Kind(
        forms(
            "for {count} the log counts headers too, which may be as long as so small a file",
            "for {count} the log counts headers too, which may be as long as so small a file",
        ),
        message("a log that counts the body alone (nginx $body_bytes_sent, Apache %B)"),
    ),
    "inferred": Kind(
        forms(
            "{count} was put together from parts whose place in the file is not logged",
            "{count} were put together from parts whose place in the file is not logged",
        ),
        _RANGES,
        of_visitors=True,
    ),
    "two-programs": Kind(
        forms(
            "{count} was put together from parts that one IP address fetched with two programs",
            "{count} were put together from parts that one IP address fetched with two programs",
        ),
        message("a log that tells visitors behind one IP address apart (source port, user or session)"),
        of_visitors=True,
    ),
    "edge": Kind(
        forms(
            "{count} lies so near the edge of a window that the clock leaves doubt",
            "{count} lie so near the edge of a window that the clock leaves doubt",
        ),
        _TIMES,
        of_visitors=True,
    ),
    "reading": Kind(
        forms(
            "{count} is proven only if the logs are read in one of the ways that may be right",
            "{count} are proven only if the logs are read in one of the ways that may be right",
        ),
        _CONFIGURED,
    ),
    FEW: _FEW,
}

#: Code -> why at most holds more than what is established.
CEILING: Mapping[ReasonCode, Kind] = {
    "parts": Kind(
        forms(
            "{count} may be a download of which these logs show only parts",
            "{count} may be downloads of which these logs show only parts",
        ),
        message("the logs of servers in front of this one"),
        of_visitors=True,
    ),
    "copy-held": Kind(
        forms(
            "{count} client said that it holds a copy which no line here explains",
            "{count} clients said that they hold a copy which no line here explains",
        ),
        _EARLIER,
        of_visitors=True,
    ),
    "unreadable": Kind(
        forms(
            "{count} may stand in a line that names the file and cannot be read",
            "{count} may stand in lines that name the file and cannot be read",
        ),
        message("an undamaged copy of that log, or the format in which it was written"),
    ),
    "cache-layer": Kind(
        forms(
            "{count} was asked for by a cache in front, whose log is missing",
            "{count} were asked for by a cache in front, whose log is missing",
        ),
        _CACHE,
    ),
    "twin": Kind(
        forms(
            "{count} came from another path that delivered exactly the file's size",
            "{count} came from other paths that delivered exactly the file's size",
        ),
        _PATHS,
        of_visitors=True,
    ),
    "spelling": Kind(
        forms(
            "{count} was asked for by a spelling or host that may lead to the file",
            "{count} were asked for by a spelling or host that may lead to the file",
        ),
        _PATHS,
        of_visitors=True,
    ),
    "script": Kind(
        forms(
            "{count} was asked of a script that may have delivered the file",
            "{count} were asked of a script that may have delivered the file",
        ),
        message("the log of that application, or what its code delivers"),
        of_visitors=True,
    ),
    "aborted": Kind(
        forms(
            "{count} was broken off, and the log does not say after how much",
            "{count} were broken off, and the log does not say after how much",
        ),
        _BYTES_SENT,
        of_visitors=True,
    ),
    "other-size": Kind(
        forms(
            "{count} had another size than the file, as it has when it is compressed",
            "{count} had another size than the file, as it has when it is compressed",
        ),
        message("the measured size of the file compressed with gzip and br (encoded_sizes), or of its other versions"),
    ),
    "no-time": Kind(
        forms("{count} has no time in the log", "{count} have no time in the log"),
        message("a log of the same requests with times"),
    ),
    "edge": Kind(
        forms(
            "{count} lies just outside a window, so near that the clock leaves doubt",
            "{count} lie just outside a window, so near that the clock leaves doubt",
        ),
        _TIMES,
        of_visitors=True,
    ),
    "undecided": Kind(
        forms(
            "{count} may be a download, which the fields of the log do not decide",
            "{count} may be downloads, which the fields of the log do not decide",
        ),
        _BYTES_SENT,
    ),
    "reading": Kind(
        forms(
            "{count} counts only if the logs are read in another way that may be right",
            "{count} count only if the logs are read in another way that may be right",
        ),
        _CONFIGURED,
    ),
    FEW: _FEW,
    "gap": Kind(
        forms("a log has a gap or an unusual silence in a window", "a log has a gap or an unusual silence in a window"),
        _BACKUP,
    ),
    "thinned": Kind(
        forms(
            "a log has far fewer lines than usual in a stretch of a window",
            "a log has far fewer lines than usual in a stretch of a window",
        ),
        _BACKUP,
    ),
    "missing-rotation": Kind(
        forms("a file of a series of logs is missing", "a file of a series of logs is missing"),
        message("the missing file of the series, from a backup"),
    ),
    "lost-lines": Kind(
        forms("lines of a log are lost or could not be read", "lines of a log are lost or could not be read"),
        message("an undamaged copy of that log, or the format in which it was written"),
    ),
    "behind-cache": Kind(
        forms(
            "a cache in front, whose log is missing, may have served others",
            "a cache in front, whose log is missing, may have served others",
        ),
        _CACHE,
    ),
    "copy-elsewhere": Kind(
        forms(
            "a search engine or web archive holds a copy that others can read",
            "a search engine or web archive holds a copy that others can read",
        ),
        message("the operator of that copy"),
    ),
}
