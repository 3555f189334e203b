"""Workbooks of Excel 5 to 2003 (BIFF5 and BIFF8 in a compound file)."""
