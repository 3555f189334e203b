"""Requests -> verdicts -> episodes -> downloads, each in its window.

Never: bytes of a log, a row that is dropped, a bound.
"""
