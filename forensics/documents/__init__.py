"""What a document hides: one file per kind of document, one noun for what is hidden, no log and no report.

A file goes to the reader of its kind (`kinds`, `readers`), which hands on pieces (`contents`): rows, passages, what is
hidden, what lies embedded. From these come records, people and categories, and all of it is one `model.Document`.
"""
