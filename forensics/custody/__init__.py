"""A report after it was written: its custody log, bundle and checks, made again for other readers, purged.

Never: findings that are changed.
"""
