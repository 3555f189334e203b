"""One request in several files or logs: which rows count, and which stand aside (counting.md 3.8, 4b.2)."""
