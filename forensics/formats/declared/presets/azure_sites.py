"""Azure's own servers of content: App Service and Blob Storage.

Sources: Microsoft Learn, the Azure Monitor tables AppServiceHTTPLogs and StorageBlobLogs, "Azure Blob
Storage monitoring data reference", "Storage Analytics log format" and "Storage Analytics logged
operations and status messages".
"""

from __future__ import annotations

from collections.abc import Mapping

from forensics.formats.declared.declare import delimited, json_lines
from forensics.formats.format import Format

__all__ = ["formats"]

_FAMILY = "Azure"
_LINES = 'One record a line is read; an array ({"records": [...]}) must be split into lines first.'
_ROWS = "These are rows of a Log Analytics table, exported as one JSON object a line."


def formats() -> list[Format]:
    """The formats of App Service and Blob Storage, specific before general."""
    return [_windows(), _linux(), _app_service_table(), _blob(), _blob_table(), _classic_blobs()]


def _inside(name: str, keys: Mapping[str, str]) -> dict[str, str]:
    """The same keys, in the object of that name."""
    return {f"{name}.{key}": template for key, template in keys.items()}


# ---- App Service --------------------------------------------------------------------------------

_APP_SERVICE = {
    "CIp": "{peer}",
    "CsMethod": "{method}",
    "CsUriQuery": "{query}",
    "CsHost": "{host}",
    "ScStatus": "{status}",
    "ScBytes": "{total_bytes}",
    "TimeTaken": "{milliseconds}",
}
# Windows workers are IIS: the path is decoded, a blank is "+", and a Win32 status of 64, 995, 1236 and the
# like tells of a broken connection.
_WINDOWS = {
    "CsUriStem": "{path}",
    "CsUsername": "{user:plus}",
    "UserAgent": "{agent:plus}",
    "Referer": "{referer:plus}",
    "ScWin32Status": "{outcome:[1-9][0-9]*;0}",
}
_LINUX = {
    "CsUriStem": "{stem}",
    "CsUsername": "{user}",
    "UserAgent": "{agent}",
    "Referer": "{referer}",
    "Protocol": "{protocol}",
}
_APP_SERVICE_NOTE = (
    "The time is that of the record, written when the response is over. ScBytes counts headers. CIp is who asked "
    "the front end of App Service, which is a CDN or gateway if one stands before it."
)


def _windows() -> Format:
    return json_lines(
        "azure_app_service",
        "Azure App Service HTTP log, Windows",
        {"time": "{end:iso}", **_inside("properties", {**_APP_SERVICE, **_WINDOWS})},
        family=_FAMILY,
        server="iis",
        needs=("properties.CsUriStem", "properties.ScWin32Status"),
        zone="UTC",
        note=f"{_APP_SERVICE_NOTE} Win32 status 64 is ambiguous: the client may have got all and reset. {_LINES}",
        examples=(
            (
                '{"time":"2026-06-09T08:00:02.4843064Z","category":"AppServiceHTTPLogs","properties":{"CsMethod":"GET",'
                '"CsUriStem":"/list.csv","SPort":"443","CIp":"192.0.2.10","UserAgent":"Mozilla/5.0+(X11)","CsHost":'
                '"www.example.org","ScStatus":200,"ScSubStatus":"0","ScWin32Status":"0","ScBytes":48511,"CsBytes":523,'
                '"TimeTaken":93,"Cookie":"-","CsUriQuery":"v=2","CsUsername":"-","Referer":"-"}}'
            ),
            (
                '{"time":"2026-06-09T08:05:12.1Z","category":"AppServiceHTTPLogs","properties":{"CsMethod":"HEAD",'
                '"CsUriStem":"/list.csv","CIp":"2001:db8::7","UserAgent":"-","CsHost":"www.example.org","ScStatus":200,'
                '"ScWin32Status":"64","ScBytes":301,"TimeTaken":4,"CsUriQuery":"","CsUsername":""}}'
            ),
        ),
    )


