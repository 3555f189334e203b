"""Logs that lie beside web logs and are no account of web requests: recognised, and refused with a reason, which
says what the log is, why no count comes from it, and what to do with it."""

from __future__ import annotations

from forensics.formats.declared.declare import refused
from forensics.formats.format import Format
from forensics.language.statement import state

__all__ = ["formats"]

_FTP, _FIREWALL, _SERVICE, _ERRORS = "FTP", "Firewall", "Other services", "Error logs"

_BY_FTP = state(
    "it can show downloads of the file over FTP, which this tool does not count: read its lines for the file by "
    "hand, for they are a second way out"
)
_FIREWALL_ADVICE = state(
    "it knows addresses and packets, not which file was asked for: use it only to check whether an address that "
    "the web log names did connect"
)
_ERRORS_ADVICE = state(
    "it holds complaints, not an account of requests: use the access log of the same server; a line that names "
    "the file can show when it was gone"
)
_VERBS = "USER|PASS|RETR|STOR|APPE|DELE|LIST|NLST|MLSD|CWD|PWD|TYPE|PASV|EPSV|PORT|SIZE|MDTM|QUIT|AUTH|SITE|FEAT"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-9][0-9]"
_CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
#: What a syslog server may have put before a message. Patterns let nothing that a web client can choose come
#: before what they look for: else a request could be made to look like one of these lines.
_SYSLOG = rf"(?:<[0-9]+>)?(?:[A-Z][a-z]{{2}} [ 0-9][0-9] (?:[0-9]{{4}} )?{_CLOCK} )?(?:[\w.-]+ )?"


def formats() -> list[Format]:
    """All of them; they come before formats that would read the same lines as requests."""
    return [*_ftp(), *_ftp_servers(), *_firewalls(), *_network_firewalls(), *_services(), *_errors()]


def _ftp() -> list[Format]:
    return [
        refused(
            "iis_ftp",
            "Microsoft FTP service, W3C (IIS 7 and later)",
            state("A log of the Microsoft FTP service: {use} (cs-method RETR, sc-status 226).", use=_BY_FTP),
            family=_FTP,
            w3c_marks=("x-session", "x-fullpath", "x-debug"),
            examples=(
                (
                    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-win32-status "
                    "sc-substatus x-session x-fullpath\n2026-06-09 08:00:00 192.0.2.10 EXAMPLE\\anna 10.0.0.5 21 RETR "
                    "leak.xlsx 226 0 0 5f3c1f0e-0f6e-4c40-9a5c-1b6f2f9d7a10 /pub/leak.xlsx"
                ),
                (
                    "#Date: 2026-06-09 08:00:00\n#Fields: time c-ip cs-method cs-uri-stem sc-status x-session\n"
                    "08:00:01 192.0.2.10 QUIT - 221 5f3c1f0e"
                ),
            ),
        ),
        refused(
            "iis_ftp_6",
            "Microsoft FTP service, W3C (IIS 6 and earlier)",
            state(
                "A log of the Microsoft FTP service: {use} (a number in brackets before the command).",
                use=_BY_FTP,
            ),
            family=_FTP,
            pattern=rf"^(?:[0-9-]{{10}} )?{_CLOCK} (?:[^\s/]\S* )+\[[0-9]+\](?:{_VERBS}|sent|created|closed)\b.*$",
            examples=(
                "2026-06-09 08:00:00 192.0.2.10 anonymous [3]sent /pub/leak.xlsx 226 0",
                "08:00:01 192.0.2.10 [3]QUIT - 257",
            ),
        ),
        refused(
            "xferlog",
            "FTP transfer log (xferlog: wu-ftpd, vsftpd, ProFTPD)",
            state("A transfer log of an FTP server (xferlog): {use} (o for outgoing, c for complete).", use=_BY_FTP),
            family=_FTP,
            pattern=(
                rf"^{_DAY} {_CLOCK} [0-9]{{4}} [0-9]+ \S+ [0-9]+ .+ [ab] [CUT_]+ [oid] [agr] \S+ \S+ [01] \S+( [ci])?$"
            ),
            examples=(
                "Tue Jun  9 10:00:00 2026 1 192.0.2.10 2000000 /pub/leak.xlsx b _ o a anna@example.org ftp 0 * c",
                "Tue Jun  9 10:05:12 2026 12 198.51.100.7 731240 /pub/list of names.csv b _ o r anna ftp 0 * i",
            ),
        ),
    ]


