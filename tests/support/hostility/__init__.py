"""What a visitor, a file or a case may hold that is meant for whoever reads the answer."""
