"""Everything compared with everything, in columns of numpy. Only the command `find_pairs` loads it."""