def _linux() -> Format:
    return json_lines(
        "azure_app_service_linux",
        "Azure App Service HTTP log, Linux",
        {"time": "{end:iso}", **_inside("properties", {**_APP_SERVICE, **_LINUX})},
        family=_FAMILY,
        needs=("properties.CsUriStem",),
        zone="UTC",
        note=(
            f"{_APP_SERVICE_NOTE} Some exports hold properties as a string with JSON in it, which is not read: it "
            f"must be made an object first. {_LINES}"
        ),
        examples=(
            (
                '{"time":"2026-06-09T08:00:02.915Z","category":"AppServiceHTTPLogs","properties":{"CsHost":'
                '"www.example.org","CIp":"192.0.2.10","SPort":"443","CsUriStem":"/list.csv","CsUriQuery":"",'
                '"CsMethod":"GET","TimeTaken":3,"ScStatus":"200","CsBytes":"864","ScBytes":"48511","UserAgent":'
                '"Mozilla/5.0 (X11)","CsUsername":"","Referer":"","Protocol":"HTTP/1.1"}}'
            ),
            (
                '{"time":"2026-06-09T08:05:12Z","category":"AppServiceHTTPLogs","properties":{"CsHost":"example.org",'
                '"CIp":"2001:db8::7","CsUriStem":"/list.csv","CsMethod":"HEAD","TimeTaken":1,"ScStatus":"200",'
                '"ScBytes":"301","UserAgent":"","Protocol":"HTTP/1.0"}}'
            ),
        ),
    )


def _app_service_table() -> Format:
    return json_lines(
        "azure_app_service_table",
        "Azure App Service, rows of AppServiceHTTPLogs",
        {"TimeGenerated": "{end:iso}", **_APP_SERVICE, **_WINDOWS, "CsUriStem": "{stem}"},
        family=_FAMILY,
        needs=("TimeGenerated", "CsUriStem", "ScStatus"),
        zone="UTC",
        note=f'{_APP_SERVICE_NOTE} A "+" in agents and referers is read as the blank that IIS writes so. {_ROWS}',
        examples=(
            (
                '{"TimeGenerated":"2026-06-09T08:00:02.4843064Z","CsMethod":"GET","CsUriStem":"/list.csv","CIp":'
                '"192.0.2.10","CsHost":"www.example.org","ScStatus":200,"ScWin32Status":"0","ScBytes":48511,'
                '"TimeTaken":93,"Type":"AppServiceHTTPLogs"}'
            ),
            (
                '{"TimeGenerated":"2026-06-09T08:05:12Z","CsMethod":"GET","CsUriStem":"/list.csv","CsUriQuery":"v=2",'
                '"CIp":"2001:db8::7","UserAgent":"Mozilla/5.0+(X11)","ScStatus":404,"ScBytes":1245,"TimeTaken":2}'
            ),
        ),
    )


# ---- Blob Storage -------------------------------------------------------------------------------

_ADDRESS = ("[{peer}]:{number}", "{peer}")  # with its port
# NetworkError is most often a client that closed the connection. The prefix is how the request was
# authorised: Anonymous, SAS, OAuth, or nothing for a shared key.
_STATUS_TEXT = "{outcome:[A-Za-z]*(?:NetworkError|TimeoutError);[A-Za-z]*Success}"
_BLOB_NOTE = (
    "The time is when the service received the request; the duration includes sending the response. These logs are "
    "delivered on a best effort. An account behind a CDN or Front Door logs what those ask for, not what clients "
    "get."
)


def _blob() -> Format:
    return json_lines(
        "azure_blob",
        "Azure Blob Storage resource log",
        {
            "time": "{start:iso}",
            "operationName": "{operation}",
            "statusCode": "{status}",
            "statusText": _STATUS_TEXT,
            "durationMs": "{milliseconds}",
            "callerIpAddress": _ADDRESS,
            "correlationId": "{request_id}",
            "identity.requester.upn": "{user}",
            "identity.requester.uPn": "{user}",
            "uri": "{target}",
            "properties.userAgentHeader": "{agent}",
            "properties.referrerHeader": "{referer}",
            "properties.responseBodySize": "{body_bytes}",
        },
        family=_FAMILY,
        needs=("operationName", "statusText", "uri", "callerIpAddress"),
        zone="UTC",
        note=f"{_BLOB_NOTE} {_LINES}",
        examples=(
            (
                '{"time":"2026-06-09T08:00:02.1042896Z","category":"StorageRead","operationName":"GetBlob",'
                '"statusCode":200,"statusText":"AnonymousSuccess","durationMs":93,"callerIpAddress":"192.0.2.10:40000",'
                '"correlationId":"9e78fc90-b01e-0040","identity":{"type":"Anonymous"},"properties":{"userAgentHeader":'
                '"curl/8.7.1","serviceType":"blob","responseHeaderSize":300,"responseBodySize":48211},'
                '"uri":"https://store.blob.core.windows.net:443/public/list.csv?sv=2024-05-04"}'
            ),
            (
                '{"time":"2026-06-09T08:05:12Z","category":"StorageRead","operationName":"GetBlobProperties",'
                '"statusCode":200,"statusText":"SASSuccess","durationMs":4,"callerIpAddress":"198.51.100.7:40001",'
                '"uri":"http://store.blob.core.windows.net:80/public/list.csv","properties":{"responseBodySize":0}}'
            ),
        ),
    )


