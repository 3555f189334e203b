"""Namespaces of Office Open XML by the prefixes that we give them: those of ISO (strict) and of Ecma alike."""

from __future__ import annotations

__all__ = ["DRAWING", "SPREADSHEET"]

_MS = "http://schemas.microsoft.com/office"
_ECMA = "http://schemas.openxmlformats.org"
_ISO = "http://purl.oclc.org/ooxml"

#: x: workbooks; r: ids of relationships; xm, x14, x15: what Office added; tc: comments in threads.
SPREADSHEET = {
    f"{_ECMA}/spreadsheetml/2006/main": "x",
    f"{_ISO}/spreadsheetml/main": "x",
    f"{_ECMA}/officeDocument/2006/relationships": "r",
    f"{_ISO}/officeDocument/relationships": "r",
    f"{_MS}/excel/2006/main": "xm",
    f"{_MS}/spreadsheetml/2009/9/main": "x14",
    f"{_MS}/spreadsheetml/2010/11/main": "x15",
    f"{_MS}/spreadsheetml/2010/11/ac": "x15ac",
    f"{_MS}/spreadsheetml/2018/threadedcomments": "tc",
    f"{_MS}/spreadsheetml/2017/richdata": "rd",
}
#: a: drawings; xdr: where they lie on a sheet; c, cx: charts.
DRAWING = {
    f"{_ECMA}/drawingml/2006/main": "a",
    f"{_ISO}/drawingml/main": "a",
    f"{_ECMA}/drawingml/2006/spreadsheetDrawing": "xdr",
    f"{_ISO}/drawingml/spreadsheetDrawing": "xdr",
    f"{_ECMA}/drawingml/2006/chart": "c",
    f"{_ISO}/drawingml/chart": "c",
    f"{_MS}/drawing/2014/chartex": "cx",
    f"{_ECMA}/officeDocument/2006/relationships": "r",
    f"{_ISO}/officeDocument/relationships": "r",
}
