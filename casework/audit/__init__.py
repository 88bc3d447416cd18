"""Who did what, when and why: append-only entries in a sealed chain."""
