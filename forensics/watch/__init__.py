"""The scheduled scan: published folders and their logs, looked at every few minutes, each time only what is new.

A pass (`run`) takes an inventory of the folders, has new documents inspected, reads what the logs gained, has the
requests judged as a case would, and hands each event out once. What it knows it keeps in one SQLite file (`state`).
"""
