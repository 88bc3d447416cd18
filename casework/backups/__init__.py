"""Everything out with one command, and back with one. Part of the front door: it may see the whole house."""
