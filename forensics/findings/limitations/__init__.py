"""What the answer cannot promise, and what of it makes the evidence incomplete."""
