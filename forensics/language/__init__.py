"""Sentences with values, their catalogues, and the exits for text that is not ours.

Never: a number, a rule, a noun of the model.
"""
