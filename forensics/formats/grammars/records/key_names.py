"""What the names of keys and columns mean: a table of synonyms for each role of a request.

Case and `_`, `-`, `.`, blanks do not matter; a leading `@` does: collectors put their own time under it. No two sites
name their keys alike, so this is what is read in the logs, dashboards and guides of many, and it grows by a word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Meaning", "meaning_of"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The role of a key, how good a name for it the key is (0: best), and what its own writer means by it."""

    role: str
    rank: int
    stripped: int  # outer keys that say nothing of it


#: A size is "body" only under nginx's own name; under any other it may count headers, or be what was planned.
#: Role: names, the best first; in one tuple they are as good as each other.
_NAMES: Mapping[str, Sequence[str]] = {
    "time": (
        "timeiso8601 timelocal msec requestdatetime timereceived starttime requesttimestamp startutc requeststarttime",
        (
            "timestamp time ts datetime date logtime eventtime accesstime requestdate timegenerated timestampms tms dt"
            " datetimeutc timeutc utctime localtime timemicros isotime when requesttimeutc"
        ),
        "@timestamp eventcreated",
    ),
    "day": ("date csdate logdate day",),
    "clock": ("time cstime logtime timeofday",),
    "peer": (
        (
            "remoteaddr remoteip remotehost remoteaddress remotehostip remote peeraddr peer sourceip sourceaddress"
            " srcip cip requestip src"
        ),
        (
            "clientip clientaddr clientaddress client clienthost ip ipaddress ipaddr addr address calleripaddress"
            " callerip userip visitorip realip hostip networkclientip httpclientip viewerip originip"
        ),
    ),
    "forwarded": (
        "httpxforwardedfor xforwardedfor xff forwardedfor reqxforwardedfor requestxforwardedfor csxforwardedfor",
    ),
    "user": ("remoteuser username csusername authuser requester", "user userid auth username userprincipalname"),
    "method": (
        "requestmethod httpmethod csmethod httprequestmethod reqmethod requestverb httpverb",
        "method verb",
    ),
    "operation": ("operation",),
    "request": ("requestline requestfull fullrequest firstline firstrequestline", "request req httprequest"),
    "target": (
        "requesturi originaluri requesturl urloriginal",
        "url uri urlfull fullurl requrl httpurl httpuri requesttarget pathandquery requestpathandquery httptarget",
        "path requestpath reqpath urlpath httppath uripath target",
    ),
    "stem": ("csuri documenturi",),
    "path": ("csuristem uristem",),
    "key": ("key objectkey",),
    "query": ("args querystring csuriquery urlquery uriquery requestquery requestquerystring search query",),
    "protocol": ("serverprotocol csversion requestproto requestprotocol httpprotocol", "protocol proto httpversion"),
    "status": (
        (
            "status statuscode httpstatus httpstatuscode responsestatus responsestatuscode httpresponsestatuscode"
            " resstatuscode resstatus scstatus elbstatuscode respstatus httpresponsestatus downstreamstatus"
            " edgeresponsestatus responsecode httpcode returncode statuscd"
        ),
        "response code result rc",
    ),
    "body": ("bodybytessent downstreamcontentsize",),
    "size": (
        (
            "bodybytes httpresponsebodybytes responsebodybytes bodysent"
            " bytessent scbytes sentbytes httpresponsebytes totalbytes responsebytes bytestotal egressbytes"
        ),
        (
            "size bytes responsesize responselength respsize bodysize bodylength responsebodysize bytesout outbytes"
            " reslength rescontentlength responsecontentlength resheaderscontentlength responseheaderscontentlength"
        ),
        "len length contentlength",
    ),
    "object": ("objectsize",),
    "range": ("httprange requestrange reqheadersrange requestheadersrange csrange", "range"),
    "content_range": ("senthttpcontentrange contentrange responsecontentrange resheaderscontentrange sccontentrange",),
    "encoding": ("senthttpcontentencoding contentencoding resheaderscontentencoding sccontentencoding",),
    "content_type": ("senthttpcontenttype contenttype resheaderscontenttype sccontenttype mimetype",),
    "host": (
        (
            "httphost virtualhost vhost domain domainname servername cshost requesthost hostheader urldomain"
            " reqheadershost requestheadershost"
        ),
        "host site",
    ),
    "referer": ("httpreferer referer referrer csreferer httprequestreferrer reqheadersreferer requestreferer",),
    "agent": (
        "httpuseragent useragent useragentoriginal csuseragent agent reqheadersuseragent requestuseragent ua browser",
    ),
    "request_id": ("requestid reqid traceid correlationid xrequestid rid",),
    "completion": ("requestcompletion",),
    "outcome": ("scwin32status win32status",),
    "seconds": ("requesttime",),
    "milliseconds": ("timetaken",),
}
#: Outer keys under which the same names mean another request, or none.
_OTHER = re.compile(
    r"^(?:upstream|origin|backend|target|error|geo\w*|tls|ssl|process|agent|observer|container|kubernetes|useragent|"
    r"file|referer|referrer|redirect|trace|span|ecs|cloud|log|input|fileset|prior\w*|previous|cache|cookies?|session)$"
)
#: Outer keys that are no part of a name.
_OUTER = re.compile(
    r"^(?:source|fields?|result|data|json|jsonpayload|httprequest|http|event|attributes?|nginx\w*|access\w*|apache\w*|"
    r"iis|message|log|request|req|response|res|properties|payload|context|extra|body|record|resource|url|client|network"
    r"|headers|@?nginx_?fields|info|entry|server|traefik|caddy|web|parsed|extracted|kv|details?|meta\w*|_source|_doc)$"
)
#: Outer keys under which the client chose the names: what it asked with, or sent.
_ASKED = re.compile(r"^(?:\w*query\w*|\w*param(?:s|eters)?|args|form(?:data)?|post(?:data)?)$")
_HEADERS, _OF_ANSWER = re.compile(r"^\w*headers?$"), re.compile(r"^(?:res|rsp|sent|out)")
#: What a header of the client may tell; of all else, that the client says so.
_OF_HEADERS = ("referer", "agent", "range", "host", "forwarded")


