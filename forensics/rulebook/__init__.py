"""The rules in words: what every number and word of a report means, for the page, the terminal and docs/counting.md.

Never: a verdict, a count, a number of a case.
"""
