"""What a request says, and its verdict, rule and grade: each rule of counting.md 3.5, in its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from forensics.model import FileVersion, LeakedFile, Log
from tests.support.request_fixture import CASE, NOON, SIZE

__all__ = ["BIG", "CASES", "ORIGIN", "RICH"]

#: A file with two versions, a measured gzip size and a login page; web logs, an origin log, a proxy.
VERSIONS = (
    FileVersion(SIZE, end=NOON + timedelta(days=1)),
    FileVersion(SIZE + 500_000, start=NOON + timedelta(days=1)),
)
RICH = LeakedFile("leak.xlsx", versions=VERSIONS, encoded_sizes=(600_000,), page_sizes=(5120,))
ORIGIN = replace(CASE, files=(RICH,), logs=(Log("edge.log"), Log("origin.log", layer="origin")))
BIG = 60_000_000

#: What a request says beyond a GET of the file with status 200 -> verdict, rule, grade.
CASES: list[tuple[dict[str, Any], str, str, str | None]] = [
    # 1 and 2: what the line is about
    ({"match": "rejected", "status": None}, "indeterminate", "1", None),
    ({"match": "other"}, "other_target", "2", None),
    ({"match": "cleared"}, "other_target", "2", None),
    ({"match": "twin"}, "indeterminate", "2", None),
    ({"match": "query"}, "indeterminate", "2", None),
    ({"match": "query", "body_bytes": SIZE * 3 // 4}, "indeterminate", "2", None),
    ({"match": "query", "body_bytes": SIZE // 20}, "other_target", "2", None),
    ({"match": "query", "body_bytes": 43}, "other_target", "2", None),
    ({"match": "query", "body_bytes": None, "total_bytes": 9665}, "other_target", "2", None),
    ({"match": "query", "status": 404, "body_bytes": 153}, "other_target", "2", None),
    ({"match": "query", "method": "HEAD", "body_bytes": 0}, "other_target", "2", None),
    ({"match": "variant"}, "indeterminate", "2", None),
    ({"match": "variant", "planned_bytes": SIZE, "aborted": True}, "indeterminate", "2", None),
    ({"match": "variant", "body_bytes": 10}, "indeterminate", "2", None),
    ({"match": "variant", "total_bytes": SIZE + 334}, "indeterminate", "2", None),
    ({"match": "variant", "body_bytes": None}, "indeterminate", "2", None),
    ({"match": "variant", "method": None, "body_bytes": 10}, "indeterminate", "2", None),
    ({"match": "variant", "status": 206, "body_bytes": SIZE // 2}, "indeterminate", "2", None),
    ({"match": "variant", "body_bytes": 5120}, "other_target", "2", None),
    ({"match": "variant", "body_bytes": 9000, "content_type": "text/html"}, "other_target", "2", None),
    ({"match": "variant", "status": 206, "body_bytes": 9, "content_range": "bytes 0-8/777"}, "other_target", "2", None),
    ({"match": "variant", "status": 206, "body_bytes": 2}, "probe", "19", None),
    ({"match": "variant", "body_bytes": 0}, "probe", "10", None),
    ({"match": "variant", "method": "HEAD", "body_bytes": 0}, "probe", "3", None),
    ({"match": "variant", "generated": True, "body_bytes": 10}, "error", "15", None),
    ({"match": "variant", "status": 301, "body_bytes": 262}, "redirect", "5", None),
    ({"match": "variant", "status": 304, "body_bytes": 0}, "not_modified", "6", None),
    ({"match": "variant", "status": 404, "body_bytes": 153}, "error", "9", None),
    # what the log says of the response itself
    ({"internal": True}, "duplicate_layer", "0", None),
    ({"generated": True}, "error", "15", None),
    ({"generated": True, "status": None}, "error", "15", None),
    ({"generated": True, "status": 404, "body_bytes": 153}, "error", "9", None),
    ({"unfinished": True, "body_bytes": None}, "indeterminate", "23", None),
    ({"object_bytes": SIZE, "body_bytes": 812_345}, "partial", "16", "G2"),
    ({"object_bytes": 812_345, "body_bytes": 812_345}, "indeterminate", "17", None),
    ({"status": 460, "body_bytes": None, "total_bytes": 300_000}, "partial", "8", "G2"),
    ({"status": 460, "body_bytes": None, "total_bytes": 300}, "error", "8", None),
    # 3 and 4: methods
    ({"method": "HEAD", "body_bytes": 0}, "probe", "3", None),
    ({"method": "HEAD", "planned_bytes": SIZE}, "probe", "3", None),
    ({"method": "head", "planned_bytes": SIZE}, "probe", "3", None),
    ({"method": "OPTIONS", "body_bytes": 0}, "probe", "3", None),
    ({"method": "PROPFIND", "status": 207, "body_bytes": 1240}, "probe", "3", None),
    ({"method": "TRACE"}, "probe", "3", None),
    ({"method": "COPY", "status": 201, "body_bytes": 0}, "indeterminate", "3", None),
    ({"method": "MOVE", "status": 403, "body_bytes": 0}, "error", "4", None),
    ({"method": "PUT", "status": 201, "body_bytes": SIZE}, "indeterminate", "4", None),
    ({"method": "PUT", "status": 201, "body_bytes": SIZE - 1}, "error", "4", None),
    ({"method": "PUT", "body_bytes": None}, "indeterminate", "4", None),
    ({"method": "PUT", "total_bytes": SIZE + 334}, "indeterminate", "4", None),
    ({"method": "PUT", "status": 201, "total_bytes": 334}, "error", "4", None),
    ({"method": "FOO", "status": 206, "body_bytes": SIZE // 2}, "indeterminate", "4", None),
    ({"method": "FOO", "status": 404, "body_bytes": 153}, "error", "4", None),
    ({"method": "DELETE", "status": 204, "body_bytes": 0}, "error", "4", None),
    ({"method": "POST", "planned_bytes": SIZE}, "complete", "11", "G1"),
    ({"method": "get"}, "complete", "11", "G2"),
    # 5 to 9: statuses that deliver nothing
    ({"status": 301, "body_bytes": 262}, "redirect", "5", None),
    ({"status": 302, "body_bytes": SIZE}, "redirect", "5", None),
    ({"status": 308, "body_bytes": 0}, "redirect", "5", None),
    ({"status": 304, "body_bytes": 0}, "not_modified", "6", None),
    ({"status": 416, "body_bytes": 197, "range": f"bytes={SIZE}-"}, "error", "7", None),
    ({"status": 0, "body_bytes": 300_000}, "partial", "8", "G2"),
    ({"status": 0, "body_bytes": 0}, "error", "8", None),
    ({"status": 499, "body_bytes": 0}, "error", "8", None),
    ({"status": 408, "body_bytes": 100}, "partial", "8", "G2"),
    ({"status": 404, "body_bytes": 153}, "error", "9", None),
    ({"status": 503, "body_bytes": 0}, "error", "9", None),
    ({"status": 403, "body_bytes": SIZE}, "indeterminate", "9", None),
    # 10: nothing, or nothing known
    ({"body_bytes": 0, "aborted": True}, "probe", "10", None),
    ({"total_bytes": 0}, "probe", "10", None),
    ({"body_bytes": None}, "complete", "10", "G0"),
    ({"body_bytes": None, "aborted": True}, "indeterminate", "10", None),
    # 11 to 14: the whole file
    ({"body_bytes": SIZE}, "complete", "11", "G2"),
    ({"body_bytes": SIZE, "protocol": "HTTP/2.0", "aborted": False}, "complete", "11", "G2"),
    ({"body_bytes": SIZE, "protocol": None}, "complete", "11", "G2"),
    ({"body_bytes": SIZE, "range": "bytes=0-99"}, "complete", "11", "G2"),
    ({"status": 203, "body_bytes": SIZE}, "complete", "11", "G2"),
    ({"planned_bytes": SIZE}, "complete", "11", "G1"),
    ({"total_bytes": SIZE + 334}, "complete", "11", "G2"),
    ({"total_bytes": SIZE + 7790}, "complete", "11", "G2"),
    ({"total_bytes": SIZE + 80}, "complete", "11", "G2"),
    ({"planned_bytes": SIZE, "total_bytes": SIZE + 300}, "complete", "11", "G2"),
    ({"body_bytes": SIZE, "aborted": True}, "complete", "12", "G2"),
    ({"planned_bytes": SIZE, "aborted": True}, "indeterminate", "12", None),
    ({"body_bytes": SIZE + 500_000}, "complete", "13", "G2"),
    ({"end": NOON + timedelta(days=1), "body_bytes": SIZE}, "complete", "13", "G2"),
    ({"end": NOON + timedelta(days=1), "body_bytes": SIZE + 500_000}, "complete", "11", "G2"),
    ({"planned_bytes": SIZE + 500_000, "aborted": True}, "indeterminate", "12", None),
    ({"body_bytes": SIZE + 500_000, "aborted": True}, "complete", "13", "G2"),
    ({"total_bytes": SIZE, "protocol": None, "line": b'x "GET /leak.xlsx" 200'}, "complete", "11", "G2"),
    ({"total_bytes": SIZE, "protocol": None, "line": b'x "GET /leak.xlsx HTTP/1.1" 200'}, "partial", "16", "G2"),
    ({"body_bytes": 600_000}, "complete", "14", "G2"),
    ({"body_bytes": 605_999}, "complete", "14", "G2"),
    ({"planned_bytes": 594_001}, "complete", "14", "G1"),
    ({"body_bytes": 517_459, "encoding": "gzip", "aborted": False}, "complete", "14", "G2"),
    # 15 to 18: other bodies
    ({"body_bytes": 5120}, "error", "15", None),
    ({"body_bytes": 9000, "content_type": "text/html; charset=utf-8"}, "error", "15", None),
    ({"total_bytes": 5120 + 334}, "error", "15", None),
    ({"body_bytes": 731_240}, "partial", "16", "G2"),
    ({"total_bytes": SIZE}, "partial", "16", "G2"),
    ({"total_bytes": SIZE + 79}, "partial", "16", "G2"),
    ({"planned_bytes": SIZE, "total_bytes": 800_000, "aborted": True}, "partial", "16", "G2"),
    ({"planned_bytes": 731_240}, "indeterminate", "17", None),
    ({"body_bytes": 731_240, "aborted": False}, "indeterminate", "17", None),
    ({"body_bytes": SIZE + 1}, "indeterminate", "18", None),
    ({"total_bytes": SIZE * 2}, "indeterminate", "18", None),
    # 19 to 22: ranges
    ({"status": 206, "body_bytes": 2, "range": "bytes=0-1"}, "probe", "19", None),
    ({"status": 206, "body_bytes": 2}, "probe", "19", None),
    ({"status": 206, "body_bytes": 0, "range": "bytes=0-99"}, "probe", "19", None),
    ({"status": 206, "body_bytes": SIZE}, "complete", "20", "G2"),
    ({"status": 206, "body_bytes": SIZE, "range": "bytes=0-"}, "complete", "20", "G2"),
    ({"status": 206, "planned_bytes": SIZE}, "complete", "20", "G1"),
    ({"status": 206, "planned_bytes": SIZE, "aborted": True}, "indeterminate", "20", None),
    ({"status": 206, "total_bytes": SIZE + 334}, "partial", "22", "G2"),
    ({"status": 206, "total_bytes": SIZE + 334, "range": "bytes=0-"}, "complete", "20", "G2"),
    ({"status": 206, "body_bytes": 100, "range": "bytes=0-99"}, "partial", "21", "G2"),
    ({"status": 206, "body_bytes": 50, "content_range": f"bytes 0-99/{SIZE}"}, "partial", "21", "G2"),
    ({"status": 206, "body_bytes": 100, "content_range": "bytes 0-99/777"}, "indeterminate", "21", None),
    ({"status": 206, "body_bytes": 65_536}, "partial", "22", "G2"),
    ({"status": 206, "body_bytes": 2216, "range": "bytes=0-999,500000-500999"}, "partial", "22", "G2"),
    ({"status": 206, "body_bytes": SIZE, "range": "bytes=0-9,20-29"}, "partial", "22", "G2"),
    # 23: the rest
    ({"status": 204, "body_bytes": 0}, "indeterminate", "23", None),
    ({"status": 226}, "indeterminate", "23", None),
    ({"status": None}, "indeterminate", "23", None),
    ({"status": 9}, "indeterminate", "23", None),
]
