"""Version 1: strict, from the publication tables alone."""
