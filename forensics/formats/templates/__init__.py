"""Formats written as one template a line: LogFormat, log_format, and our own; the patterns of their fields."""
