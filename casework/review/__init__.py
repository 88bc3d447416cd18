"""The workflow: transitions, leases and comments."""
