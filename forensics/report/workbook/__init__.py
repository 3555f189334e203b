"""evidence.xlsx: the answer, its tables and what explains them as one workbook (docs/workbook.md)."""
