"""At least, established, at most; recipients, other definitions, limitations, coverage.

Never: a verdict that is changed, wording for readers.
"""
