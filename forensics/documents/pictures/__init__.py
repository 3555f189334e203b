"""Pictures: what cameras and programs write beside what is seen, and what a crop or an eraser left behind."""
