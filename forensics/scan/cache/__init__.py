"""Scans kept from run to run, and used only after the log was hashed again."""
