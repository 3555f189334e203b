"""evidence.sqlite: the findings and their tables as one database, for whoever asks in SQL (docs/database.md)."""
