"""Azure in front of sites: Application Gateway, Front Door and CDN.

Sources: Microsoft Learn, "Diagnostic logs for Application Gateway", "Monitor metrics and logs in Azure
Front Door", and the Azure Monitor table AGWAccessLogs.
"""

from __future__ import annotations

from forensics.formats.declared.declare import json_lines, refused
from forensics.formats.declared.presets import azure_sites
from forensics.formats.format import Format
from forensics.language.statement import state

__all__ = ["formats"]

_FAMILY = "Azure"
_LINES = (
    'One record a line is read, as Azure writes to a storage account; an array ({"records": [...]}, from Event Hubs '
    "or a portal) must be split into lines first."
)
_ROWS = "These are rows of a Log Analytics table, exported as one JSON object a line."


def formats() -> list[Format]:
    """The formats of Azure, specific before general."""
    return [*_others(), _gateway(), _gateway_v1(), _gateway_table(), _front_door(), *azure_sites.formats()]


def _others() -> list[Format]:
    """Categories that stand beside the access logs, above all where Event Hubs has mixed them."""
    return [
        refused(
            "azure_waf",
            "Azure web application firewall log",
            state(
                "A firewall's log says which rule a request met, not what was sent for it; the access log of the same "
                "gateway or Front Door, which the transaction id or tracking reference leads to, does."
            ),
            family=_FAMILY,
            pattern=_category("ApplicationGatewayFirewallLog|Front[Dd]oorWebApplicationFirewallLog"),
            examples=(
                (
                    '{"time":"2026-06-09T08:00:00Z","category":"ApplicationGatewayFirewallLog","properties":'
                    '{"clientIp":"192.0.2.10","requestUri":"/list.csv","action":"Matched"}}'
                ),
                (
                    '{"time":"2026-06-09T08:00:01Z","category":"FrontDoorWebApplicationFirewallLog","properties":'
                    '{"clientIP":"2001:db8::7","requestUri":"https://www.example.org:443/list.csv","action":"Log"}}'
                ),
            ),
        ),
        refused(
            "azure_health_probe",
            "Azure Front Door health probe log",
            state("Front Door asked the origin whether it is alive; no client is involved, so nothing is counted."),
            family=_FAMILY,
            pattern=_category("FrontDoorHealthProbeLog"),
            examples=(
                (
                    '{"time":"2026-06-09T08:00:00Z","category":"FrontDoorHealthProbeLog","properties":'
                    '{"httpVerb":"HEAD","httpStatusCode":"503","probeURL":"http://www.example.org:80/"}}'
                ),
                (
                    '{"time":"2026-06-09T08:00:30Z","category":"FrontDoorHealthProbeLog","properties":'
                    '{"httpVerb":"GET","httpStatusCode":"500","probeURL":"http://www.example.org:80/"}}'
                ),
            ),
        ),
    ]


def _category(names: str) -> str:
    return rf'^\s*\{{.*"category"\s*:\s*"(?:{names})".*\}}\s*$'


# ---- Application Gateway ------------------------------------------------------------------------

# The time is that of the record, written when the response is over. v2 logs both the address that
# the client asked for and the one after rewriting; the client's is what the case knows.
_GATEWAY = {
    "time": "{end:iso}",
    "timeStamp": "{end:iso}",
    "properties.clientIP": "{peer}",
    "properties.httpMethod": "{method}",
    "properties.httpVersion": "{protocol}",
    "properties.httpStatus": "{status}",
    "properties.sentBytes": "{total_bytes}",
    "properties.originalHost": "{host}",
    "properties.host": "{host}",
}
_V2_ONLY = {
    "properties.originalRequestUriWithArgs": "{target}",
    "properties.requestUri": "{stem}",
    "properties.requestQuery": "{query}",
    "properties.userAgent": "{agent}",
    "properties.timeTaken": "{seconds}",
    "properties.contentType": "{content_type}",
    "properties.transactionId": "{request_id}",
    "properties.error_info": "{outcome:ERRORINFO_(?:CLIENT_CLOSED_REQUEST|UPSTREAM_CLOSED_CONNECTION);}",
}
# v1 stands on IIS: the path is decoded, a blank is "+" in paths and agents; to the query it adds SERVER-ROUTED,
# SERVER-STATUS and the like.
_V1_ONLY = {
    "properties.requestUri": "{path}",
    "properties.requestQuery": "{query}",
    "properties.userAgent": "{agent:plus}",
    "properties.timeTaken": "{milliseconds}",
}
_GATEWAY_TABLE = {
    "TimeGenerated": "{end:iso}",
    "ClientIp": "{peer}",
    "HttpMethod": "{method}",
    "HttpVersion": "{protocol}",
    "HttpStatus": "{status}",
    "SentBytes": "{total_bytes}",
    "OriginalHost": "{host}",
    "Host": "{host}",
    "OriginalRequestUriWithArgs": "{target}",
    "RequestUri": "{stem}",
    "UserAgent": "{agent}",
    "TimeTaken": "{seconds}",
    "TransactionId": "{request_id}",
    "ErrorInfo": "{outcome:ERRORINFO_(?:CLIENT_CLOSED_REQUEST|UPSTREAM_CLOSED_CONNECTION);}",
}
_GATEWAY_NOTE = (
    "clientIP is the immediate client, which is a proxy if one stands before the gateway; X-Forwarded-For is not "
    "logged. sentBytes counts headers. The gateway caches nothing, so the log of the server behind it is an inner "
    "layer of the same deliveries."
)


