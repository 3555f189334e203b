"""Jetty up to 9.4, newer patterns of Atlassian, Domino."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.writers import servers
from tests.support.writers.apache import clf, escaped, request_line
from tests.support.writers.exchange import Exchange

__all__ = ["WRITERS"]


def _milliseconds(exchange: Exchange) -> int:
    return round((exchange.end - exchange.start).total_seconds() * 1000)


def _latin(text: str | None) -> str:
    return (text or "-").encode().decode("latin-1")


def _jetty(exchange: Exchange) -> str:
    """AbstractNCSARequestLog: " - " for nobody, between blanks that stand there anyway."""
    user = _latin(exchange.user) if exchange.user else " - "
    request = _latin(request_line(exchange))
    return f'{exchange.peer} - {user} {clf(exchange.start)} "{request}" {exchange.status} {exchange.body}'


def _agent(exchange: Exchange) -> str:
    return f'"{_latin(exchange.referer)}" "{_latin(exchange.agent)}"'


def _valve(exchange: Exchange) -> tuple[str, str, str]:
    """Tomcat's common log, cut into who, request with status, and size."""
    line = servers.WRITERS["tomcat_common"](exchange)
    who, _, rest = line.partition(' "')
    asked, _, size = rest.rpartition(" ")
    return who, f'"{asked}', size


def _valve_agent(exchange: Exchange) -> str:
    return servers.WRITERS["tomcat_combined"](exchange).removeprefix(servers.WRITERS["tomcat_common"](exchange) + " ")


def _confluence(exchange: Exchange) -> str:
    who, asked, size = _valve(exchange)
    agent = _valve_agent(exchange).rpartition(' "')[2]
    path = asked.split(" ")[1].partition("?")[0]
    tail = f'{path} http-nio-8090-exec-6 "{agent}'
    return f"{who.replace(' - ', ' ', 1)} {asked} {size} {_milliseconds(exchange)} {tail}"


def _jira(exchange: Exchange) -> str:
    return servers.WRITERS["jira"](exchange).replace(" ", " http-nio-8080-exec-6 ", 1)


def _domino(exchange: Exchange, user: str) -> str:
    host = exchange.host.lower()
    if not all(char.isalnum() or char in ".-" for char in host):
        host = "www.example.org"
    who = f'{exchange.peer} {host} {user} {clf(exchange.end)} "{escaped(request_line(exchange))}"'
    tail = f'"{escaped(exchange.referer)}" "{escaped(exchange.agent)}" {_milliseconds(exchange)} "" "d:/data/docs.nsf"'
    return f"{who} {exchange.status} {exchange.body} {tail}"


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "jetty_9": _jetty,
    "jetty_9_latency": lambda e: f"{_jetty(e)} {_milliseconds(e)}",
    "jetty_9_extended": lambda e: f"{_jetty(e)} {_agent(e)}",
    "jetty_9_extended_latency": lambda e: f"{_jetty(e)} {_agent(e)} {_milliseconds(e)}",
    "confluence_request": _confluence,
    "jira_thread": _jira,
    "domino": lambda e: _domino(e, escaped(e.user)),
    "domino_user": lambda e: _domino(e, f'"{escaped(e.user)}"'),
}
