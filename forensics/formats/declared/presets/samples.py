"""What the examples of the built-in formats have in common: invented requests, as log lines write them."""

from __future__ import annotations

__all__ = ["CURL", "FIREFOX", "GET", "HEAD", "LATER", "TIME"]

TIME = "[09/Jun/2026:10:00:00 +0200]"
LATER = "[09/Jun/2026:10:05:12 +0200]"
GET = f'192.0.2.10 - - {TIME} "GET /docs/report.pdf HTTP/1.1" 200 48211'
HEAD = f'198.51.100.7 - anna {LATER} "HEAD /docs/report.pdf?v=2 HTTP/1.1" 200'
FIREFOX = '"https://www.example.org/" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"'
CURL = '"-" "curl/8.7.1"'