def _gateway() -> Format:
    return json_lines(
        "azure_application_gateway",
        "Azure Application Gateway v2 access log",
        {**_GATEWAY, **_V2_ONLY},
        family=_FAMILY,
        needs=("properties.httpStatus", "properties.serverRouted"),
        zone="UTC",
        note=f"{_GATEWAY_NOTE} {_LINES}",
        examples=(
            (
                '{"timeStamp":"2026-06-09T08:00:02+00:00","category":"ApplicationGatewayAccessLog","properties":'
                '{"instanceId":"appgw_2","clientIP":"192.0.2.10","clientPort":45057,"httpMethod":"GET",'
                r'"originalRequestUriWithArgs":"\/list.csv?v=2","requestUri":"\/list.csv","requestQuery":"v=2",'
                '"userAgent":"curl/8.7.1","httpStatus":200,"httpVersion":"HTTP/1.1","sentBytes":48511,'
                '"timeTaken":0.034,"serverRouted":"10.0.0.4:443","originalHost":"www.example.org",'
                '"error_info":"ERRORINFO_NO_ERROR"}}'
            ),
            (
                '{"timeStamp":"2026-06-09T08:05:12+00:00","category":"ApplicationGatewayAccessLog","properties":'
                '{"instanceId":"appgw_0","clientIP":"2001:db8::7","clientPort":52100,"httpMethod":"GET",'
                '"originalRequestUriWithArgs":"/list.csv","requestUri":"/list.csv","userAgent":"-","httpStatus":499,'
                '"httpVersion":"HTTP/2.0","sentBytes":0,"timeTaken":1.2,"serverRouted":"",'
                '"error_info":"ERRORINFO_CLIENT_CLOSED_REQUEST"}}'
            ),
        ),
    )


def _gateway_v1() -> Format:
    return json_lines(
        "azure_application_gateway_v1",
        "Azure Application Gateway v1 access log",
        {**_GATEWAY, **_V1_ONLY},
        family=_FAMILY,
        server="iis",
        needs=("properties.httpStatus", "properties.requestUri", "properties.clientIP"),
        zone="UTC",
        note=f"{_GATEWAY_NOTE} The query ends in what the gateway has added (SERVER-ROUTED and others). {_LINES}",
        examples=(
            (
                '{"time":"2026-06-09T08:00:02Z","category":"ApplicationGatewayAccessLog","properties":'
                '{"instanceId":"ApplicationGatewayRole_IN_0","clientIP":"192.0.2.10","clientPort":46886,'
                '"httpMethod":"GET","requestUri":"/list.csv","requestQuery":"SERVER-ROUTED=10.0.0.4&SERVER-STATUS=200",'
                '"userAgent":"Mozilla/5.0+(X11)","httpStatus":200,"httpVersion":"HTTP/1.1","sentBytes":48511,'
                '"timeTaken":205,"sslEnabled":"on","host":"www.example.org"}}'
            ),
            (
                '{"time":"2026-06-09T08:05:12Z","category":"ApplicationGatewayAccessLog","properties":'
                '{"instanceId":"ApplicationGatewayRole_IN_1","clientIP":"198.51.100.7","clientPort":-,'
                '"httpMethod":"HEAD","requestUri":"/list.csv","requestQuery":"-","userAgent":"-","httpStatus":200,'
                '"httpVersion":"HTTP/1.0","sentBytes":301,"timeTaken":11,"sslEnabled":"-","host":"-"}}'
            ),
        ),
    )