def _ftp_servers() -> list[Format]:
    return [
        refused(
            "vsftpd",
            "vsftpd's own log",
            state("A log of the FTP server vsftpd: {use} (OK DOWNLOAD).", use=_BY_FTP),
            family=_FTP,
            pattern=rf"^{_DAY} {_CLOCK} [0-9]{{4}} \[pid [0-9]+\] .*$",
            examples=(
                'Tue Jun  9 10:00:00 2026 [pid 4711] CONNECT: Client "192.0.2.10"',
                (
                    'Tue Jun  9 10:00:02 2026 [pid 4712] [anna] OK DOWNLOAD: Client "192.0.2.10", "/pub/leak.xlsx", '
                    "2000000 bytes, 512.00Kbyte/sec"
                ),
            ),
        ),
        refused(
            "proftpd",
            "ProFTPD, extended log and server log",
            state("A log of the FTP server ProFTPD: {use} (RETR, answered by 226).", use=_BY_FTP),
            family=_FTP,
            pattern=(
                rf'^(?:\S+ \S+ \S+ \[[^\]]+\] "(?:{_VERBS})(?: [^"]*)?" (?:[0-9]{{3}}|-) (?:[0-9]+|-).*'
                rf"|[0-9-]{{10}} {_CLOCK},[0-9]{{3}} \S+ proftpd\[[0-9]+\].*)$"
            ),
            examples=(
                '192.0.2.10 UNKNOWN anna [09/Jun/2026:10:00:00 +0200] "RETR /pub/leak.xlsx" 226 2000000',
                "2026-06-09 10:00:00,123 ftp proftpd[4711] ftp (192.0.2.10[192.0.2.10]): FTP session opened.",
            ),
        ),
        refused(
            "pure_ftpd",
            "Pure-FTPd",
            state("A log of the FTP server Pure-FTPd: {use} (downloaded).", use=_BY_FTP),
            family=_FTP,
            pattern=rf"^{_SYSLOG}(?:pure-ftpd\S* )?\(\S+@[^\s()]+\) \[(?:DEBUG|INFO|NOTICE|WARNING|ERROR)\] .*$",
            examples=(
                "(anna@192.0.2.10) [NOTICE] /pub/leak.xlsx downloaded  (2000000 bytes, 512.00KB/sec)",
                "Jun  9 10:00:00 ftp pure-ftpd: (?@192.0.2.10) [INFO] New connection from 192.0.2.10",
            ),
        ),
        refused(
            "filezilla",
            "FileZilla Server",
            state("A log of FileZilla Server: {use} (RETR, answered by 226).", use=_BY_FTP),
            family=_FTP,
            pattern=r"^\([0-9]{6,}\) ?\S+ \S+(?: [AP]M)? - .+ \([^()]*\)> .*$",
            examples=(
                "(000001)09-06-2026 10:00:00 - (not logged in) (192.0.2.10)> Connected, sending welcome message...",
                "(000001) 6/9/2026 10:00:02 AM - anna (192.0.2.10)> RETR leak.xlsx",
            ),
        ),
        refused(
            "openssh_sftp",
            "OpenSSH, SFTP server",
            state(
                "A log of the SFTP server of OpenSSH: it can show that the file was read over SFTP, which this"
                " tool does not count: read its lines for the file by hand (close, bytes read), for they are a second"
                " way out."
            ),
            family=_FTP,
            pattern=(
                r'^[^"]*(?:open "[^"]*" flags [A-Z,]+ mode [0-7]+|close "[^"]*" bytes read [0-9]+ written [0-9]+'
                r"|session (?:opened|closed) for local user \S+ from \[[^\]]+\])$"
            ),
            examples=(
                'Jun  9 10:00:00 web sftp-server[4711]: close "/pub/leak.xlsx" bytes read 2000000 written 0',
                "session opened for local user anna from [192.0.2.10]",
            ),
        ),
    ]


