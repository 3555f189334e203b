"""What stands around a line when something else has carried it, and how it is taken off."""
