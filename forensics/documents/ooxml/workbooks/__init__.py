"""Workbooks, in XML and in binary records."""
