"""TOML files that people write: read, and every fault told at once, with its key, line, reason and an example.

A kind of file (`kind`) is its tables (`table`) and how it is spoken of; what the keys mean, only its own room knows.
"""
