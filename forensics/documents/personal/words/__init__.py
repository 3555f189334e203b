"""Lists of words: first names, nationalities and countries."""
