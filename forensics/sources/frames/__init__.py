"""Files that are not one log line a line: documents, tables, journals, other encodings."""
