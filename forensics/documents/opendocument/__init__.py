"""OpenDocument: spreadsheets, texts, presentations and drawings of LibreOffice and others (ODF 1.3)."""
