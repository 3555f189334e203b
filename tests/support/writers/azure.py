"""Azure: records of Application Gateway, Front Door, App Service and Blob Storage, one a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import unquote

from tests.support.writers.exchange import Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _ticks(moment: datetime) -> str:
    """Ticks of 100 ns, as .NET writes them."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"


def _milliseconds(e: Exchange) -> int:
    return round((e.end - e.start).total_seconds() * 1000)


def _seconds(e: Exchange) -> float:
    return _milliseconds(e) / 1000


def _parted(e: Exchange) -> tuple[str, str]:
    """Path and query as sent."""
    path, _, query = e.target.partition("?")
    return path, query


def _plus(text: str | None) -> str:
    """HTTP.sys: a plus sign for each blank, "-" for nothing."""
    return (text or "-").replace(" ", "+")


# ---- gateways -----------------------------------------------------------------------------------


def _gateway(e: Exchange) -> str:
    path, query = _parted(e)
    properties = {
        "instanceId": "appgw_2",
        "clientIP": e.peer,
        "clientPort": e.port,
        "httpMethod": e.method,
        "originalRequestUriWithArgs": e.target,
        "requestUri": path,
        "requestQuery": query,
        "userAgent": e.agent or "-",
        "httpStatus": e.status,
        "httpVersion": e.protocol,
        "receivedBytes": 512,
        "sentBytes": e.body + e.headers,
        "timeTaken": _seconds(e),
        "transactionId": e.request_id,
        "sslEnabled": "on",
        "serverRouted": "10.0.0.4:443",
        "serverStatus": str(e.status),
        "originalHost": e.host,
        "host": "backend.example.com",
        "error_info": "ERRORINFO_CLIENT_CLOSED_REQUEST" if e.aborted else "ERRORINFO_NO_ERROR",
        "contentType": e.content_type or "",
    }
    record = {
        "timeStamp": e.end.isoformat(timespec="milliseconds"),
        "category": "ApplicationGatewayAccessLog",
        "properties": properties,
    }
    return _json(record).replace("/", "\\/")


def _gateway_v1(e: Exchange) -> str:
    """Of the query only the client's part; what the gateway adds to it is tested by itself."""
    path, query = _parted(e)
    properties = {
        "instanceId": "ApplicationGatewayRole_IN_0",
        "clientIP": e.peer,
        "clientPort": e.port,
        "httpMethod": e.method,
        "requestUri": unquote(path).replace(" ", "+"),
        "requestQuery": query,
        "userAgent": _plus(e.agent),
        "httpStatus": e.status,
        "httpVersion": e.protocol,
        "receivedBytes": 512,
        "sentBytes": e.body + e.headers,
        "timeTaken": _milliseconds(e),
        "sslEnabled": "off",
        "host": e.host,
        "originalHost": e.host,
    }
    return _json({"time": _ticks(e.end), "category": "ApplicationGatewayAccessLog", "properties": properties})


def _gateway_table(e: Exchange) -> str:
    return _json(
        {
            "TimeGenerated": _ticks(e.end),
            "ClientIp": e.peer,
            "HttpMethod": e.method,
            "OriginalRequestUriWithArgs": e.target,
            "RequestUri": _parted(e)[0],
            "UserAgent": e.agent or "-",
            "HttpStatus": e.status,
            "HttpVersion": e.protocol,
            "SentBytes": e.body + e.headers,
            "TimeTaken": _seconds(e),
            "TransactionId": e.request_id,
            "OriginalHost": e.host,
            "Host": "backend.example.com",
            "ErrorInfo": "ERRORINFO_CLIENT_CLOSED_REQUEST" if e.aborted else "ERRORINFO_NO_ERROR",
            "Type": "AGWAccessLogs",
        }
    )


def _front_door(e: Exchange) -> str:
    """The clientIp is the first address of X-Forwarded-For if the request has one."""
    properties = {
        "trackingReference": e.request_id,
        "httpMethod": e.method,
        "httpVersion": "2.0.0.0",
        "requestUri": f"https://{e.host}:443{e.target}",
        "requestBytes": "512",
        "responseBytes": str(e.body + e.headers),
        "userAgent": e.agent or "",
        "clientIp": (e.forwarded or e.peer).partition(",")[0].strip(),
        "socketIp": e.peer,
        "clientPort": str(e.port),
        "timeTaken": f"{_seconds(e):.3f}",
        "requestProtocol": "HTTPS",
        "httpStatusCode": str(e.status),
        "cacheStatus": "HIT",
        "referer": e.referer or "",
        "errorInfo": "ClientDisconnected" if e.aborted else "NoError",
    }
    return _json({"time": _ticks(e.end), "category": "FrontDoorAccessLog", "properties": properties})


# ---- sites --------------------------------------------------------------------------------------


