"""Which format lines are in, told from the lines themselves, and what their size field means."""
