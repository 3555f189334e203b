"""Sources x formats x files -> evidence: the only room that sees every line.

Never: a verdict, a window, a report.
"""
