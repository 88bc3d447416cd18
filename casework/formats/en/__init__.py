"""English, read around the world: the month in letters, the clock with 24 hours."""
