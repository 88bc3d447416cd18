"""Working rows for programs of the staff: what a key's person may see and do, and no more."""
