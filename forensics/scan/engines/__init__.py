"""What maps a function over files or parts of one: a loop, processes, a Dask cluster."""
