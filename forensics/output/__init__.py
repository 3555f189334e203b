"""How files and folders are written: for their owner alone, whole or not at all, one run at a time."""