def _firewalls() -> list[Format]:
    names = (
        "#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin "
        "icmptype icmpcode info path"
    )
    return [
        refused(
            "windows_firewall",
            "Windows Firewall (pfirewall.log)",
            state("The log of the Windows Firewall: {use}.", use=_FIREWALL_ADVICE),
            family=_FIREWALL,
            w3c_marks=("tcpsyn", "tcpack", "icmptype"),
            examples=(
                f"{names}\n2026-06-09 10:00:00 ALLOW TCP 192.0.2.10 10.0.0.5 40000 443 0 - 0 0 0 - - - RECEIVE",
                f"{names} pid\n2026-06-09 10:00:01 DROP UDP 198.51.100.7 10.0.0.5 4711 53 60 - - - - - - - RECEIVE 4",
            ),
        ),
        refused(
            "linux_firewall",
            "Linux kernel firewall (iptables, nftables, ufw)",
            state("Lines of the Linux kernel firewall: {use}.", use=_FIREWALL_ADVICE),
            family=_FIREWALL,
            pattern=r'^(?:[^"]* )?IN=\S* OUT=\S* (?:\S+ )*SRC=\S+ DST=\S+ LEN=[0-9]+ (?:\S+ )*PROTO=\S+.*$',
            examples=(
                "[UFW BLOCK] IN=eth0 OUT= MAC=00:00 SRC=192.0.2.10 DST=10.0.0.5 LEN=60 TTL=52 PROTO=TCP SPT=40000",
                "web: IN=eth0 OUT=eth1 SRC=2001:db8::7 DST=2001:db8::5 LEN=80 HOPLIMIT=52 PROTO=TCP SPT=40001 DPT=443",
            ),
        ),
    ]


def _network_firewalls() -> list[Format]:
    return [
        refused(
            "cisco_firewall",
            "Cisco ASA, FTD and PIX",
            state("Messages of a Cisco firewall: {use}.", use=_FIREWALL_ADVICE),
            family=_FIREWALL,
            pattern=rf"^{_SYSLOG}(?:: )?%(?:ASA|FTD|PIX)-[0-7]-[0-9]{{6}}: .*$",
            examples=(
                "%ASA-6-302013: Built inbound TCP connection 4711 for outside:192.0.2.10/40000 to dmz:10.0.0.5/443",
                "Jun 09 2026 10:05:12 fw1 : %FTD-4-106023: Deny tcp src outside:198.51.100.7/40001 dst dmz:10.0.0.5/22",
            ),
        ),
        refused(
            "fortigate",
            "FortiGate",
            state("A log of a FortiGate firewall: {use}.", use=_FIREWALL_ADVICE),
            family=_FIREWALL,
            pattern=rf'^{_SYSLOG}date=[0-9-]{{10}} time=[0-9:]{{8}} .*\b(?:devid|logid)="?\w+"? .*\btype="?\w+"? .*$',
            examples=(
                'date=2026-06-09 time=10:00:00 devid="FG100" logid="0000000013" type="traffic" srcip=192.0.2.10',
                'date=2026-06-09 time=10:05:12 logid="0000000013" type="traffic" subtype="local" srcip=198.51.100.7',
            ),
        ),
        refused(
            "aws_vpc_flow",
            "AWS VPC flow log",
            state("A flow log of an Amazon VPC: {use}.", use=_FIREWALL_ADVICE),
            family=_FIREWALL,
            pattern=(
                r"^(?:version account-id interface-id srcaddr .*|[2-9] [0-9]{12} eni-\S+ \S+ \S+ (?:\S+ ){7}"
                r"(?:ACCEPT|REJECT|-) (?:OK|NODATA|SKIPDATA).*)$"
            ),
            examples=(
                "2 123456789012 eni-0a1b2c3d 192.0.2.10 10.0.0.5 40000 443 6 20 48545 1780992000 1780992060 ACCEPT OK",
                "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end",
            ),
        ),
    ]


