"""Outlets, their documents, and the immutable snapshots of what they said."""