def _blob_table() -> Format:
    return json_lines(
        "azure_blob_table",
        "Azure Blob Storage, rows of StorageBlobLogs",
        {
            "TimeGenerated": "{start:iso}",
            "OperationName": "{operation}",
            "StatusCode": "{status}",
            "StatusText": _STATUS_TEXT,
            "DurationMs": "{milliseconds}",
            "CallerIpAddress": _ADDRESS,
            "CorrelationId": "{request_id}",
            "RequesterUpn": "{user}",
            "Uri": "{target}",
            "UserAgentHeader": "{agent}",
            "ReferrerHeader": "{referer}",
            "ResponseBodySize": "{body_bytes}",
        },
        family=_FAMILY,
        needs=("TimeGenerated", "OperationName", "Uri", "CallerIpAddress"),
        zone="UTC",
        note=f"{_BLOB_NOTE} {_ROWS}",
        examples=(
            (
                '{"TimeGenerated":"2026-06-09T08:00:02.1Z","OperationName":"GetBlob","StatusCode":"200","StatusText":'
                '"AnonymousSuccess","DurationMs":93.5,"CallerIpAddress":"192.0.2.10:40000","ResponseBodySize":48211,'
                '"Uri":"https://store.blob.core.windows.net:443/public/list.csv","Type":"StorageBlobLogs"}'
            ),
            (
                '{"TimeGenerated":"2026-06-09T08:05:12Z","OperationName":"GetBlob","StatusCode":"206","StatusText":'
                '"NetworkError","DurationMs":4120,"CallerIpAddress":"198.51.100.7:40001","ResponseBodySize":20000,'
                '"Uri":"https://store.blob.core.windows.net:443/public/list.csv"}'
            ),
        ),
    )


def _classic_blobs() -> Format:
    # In the order of "Log entry format 1.0"; 2.0 goes on with object id, tenant, application, audience,
    # issuer and user principal name. A field that may hold a quote, ";" or line feed is quoted and HTML
    # encoded; the account that asked is none of them, so a ";" in it makes the line unreadable.
    cells = (
        *("{_}", "{start:iso}", "{operation}", _STATUS_TEXT, "{status}", "{milliseconds}", "", "", "{user}", "", ""),
        *('"{target:html}"', '""', "{request_id}", "{number}", "{peer}", "", "{number}", "{number}", "{number}"),
        *("{body_bytes}", "{number}", '""', '""', '""', '""', '""', '"{agent:html}"', '"{referer:html}"', '""'),
        *('""', '""', '""', '""', '""', '"{user:html}"', '""', '""'),
    )
    return delimited(
        "azure_storage_classic",
        "Azure Storage Analytics log ($logs), 1.0 and 2.0",
        cells,
        family=_FAMILY,
        delimiter=";",
        least=30,
        zone="UTC",
        note=(
            f"{_BLOB_NOTE} A record goes with every operation of a request, numbered from 0. Of an interrupted "
            'request the status may be "Unknown"; such a line cannot be read.'
        ),
        examples=(
            (
                "1.0;2026-06-09T08:00:02.1042896Z;GetBlob;AnonymousSuccess;200;93;10;anonymous;;store;blob;"
                '"https://store.blob.core.windows.net/public/list.csv";"/store/public/list.csv";9e78fc90-b01e-0040;0;'
                '192.0.2.10:40000;2024-05-04;252;0;300;48211;0;;;"0x8D";Tuesday, 09-Jun-26 07:00:00 GMT;;"curl/8.7.1";;'
            ),
            (
                "2.0;2026-06-09T08:05:12.1Z;GetBlobProperties;OAuthSuccess;200;4;4;bearer;store;store;blob;"
                '"https://store.blob.core.windows.net/public/list.csv?timeout=30";"/store/public/list.csv";9e78fc91;0;'
                '198.51.100.7:40001;2024-05-04;252;0;300;0;0;;;;;;"Example-Tool/1.0 (a; b)";;"c-1";'
                '"00000000-0000-0000-0000-000000000001";"t";"a";"https://storage.azure.com";"i";"jan@example.org";;"[]"'
            ),
        ),
    )
