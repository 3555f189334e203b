"""Archives of logs, member by member."""
