"""A page to look through one report: Datasette over its evidence.sqlite, on loopback, for whoever has the address.

Never: a count of its own, a write, another host.
"""
