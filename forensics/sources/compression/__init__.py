"""Compressed streams, whole, in pieces, damaged, nested."""
