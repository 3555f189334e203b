"""Why the number is what it is: what holds at least down, what keeps at most up, and what would bring them nearer."""
