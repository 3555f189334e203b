"""Reports to be looked through, and the page on one of them, asked without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from forensics.explore.application import guarded
from forensics.explore.guard import Guard
from forensics.explore.opened import open_report
from forensics.model import Findings
from forensics.report import tables
from forensics.report.database.writer import evidence_sqlite
from forensics.report.files import CHECKSUMS, DATABASE
from tests.support.saved_fixture import content

__all__ = ["PORT", "Asked", "asking", "lay_out"]

PORT = 8765
Asked = Callable[..., httpx.Response]


def lay_out(found: Findings, folder: Path) -> Path:
    """What a report folder holds of that which is read again."""
    files = {**content(found), DATABASE: evidence_sqlite(found)}
    files[CHECKSUMS] = tables.checksums({name: data for name, data in files.items() if name != CHECKSUMS})
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@contextmanager
def asking(report: Path) -> Iterator[tuple[Guard, Asked]]:
    """The guard of a page, and what asks it: `get("line?row=s1:1")`, with other headers or another method if given."""
    with guarded(open_report(report), PORT) as guard, asyncio.Runner() as loop:
        transport = httpx.ASGITransport(app=guard)  # type: ignore[arg-type] # a callable like any other

        def ask(path: str = "", *, method: str = "GET", headers: dict[str, str] | None = None) -> httpx.Response:
            address = path if path.startswith("http") else f"{guard.address}{path}"
            return loop.run(_answered(transport, method, address, headers or {}))

        yield guard, ask


def _answered(
    transport: httpx.ASGITransport, method: str, address: str, headers: dict[str, str]
) -> Awaitable[httpx.Response]:
    async def asked() -> httpx.Response:
        told = {"host": urlsplit(address).netloc, **headers}
        async with httpx.AsyncClient(transport=transport, headers=told) as client:
            return await client.request(method, address)

    return asked()
