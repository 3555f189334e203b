"""One writer per output: terminal, document (JSON), tables (CSV, parquet), plots, html; write puts them down."""