def _services() -> list[Format]:
    head = "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri"
    return [
        refused(
            "iis_other_services",
            "Other services of Windows in IIS's format (SMTP, NNTP)",
            state(
                "A log of a mail or news service in the format of IIS: it holds no web requests; use the logs of the"
                " folders W3SVC1, W3SVC2 and so on."
            ),
            family=_SERVICE,
            pattern=rf"^(?:[0-9-]{{10}} )?{_CLOCK} (?:[^\s/]\S* )*(?:SMTPSVC|NNTPSVC|POP3SVC|MSFTPSVC)[0-9]* \S.*$",
            examples=(
                "2026-06-09 08:00:00 192.0.2.10 mail SMTPSVC1 MAIL1 10.0.0.5 0 MAIL - +FROM:<a@example.org> 250 0 46",
                "08:05:12 198.51.100.7 - NNTPSVC1 NEWS1 10.0.0.5 119 GROUP - 211",
            ),
        ),
        refused(
            "http_sys_errors",
            "HTTP.sys error log (HTTPERR)",
            state(
                "The error log of HTTP.sys: it holds requests and connections that ended before IIS answered, so no "
                "delivery; the requests that IIS answered are in the logs of its sites (u_ex...). Keep it: it can "
                "explain why a connection broke."
            ),
            family=_ERRORS,
            w3c_marks=("s-reason", "s-queuename"),
            examples=(
                (
                    f"{head} sc-status s-siteid s-reason s-queuename\n2026-06-09 08:00:00 192.0.2.10 4711 10.0.0.5 443 "
                    "HTTP/1.1 GET /docs/leak.xlsx - 1 Timer_MinBytesPerSecond DefaultAppPool"
                ),
                (
                    f"{head} streamid sc-status s-siteid s-reason s-queuename\n2026-06-09 08:05:12 198.51.100.7 40001 "
                    "10.0.0.5 443 - - - - 400 - Verb -"
                ),
            ),
        ),
    ]


def _errors() -> list[Format]:
    return [
        refused(
            "nginx_error",
            "nginx error log",
            state("The error log of nginx: {use}.", use=_ERRORS_ADVICE),
            family=_ERRORS,
            pattern=rf"^[0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}} {_CLOCK} \[[a-z]+\] [0-9]+#[0-9]+: .*$",
            examples=(
                '2026/06/09 10:00:00 [error] 4711#4711: *5 open() "/var/www/docs/leak.xlsx" failed, client: 192.0.2.10',
                "2026/06/09 10:05:12 [notice] 4711#4711: signal process started",
            ),
        ),
        refused(
            "apache_error",
            "Apache error log",
            state("The error log of Apache: {use}.", use=_ERRORS_ADVICE),
            family=_ERRORS,
            pattern=rf"^\[{_DAY} {_CLOCK}(?:\.[0-9]+)? [0-9]{{4}}\] \[[\w:-]+\] .*$",
            examples=(
                "[Tue Jun 09 10:00:00.123456 2026] [core:info] [pid 4711] [client 192.0.2.10:4711] AH00128: gone",
                "[Tue Jun 09 10:05:12 2026] [error] [client 198.51.100.7] File does not exist: /var/www/docs/leak.xlsx",
            ),
        ),
    ]