def _site(e: Exchange) -> dict[str, Any]:
    path, query = _parted(e)
    return {
        "CsHost": e.host,
        "CIp": e.peer,
        "SPort": "443",
        "CsUriStem": path,
        "CsUriQuery": query,
        "CsMethod": e.method,
        "TimeTaken": _milliseconds(e),
        "ScStatus": e.status,
        "CsBytes": 512,
        "ScBytes": e.body + e.headers,
        "UserAgent": e.agent or "",
        "CsUsername": e.user or "",
        "Referer": e.referer or "",
    }


def _linux(e: Exchange) -> dict[str, Any]:
    return {**_site(e), "Protocol": e.protocol}


def _windows(e: Exchange) -> dict[str, Any]:
    path, query = _parted(e)
    return {
        **_site(e),
        "CsUriStem": unquote(path).replace(" ", "+"),
        "CsUriQuery": _plus(query),
        "UserAgent": _plus(e.agent),
        "CsUsername": _plus(e.user),
        "Referer": _plus(e.referer),
        "ScSubStatus": "0",
        "ScWin32Status": "64" if e.aborted else "0",
    }


def _app_service(e: Exchange, properties: dict[str, Any]) -> str:
    return _json({"time": _ticks(e.end), "category": "AppServiceHTTPLogs", "properties": properties})


_OPERATIONS = {
    "GET": "GetBlob",
    "HEAD": "GetBlobProperties",
    "PUT": "PutBlob",
    "DELETE": "DeleteBlob",
    "POST": "QueryBlobContents",
}


def _blob_status(e: Exchange) -> str:
    if e.aborted:
        return "NetworkError"
    return "AnonymousSuccess" if e.status < 400 else "AnonymousClientOtherError"


def _blob(e: Exchange) -> str:
    record = {
        "time": _ticks(e.start),
        "category": "StorageRead",
        "operationName": _OPERATIONS.get(e.method, e.method),
        "statusCode": e.status,
        "statusText": _blob_status(e),
        "durationMs": _milliseconds(e),
        "callerIpAddress": _with_port(e),
        "correlationId": e.request_id,
        "identity": {"type": "OAuth", "requester": {"upn": e.user}} if e.user else {"type": "Anonymous"},
        "properties": {
            "accountName": "store",
            "userAgentHeader": e.agent or "",
            "referrerHeader": e.referer or "",
            "serviceType": "blob",
            "requestHeaderSize": 252,
            "responseHeaderSize": e.headers,
            "responseBodySize": e.body,
        },
        "uri": f"https://{e.host}:443{e.target}",
        "protocol": "HTTPS",
    }
    return _json(record)


def _blob_table(e: Exchange) -> str:
    return _json(
        {
            "TimeGenerated": _ticks(e.start),
            "OperationName": _OPERATIONS.get(e.method, e.method),
            "StatusCode": str(e.status),
            "StatusText": _blob_status(e),
            "DurationMs": _milliseconds(e),
            "CallerIpAddress": _with_port(e),
            "CorrelationId": e.request_id,
            "RequesterUpn": e.user or "",
            "Uri": f"https://{e.host}:443{e.target}",
            "UserAgentHeader": e.agent or "",
            "ReferrerHeader": e.referer or "",
            "ResponseHeaderSize": e.headers,
            "ResponseBodySize": e.body,
            "Type": "StorageBlobLogs",
        }
    )


def _with_port(e: Exchange) -> str:
    return f"[{e.peer}]:{e.port}" if ":" in e.peer else f"{e.peer}:{e.port}"


def _quoted(text: str | None) -> str:
    """HTML encoded and in quotes; nothing at all for an absent value."""
    return '"' + escape(text).replace("\n", "&#10;").replace("\r", "&#13;") + '"' if text else ""


def _classic(e: Exchange) -> str:
    lasted = str(_milliseconds(e))
    cells = [
        *("1.0", _ticks(e.start), _OPERATIONS.get(e.method, e.method), _blob_status(e), str(e.status), lasted, lasted),
        *(
            "authenticated" if e.user else "anonymous",
            e.user or "",
            "store",
            "blob",
            _quoted(f"https://{e.host}{e.target}"),
            '"/store/docs"',
            e.request_id,
            "0",
        ),
        *(_with_port(e), "2024-05-04", "252", "0", str(e.headers), str(e.body), "0", "", "", "", "", ""),
        *(_quoted(e.agent), _quoted(e.referer), ""),
    ]
    return ";".join(cells)


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "azure_application_gateway": _gateway,
    "azure_application_gateway_v1": _gateway_v1,
    "azure_application_gateway_table": _gateway_table,
    "azure_front_door": _front_door,
    "azure_app_service": lambda e: _app_service(e, _windows(e)),
    "azure_app_service_linux": lambda e: _app_service(e, _linux(e)),
    "azure_app_service_table": lambda e: _json(
        {"TimeGenerated": _ticks(e.end), **_windows(e), "CsUriStem": _parted(e)[0], "Type": "AppServiceHTTPLogs"}
    ),
    "azure_blob": _blob,
    "azure_blob_table": _blob_table,
    "azure_storage_classic": _classic,
}
