"""Personal data told by its form and by the words above it, without a model: categories, counted and never kept."""
