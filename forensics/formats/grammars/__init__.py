"""How the lines of each kind of format are cut: templates, cells, W3C rows, objects."""