@functools.cache
def _table() -> Mapping[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for role, ranks in _NAMES.items():
        for rank, names in enumerate(ranks):
            for name in dict.fromkeys(names.split()):
                found[name] = (*found.get(name, ()), (role, rank))
    return found


def _plain(key: str) -> str:
    """A key as the table has it."""
    return re.sub(r"(?<!^)@|[^0-9A-Za-z@]", "", key).lower()


@functools.lru_cache(maxsize=65_536)
def meaning_of(path: tuple[str, ...]) -> tuple[Meaning, ...]:
    """What stands at a path of keys, outermost first; several where a name has several, none for a key that is not
    known. The name may be that of the path as a whole, or of its end where what is before says nothing."""
    keys = [_plain(part) for key in path for part in _parts(key)]
    return next((tuple(found) for at in range(len(keys)) if (found := list(_meanings(keys, at)))), ())


def _parts(key: str) -> Iterator[str]:
    """The keys in a key with dots: "http.request.method"."""
    yield from (part for part in key.split(".") if part)


def _meanings(keys: Sequence[str], at: int) -> Iterator[Meaning]:
    before = keys[:at]
    if any(_OTHER.match(key) for key in before) and not all(_OUTER.match(key) for key in before):
        return
    roles = _roles_under(keys[:-1])
    for role, rank in _table().get("".join(keys[at:]), ()):
        if roles is None or role in roles:
            yield Meaning(role, rank, at)


def _roles_under(outer: Sequence[str]) -> Sequence[str] | None:
    """The roles that names under these keys may have; None where the server chose them."""
    if any(map(_OF_ANSWER.match, outer)):
        return None
    asked = any(map(_ASKED.match, outer)) or ("body" in outer and any(key.startswith("req") for key in outer))
    return () if asked else _OF_HEADERS if any(map(_HEADERS.match, outer)) else None
