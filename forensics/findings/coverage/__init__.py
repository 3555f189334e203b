"""What the logs cover of the windows: gaps, quiet stretches, missing rotations, and what they leave open."""
