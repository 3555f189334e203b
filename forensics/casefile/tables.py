"""The shape of a case file: its tables and keys, their types, meanings and examples (docs/case-file.md).

What a table is made of stands in `tomlfile.table`, what only the notification needs in `notification`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from forensics.casefile.notification import NotificationTable
from forensics.errors import CaseError
from forensics.model import Counting
from forensics.tomlfile.kind import FileKind
from forensics.tomlfile.table import Count, Moment, Said, Size, Table, Text
from forensics.tomlfile.table import key as _key
from forensics.tomlfile.table import number as _number

__all__ = [
    "CASE_FILE",
    "CaseFile",
    "CaseTable",
    "CountingTable",
    "FileTable",
    "KnownTable",
    "LogTable",
    "PartiesTable",
    "VersionTable",
    "WindowTable",
]

_YEAR = 366 * 24 * 60  # minutes; more would be a slip
_USUAL = Counting()


class CaseTable(Table):
    """[case]: what is investigated, for whom, and where its reports go."""

    required = ("id",)
    id: Text | None = _key(
        "names the report folder: letters, digits, dot, underscore, hyphen",
        "coa-2020",
        json_schema_extra={"pattern": r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$", "maxLength": 100},
    )
    title: Said | None = _key("heads the report", "List of reports published with a decision")
    zone: Text = _key("IANA time zone of every time without an offset", "Europe/Amsterdam", "UTC")
    aware: Moment | None = _key(
        "when the organisation learned of the leak; starts the notification clock",
        datetime(2020, 6, 18, 15),
    )
    purpose: Said | None = _key("why the logs are examined", "inform the regulator of a data breach")
    requested_by: Said | None = _key("who asked for it", "Data protection officer")
    legal_basis: Said | None = _key("on what basis", "GDPR articles 32 and 33")
    investigator: Text | None = _key("who answers for the report", "A. Example")
    retain_until: Moment | None = _key("when the results are to be deleted", datetime(2021, 6, 18))


class VersionTable(Table):
    """[[files.versions]]: one version of the file, live from `from` until `to`."""

    required = ("size",)
    size: Size | None = _key("size in bytes", 183_296)
    sha256: Text | None = _key(
        "SHA-256 of the file, 64 hexadecimal digits",
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        json_schema_extra={"pattern": "^[0-9A-Fa-f]{64}$"},
    )
    start: Moment | None = _key("when it was put in place", datetime(2020, 6, 8, 9), alias="from")
    end: Moment | None = _key("when it was replaced or taken away", datetime(2020, 6, 11, 17), alias="to")


class FileTable(Table):
    """[[files]]: a file that should not have been public."""

    required: ClassVar[tuple[str, ...]] = ("name",)
    name: Text | None = _key("last segment of its path", "Lijst signalen.xlsx")
    paths: list[Text] | None = _key(
        "exact paths or globs that deliver it, with a query where that identifies the file",
        ["/wob/2020/Lijst signalen.xlsx", "/download?id=77"],
    )
    hosts: list[Text] | None = _key("host names that serve it, without port", ["www.example.org"])
    document: Text | None = _key("the file itself: gives size and SHA-256", "evidence/Lijst signalen.xlsx")
    size: Size | None = _key("size in bytes", 183_296)
    encoded_sizes: list[Size] | None = _key("measured sizes of its gzip, br or zstd encoding", [160_112])
    page_sizes: list[Size] | None = _key("sizes of error and login pages sent with status 200", [5120])
    other_paths: list[Text] | None = _key(
        "paths shown to be other files, by configuration or hash", ["/img/banner.png"]
    )
    versions: list[VersionTable] | None = _key("versions of the file, if it was replaced", [{"size": 183_296}])


class WindowTable(Table):
    """[[windows]]: a time in which the files were exposed, half-open: start <= t < end."""

    required = ("start", "end")
    label: Said | None = _key('its name in the report; default "window 1", "window 2", ...', "first publication")
    start: Moment | None = _key("when the files could first be fetched", datetime(2020, 6, 8, 9))
    end: Moment | None = _key("when they could no longer be fetched", datetime(2020, 6, 11, 17))
    files: list[Text] | None = _key("names of the files exposed; default: all", ["Lijst signalen.xlsx"])


class LogTable(Table):
    """[[logs]]: a log or a glob of logs, and how to read it."""

    required = ("path",)
    path: Text | None = _key("file, folder, glob or URL", "logs/web1/access.log*")
    format: Text = _key("auto, a format's name, a format string or CONFIG#NAME", "combined", "auto")
    zone: Text | None = _key("IANA time zone of a format without an offset; default: case.zone", "Europe/Amsterdam")
    size_field: Literal["body", "planned", "total"] | None = _key("what the size field holds", "body")
    host: Text | None = _key("host of a format that does not log it", "www.example.org")
    layer: Literal["edge", "origin"] = _key("edge: met by the client; origin: behind a proxy", "edge", "edge")
    server: Literal["apache", "nginx", "iis"] | None = _key("whose rules resolve a path", "nginx")
    covers: Annotated[list[Moment], Field(min_length=2, max_length=2)] | None = _key(
        "start and end of what this log should cover; local times are in its zone",
        [datetime(2020, 6, 1), datetime(2020, 7, 1)],
    )


class KnownTable(Table):
    """[[parties.known]]: a party known by its networks."""

    required = ("name", "networks")
    name: Said | None = _key("its name in the report", "requester")
    networks: list[Text] | None = _key("its addresses and networks", ["198.51.100.7"])


class PartiesTable(Table):
    """[parties]: who is who among the addresses."""

    own: list[Text] | None = _key("networks of the organisation itself", ["192.0.2.0/24"])
    trusted_proxies: list[Text] | None = _key("proxies whose forwarding chain is believed", ["10.0.0.0/8"])
    databases: list[Text] | None = _key("MaxMind DB files", ["geo/GeoLite2-Country.mmdb"])
    registry: bool = _key(
        "whether the address registries tell a country where no database does", example=False, default=True
    )
    ranges: dict[str, Text] | None = _key(
        "lists of addresses that services publish, by the name of the service", {"googlebot": "ranges/googlebot.json"}
    )
    known: list[KnownTable] | None = _key(
        "parties known by their networks", [{"name": "requester", "networks": ["198.51.100.7"]}]
    )


class CountingTable(Table):
    """[counting]: the adjustable numbers of the counting rules."""

    clock_tolerance_seconds: Count = _number("doubt about the clock at a window's edge", _USUAL.clock_tolerance.seconds)
    episode_minutes: Annotated[int, Field(gt=0, le=_YEAR)] = _number(
        "silence after which an episode of requests is over", _USUAL.episode.seconds // 60
    )
    absorb_seconds: Count = _number("pieces this close to a complete download belong to it", _USUAL.absorb.seconds)
    merge_seconds: Count = _number("`at_least` takes downloads this close together for one", _USUAL.merge.seconds)
    abort_blind_bytes: Annotated[int, Field(ge=0, lt=2**63)] = _number(
        "below this size no server log can show an aborted download", _USUAL.abort_blind
    )


class CaseFile(Table):
    """A case file of forensics."""

    required = ("case", "files", "windows", "logs")
    case: CaseTable | None = _key("what is investigated", {"id": "coa-2020"})
    files: list[FileTable] | None = _key("the leaked files", [{"name": "Lijst signalen.xlsx"}])
    windows: list[WindowTable] | None = _key(
        "the times of exposure",
        [{"start": datetime(2020, 6, 8, 7, tzinfo=UTC), "end": datetime(2020, 6, 11, 15, tzinfo=UTC)}],
    )
    logs: list[LogTable] | None = _key("the logs", [{"path": "logs/access.log*"}])
    parties: PartiesTable | None = _key("who is who among the addresses", {"own": ["192.0.2.0/24"]})
    counting: CountingTable | None = _key("numbers of the counting rules", {"clock_tolerance_seconds": 120})
    notification: NotificationTable | None = _key("what the breach notification needs", {"type": "first"})


CASE_FILE = FileKind(
    CaseFile,
    name="a case file",
    refuse=CaseError,
    usual='name = "Lijst signalen.xlsx"',
    hint="forensics new CASE.toml writes a case file",
    meant={"from": "start", "to": "end", "start": "from", "end": "to"},
    reasons={
        "too_short": "holds {actual_length} of the two times needed, start and end",
        "too_long": "holds more than the two times needed, start and end",
    },
)
