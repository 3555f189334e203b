"""Objects read by the usual names of keys, where no format declares them."""
