"""From cut text to the columns of PARSED: times, request lines, escapes, sizes."""
