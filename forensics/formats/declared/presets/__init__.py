"""The built-in formats: declarations only, a file for each family. Adding one needs no code."""

from __future__ import annotations

import functools

from forensics.formats.declared.presets import (
    apache,
    aws,
    aws_cdn,
    azure,
    cdn,
    envoy,
    forwarded,
    google,
    haproxy,
    iis,
    java,
    nginx,
    nginx_json,
    platforms,
    proxies,
    records,
    refused,
    servers,
    w3c,
)
from forensics.formats.format import Format

__all__ = ["registry"]

#: Families in the order in which their formats are tried: of formats that read the same lines the
#: first is named, so what is specific stands before what is general.
_FAMILIES = (
    *(refused, apache, nginx, haproxy, proxies, envoy, servers, java, platforms),
    *(aws, aws_cdn, azure, google, cdn, nginx_json, records),
    *(iis, w3c, forwarded),
)


@functools.cache
def registry() -> tuple[Format, ...]:
    """All built-in formats in a stable order: of formats with the same look the first is the general one."""
    named = [fmt for family in _FAMILIES for fmt in family.formats()]
    return (*apache.alike(), *apache.lenient(), *named, *nginx.tails())