def _gateway_table() -> Format:
    return json_lines(
        "azure_application_gateway_table",
        "Azure Application Gateway, rows of AGWAccessLogs",
        _GATEWAY_TABLE,
        family=_FAMILY,
        needs=("TimeGenerated", "OriginalRequestUriWithArgs", "HttpStatus"),
        zone="UTC",
        note=f"{_GATEWAY_NOTE} {_ROWS}",
        examples=(
            (
                '{"TimeGenerated":"2026-06-09T08:00:02Z","ClientIp":"192.0.2.10","HttpMethod":"GET",'
                '"OriginalRequestUriWithArgs":"/list.csv?v=2","HttpStatus":200,"SentBytes":48511,"TimeTaken":0.034}'
            ),
            (
                '{"TimeGenerated":"2026-06-09T08:05:12Z","ClientIp":"2001:db8::7","HttpMethod":"HEAD",'
                '"OriginalRequestUriWithArgs":"/list.csv","HttpStatus":200,"SentBytes":301,"TimeTaken":0.002}'
            ),
        ),
    )


# ---- Front Door and CDN -------------------------------------------------------------------------


def _front_door() -> Format:
    # clientIp is taken from X-Forwarded-For if the request has one, so anybody can write it;
    # socketIp is who opened the connection.
    outcome = "{outcome:ClientDisconnected|OriginConnectionAborted|OriginTimeout;NoError}"
    return json_lines(
        "azure_front_door",
        "Azure Front Door and Azure CDN access log",
        {
            "time": "{end:iso}",
            "properties.socketIp": "{peer}",
            "properties.clientIp": "{forwarded}",
            "properties.httpMethod": "{method}",
            "properties.requestUri": "{target}",
            "properties.hostName": "{host}",
            "properties.httpStatusCode": "{status}",
            "properties.responseBytes": "{total_bytes}",
            "properties.timeTaken": "{seconds}",
            "properties.userAgent": "{agent}",
            "properties.referer": "{referer}",
            "properties.referrer": "{referer}",
            "properties.trackingReference": "{request_id}",
            "properties.errorInfo": outcome,
            "properties.ErrorInfo": outcome,
        },
        family=_FAMILY,
        needs=("properties.trackingReference", "properties.httpStatusCode", "properties.requestUri"),
        zone="UTC",
        note=(
            "The time is when the edge had delivered the content. clientIp may be what the client wrote into "
            "X-Forwarded-For: it is believed only if socketIp is a trusted proxy. A request that the origin let time "
            "out has status 0. Front Door (classic) logs a cache miss twice, at the edge and at the origin shield: of "
            "two lines with one tracking reference the one with isReceivedFromClient false is no delivery. timeTaken "
            f"is in seconds, as the logs have it. {_LINES}"
        ),
        examples=(
            (
                '{"time":"2026-06-09T08:00:02.6479719Z","category":"FrontDoorAccessLog","properties":{"trackingReference":'
                '"0Zm9yIHRlc3Rz","httpMethod":"GET","httpVersion":"2.0.0.0","requestUri":'
                '"https://www.example.org:443/list.csv?v=2","userAgent":"curl/8.7.1","clientIp":"192.0.2.10","socketIp":'
                '"192.0.2.10","timeTaken":"0.384","responseBytes":"48511","httpStatusCode":"200","errorInfo":"NoError"}}'
            ),
            (
                '{"time":"2026-06-09T08:05:12.1Z","category":"AzureCdnAccessLog","properties":{"trackingReference":'
                '"0c2Vjb25kIGxpbmU","httpMethod":"HEAD","requestUri":"http://www.example.org:80/list.csv","clientIp":'
                '"2001:db8::7","socketIp":"198.51.100.7","timeTaken":"0.002","responseBytes":"301",'
                '"httpStatusCode":"200","ErrorInfo":"NoError"}}'
            ),
        ),
    )
