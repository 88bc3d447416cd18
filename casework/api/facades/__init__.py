"""Doors in the shapes of other data sets, for their own unmodified clients: tolerant where v1 is strict."""
