"""The logs of a watch: which file goes on where another ended, and what each has gained since the last pass."""
